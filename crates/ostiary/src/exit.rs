//! Exit codes, and how failures are told.

use std::io::Write;
use std::process::ExitCode;

/// Shown by `--help`.
pub const HELP: &str = "Exit codes:
  0  success
  1  it could not be done: the message says why, and what to do
  2  the arguments are wrong
  3  a demo or check ran, and something was not as it should be
  4  there are no credentials, MFA was refused, or nobody was there to be asked for a code
  5  the server failed while it ran, and can be started again: a sync of the disk failed
  126, 127  the command of exec or serve-credentials cannot be run, or is not there
  130  the person at the terminal broke off
";

/// The exit code of a demo, check or test that ran and found something that is not as it should be.
pub const UNEXPECTED: u8 = 3;

/// The exit code of a server that failed while it ran.
pub const FAILED: u8 = 5;

/// Why the program ends without success.
pub struct Failure {
    message: String,
    hint: Option<String>,
    code: ExitCode,
}

impl Failure {
    /// What was wrong.
    pub fn new(message: impl ToString) -> Self {
        Self { message: message.to_string(), hint: None, code: ExitCode::FAILURE }
    }

    /// What to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The exit code, if not 1.
    pub fn code(mut self, code: u8) -> Self {
        self.code = ExitCode::from(code);
        self
    }

    /// Tells it on stderr.
    pub fn report(self) -> ExitCode {
        let hint = self.hint.map(|hint| format!("hint: {hint}\n")).unwrap_or_default();
        // the exit code says it too, where nobody takes the text
        let _ = write!(std::io::stderr(), "error: {}\n{hint}", self.message);
        self.code
    }
}
