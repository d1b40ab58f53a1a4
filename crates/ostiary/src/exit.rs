//! Exit codes, and failures with their advice.

use std::io::Write;
use std::process::ExitCode;

/// Exit codes, as `--help` shows them.
pub(crate) const HELP: &str = "Exit codes:
  0  success
  1  it could not be done: the message says why, and what to do
  2  the arguments are wrong
  3  a demo or check ran, and something was not as it should be
  4  there are no credentials, MFA was refused, or nobody was there to be asked for a code
  5  the server failed while it ran, and can be started again: a sync of the disk failed
  126, 127  the command of exec or serve-credentials cannot be run, or is not there
  130  the person at the terminal broke off
";

/// Exit code of a demo, check or test that ran and found something wrong.
pub(crate) const UNEXPECTED: u8 = 3;

/// Exit code of a server that failed while it ran.
pub(crate) const FAILED: u8 = 5;

/// End of the program without success.
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    code: ExitCode,
}

impl Failure {
    /// A failure with exit code 1.
    pub(crate) fn new(message: impl ToString) -> Self {
        Self { message: message.to_string(), hint: None, code: ExitCode::FAILURE }
    }

    /// The same failure with advice.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same failure with another exit code.
    pub(crate) fn code(mut self, code: u8) -> Self {
        self.code = ExitCode::from(code);
        self
    }

    /// Writes the failure to stderr, and returns its exit code.
    pub(crate) fn report(self) -> ExitCode {
        let hint = self.hint.map(|hint| format!("hint: {hint}\n")).unwrap_or_default();
        // the exit code tells it too, if stderr cannot be written
        let _ = write!(std::io::stderr(), "error: {}\n{hint}", self.message);
        self.code
    }
}

/// The exit code of a command that was done.
pub(crate) fn success(_: ()) -> ExitCode {
    ExitCode::SUCCESS
}

/// Errors of the client: texts of servers and files are made printable.
#[cfg(feature = "client")]
impl From<client::Error> for Failure {
    fn from(error: client::Error) -> Self {
        let printable = |text: &str| client::person::printable(text).into_owned();
        Self {
            message: printable(&error.to_string()),
            hint: error.hint().map(|hint| printable(&hint)),
            code: ExitCode::from(error.exit()),
        }
    }
}
