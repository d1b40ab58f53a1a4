//! XML answers of S3.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::timestamp::Timestamp;
use crate::xml::Writer;

use super::{ListObjects, ListVersion, NAMESPACE};

/// `ListAllMyBucketsResult`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketList<'a> {
    /// the canonical id of the account
    pub owner_id: &'a str,
    /// one page
    pub buckets: Vec<Bucket<'a>>,
    /// where the next page starts, if there is one
    pub continuation_token: Option<&'a str>,
    /// as asked for
    pub prefix: Option<&'a str>,
}

/// A bucket in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket<'a> {
    /// its name
    pub name: &'a str,
    /// when it was made
    pub created: Timestamp,
    /// where it is
    pub region: &'a str,
}

impl BucketList<'_> {
    /// The body of the answer.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut w = Writer::one_line();
        w.open_in("ListAllMyBucketsResult", NAMESPACE);
        w.open("Owner");
        w.element("ID", self.owner_id);
        w.close();
        w.open("Buckets");
        for bucket in &self.buckets {
            w.open("Bucket");
            w.element("Name", bucket.name);
            w.element("CreationDate", &bucket.created.to_iso_millis());
            w.element("BucketRegion", bucket.region);
            w.element("BucketArn", &format!("arn:aws:s3:::{}", bucket.name));
            w.close();
        }
        w.close();
        if let Some(token) = self.continuation_token {
            w.element("ContinuationToken", token);
        }
        if let Some(prefix) = self.prefix {
            w.element("Prefix", prefix);
        }
        w.finish()
    }
}

/// `ListBucketResult`, of either version: what was asked for is echoed from `asked`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectList<'a> {
    /// the name of the bucket
    pub bucket: &'a str,
    /// the request
    pub asked: &'a ListObjects,
    /// one page, in order of keys
    pub objects: Vec<ListedObject<'a>>,
    /// keys rolled up by the delimiter, in order
    pub common_prefixes: Vec<&'a str>,
    /// Where the next page starts, if there is one: an opaque token in version 2, the last key or prefix of this page
    /// in version 1.
    pub next: Option<&'a str>,
}

/// An object in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedObject<'a> {
    /// its key
    pub key: &'a str,
    /// when it was written
    pub modified: Timestamp,
    /// without quotes
    pub etag: &'a str,
    /// bytes
    pub size: u64,
    /// canonical id of the owner; written where the request asks for it
    pub owner_id: &'a str,
}

impl ObjectList<'_> {
    /// The body of the answer.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut w = Writer::one_line();
        w.open_in("ListBucketResult", NAMESPACE);
        w.element("Name", self.bucket);
        self.key(&mut w, "Prefix", &self.asked.prefix);
        let with_owner = match &self.asked.version {
            ListVersion::V1 { marker } => {
                self.key(&mut w, "Marker", marker);
                // without a delimiter a client takes the last key instead
                if let Some(next) = self.next.filter(|_| self.asked.delimiter.is_some()) {
                    self.key(&mut w, "NextMarker", next);
                }
                true
            }
            ListVersion::V2 { continuation_token, start_after, fetch_owner } => {
                if let Some(token) = continuation_token {
                    w.element("ContinuationToken", token);
                }
                if let Some(next) = self.next {
                    w.element("NextContinuationToken", next);
                }
                if let Some(start_after) = start_after {
                    self.key(&mut w, "StartAfter", start_after);
                }
                w.element("KeyCount", &(self.objects.len() + self.common_prefixes.len()).to_string());
                *fetch_owner
            }
        };
        w.element("MaxKeys", &self.asked.max_keys.to_string());
        if let Some(delimiter) = &self.asked.delimiter {
            self.key(&mut w, "Delimiter", delimiter);
        }
        if self.asked.url_encoding {
            w.element("EncodingType", "url");
        }
        w.element("IsTruncated", if self.next.is_some() { "true" } else { "false" });
        for object in &self.objects {
            self.object(&mut w, object, with_owner);
        }
        for prefix in &self.common_prefixes {
            w.open("CommonPrefixes");
            self.key(&mut w, "Prefix", prefix);
            w.close();
        }
        w.finish()
    }

    fn object(&self, w: &mut Writer, object: &ListedObject<'_>, with_owner: bool) {
        w.open("Contents");
        self.key(w, "Key", object.key);
        w.element("LastModified", &object.modified.to_iso_millis());
        w.element("ETag", &format!("\"{}\"", object.etag));
        w.element("Size", &object.size.to_string());
        if with_owner {
            w.open("Owner");
            w.element("ID", object.owner_id);
            w.close();
        }
        w.element("StorageClass", "STANDARD");
        w.close();
    }

    fn key(&self, w: &mut Writer, name: &str, text: &str) {
        if self.asked.url_encoding {
            w.element(name, &url_encoded(text));
        } else {
            w.key_element(name, text);
        }
    }
}

/// Everything but letters, digits, `-`, `_`, `.`, `~` and the slash.
const IN_LISTINGS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/').remove(b'*');

/// A key as `encoding-type=url` writes it, like form data: a space is `+`, a plus `%2B`.
#[must_use]
pub fn url_encoded(key: &str) -> String {
    utf8_percent_encode(key, IN_LISTINGS).to_string().replace("%20", "+")
}

/// `DeleteResult`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeleteResult<'a> {
    /// in the order of the request
    pub deletions: Vec<Deletion<'a>>,
}

/// What became of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deletion<'a> {
    /// it is gone, or never was
    Done {
        /// which
        key: &'a str,
    },
    /// it is still there
    Failed {
        /// which
        key: &'a str,
        /// which version, if one was named
        version_id: Option<&'a str>,
        /// `AccessDenied`
        code: &'a str,
        /// the text
        message: &'a str,
    },
}

impl DeleteResult<'_> {
    /// The body of the answer; a quiet one names failures only.
    #[must_use]
    pub fn to_xml(&self, quiet: bool) -> String {
        let mut w = Writer::one_line();
        w.open_in("DeleteResult", NAMESPACE);
        for deletion in &self.deletions {
            match deletion {
                Deletion::Done { .. } if quiet => {}
                Deletion::Done { key } => {
                    w.open("Deleted");
                    w.key_element("Key", key);
                    w.close();
                }
                Deletion::Failed { key, version_id, code, message } => {
                    w.open("Error");
                    w.key_element("Key", key);
                    if let Some(version_id) = version_id {
                        w.element("VersionId", version_id);
                    }
                    w.element("Code", code);
                    w.element("Message", message);
                    w.close();
                }
            }
        }
        w.finish()
    }
}

/// The answer to GetBucketEncryption of a bucket with S3's default: SSE-S3, without bucket keys.
#[must_use]
pub fn bucket_encryption() -> String {
    let mut w = Writer::one_line();
    w.open_in("ServerSideEncryptionConfiguration", NAMESPACE);
    w.open("Rule");
    w.open("ApplyServerSideEncryptionByDefault");
    w.element("SSEAlgorithm", "AES256");
    w.close();
    w.element("BucketKeyEnabled", "false");
    w.close();
    w.close();
    w.finish()
}

/// The answer to GetBucketLocation: us-east-1 is written as nothing.
#[must_use]
pub fn location_constraint(region: &str) -> String {
    let mut w = Writer::one_line();
    if region == "us-east-1" {
        w.open_in("LocationConstraint", NAMESPACE);
    } else {
        w.element_in("LocationConstraint", NAMESPACE, region);
    }
    w.finish()
}
