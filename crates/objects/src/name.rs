//! Names as callers give them: buckets, object keys, multipart uploads and their parts.

use std::borrow::Borrow;
use std::fmt;
use std::net::Ipv4Addr;
use std::sync::Arc;

use crate::error::{KeyError, NameError};
use crate::limits::{
    MAX_BUCKET_NAME_BYTES, MAX_KEY_BYTES, MAX_PARTS, MAX_UPLOAD_ID_BYTES, MIN_BUCKET_NAME_BYTES,
};

/// A valid name for a new bucket (S3 user guide, "General purpose bucket naming rules").
///
/// The prefix `amzn-s3-demo-` is accepted although that page reserves it: published AWS samples create such buckets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketName(String);

/// Prefixes that are reserved.
const RESERVED_PREFIXES: [&str; 2] = ["xn--", "sthree-"];
/// Suffixes that are reserved, for aliases and other kinds of bucket.
const RESERVED_SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

impl BucketName {
    /// Checks the rules.
    pub fn parse(text: &str) -> Result<BucketName, NameError> {
        let alphanumeric = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let bytes = text.as_bytes();
        let valid = (MIN_BUCKET_NAME_BYTES..=MAX_BUCKET_NAME_BYTES).contains(&bytes.len())
            && bytes.iter().all(|&b| alphanumeric(b) || b == b'-' || b == b'.')
            && bytes.first().is_some_and(|&b| alphanumeric(b))
            && bytes.last().is_some_and(|&b| alphanumeric(b))
            && !text.contains("..")
            && text.parse::<Ipv4Addr>().is_err()
            && !looks_like_ipv4(text)
            && !RESERVED_PREFIXES.iter().any(|p| text.starts_with(p))
            && !RESERVED_SUFFIXES.iter().any(|s| text.ends_with(s));
        if valid { Ok(BucketName(text.to_owned())) } else { Err(NameError) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Four runs of digits with dots between: the rule is about the form, so `999.1.1.1` and `01.2.3.4` count too.
fn looks_like_ipv4(text: &str) -> bool {
    text.split('.').count() == 4 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An object key: 1 to [`MAX_KEY_BYTES`] bytes of UTF-8 without NUL, taken as it is. `..`, `//` and the like mean
/// nothing here. Ordered by bytes, as S3 lists keys. Cheap to clone.
// No Hash: it would have to agree with that of the bytes, which `Borrow` lends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Arc<str>);

impl Key {
    /// Checks length and content.
    pub fn parse(text: &str) -> Result<Key, KeyError> {
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > MAX_KEY_BYTES {
            return Err(KeyError::TooLong { bytes: text.len() });
        }
        if text.contains('\0') {
            return Err(KeyError::Nul);
        }
        Ok(Key(text.into()))
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<[u8]> for Key {
    // `str` and its bytes compare alike, so ranges of an ordered map of keys can be bounded by bytes.
    fn borrow(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Number of a part, 1 to [`MAX_PARTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartNumber(u16);

impl PartNumber {
    /// `None` if no part can have that number.
    pub const fn new(number: u16) -> Option<PartNumber> {
        if number >= 1 && number <= MAX_PARTS { Some(PartNumber(number)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// True if a text can be the id of a multipart upload.
pub(crate) fn is_upload_id(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (1..=MAX_UPLOAD_ID_BYTES).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests;
