//! GetObjectAttributes: what is asked for, and what is answered.

use crate::chunked::{Algorithm, Checksum};
use crate::fault::Fault;
use crate::limits;
use crate::sigv4::RequestHead;
use crate::xml::Writer;

use super::{ChecksumType, NAMESPACE};

/// What of an object a request asks for, from its headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectAttributes {
    /// `ETag`
    pub etag: bool,
    /// `Checksum`
    pub checksum: bool,
    /// `ObjectParts`
    pub parts: bool,
    /// `StorageClass`
    pub storage_class: bool,
    /// `ObjectSize`
    pub size: bool,
    /// parts after this place
    pub after: u16,
    /// at most this many, to [`limits::S3_MAX_KEYS`]
    pub max_parts: u16,
}

const NAMES: &str = "x-amz-object-attributes";

impl ObjectAttributes {
    /// Reads `x-amz-object-attributes`, which may come on several lines, `x-amz-max-parts` and `x-amz-part-number-marker`.
    ///
    /// # Errors
    /// `InvalidArgument` for a name that is none, or a number that cannot be.
    pub fn from_head(head: &RequestHead<'_>) -> Result<Self, Fault> {
        let mut asked = Self {
            after: number(head, "x-amz-part-number-marker", 0, u16::MAX)?,
            max_parts: number(head, "x-amz-max-parts", limits::S3_MAX_KEYS, limits::S3_MAX_KEYS)?,
            ..Self::default()
        };
        let names = head.list(NAMES).unwrap_or_default();
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

/// A number from 0 to 2147483647; more than `most` is taken for it.
fn number(head: &RequestHead<'_>, name: &'static str, default: u16, most: u16) -> Result<u16, Fault> {
    let Some(text) = head.text(name) else { return Ok(default) };
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = text.parse::<i32>().ok().filter(|_| plain).ok_or_else(|| {
        let message = format!("Argument {name} must be an integer between 0 and 2147483647");
        Fault::s3_invalid_argument(message, name, text.to_owned())
    })?;
    Ok(u16::try_from(number).unwrap_or(u16::MAX).min(most))
}

/// Optional attributes of listed objects: `x-amz-optional-object-attributes` knows `RestoreStatus` only, and no object here was
/// ever archived.
///
/// # Errors
/// `InvalidArgument` for another name.
pub fn optional_attributes(head: &RequestHead<'_>) -> Result<(), Fault> {
    let header = "x-amz-optional-object-attributes";
    match head.list(header).unwrap_or_default().into_iter().find(|name| *name != "RestoreStatus") {
        Some(other) => Err(invalid(header, other)),
        None => Ok(()),
    }
}

/// `GetObjectAttributesResponse`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributesResult<'a> {
    /// the request
    pub asked: ObjectAttributes,
    /// without quotes
    pub etag: &'a str,
    /// its checksum, if it has one; without the number of parts
    pub checksum: Option<(&'a Checksum, ChecksumType)>,
    /// of an object that was uploaded in parts: how many
    pub parts_count: Option<u16>,
    /// sizes and checksums of all parts, in order; empty if they are not known
    pub parts: Vec<(u64, Option<Checksum>)>,
    /// bytes
    pub size: u64,
}

impl AttributesResult<'_> {
    /// The body of the answer.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut w = Writer::one_line();
        w.open_in("GetObjectAttributesResponse", NAMESPACE);
        if self.asked.etag {
            w.element("ETag", self.etag);
        }
        if let Some((checksum, kind)) = self.checksum.filter(|_| self.asked.checksum) {
            w.open("Checksum");
            checksum_element(&mut w, checksum);
            w.element("ChecksumType", kind.name());
            w.close();
        }
        if let Some(count) = self.parts_count.filter(|_| self.asked.parts) {
            self.parts(&mut w, count);
        }
        if self.asked.storage_class {
            w.element("StorageClass", "STANDARD");
        }
        if self.asked.size {
            w.element("ObjectSize", &self.size.to_string());
        }
        w.finish()
    }

    fn parts(&self, w: &mut Writer, count: u16) {
        w.open("ObjectParts");
        w.element("PartsCount", &count.to_string());
        let (after, most) = (self.asked.after, self.asked.max_parts);
        let page: Vec<_> =
            (1_u16..).zip(&self.parts).skip(usize::from(after)).take(usize::from(most)).collect();
        if !self.parts.is_empty() {
            let last = page.last().map_or(after, |(place, _)| *place);
            w.element("PartNumberMarker", &after.to_string());
            w.element("NextPartNumberMarker", &last.to_string());
            w.element("MaxParts", &most.to_string());
            let more = most > 0 && usize::from(last) < self.parts.len();
            w.element("IsTruncated", if more { "true" } else { "false" });
        }
        for (place, (size, checksum)) in page {
            w.open("Part");
            w.element("PartNumber", &place.to_string());
            w.element("Size", &size.to_string());
            if let Some(checksum) = checksum {
                checksum_element(w, checksum);
            }
            w.close();
        }
        w.close();
    }
}

fn checksum_element(w: &mut Writer, checksum: &Checksum) {
    let algorithm: Algorithm = checksum.algorithm();
    w.element(&format!("Checksum{}", algorithm.name()), &checksum.base64());
}
