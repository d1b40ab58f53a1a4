//! Results on stdout.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::exit::Failure;

/// Writes a result as it is, for programs.
///
/// # Errors
/// If it cannot be written. A reader that has closed the pipe is no error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write the result to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line, for programs.
///
/// # Errors
/// See [`print()`].
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    print(&format!("{text}\n"))
}

/// Writes a line without control characters, for people.
///
/// # Errors
/// See [`print()`].
#[cfg(feature = "client")]
pub(crate) fn tell(text: &str) -> Result<(), Failure> {
    line(&client::person::printable(text))
}

/// Writes a value as indented JSON: the operator's results.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn pretty(value: &impl Serialize) -> Result<ExitCode, Failure> {
    line(&serde_json::to_string_pretty(value).map_err(Failure::new)?)?;
    Ok(ExitCode::SUCCESS)
}
