//! Names of buckets and keys of objects.

use std::fmt;
use std::net::Ipv4Addr;

use crate::limits;

/// A bucket name that follows the rules for general purpose buckets
/// (Amazon S3 User Guide, "General purpose bucket naming rules").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketName(String);

/// Beginnings and ends that AWS keeps for itself.
const RESERVED_PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

impl BucketName {
    /// 3 to 63 small letters, digits, dots and hyphens, a letter or digit at both ends, no two dots in a row, not an
    /// IPv4 address.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let at_ends = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let bytes = name.as_bytes();
        let good = (limits::BUCKET_NAME_MIN_BYTES..=limits::BUCKET_NAME_MAX_BYTES).contains(&bytes.len())
            && bytes.iter().all(|b| at_ends(b) || matches!(b, b'.' | b'-'))
            && bytes.first().is_some_and(at_ends)
            && bytes.last().is_some_and(at_ends)
            && !name.contains("..")
            && name.parse::<Ipv4Addr>().is_err();
        good.then(|| Self(name.to_owned()))
    }

    /// True if AWS keeps the name for itself: no bucket can be created with it.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        RESERVED_PREFIXES.iter().any(|prefix| self.0.starts_with(prefix))
            || RESERVED_SUFFIXES.iter().any(|suffix| self.0.ends_with(suffix))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key of an object: 1 to 1024 bytes of UTF-8, and nothing but data. Dots and slashes mean nothing in it, it is
/// never normalised and never a path of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectKey(String);

/// Reason for which text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// nothing there
    Empty,
    /// longer than [`limits::OBJECT_KEY_BYTES`]
    TooLong,
}

impl ObjectKey {
    /// # Errors
    /// See [`KeyError`].
    pub fn parse(key: &str) -> Result<Self, KeyError> {
        match key.len() {
            0 => Err(KeyError::Empty),
            length if length > limits::OBJECT_KEY_BYTES => Err(KeyError::TooLong),
            _ => Ok(Self(key.to_owned())),
        }
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
