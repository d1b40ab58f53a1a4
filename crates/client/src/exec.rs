//! Becoming another program, with the right credentials in its environment.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use secret::Secret;

use crate::environment::Environment;
use crate::error::Error;
use crate::output::Variables;

/// An opener that runs for longer has become the browser.
const OPENED_WITHIN: Duration = Duration::from_secs(5);
/// How often it is looked whether it has ended.
const POLL: Duration = Duration::from_millis(20);

/// The person's own shell: that of `SHELL`, or the system's.
pub fn shell(environment: &Environment) -> OsString {
    let (variable, own) = if cfg!(windows) { ("COMSPEC", "cmd.exe") } else { ("SHELL", "/bin/sh") };
    environment.get(variable).unwrap_or(own).into()
}

/// Replaces this process by the command: its exit status is then the exit status, its signals are its own. Comes back only
/// when that fails.
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

/// Runs the command beside this process, which ends as the command ends, whatever else goes on in it; what asks this process to
/// end is passed on to the command. What the terminal sends, it sends to both: the command alone decides what to make of it.
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

/// What a shell would make of a child's end: its code, or 128 and the signal.
fn exit_status(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    status.code().or(signal.map(|signal| 128 + signal)).unwrap_or(1)
}

/// Opens a URL in the browser. It is handed over in a file of the state directory that only the owner may read, since
/// arguments are seen by all. The file stays until the next one takes its place: nobody can tell when a browser has read it,
/// and what it leads to is good for a quarter of an hour only.
///
/// # Errors
/// If there is no browser to be found.
pub fn open(url: &Secret<String>, state: &Path) -> Result<(), Error> {
    let file = state.join("sign-in.html");
    let page =
        format!("<meta http-equiv=\"refresh\" content=\"0;url={}\">", url.expose().replace('&', "&amp;"));
    crate::file::write_private(&file, Secret::new(page).expose().as_bytes())?;
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    // what openers and browsers have to say is about themselves
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
            // some become the browser, which stays open
            None if begun.elapsed() > OPENED_WITHIN => return Ok(()),
            None => std::thread::sleep(POLL),
        }
    }
}

fn prepare(command: &[OsString], variables: &Variables) -> Result<(Command, String), Error> {
    let (program, arguments) = command
        .split_first()
        .ok_or_else(|| Error::refused("there is no command", "ostiary exec PROFILE -- COMMAND …"))?;
    let mut child = Command::new(program);
    child.args(arguments);
    // a code is for us alone
    child.env_remove("OSTIARY_MFA_CODE");
    for name in &variables.unset {
        child.env_remove(name);
    }
    for (name, value) in &variables.set {
        child.env(name.as_ref(), value.expose());
    }
    Ok((child, program.to_string_lossy().into_owned()))
}
