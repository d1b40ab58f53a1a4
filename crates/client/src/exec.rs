//! Becoming another program, with the right credentials in its environment.

use std::ffi::OsString;
use std::process::Command;

use crate::error::Error;
use crate::output::Variables;

/// Replaces this process by the command: its exit status is then the exit status, its signals are its own. Comes back only
/// when that fails.
pub fn become_command(command: &[OsString], variables: &Variables) -> Error {
    let Some((program, arguments)) = command.split_first() else {
        return Error::refused("there is no command", "ostiary exec PROFILE -- COMMAND …");
    };
    let mut child = Command::new(program);
    child.args(arguments);
    for name in &variables.unset {
        child.env_remove(name);
    }
    for (name, value) in &variables.set {
        child.env(name, value.expose());
    }
    #[cfg(unix)]
    let error = std::os::unix::process::CommandExt::exec(&mut child);
    #[cfg(not(unix))]
    let error = match child.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    };
    Error::Io { what: format!("cannot run {}", program.to_string_lossy()), error }
}
