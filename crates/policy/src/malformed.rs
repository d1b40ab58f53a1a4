//! Error of a document that is not accepted: its text and place.

use crate::position::Position;
use std::fmt;

/// Refusal of a document: AWS's text for the caller, and our more exact reason and its place for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    message: String,
    detail: String,
    position: Option<Position>,
    beyond_limits: bool,
}

impl Malformed {
    pub(crate) fn new(message: impl Into<String>, detail: impl Into<String>, at: Option<Position>) -> Self {
        Malformed { message: message.into(), detail: detail.into(), position: at, beyond_limits: false }
    }

    /// The document is larger than this engine reads. Services refuse such documents by limits of
    /// their own, which are lower.
    pub(crate) fn beyond_limits(problem: impl Into<String>, at: Option<Position>) -> Self {
        let message = format!("The policy document cannot be read: {}", problem.into());
        Malformed { detail: message.clone(), message, position: at, beyond_limits: true }
    }

    /// The text that AWS gives with `MalformedPolicyDocument` (or S3 with `MalformedPolicy`).
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The exact fault, for people: never sent by AWS.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// True if the document was not judged at all, since it is longer or holds more values than is read
    /// ([`MAX_DOCUMENT_BYTES`](crate::MAX_DOCUMENT_BYTES), [`MAX_VALUES`](crate::MAX_VALUES)). The words are then ours.
    pub fn is_beyond_limits(&self) -> bool {
        self.beyond_limits
    }

    /// Place in the document.
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
