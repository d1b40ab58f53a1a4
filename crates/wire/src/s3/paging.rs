//! Parameters that listings have in common.

use crate::fault::Fault;
use crate::limits;

use super::binding::{Sent, digits};
use super::model::EncodingType;

/// Reads `max-keys`. More than [`limits::S3_MAX_KEYS`] is taken for that, as S3 does.
///
/// # Errors
/// `InvalidArgument`, in words of its own.
pub fn max_keys(sent: Sent<'_, i32>) -> Result<u16, Fault> {
    let Some(text) = sent.text().filter(|text| !text.is_empty()) else {
        return Ok(limits::S3_MAX_KEYS);
    };
    let refuse = |message: &'static str| Fault::s3_invalid_argument(message, "maxKeys", text.to_owned());
    match text.parse::<i32>() {
        Ok(number) if number < 0 => {
            Err(refuse("Argument maxKeys must be an integer between 0 and 2147483647"))
        }
        Ok(number) => Ok(at_most(number, limits::S3_MAX_KEYS)),
        Err(_) => Err(refuse("Provided max-keys not an integer or within integer range")),
    }
}

/// Reads `max-parts` or `max-uploads`. More than [`limits::S3_MAX_KEYS`] is taken for that; empty for absent.
///
/// # Errors
/// `InvalidArgument`.
pub fn page_size(sent: Sent<'_, i32>) -> Result<u16, Fault> {
    number(sent, limits::S3_MAX_KEYS, limits::S3_MAX_KEYS)
}

/// Reads `part-number-marker`; empty for absent.
///
/// # Errors
/// `InvalidArgument`.
pub fn part_marker(sent: Sent<'_, i32>) -> Result<u16, Fault> {
    number(sent, 0, u16::MAX)
}

fn number(sent: Sent<'_, i32>, default: u16, most: u16) -> Result<u16, Fault> {
    match sent.text() {
        None | Some("") => Ok(default),
        Some(_) => Ok(sent.read()?.map_or(default, |number| at_most(number, most))),
    }
}

/// A number that is not negative, or `most` if it is more.
pub(super) fn at_most(number: i32, most: u16) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX).min(most)
}

/// Reads `max-buckets`: 1 to [`limits::S3_MAX_BUCKETS`]; `None` asks for all without paging.
///
/// # Errors
/// `InvalidArgument`.
pub fn max_buckets(sent: Sent<'_, i32>) -> Result<Option<u16>, Fault> {
    Ok(sent.read()?.map(|number| at_most(number, limits::S3_MAX_BUCKETS)))
}

/// Reads `encoding-type`: true if keys are percent-encoded in the answer.
///
/// # Errors
/// `InvalidArgument` for anything but `url`; empty counts as absent.
pub fn encoding_type(sent: Sent<'_, EncodingType>) -> Result<Option<EncodingType>, Fault> {
    match sent.text() {
        None | Some("") => Ok(None),
        Some("url") => Ok(Some(EncodingType::Url)),
        Some(other) => {
            let message = "Invalid Encoding Method specified in Request";
            Err(Fault::s3_invalid_argument(message, "encoding-type", other.to_owned()))
        }
    }
}

/// Checks the length of `continuation-token`.
///
/// # Errors
/// `InvalidArgument` for one that is empty or longer than [`limits::S3_CONTINUATION_TOKEN_BYTES`].
pub fn continuation_token(token: Option<&str>) -> Result<Option<&str>, Fault> {
    match token {
        Some(token) if token.is_empty() || token.len() > limits::S3_CONTINUATION_TOKEN_BYTES => {
            let message = "The continuation token provided is incorrect";
            Err(Fault::s3_invalid_argument(message, "continuation-token", token.to_owned()))
        }
        token => Ok(token),
    }
}

/// Refuses a `list-type` that is neither version of the listing.
///
/// # Errors
/// `InvalidArgument`.
pub fn list_type(text: Option<&str>) -> Result<(), Fault> {
    match text {
        None | Some("1" | "2") => Ok(()),
        Some(other) => {
            let message = "Invalid List Type specified in Request";
            Err(Fault::s3_invalid_argument(message, "list-type", other.to_owned()))
        }
    }
}

/// Reads `partNumber`.
///
/// # Errors
/// `InvalidArgument` unless it is 1 to [`limits::S3_PART_NUMBER`].
pub fn part_number(sent: Sent<'_, i32>) -> Result<u16, Fault> {
    let text = sent.text().unwrap_or_default();
    read_part_number(text).ok_or_else(|| {
        let message =
            format!("Part number must be an integer between 1 and {}, inclusive", limits::S3_PART_NUMBER);
        Fault::s3_invalid_argument(message, "partNumber", text.to_owned())
    })
}

fn read_part_number(text: &str) -> Option<u16> {
    let number = digits(text)?.parse().ok();
    number.filter(|number| (1..=limits::S3_PART_NUMBER).contains(number))
}
