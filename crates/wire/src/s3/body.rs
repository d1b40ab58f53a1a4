//! XML bodies of S3 requests.

use crate::fault::{Fault, codes};
use crate::limits;
use crate::route::ObjectKey;
use crate::xml::{Reader, XmlError};

/// The body of DeleteObjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteObjects {
    /// whether only failures are reported
    pub quiet: bool,
    /// 1 to [`limits::S3_DELETE_OBJECTS`]
    pub objects: Vec<ObjectToDelete>,
}

/// One object to delete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectToDelete {
    /// which
    pub key: ObjectKey,
    /// which version of it
    pub version_id: Option<String>,
}

/// The body of CreateBucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreateBucket {
    /// the region, if it is not us-east-1
    pub location_constraint: Option<String>,
}

/// Elements of a `Delete` with the most objects: each has a key, a version and their own element.
const DELETE_ELEMENTS: usize = 2 + limits::S3_DELETE_OBJECTS * 3;

impl DeleteObjects {
    /// # Errors
    /// `MalformedXML`; `MaxMessageLengthExceeded` above [`limits::S3_DELETE_BODY_BYTES`]; `NotImplemented` for
    /// conditions on an object.
    pub fn parse(body: &[u8]) -> Result<Self, Fault> {
        bounded(body, limits::S3_DELETE_BODY_BYTES)?;
        let mut reader = Reader::new(body, DELETE_ELEMENTS).map_err(malformed)?;
        reader.root("Delete").map_err(malformed)?;
        let mut quiet = None;
        let mut objects = Vec::new();
        while let Some(name) = reader.child().map_err(malformed)? {
            match name.as_str() {
                "Object" if objects.len() < limits::S3_DELETE_OBJECTS => objects.push(object(&mut reader)?),
                "Quiet" if quiet.is_none() => quiet = Some(boolean(&reader.text().map_err(malformed)?)?),
                _ => return Err(Fault::s3_malformed_xml()),
            }
        }
        reader.end().map_err(malformed)?;
        if objects.is_empty() {
            return Err(Fault::s3_malformed_xml());
        }
        Ok(Self { quiet: quiet.unwrap_or(false), objects })
    }
}

fn object(reader: &mut Reader<'_>) -> Result<ObjectToDelete, Fault> {
    let mut key = None;
    let mut version_id = None;
    while let Some(name) = reader.child().map_err(malformed)? {
        let text = reader.text().map_err(malformed)?;
        match name.as_str() {
            "Key" if key.is_none() => {
                key = Some(ObjectKey::parse(&text).map_err(|_| Fault::s3_malformed_xml())?);
            }
            "VersionId" if version_id.is_none() => version_id = Some(text),
            // conditions, which S3 has for directory buckets only: never delete as if they were not there
            "ETag" | "LastModifiedTime" | "Size" => {
                return Err(Fault::s3_not_implemented("DeleteObjects with conditions"));
            }
            _ => return Err(Fault::s3_malformed_xml()),
        }
    }
    Ok(ObjectToDelete { key: key.ok_or_else(Fault::s3_malformed_xml)?, version_id })
}

impl CreateBucket {
    /// An empty body asks for nothing.
    ///
    /// # Errors
    /// `MalformedXML`; `MaxMessageLengthExceeded` above [`limits::S3_CONFIGURATION_BODY_BYTES`]; `NotImplemented` for
    /// directory buckets and tags.
    pub fn parse(body: &[u8]) -> Result<Self, Fault> {
        bounded(body, limits::S3_CONFIGURATION_BODY_BYTES)?;
        if body.is_empty() {
            return Ok(Self::default());
        }
        let mut reader = Reader::new(body, limits::S3_CONFIGURATION_ELEMENTS).map_err(malformed)?;
        reader.root("CreateBucketConfiguration").map_err(malformed)?;
        let mut location_constraint = None;
        while let Some(name) = reader.child().map_err(malformed)? {
            match name.as_str() {
                "LocationConstraint" if location_constraint.is_none() => {
                    location_constraint = Some(reader.text().map_err(malformed)?);
                }
                "Location" | "Bucket" => {
                    return Err(Fault::s3_not_implemented("CreateBucket of a directory bucket"));
                }
                "Tags" => return Err(Fault::s3_not_implemented("CreateBucket with tags")),
                _ => return Err(Fault::s3_malformed_xml()),
            }
        }
        reader.end().map_err(malformed)?;
        Ok(Self { location_constraint: location_constraint.filter(|region| !region.is_empty()) })
    }
}

pub(super) fn bounded(body: &[u8], limit: usize) -> Result<(), Fault> {
    if body.len() <= limit {
        return Ok(());
    }
    Err(Fault::new(codes::s3::MAX_MESSAGE_LENGTH_EXCEEDED, "Your request was too big.")
        .with("MaxMessageLengthBytes", limit.to_string()))
}

fn boolean(text: &str) -> Result<bool, Fault> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Fault::s3_malformed_xml()),
    }
}

pub(super) fn malformed(_error: XmlError) -> Fault {
    Fault::s3_malformed_xml()
}
