//! The refusal of a document.

use crate::position::Position;
use std::fmt;

/// Why a document is refused: AWS's own words for the caller, and our more exact reason and its place for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    message: String,
    detail: String,
    position: Option<Position>,
}

impl Malformed {
    pub(crate) fn new(message: impl Into<String>, detail: impl Into<String>, at: Option<Position>) -> Self {
        Malformed { message: message.into(), detail: detail.into(), position: at }
    }

    /// The text that AWS gives with `MalformedPolicyDocument` (or S3 with `MalformedPolicy`).
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What exactly is wrong, for people: never sent by AWS.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Where in the document.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Malformed {}
