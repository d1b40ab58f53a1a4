use std::io;
use std::process::ExitCode;

use crate::exit::{Failure, UNEXPECTED};

/// Outcome of a command: the worst of its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Fine,
    /// something is not as it should be
    Unexpected,
    /// an input could not be judged
    NotJudged,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::Unexpected => ExitCode::from(UNEXPECTED),
            Outcome::NotJudged => ExitCode::FAILURE,
        }
    }
}

/// The failure of writing a result.
pub(super) fn cannot_write(error: io::Error) -> Failure {
    Failure::new(format!("cannot write: {error}"))
}
