//! Programs that print something for us: credentials, or a code.

use std::fmt;
use std::process::{Command, Stdio};

use secret::Secret;

use super::file::read_limited;
use crate::limits::MAX_PROGRAM_OUTPUT_BYTES;

/// A program that should have printed credentials or a code and did not.
#[derive(Debug)]
pub struct ProgramError {
    /// setting or flag that names the program
    pub setting: &'static str,
    /// the failure, without anything that the program printed
    pub reason: String,
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.reason)
    }
}

impl std::error::Error for ProgramError {}

/// Runs a command and returns what it prints. Words are split as a shell splits them, without a shell; the program's questions
/// and messages go to the terminal. `setting` names in errors where the command came from.
///
/// # Errors
/// If the program cannot be run, fails, or prints more than [`MAX_PROGRAM_OUTPUT_BYTES`].
pub(crate) fn output(
    setting: &'static str,
    command: &str,
    variables: &[(&str, &str)],
) -> Result<Secret<Vec<u8>>, ProgramError> {
    let failed = |reason: String| ProgramError { setting, reason };
    let words = shlex::split(command).unwrap_or_default();
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| failed("there is no command, or a quote is left open".to_owned()))?;
    let mut child = Command::new(program);
    if !is_ostiary(program) {
        // other programs are not told the code given to this one
        child.env_remove("OSTIARY_MFA_CODE");
    }
    let mut child = child
        .args(arguments)
        .envs(variables.iter().copied())
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("{program}: {error}")))?;
    let printed =
        child.stdout.take().map_or(Ok(Vec::new()), |out| read_limited(out, MAX_PROGRAM_OUTPUT_BYTES));
    let printed = printed.map(Secret::new).map_err(|error| {
        // a program that prints without end may never end by itself
        let _ = child.kill();
        let _ = child.wait();
        failed(format!("{program}: {error}"))
    })?;
    let status = child.wait().map_err(|error| failed(format!("{program}: {error}")))?;
    if !status.success() {
        return Err(failed(format!("{program} ended with {status}")));
    }
    Ok(printed)
}

/// Reports whether a program is this one, as in profiles that `ostiary configure` wrote.
fn is_ostiary(program: &str) -> bool {
    match (std::fs::canonicalize(program), std::env::current_exe().and_then(std::fs::canonicalize)) {
        (Ok(program), Ok(own)) => program == own,
        _ => false,
    }
}
