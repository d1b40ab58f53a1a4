//! Programs that print something for us: credentials, or a code.

use std::process::{Command, Stdio};

use secret::Secret;

use crate::error::Error;
use crate::file::read_limited;

/// Longest output that is read, bytes.
const MAX_OUTPUT_BYTES: u64 = 64 * 1024;

/// What a program prints. Words as a shell would split them, no shell; its questions and its own words go to the terminal.
///
/// # Errors
/// If it cannot be run, fails, or prints too much. `what` says in the error what it should have been for.
pub(crate) fn output(
    what: &'static str,
    command: &str,
    variables: &[(&str, &str)],
) -> Result<Secret<Vec<u8>>, Error> {
    let failed = |reason: String| Error::Process { what, reason };
    let words = shlex::split(command).unwrap_or_default();
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| failed("there is no command, or a quote is left open".to_owned()))?;
    let mut child = Command::new(program);
    if !is_ostiary(program) {
        // a code is for us alone
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
    let printed = child.stdout.take().map_or(Ok(Vec::new()), |out| read_limited(out, MAX_OUTPUT_BYTES));
    let printed = printed.map(Secret::new).map_err(|error| {
        // one that has not ended by itself may never
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

/// Whether a program is this one, as in profiles that `ostiary configure` wrote.
fn is_ostiary(program: &str) -> bool {
    match (std::fs::canonicalize(program), std::env::current_exe().and_then(std::fs::canonicalize)) {
        (Ok(program), Ok(own)) => program == own,
        _ => false,
    }
}
