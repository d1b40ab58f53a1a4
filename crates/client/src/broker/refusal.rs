use crate::error::Error;

/// The refusal of an MFA session where the source is a session already.
pub(super) fn is_session() -> Error {
    Error::refused(
        "the profile or environment holds a session already, and a session gets no MFA session",
        "unset AWS_SESSION_TOKEN, or choose the profile with the long-term key",
    )
}
