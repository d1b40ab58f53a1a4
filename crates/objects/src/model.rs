//! Descriptions of buckets, objects, multipart uploads and parts, without their data.

use std::fmt;

use data_encoding::HEXLOWER;
use md5::{Digest, Md5};

use crate::metadata::{Checksum, ChecksumAlgorithm, Metadata};
use crate::name::{BucketName, Key, PartNumber};

/// One version of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its key.
    pub key: Key,
    /// Size of its data, in bytes.
    pub size: u64,
    /// Its entity tag.
    pub etag: ETag,
    /// Time of its commit, in milliseconds since the epoch, by the caller's clock.
    pub last_modified_ms: u64,
    /// Metadata that the caller set.
    pub metadata: Metadata,
    /// The multipart upload that it came from. `None` also for an object that an earlier version of this program made of
    /// parts: it kept nothing but their number.
    pub composition: Option<Composition>,
    /// Its file is sealed, under a key of its own. Those of before sealing are not, until they are rewritten.
    pub sealed: bool,
}

/// The multipart upload that an object was made by, so that the request that completed it can be answered again, and the
/// parts read one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    /// Id of the upload.
    pub upload_id: String,
    /// The parts in their order; at least one. Their sizes add up to the object's.
    pub parts: Vec<ComposedPart>,
}

/// A part of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposedPart {
    /// Size of its data, in bytes.
    pub size: u64,
    /// Checksum of its data, if one was kept with the part.
    pub checksum: Option<Checksum>,
}

impl Composition {
    /// First byte and length of a part by its place, which counts from 1; and its checksum.
    pub fn part(&self, place: usize) -> Option<(u64, &ComposedPart)> {
        let part = self.parts.get(place.checked_sub(1)?)?;
        let before: u64 = self.parts.iter().take(place.saturating_sub(1)).map(|part| part.size).sum();
        Some((before, part))
    }
}

/// The entity tag of an object: the MD5 of its data or, if it was uploaded in parts, the MD5 of their MD5s and their
/// number. Displayed as S3 sends it, in lower-case hex and double quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ETag {
    md5: [u8; 16],
    parts: Option<u16>,
}

impl ETag {
    /// Of data that came in one.
    pub const fn whole(md5: [u8; 16]) -> ETag {
        ETag { md5, parts: None }
    }

    /// Of data that came in so many parts.
    pub const fn of_parts(md5: [u8; 16], parts: u16) -> ETag {
        ETag { md5, parts: Some(parts) }
    }

    /// The MD5, of the data or of the MD5s of its parts.
    pub const fn md5(&self) -> &[u8; 16] {
        &self.md5
    }

    /// In how many parts the data came, if it did not come in one.
    pub const fn parts(&self) -> Option<u16> {
        self.parts
    }

    /// The tag without quotes.
    pub fn bare(&self) -> String {
        let md5 = HEXLOWER.encode(&self.md5);
        self.parts.map_or_else(|| md5.clone(), |parts| format!("{md5}-{parts}"))
    }

    /// True if it is the tag of parts that have these tags, with their quotes or without.
    pub fn is_of_parts<'a>(&self, tags: impl Iterator<Item = &'a str>) -> bool {
        let mut whole = Md5::new();
        let mut parts: u16 = 0;
        for tag in tags {
            let bare = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or(tag);
            let Ok(md5) = HEXLOWER.decode(bare.as_bytes()) else { return false };
            if md5.len() != self.md5.len() {
                return false;
            }
            whole.update(&md5);
            parts = parts.saturating_add(1);
        }
        self.parts == Some(parts) && self.md5 == *whole.finalize()
    }

    /// True if `text` names this entity, with its quotes or without, as clients send both.
    pub fn matches(&self, text: &str) -> bool {
        let bare = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
        self.bare() == bare
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.bare())
    }
}

/// Condition on a key for a write to happen, checked and acted upon as one step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Precondition {
    /// No condition.
    #[default]
    None,
    /// `If-None-Match: *`: there is no object of this key.
    IfAbsent,
    /// `If-Match`: there is one, and this is its entity tag ([`ETag::matches`]). Without one the answer is
    /// [`Error::NoSuchKey`](crate::Error::NoSuchKey).
    IfMatch(String),
}

/// Name, owner, region and age of a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketInfo {
    /// Its name, unique among all accounts.
    pub name: BucketName,
    /// Account that made it.
    pub owner: String,
    /// Region that it was made in.
    pub region: String,
    /// Time of its making, in milliseconds since the epoch.
    pub created_at_ms: u64,
}

/// The checksum that the object is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedChecksum {
    /// Its algorithm.
    pub algorithm: ChecksumAlgorithm,
    /// True if it is a checksum of the parts' checksums rather than of the data.
    pub of_parts: bool,
}

/// Description of a multipart upload and of the object that it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultipartInfo {
    /// Names it: 1 to `MAX_UPLOAD_ID_BYTES` bytes of ASCII letters, digits, `-` and `_`. Unpredictable, if who knows it
    /// may do more than who does not.
    pub id: String,
    /// Key of the object.
    pub key: Key,
    /// Time of its start, in milliseconds since the epoch.
    pub started_at_ms: u64,
    /// Metadata of the object.
    pub metadata: Metadata,
    /// Checksum of the object, if one is planned.
    pub checksum: Option<PlannedChecksum>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartInfo {
    /// Its number.
    pub number: PartNumber,
    /// Size of its data, in bytes.
    pub size: u64,
    /// MD5 of its data.
    pub etag: ETag,
    /// Time of its commit, in milliseconds since the epoch.
    pub last_modified_ms: u64,
    /// Checksum of its data, if the caller set one.
    pub checksum: Option<Checksum>,
    /// Its file is sealed, as [`ObjectInfo::sealed`] says of an object's.
    pub sealed: bool,
}

#[cfg(test)]
mod tests;
