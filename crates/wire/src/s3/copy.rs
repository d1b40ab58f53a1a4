//! CopyObject: where from, and what is answered.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::chunked::Checksum;
use crate::fault::Fault;
use crate::route::{BucketName, ObjectKey};
use crate::sigv4::RequestHead;
use crate::timestamp::Timestamp;
use crate::xml::Writer;

use super::NAMESPACE;

/// `x-amz-copy-source`: the object that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopySource {
    /// its bucket
    pub bucket: BucketName,
    /// its key
    pub key: ObjectKey,
    /// which version of it, if one is named
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
    pub fn from_head(head: &RequestHead<'_>) -> Result<Self, Fault> {
        let value = head.text(HEADER).unwrap_or_default();
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

/// `CopyObjectResult`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyResult<'a> {
    /// with its quotes
    pub etag: &'a str,
    /// when the copy was made
    pub modified: Timestamp,
    /// of the whole object
    pub checksum: Option<&'a Checksum>,
}

impl CopyResult<'_> {
    /// The body of the answer.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut w = Writer::one_line();
        w.open_in("CopyObjectResult", NAMESPACE);
        w.element("LastModified", &self.modified.to_iso_millis());
        w.element("ETag", self.etag);
        if let Some(checksum) = self.checksum {
            w.element("ChecksumType", "FULL_OBJECT");
            w.element(&format!("Checksum{}", checksum.algorithm().name()), &checksum.base64());
        }
        w.finish()
    }
}

#[cfg(test)]
mod tests;
