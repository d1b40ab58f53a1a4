use std::fmt;

use super::{CALL_TIMEOUT, Endpoint};

/// Clocks that are further apart than this, in seconds, are the reason why a signature is refused (AWS allows 15 minutes).
const SIGNATURE_SKEW_SECONDS: i64 = 900;

/// Why a call gave no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The service answered with an error.
    Service(ServiceError),
    /// No answer came.
    Transport(TransportError),
    /// An answer came that is none of this operation; perhaps something else answers at the endpoint.
    Answer {
        /// what was called
        operation: &'static str,
        /// HTTP status of the answer
        status: u16,
    },
    /// The answer has a session whose time is over.
    Over {
        /// what was called
        operation: &'static str,
        /// seconds since its end, by our clock
        since: i64,
    },
}

/// A service's error answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceError {
    /// what was called
    pub operation: &'static str,
    /// HTTP status
    pub status: u16,
    /// `AccessDenied`
    pub code: String,
    /// the text; may be empty
    pub message: String,
    /// to be named in questions about it
    pub request_id: Option<String>,
    /// how far the server's clock is ahead of ours, seconds, by its `Date` header; `None` without one
    pub skew_seconds: Option<i64>,
}

/// Why nothing was heard from an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    /// the endpoint's URL
    pub endpoint: String,
    /// whether time ran out
    pub timeout: bool,
    /// what went wrong
    pub reason: String,
}

impl Error {
    /// The service's error, if it is one.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            Self::Transport(_) | Self::Answer { .. } | Self::Over { .. } => None,
        }
    }

    /// Whether the service answered with this code.
    pub fn is(&self, code: &str) -> bool {
        self.service().is_some_and(|error| error.code == code)
    }
}

impl ServiceError {
    /// How far apart the clocks are, where that is why the signature was refused.
    pub fn clock_skew_seconds(&self) -> Option<i64> {
        self.skew_seconds.filter(|skew| {
            skew.saturating_abs() > SIGNATURE_SKEW_SECONDS
                && matches!(
                    self.code.as_str(),
                    "SignatureDoesNotMatch" | "RequestTimeTooSkewed" | "RequestExpired"
                )
        })
    }
}

impl TransportError {
    pub(super) fn new(endpoint: &Endpoint, error: &ureq::Error) -> Self {
        let timeout = matches!(error, ureq::Error::Timeout(_));
        let reason = match error {
            ureq::Error::Timeout(_) => format!("nothing came within {} s", CALL_TIMEOUT.as_secs()),
            ureq::Error::Io(error) => error.to_string(),
            error => innermost(error),
        };
        Self { endpoint: endpoint.url(), timeout, reason }
    }
}

/// The innermost reason, which says most.
pub(crate) fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut at = error;
    while let Some(source) = at.source() {
        at = source;
    }
    at.to_string()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Answer { operation, status } => {
                write!(
                    f,
                    "{operation}: HTTP {status} and no answer that can be understood: is the endpoint right?"
                )
            }
            Self::Over { operation, since } => {
                let ago = crate::duration::show((*since).max(1));
                write!(f, "{operation}: the session that it gave ended {ago} ago")
            }
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (HTTP {})", self.operation, self.code, self.status)?;
        match self.message.trim() {
            "" => Ok(()),
            message => write!(f, ": {message}"),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not answer: {}", self.endpoint, self.reason)
    }
}

impl std::error::Error for Error {}
impl std::error::Error for ServiceError {}
impl std::error::Error for TransportError {}
