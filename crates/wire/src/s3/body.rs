//! Documents of requests whose limits or checks go beyond the schema.

use crate::chunked::{Algorithm, Checksum};
use crate::fault::Fault;
use crate::limits;
use crate::route::ObjectKey;

use super::binding::{Bounds, CONFIGURATION, Checksums, WithDocument};
use super::model::{CompleteMultipartUploadRequest, CreateBucketRequest, DeleteObjectsRequest};

/// Body of DeleteObjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteObjects {
    /// true if only failures are reported
    pub quiet: bool,
    /// 1 to [`limits::S3_DELETE_OBJECTS`]
    pub objects: Vec<ObjectToDelete>,
}

/// One object to delete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectToDelete {
    /// its key
    pub key: ObjectKey,
    /// version of it, if one is named
    pub version_id: Option<String>,
}

/// Limits on a `Delete`: each object has a key, a version and its own element. Conditions are for directory buckets; none may
/// be deleted as if they were not there.
const DELETE: Bounds = Bounds {
    bytes: limits::S3_DELETE_BODY_BYTES,
    elements: 2 + limits::S3_DELETE_OBJECTS * 3,
    not_built: &[
        ("ETag", "DeleteObjects with conditions"),
        ("LastModifiedTime", "DeleteObjects with conditions"),
        ("Size", "DeleteObjects with conditions"),
    ],
};

impl DeleteObjects {
    /// Reads the body.
    ///
    /// # Errors
    /// `MalformedXML`; `MaxMessageLengthExceeded` above [`limits::S3_DELETE_BODY_BYTES`]; `NotImplemented` for
    /// conditions on an object.
    pub fn parse(body: &[u8]) -> Result<Self, Fault> {
        let delete = DeleteObjectsRequest::parse_within(body, &DELETE)?;
        if delete.objects.len() > limits::S3_DELETE_OBJECTS {
            return Err(Fault::s3_malformed_xml());
        }
        let objects = delete.objects.into_iter().map(|object| {
            let key = ObjectKey::parse(&object.key.0).map_err(|_| Fault::s3_malformed_xml())?;
            Ok(ObjectToDelete { key, version_id: object.version_id.map(|id| id.into_owned()) })
        });
        let objects = objects.collect::<Result<_, Fault>>()?;
        Ok(Self { quiet: delete.quiet.unwrap_or(false), objects })
    }
}

/// Limits on a `CreateBucketConfiguration`.
const CREATE_BUCKET: Bounds = Bounds {
    not_built: &[
        ("Location", "CreateBucket of a directory bucket"),
        ("Bucket", "CreateBucket of a directory bucket"),
        ("Tags", "CreateBucket with tags"),
    ],
    ..CONFIGURATION
};

/// Reads the body of CreateBucket: the region, if it is not us-east-1. An empty body asks for nothing.
///
/// # Errors
/// `MalformedXML`; `MaxMessageLengthExceeded` above [`limits::S3_CONFIGURATION_BODY_BYTES`]; `NotImplemented` for directory
/// buckets and tags.
pub fn location_constraint(body: &[u8]) -> Result<Option<String>, Fault> {
    if body.is_empty() {
        return Ok(None);
    }
    let configuration = CreateBucketRequest::parse_within(body, &CREATE_BUCKET)?;
    let region = configuration.location_constraint.filter(|region| !region.is_empty());
    Ok(region.map(|region| region.into_owned()))
}

/// One part that an object is to be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletedPart {
    /// 1 to [`limits::S3_PART_NUMBER`]
    pub number: u16,
    /// with quotes or without, as sent
    pub etag: String,
    /// of its data, if one is named
    pub checksum: Option<Checksum>,
}

/// Limits on a `CompleteMultipartUpload`: each part has a number, a tag, some checksums and its own element.
const COMPLETE: Bounds = Bounds {
    bytes: limits::S3_COMPLETE_BODY_BYTES,
    elements: 1 + limits::S3_PART_NUMBER as usize * 8,
    not_built: &[],
};

/// Reads the body of CompleteMultipartUpload: 1 to [`limits::S3_PART_NUMBER`] parts, in the order of the request.
///
/// # Errors
/// `MalformedXML`; `MaxMessageLengthExceeded` above [`limits::S3_COMPLETE_BODY_BYTES`].
pub fn completed_parts(body: &[u8]) -> Result<Vec<CompletedPart>, Fault> {
    let upload = CompleteMultipartUploadRequest::parse_within(body, &COMPLETE)?;
    let parts = upload.parts;
    if parts.is_empty() || parts.len() > usize::from(limits::S3_PART_NUMBER) {
        return Err(Fault::s3_malformed_xml());
    }
    parts.iter().map(|part| completed_part(part).ok_or_else(Fault::s3_malformed_xml)).collect()
}

fn completed_part(part: &super::model::CompletedPart<'_>) -> Option<CompletedPart> {
    let number = part.part_number.and_then(|number| u16::try_from(number).ok());
    let number = number.filter(|number| (1..=limits::S3_PART_NUMBER).contains(number))?;
    let mut checksums = part.checksums().into_iter();
    let read = |(algorithm, value): (Algorithm, &str)| Checksum::parse(algorithm, value.trim());
    let checksum = match (checksums.next(), checksums.next()) {
        (None, _) => None,
        (Some(named), None) => Some(read(named)?),
        // which of them the object is to have could not be said
        (Some(_), Some(_)) => return None,
    };
    Some(CompletedPart { number, etag: part.e_tag.as_deref()?.trim().to_owned(), checksum })
}
