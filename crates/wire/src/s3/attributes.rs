//! `x-amz-object-attributes`: parts of an object's description that a request asks for.

use crate::fault::Fault;
use crate::limits;

use super::binding::{Sent, Values};
use super::model::GetObjectAttributesRequest;
use super::paging;

/// Attributes of an object that a request asks for, from its headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectAttributes {
    /// asked for `ETag`
    pub etag: bool,
    /// asked for `Checksum`
    pub checksum: bool,
    /// asked for `ObjectParts`
    pub parts: bool,
    /// asked for `StorageClass`
    pub storage_class: bool,
    /// asked for `ObjectSize`
    pub size: bool,
    /// place after which parts are listed
    pub after: u16,
    /// most parts in the answer, to [`limits::S3_MAX_KEYS`]
    pub max_parts: u16,
}

const NAMES: &str = "x-amz-object-attributes";
const OPTIONAL_NAMES: &str = "x-amz-optional-object-attributes";

impl ObjectAttributes {
    /// Reads `x-amz-object-attributes`, which may come on several lines, `x-amz-max-parts` and `x-amz-part-number-marker`.
    ///
    /// # Errors
    /// `InvalidArgument` for an unknown name, or a number out of range.
    pub fn of(request: &GetObjectAttributesRequest<'_>) -> Result<Self, Fault> {
        let number = |sent: Sent<'_, i32>, default: u16, most: u16| -> Result<u16, Fault> {
            Ok(sent.read()?.map_or(default, |number| paging::at_most(number, most)))
        };
        let mut asked = Self {
            after: number(request.part_number_marker, 0, u16::MAX)?,
            max_parts: number(request.max_parts, limits::S3_MAX_KEYS, limits::S3_MAX_KEYS)?,
            ..Self::default()
        };
        let names = request.object_attributes.clone().unwrap_or_default();
        if names.is_empty() {
            return Err(invalid(NAMES, ""));
        }
        for name in names {
            let place = match name {
                "ETag" => &mut asked.etag,
                "Checksum" => &mut asked.checksum,
                "ObjectParts" => &mut asked.parts,
                "StorageClass" => &mut asked.storage_class,
                "ObjectSize" => &mut asked.size,
                other => return Err(invalid(NAMES, other)),
            };
            *place = true;
        }
        Ok(asked)
    }
}

fn invalid(header: &'static str, value: &str) -> Fault {
    Fault::s3_invalid_argument("Invalid attribute name specified.", header, value.to_owned())
}

/// Checks the optional attributes of listed objects: `RestoreStatus` is the only one, and no object here was ever archived.
///
/// # Errors
/// `InvalidArgument` for another name.
pub fn optional_attributes(names: &Values<'_>) -> Result<(), Fault> {
    match names.iter().flatten().find(|name| **name != "RestoreStatus") {
        Some(other) => Err(invalid(OPTIONAL_NAMES, other)),
        None => Ok(()),
    }
}
