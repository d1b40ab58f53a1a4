//! Running another program with credentials in its environment.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use secret::Secret;

use super::output::Variables;
use crate::error::Error;
use crate::limits::{OPENER_POLL_INTERVAL, OPENER_TIMEOUT};
use crate::place::{self, Environment};

/// The person's shell: that of `SHELL` (`COMSPEC` on Windows), else the system's.
pub fn shell(environment: &Environment) -> OsString {
    let (variable, own) = if cfg!(windows) { ("COMSPEC", "cmd.exe") } else { ("SHELL", "/bin/sh") };
    environment.get(variable).unwrap_or(own).into()
}

/// Replaces this process by a command, with the command's exit status and signals. Returns only if that fails.
pub fn become_command(command: &[OsString], variables: &Variables) -> Error {
    let (mut child, program) = match prepare(command, variables) {
        Ok(prepared) => prepared,
        Err(error) => return error,
    };
    #[cfg(unix)]
    let error = std::os::unix::process::CommandExt::exec(&mut child);
    #[cfg(not(unix))]
    let error = match child.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    };
    Error::Command { program, error }
}

/// Runs a command beside this process, which ends as the command ends. SIGTERM and SIGHUP are passed on to the command; signals
/// of the terminal reach both, and the command alone decides what they mean.
///
/// # Errors
/// If it cannot be run, or signals cannot be heard.
pub fn run_beside(command: &[OsString], variables: &Variables) -> Result<(), Error> {
    let (mut child, program) = prepare(command, variables)?;
    // heard before there is a command that could be left behind
    #[cfg(unix)]
    let mut heard = {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        signal_hook::iterator::Signals::new([SIGINT, SIGQUIT, SIGTERM, SIGHUP])
            .map_err(|error| Error::Io { what: "cannot hear signals".to_owned(), error })?
    };
    let mut child = child.spawn().map_err(|error| Error::Command { program, error })?;
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process};
        use signal_hook::consts::{SIGHUP, SIGTERM};
        let command = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        std::thread::spawn(move || {
            for signal in heard.forever() {
                let passed = match signal {
                    SIGTERM => Some(Signal::TERM),
                    SIGHUP => Some(Signal::HUP),
                    _ => None,
                };
                if let (Some(command), Some(signal)) = (command, passed) {
                    // a command that is gone ends this process anyway
                    let _ = kill_process(command, signal);
                }
            }
        });
    }
    std::thread::spawn(move || std::process::exit(child.wait().map_or(1, exit_status)));
    Ok(())
}

/// Exit status of a child as shells have it: its code, or 128 and the signal's number.
fn exit_status(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    status.code().or(signal.map(|signal| 128 + signal)).unwrap_or(1)
}

/// Opens a URL in the browser. The URL is in a file of the state directory that only the owner may read, since all users see
/// arguments. The file stays until the next one replaces it: there is no telling when the browser has read it, and the URL is
/// valid for a quarter of an hour only.
///
/// # Errors
/// If no browser is found.
pub fn open(url: &Secret<String>, state: &Path) -> Result<(), Error> {
    let file = state.join("sign-in.html");
    let page =
        format!("<meta http-equiv=\"refresh\" content=\"0;url={}\">", url.expose().replace('&', "&amp;"));
    place::write_private(&file, Secret::new(page).expose().as_bytes())?;
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    // messages of openers and browsers are about themselves
    let quiet = || Stdio::null();
    let mut command = Command::new(opener);
    command.arg(&file).stdin(quiet()).stdout(quiet()).stderr(quiet()).env_remove("OSTIARY_MFA_CODE");
    let hint = "without --open the URL is printed";
    let failed = |error| Error::refused(format!("cannot run {opener}: {error}"), hint);
    let mut child = command.spawn().map_err(failed)?;
    let begun = Instant::now();
    loop {
        match child.try_wait().map_err(failed)? {
            Some(status) if status.success() => return Ok(()),
            Some(_) => return Err(Error::refused(format!("{opener} opens no browser"), hint)),
            // some openers become the browser, which stays open
            None if begun.elapsed() > OPENER_TIMEOUT => return Ok(()),
            None => std::thread::sleep(OPENER_POLL_INTERVAL),
        }
    }
}

fn prepare(command: &[OsString], variables: &Variables) -> Result<(Command, String), Error> {
    let (program, arguments) = command
        .split_first()
        .ok_or_else(|| Error::refused("there is no command", "ostiary exec PROFILE -- COMMAND …"))?;
    let mut child = Command::new(program);
    child.args(arguments);
    // other programs are not told the code given to this one
    child.env_remove("OSTIARY_MFA_CODE");
    for name in &variables.unset {
        child.env_remove(name);
    }
    for (name, value) in &variables.set {
        child.env(name.as_ref(), value.expose());
    }
    Ok((child, program.to_string_lossy().into_owned()))
}
