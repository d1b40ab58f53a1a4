use super::error::{AuthError, Provided};
use super::head::{Carrier, RequestHead};
use super::presigned;
use super::query::{self, Pair};

/// Headers that a presigner moved into the URL. One that also arrives as a header must say the same.
pub(crate) fn hoisted(
    carrier: Carrier,
    head: &RequestHead<'_>,
    parameters: &[Pair<'_>],
) -> Result<Vec<(String, String)>, AuthError> {
    let mut found = Vec::new();
    let moved = parameters
        .iter()
        .filter(|(name, _)| carrier == Carrier::Query && query::is_amz(name) && !presigned::is_own(name));
    for (name, value) in moved {
        let lower = String::from_utf8_lossy(name).to_ascii_lowercase();
        let clash = head.values(&lower).any(|header| header.trim_ascii() != value.as_ref());
        if clash || value.iter().any(u8::is_ascii_control) {
            return Err(AuthError::RepeatedParameter { name: Provided::new(name) });
        }
        found.push((lower, String::from_utf8_lossy(value).into_owned()));
    }
    Ok(found)
}
