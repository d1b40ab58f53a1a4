//! `ostiary serve`: answers IAM, STS and S3 on one port.

mod arguments;
mod ephemeral;
mod first_start;
mod logs;
mod settings;

use std::io::Write;
use std::process::ExitCode;

use server::Server;
use tokio::signal::unix::{SignalKind, signal};

use crate::exit::{self, Failure};
use crate::limits::BLOCKING_GRACE;
use arguments::LogForm;
use settings::Settings;

pub(crate) use arguments::Serve;

/// Serves until SIGTERM, Ctrl-C or, without TLS, SIGHUP, with which a listener that speaks TLS takes its newest certificate.
/// With `--ephemeral` nothing is left then.
///
/// # Errors
/// If the server cannot start, or ends by itself.
pub(crate) fn run(flags: &Serve) -> Result<ExitCode, Failure> {
    let settings = Settings::settle(flags)?;
    logs::start(settings.log, &settings.log_filter)?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().max_blocking_threads(server::limits::BLOCKING_THREADS).build();
    let runtime = runtime.map_err(Failure::new)?;
    let is_ephemeral = settings.ephemeral.is_some();
    let served = runtime.block_on(serve(settings.server, is_ephemeral, settings.log, flags.json));
    if served.is_err() {
        // a thread that waits for the disk must not hold up the end
        runtime.shutdown_background();
    } else {
        // work on the disk that no request waits for may be cut off: it is not visible yet
        runtime.shutdown_timeout(BLOCKING_GRACE);
    }
    if let Some(directory) = settings.ephemeral {
        ephemeral::remove(directory);
    }
    logs::flush();
    served.map(|()| ExitCode::SUCCESS)
}

async fn serve(
    options: server::Options,
    is_ephemeral: bool,
    log: LogForm,
    json: bool,
) -> Result<(), Failure> {
    // handlers come before the server is up, so that no signal is missed
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::new)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::new)?;
    let mut hang_up = signal(SignalKind::hangup()).map_err(Failure::new)?;
    let started =
        if is_ephemeral { Server::start_ephemeral(options).await } else { Server::start(options).await };
    let mut server = started.map_err(|error| {
        let remedy = error.remedy();
        let failure = Failure::new(error);
        remedy.into_iter().fold(failure, Failure::hint)
    })?;
    // words for people come before the line that programs wait for
    if let Some(first) = server.first_start() {
        first_start::tell(server.data(), first, is_ephemeral, log);
    }
    let mut stdout = std::io::stdout();
    // a parent process may not read the line
    let _ = stdout.write_all(ready(&server, json).as_bytes()).and_then(|()| stdout.flush());
    loop {
        tokio::select! {
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
            _ = hang_up.recv() => {
                if !server.reload_certificate() {
                    break;
                }
            }
            failed = server.failed() => {
                let hint = "nothing that was acknowledged is lost; see to the disk, and start the server again";
                return Err(Failure::new(failed).hint(hint).code(exit::FAILED));
            }
        }
    }
    server.stop().await;
    Ok(())
}

/// The one line on stdout, by which other programs know that the server answers, and where.
fn ready(server: &Server, json: bool) -> String {
    let scheme = if server.is_secure() { "https" } else { "http" };
    let url = format!("{scheme}://{}", server.address());
    if json {
        let object = serde_json::json!({
            "Url": url,
            "DataDirectory": std::path::absolute(server.data()).unwrap_or_else(|_| server.data().clone()),
            "FirstStart": server.first_start().is_some(),
        });
        return format!("{object}\n");
    }
    format!("ostiary is listening on {url}\n")
}
