//! Source of a copy: an object, or a range of one.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::fault::Fault;
use crate::route::{BucketName, ObjectKey};

use super::binding::{Sent, digits};

/// Object that is copied: `x-amz-copy-source`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopySource {
    /// its bucket
    pub bucket: BucketName,
    /// its key
    pub key: ObjectKey,
    /// version of it, if one is named
    pub version_id: Option<String>,
}

const HEADER: &str = "x-amz-copy-source";
const VERSION: &str = "?versionId=";

impl CopySource {
    /// Reads the header: `bucket/key`, percent-encoded or not, with or without a slash before it, with or without
    /// `?versionId=` behind it. A plus is a space, as in form data, and one that belongs to the key is encoded.
    ///
    /// # Errors
    /// `InvalidArgument`.
    pub fn of(sent: Sent<'_, &str>) -> Result<Self, Fault> {
        let value = sent.text().unwrap_or_default();
        Self::parse(value).ok_or_else(|| {
            let message = "Copy Source must mention the source bucket and key: sourcebucket/sourcekey";
            Fault::s3_invalid_argument(message, HEADER, value.to_owned())
        })
    }

    fn parse(value: &str) -> Option<Self> {
        // a question mark that belongs to the key is encoded
        let (path, version_id) =
            value.split_once(VERSION).map_or((value, None), |(path, id)| (path, Some(id)));
        let path = path.replace('+', " ");
        let path: Cow<'_, str> = percent_decode(path.as_bytes()).decode_utf8().ok()?;
        // a bucket's name holds nothing that can be encoded, so the first slash ends it, encoded or not
        let (bucket, key) = path.strip_prefix('/').unwrap_or(&path).split_once('/')?;
        Some(Self {
            bucket: BucketName::parse(bucket)?,
            key: ObjectKey::parse(key).ok()?,
            version_id: version_id.map(str::to_owned),
        })
    }

    /// `bucket/key`, decoded: the value of `s3:x-amz-copy-source`. As sent it could be spelled in ways that a policy does not
    /// foresee.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}", self.bucket, self.key)
    }
}

/// `x-amz-copy-source-range` of UploadPartCopy: the first and last byte, both inclusive.
///
/// # Errors
/// `InvalidArgument` unless it is `bytes=first-last`.
pub fn copy_source_range(text: Option<&str>) -> Result<Option<(u64, u64)>, Fault> {
    let Some(text) = text else { return Ok(None) };
    let read = || {
        let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
        let (first, last) = (digits(first)?.parse::<u64>().ok()?, digits(last)?.parse::<u64>().ok()?);
        (first <= last).then_some((first, last))
    };
    read().map(Some).ok_or_else(|| {
        let message = "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last \
                       are the zero-based offsets of the first and last bytes to copy";
        Fault::s3_invalid_argument(message, "x-amz-copy-source-range", text.to_owned())
    })
}

#[cfg(test)]
mod tests;
