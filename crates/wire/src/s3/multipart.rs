//! Multipart uploads: what is asked for, and what is answered.

use crate::chunked::{Algorithm, Checksum};
use crate::fault::{Fault, codes};
use crate::limits;
use crate::query::Params;
use crate::sigv4::RequestHead;
use crate::timestamp::Timestamp;
use crate::xml::{Reader, Writer};

use super::{NAMESPACE, url_encoded};

/// What a checksum of an object that comes in parts is computed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecksumType {
    /// the checksums of the parts
    Composite,
    /// the data
    FullObject,
}

impl ChecksumType {
    /// As headers and elements have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Composite => "COMPOSITE",
            Self::FullObject => "FULL_OBJECT",
        }
    }
}

/// The checksum that CreateMultipartUpload plans, from `x-amz-checksum-algorithm` and `x-amz-checksum-type`.
///
/// # Errors
/// `InvalidRequest` for a type without algorithm or one that the algorithm cannot have, and for an unknown algorithm.
pub fn planned_checksum(head: &RequestHead<'_>) -> Result<Option<(Algorithm, ChecksumType)>, Fault> {
    let invalid = |text: String| Fault::new(codes::s3::INVALID_REQUEST, text);
    let asked = match head.text("x-amz-checksum-type") {
        None => None,
        Some("COMPOSITE") => Some(ChecksumType::Composite),
        Some("FULL_OBJECT") => Some(ChecksumType::FullObject),
        Some(_) => return Err(invalid("Value for x-amz-checksum-type header is invalid.".to_owned())),
    };
    let Some(name) = head.text("x-amz-checksum-algorithm") else {
        if asked.is_some() {
            let text =
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.";
            return Err(invalid(text.to_owned()));
        }
        return Ok(None);
    };
    let algorithm = Algorithm::of_name(name).ok_or_else(unknown_algorithm)?;
    let kind = asked.unwrap_or(match algorithm {
        Algorithm::Crc64Nvme => ChecksumType::FullObject,
        _ => ChecksumType::Composite,
    });
    let possible = match kind {
        ChecksumType::FullObject => algorithm.is_crc(),
        ChecksumType::Composite => algorithm != Algorithm::Crc64Nvme,
    };
    if !possible {
        let (kind, name) = (kind.name(), name.to_ascii_lowercase());
        let text = format!("The {kind} checksum type cannot be used with the {name} checksum algorithm.");
        return Err(invalid(text));
    }
    Ok(Some((algorithm, kind)))
}

/// 400 `InvalidRequest`: `x-amz-checksum-algorithm` names none that is known.
#[must_use]
pub fn unknown_algorithm() -> Fault {
    let names = Algorithm::CHECKSUMS.map(Algorithm::name).join(", ");
    let text = format!(
        "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [{names}]"
    );
    Fault::new(codes::s3::INVALID_REQUEST, text)
}

/// `partNumber`.
///
/// # Errors
/// `InvalidArgument` unless it is 1 to [`limits::S3_PART_NUMBER`].
pub fn part_number(params: &Params) -> Result<u16, Fault> {
    let text = params.get("partNumber").unwrap_or_default();
    number(text).filter(|number| (1..=limits::S3_PART_NUMBER).contains(number)).ok_or_else(|| {
        let message =
            format!("Part number must be an integer between 1 and {}, inclusive", limits::S3_PART_NUMBER);
        Fault::s3_invalid_argument(message, "partNumber", text.to_owned())
    })
}

fn number(text: &str) -> Option<u16> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// The body of CompleteMultipartUpload: at least one part, at most [`limits::S3_PART_NUMBER`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteMultipartUpload {
    /// in the order of the request
    pub parts: Vec<CompletedPart>,
}

/// One part that the object is to be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletedPart {
    /// 1 to [`limits::S3_PART_NUMBER`]
    pub number: u16,
    /// with quotes or without, as sent
    pub etag: String,
    /// of its data, if one is named
    pub checksum: Option<Checksum>,
}

/// Elements of the largest body: each part has a number, a tag, some checksums and its own element.
const COMPLETE_ELEMENTS: usize = 1 + limits::S3_PART_NUMBER as usize * 8;

impl CompleteMultipartUpload {
    /// # Errors
    /// `MalformedXML`; `MaxMessageLengthExceeded` above [`limits::S3_COMPLETE_BODY_BYTES`].
    pub fn parse(body: &[u8]) -> Result<Self, Fault> {
        super::body::bounded(body, limits::S3_COMPLETE_BODY_BYTES)?;
        let mut reader = Reader::new(body, COMPLETE_ELEMENTS).map_err(super::body::malformed)?;
        reader.root("CompleteMultipartUpload").map_err(super::body::malformed)?;
        let mut parts = Vec::new();
        while let Some(name) = reader.child().map_err(super::body::malformed)? {
            if name != "Part" || parts.len() == usize::from(limits::S3_PART_NUMBER) {
                return Err(Fault::s3_malformed_xml());
            }
            parts.push(completed_part(&mut reader)?);
        }
        reader.end().map_err(super::body::malformed)?;
        if parts.is_empty() {
            return Err(Fault::s3_malformed_xml());
        }
        Ok(Self { parts })
    }
}

fn completed_part(reader: &mut Reader<'_>) -> Result<CompletedPart, Fault> {
    let (mut part_number, mut etag, mut checksum) = (None, None, None);
    while let Some(name) = reader.child().map_err(super::body::malformed)? {
        let text = reader.text().map_err(super::body::malformed)?;
        let text = text.trim();
        match name.as_str() {
            "PartNumber" if part_number.is_none() => {
                let read = number(text).filter(|number| (1..=limits::S3_PART_NUMBER).contains(number));
                part_number = Some(read.ok_or_else(Fault::s3_malformed_xml)?);
            }
            "ETag" if etag.is_none() => etag = Some(text.to_owned()),
            other => {
                let algorithm = other.strip_prefix("Checksum").ok_or_else(Fault::s3_malformed_xml)?;
                let known = Algorithm::of_name(algorithm).ok_or_else(Fault::s3_malformed_xml)?;
                let read = Checksum::parse(known, text).filter(|_| checksum.is_none());
                checksum = Some(read.ok_or_else(Fault::s3_malformed_xml)?);
            }
        }
    }
    match (part_number, etag) {
        (Some(number), Some(etag)) => Ok(CompletedPart { number, etag, checksum }),
        _ => Err(Fault::s3_malformed_xml()),
    }
}

/// `InitiateMultipartUploadResult`.
#[must_use]
pub fn initiate_result(bucket: &str, key: &str, upload_id: &str) -> String {
    let mut w = Writer::one_line();
    w.open_in("InitiateMultipartUploadResult", NAMESPACE);
    w.element("Bucket", bucket);
    w.key_element("Key", key);
    w.element("UploadId", upload_id);
    w.finish()
}

/// `CompleteMultipartUploadResult`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteResult<'a> {
    /// where the object is
    pub location: &'a str,
    /// its bucket
    pub bucket: &'a str,
    /// its key
    pub key: &'a str,
    /// with its quotes
    pub etag: &'a str,
    /// its algorithm, value as headers have it, and type
    pub checksum: Option<(Algorithm, &'a str, ChecksumType)>,
}

impl CompleteResult<'_> {
    /// The body of the answer.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut w = Writer::one_line();
        w.open_in("CompleteMultipartUploadResult", NAMESPACE);
        w.element("Location", self.location);
        w.element("Bucket", self.bucket);
        w.key_element("Key", self.key);
        w.element("ETag", self.etag);
        if let Some((algorithm, value, kind)) = self.checksum {
            w.element(&format!("Checksum{}", algorithm.name()), value);
            w.element("ChecksumType", kind.name());
        }
        w.finish()
    }
}

/// `CopyPartResult`.
#[must_use]
pub fn copy_part_result(etag: &str, modified: Timestamp, checksum: Option<&Checksum>) -> String {
    let mut w = Writer::one_line();
    w.open_in("CopyPartResult", NAMESPACE);
    w.element("LastModified", &modified.to_iso_millis());
    w.element("ETag", etag);
    checksum_element(&mut w, checksum);
    w.finish()
}

fn checksum_element(w: &mut Writer, checksum: Option<&Checksum>) {
    if let Some(checksum) = checksum {
        w.element(&format!("Checksum{}", checksum.algorithm().name()), &checksum.base64());
    }
}

/// Parameters of ListParts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListParts {
    /// parts after this number
    pub after: u16,
    /// at most this many, to [`limits::S3_MAX_KEYS`]
    pub max_parts: u16,
}

impl ListParts {
    /// # Errors
    /// `InvalidArgument`.
    pub fn parse(params: &Params) -> Result<Self, Fault> {
        Ok(Self {
            after: bounded(params, "part-number-marker", 0, u16::MAX)?,
            max_parts: bounded(params, "max-parts", limits::S3_MAX_KEYS, limits::S3_MAX_KEYS)?,
        })
    }
}

/// A number from 0 to 2147483647; more than `most` is taken for it, as S3 does.
fn bounded(params: &Params, name: &'static str, default: u16, most: u16) -> Result<u16, Fault> {
    let Some(text) = params.get(name).filter(|text| !text.is_empty()) else { return Ok(default) };
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    let number = text.parse::<i32>().ok().filter(|_| plain).ok_or_else(|| {
        let message = format!("Argument {name} must be an integer between 0 and 2147483647");
        Fault::s3_invalid_argument(message, name, text.to_owned())
    })?;
    Ok(u16::try_from(number).unwrap_or(u16::MAX).min(most))
}

/// `ListPartsResult`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartList<'a> {
    /// the bucket
    pub bucket: &'a str,
    /// the key that the upload is for
    pub key: &'a str,
    /// the upload
    pub upload_id: &'a str,
    /// the request
    pub asked: &'a ListParts,
    /// canonical id of the account
    pub owner_id: &'a str,
    /// planned checksum
    pub checksum: Option<(Algorithm, ChecksumType)>,
    /// one page, in order of numbers
    pub parts: Vec<ListedPart<'a>>,
    /// whether there are more
    pub is_truncated: bool,
}

/// A part in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPart<'a> {
    /// its number
    pub number: u16,
    /// when it was written
    pub modified: Timestamp,
    /// with its quotes
    pub etag: String,
    /// bytes
    pub size: u64,
    /// of its data
    pub checksum: Option<&'a Checksum>,
}

impl PartList<'_> {
    /// The body of the answer.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut w = Writer::one_line();
        w.open_in("ListPartsResult", NAMESPACE);
        w.element("Bucket", self.bucket);
        w.key_element("Key", self.key);
        w.element("UploadId", self.upload_id);
        owners(&mut w, self.owner_id);
        if let Some((algorithm, kind)) = self.checksum {
            w.element("ChecksumAlgorithm", algorithm.name());
            w.element("ChecksumType", kind.name());
        }
        w.element("PartNumberMarker", &self.asked.after.to_string());
        let last = self.parts.last().map_or(0, |part| part.number);
        w.element("NextPartNumberMarker", &last.to_string());
        w.element("MaxParts", &self.asked.max_parts.to_string());
        w.element("IsTruncated", if self.is_truncated { "true" } else { "false" });
        for part in &self.parts {
            w.open("Part");
            w.element("PartNumber", &part.number.to_string());
            w.element("LastModified", &part.modified.to_iso_millis());
            w.element("ETag", &part.etag);
            w.element("Size", &part.size.to_string());
            checksum_element(&mut w, part.checksum);
            w.close();
        }
        w.finish()
    }
}

/// Who began an upload and who is going to own the object, which is the account either way.
fn owners(w: &mut Writer, owner_id: &str) {
    for name in ["Initiator", "Owner"] {
        w.open(name);
        w.element("ID", owner_id);
        w.close();
    }
    w.element("StorageClass", "STANDARD");
}

/// Parameters of ListMultipartUploads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMultipartUploads {
    /// only uploads for keys that start so; may be empty
    pub prefix: String,
    /// rolls keys up to the first occurrence after the prefix
    pub delimiter: Option<String>,
    /// uploads for keys after this one; may be empty
    pub key_marker: String,
    /// with a key marker: also uploads for that key after this one; may be empty
    pub upload_id_marker: String,
    /// at most this many, to [`limits::S3_MAX_KEYS`]
    pub max_uploads: u16,
    /// whether keys are percent-encoded in the answer
    pub url_encoding: bool,
}

impl ListMultipartUploads {
    /// # Errors
    /// `InvalidArgument`.
    pub fn parse(params: &Params) -> Result<Self, Fault> {
        let text = |name: &str| params.get(name).unwrap_or_default().to_owned();
        Ok(Self {
            prefix: text("prefix"),
            delimiter: params.get("delimiter").filter(|text| !text.is_empty()).map(str::to_owned),
            key_marker: text("key-marker"),
            upload_id_marker: text("upload-id-marker"),
            max_uploads: bounded(params, "max-uploads", limits::S3_MAX_KEYS, limits::S3_MAX_KEYS)?,
            url_encoding: super::params::url_encoding(params)?,
        })
    }
}

/// `ListMultipartUploadsResult`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadList<'a> {
    /// the bucket
    pub bucket: &'a str,
    /// the request
    pub asked: &'a ListMultipartUploads,
    /// canonical id of the account
    pub owner_id: &'a str,
    /// one page, in order of keys and of their start
    pub uploads: Vec<ListedUpload<'a>>,
    /// keys rolled up by the delimiter, in order
    pub common_prefixes: Vec<&'a str>,
    /// If there are more: the last key or prefix of this page and, if it is a key, the id of its upload.
    pub next: Option<(&'a str, Option<&'a str>)>,
}

/// A multipart upload in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedUpload<'a> {
    /// the key that it is for
    pub key: &'a str,
    /// its id
    pub upload_id: &'a str,
    /// when it was started
    pub initiated: Timestamp,
    /// planned checksum
    pub checksum: Option<(Algorithm, ChecksumType)>,
}

impl UploadList<'_> {
    /// The body of the answer.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut w = Writer::one_line();
        w.open_in("ListMultipartUploadsResult", NAMESPACE);
        w.element("Bucket", self.bucket);
        self.key(&mut w, "KeyMarker", &self.asked.key_marker);
        w.element("UploadIdMarker", &self.asked.upload_id_marker);
        if let Some((key, upload_id)) = self.next {
            self.key(&mut w, "NextKeyMarker", key);
            w.element("NextUploadIdMarker", upload_id.unwrap_or_default());
        }
        self.key(&mut w, "Prefix", &self.asked.prefix);
        if let Some(delimiter) = &self.asked.delimiter {
            self.key(&mut w, "Delimiter", delimiter);
        }
        w.element("MaxUploads", &self.asked.max_uploads.to_string());
        if self.asked.url_encoding {
            w.element("EncodingType", "url");
        }
        w.element("IsTruncated", if self.next.is_some() { "true" } else { "false" });
        for upload in &self.uploads {
            w.open("Upload");
            self.key(&mut w, "Key", upload.key);
            w.element("UploadId", upload.upload_id);
            owners(&mut w, self.owner_id);
            w.element("Initiated", &upload.initiated.to_iso_millis());
            if let Some((algorithm, kind)) = upload.checksum {
                w.element("ChecksumAlgorithm", algorithm.name());
                w.element("ChecksumType", kind.name());
            }
            w.close();
        }
        for prefix in &self.common_prefixes {
            w.open("CommonPrefixes");
            self.key(&mut w, "Prefix", prefix);
            w.close();
        }
        w.finish()
    }

    fn key(&self, w: &mut Writer, name: &str, text: &str) {
        if self.asked.url_encoding {
            w.element(name, &url_encoded(text));
        } else {
            w.key_element(name, text);
        }
    }
}

/// `x-amz-copy-source-range` of UploadPartCopy: the first and last byte, both inclusive.
///
/// # Errors
/// `InvalidArgument` unless it is `bytes=first-last`.
pub fn copy_source_range(head: &RequestHead<'_>) -> Result<Option<(u64, u64)>, Fault> {
    let name = "x-amz-copy-source-range";
    let Some(text) = head.text(name) else { return Ok(None) };
    let digits = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<u64>().ok()).flatten()
    };
    let read = || {
        let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
        let (first, last) = (digits(first)?, digits(last)?);
        (first <= last).then_some((first, last))
    };
    read().map(Some).ok_or_else(|| {
        let message = "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last \
                       are the zero-based offsets of the first and last bytes to copy";
        Fault::s3_invalid_argument(message, name, text.to_owned())
    })
}

#[cfg(test)]
mod tests;
