use std::fmt;

use super::endpoint::Endpoint;
use crate::limits::{CALL_TIMEOUT, SIGNATURE_SKEW_SECONDS};
use crate::person::show_duration;

/// A call without a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The service answered with an error.
    Service(ServiceError),
    /// No answer came.
    Transport(TransportError),
    /// The answer is not one of this operation; another kind of server may be at the endpoint.
    Answer {
        /// operation that was called
        operation: &'static str,
        /// HTTP status of the answer
        status: u16,
    },
    /// The answer holds a session that has ended already.
    Over {
        /// operation that was called
        operation: &'static str,
        /// seconds since its end, by this machine's clock
        since: i64,
    },
}

/// A service's error answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceError {
    /// operation that was called
    pub operation: &'static str,
    /// HTTP status of the answer
    pub status: u16,
    /// error code, such as `AccessDenied`
    pub code: String,
    /// error message; may be empty
    pub message: String,
    /// request id, by which the service's operator finds the request
    pub request_id: Option<String>,
    /// seconds that the server's clock is ahead of this machine's, by its `Date` header; `None` without one
    pub skew_seconds: Option<i64>,
}

/// An endpoint that gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    /// URL of the endpoint
    pub endpoint: String,
    /// true if the time ran out
    pub timeout: bool,
    /// the innermost reason
    pub reason: String,
}

impl Error {
    /// The service's error answer, if there was one.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            Self::Transport(_) | Self::Answer { .. } | Self::Over { .. } => None,
        }
    }

    /// Reports whether the service answered with this error code.
    pub fn is(&self, code: &str) -> bool {
        self.service().is_some_and(|error| error.code == code)
    }
}

impl ServiceError {
    /// Seconds that the server's clock is ahead, where that is the reason for which the signature was refused.
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

/// Text of the innermost source of an error, which says most.
pub(super) fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
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
                let ago = show_duration((*since).max(1));
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
