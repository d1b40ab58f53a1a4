//! What is known of an object without reading its data.

use std::fmt;

use data_encoding::HEXLOWER;

use crate::metadata::Metadata;
use crate::name::Key;

/// One version of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its key.
    pub key: Key,
    /// Size of its data, in bytes.
    pub size: u64,
    /// MD5 of its data.
    pub etag: ETag,
    /// When it was committed, in milliseconds since the epoch, by the caller's clock.
    pub last_modified_ms: u64,
    /// What the caller set.
    pub metadata: Metadata,
}

/// The entity tag of an object that was uploaded in one part: the MD5 of its data. Displayed as S3 sends it, in
/// lower-case hex and double quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ETag(pub [u8; 16]);

impl ETag {
    /// Whether `text` names this entity, with its quotes or without, as clients send both.
    pub fn matches(&self, text: &str) -> bool {
        let bare = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
        HEXLOWER.encode(&self.0) == bare
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", HEXLOWER.encode(&self.0))
    }
}

/// What must hold of the key for a write to happen, checked and acted upon as one step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing.
    #[default]
    None,
    /// `If-None-Match: *`: there is no object of this key.
    IfAbsent,
    /// `If-Match`: there is one, and this is its entity tag ([`ETag::matches`]). Without one the answer is
    /// [`Error::NoSuchKey`](crate::Error::NoSuchKey).
    IfMatch(String),
}

#[cfg(test)]
mod tests;
