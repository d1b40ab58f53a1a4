//! Parts of answers that several kinds of entity have: documents, tags, boundaries.

use identity::TagSet;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use wire::iam::{AttachedPermissionsBoundary, PermissionsBoundaryAttachmentType};

/// Bytes that RFC 3986 leaves unencoded stay; all others are encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A document as answers carry it: percent-encoded, so that XML changes nothing in it.
pub(in crate::iam) fn document(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Tags as answers show them.
pub(super) fn tags(tags: &TagSet) -> Vec<wire::iam::Tag> {
    tags.0.iter().map(|tag| wire::iam::Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
}

/// Tags as answers show them that leave an empty list out.
pub(super) fn some_tags(tags: &TagSet) -> Option<Vec<wire::iam::Tag>> {
    if tags.0.is_empty() { None } else { Some(self::tags(tags)) }
}

/// A permissions boundary as answers show it.
pub(in crate::iam) fn boundary(arn: Option<&String>) -> Option<AttachedPermissionsBoundary> {
    arn.map(|arn| AttachedPermissionsBoundary {
        permissions_boundary_type: Some(PermissionsBoundaryAttachmentType::PermissionsBoundaryPolicy),
        permissions_boundary_arn: Some(arn.clone()),
    })
}
