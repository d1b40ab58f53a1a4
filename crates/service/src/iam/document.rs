//! Policy documents as answers show them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Bytes that RFC 3986 leaves unencoded stay; all others are encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A document as answers carry it: percent-encoded, so that XML changes nothing in it.
pub(in crate::iam) fn document(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}
