//! Tags of a bucket. Limits and words: S3 user guide, "Using cost allocation S3 bucket tags", and answers that S3 gives.

use std::collections::BTreeSet;

use wire::fault::{Fault, codes};
use wire::s3::binding::{Bounds, CONFIGURATION, Response, WithDocument};
use wire::s3::model::{GetBucketTaggingResponse, PutBucketTaggingRequest, Tag};

use crate::limits::{
    BUCKET_TAG_ELEMENTS, BUCKET_TAG_KEY_CHARACTERS, BUCKET_TAG_VALUE_CHARACTERS, BUCKET_TAGS,
};
use crate::permit::s3::BucketPermit;

/// Limits on the document: more tags than a bucket may have are counted before they are refused, as S3 does.
pub(super) static BOUNDS: Bounds = Bounds { elements: BUCKET_TAG_ELEMENTS, ..CONFIGURATION };

/// Start of the keys of tags that AWS sets itself, in any case.
const RESERVED: &str = "aws:";

/// Characters of keys and values besides letters, digits and white space.
const SIGNS: &str = "+-=._:/@";

/// 404 of a bucket without tags.
pub(super) fn absent(bucket: &BucketPermit<'_>) -> Result<String, Fault> {
    let fault = Fault::new(codes::s3::NO_SUCH_TAG_SET, "The TagSet does not exist");
    Err(fault.with("BucketName", bucket.name().to_owned()))
}

/// Reads a `Tagging`: each tag is checked in turn, and then their number.
pub(super) fn check(body: &[u8]) -> Result<String, Fault> {
    let tagging = PutBucketTaggingRequest::parse_within(body, &BOUNDS)?;
    let mut keys = BTreeSet::new();
    for tag in &tagging.tag_set {
        check_tag(tag)?;
        if !keys.insert(tag.key.as_ref()) {
            return Err(invalid("Cannot provide multiple Tags with the same key", "TagKey", &tag.key));
        }
    }
    if keys.len() > BUCKET_TAGS {
        let text = format!("Bucket tag count cannot be greater than {BUCKET_TAGS}");
        return Err(Fault::new(codes::s3::BAD_REQUEST, text));
    }
    let answer = GetBucketTaggingResponse { tag_set: tagging.tag_set };
    answer.body().ok_or_else(Fault::s3_internal_error)
}

fn check_tag(tag: &Tag<'_>) -> Result<(), Fault> {
    let is_plain =
        |text: &str| text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || SIGNS.contains(c));
    let key_length = tag.key.chars().count();
    if !(1..=BUCKET_TAG_KEY_CHARACTERS).contains(&key_length) || !is_plain(&tag.key) {
        return Err(invalid("The TagKey you have provided is invalid", "TagKey", &tag.key));
    }
    if tag.key.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
        return Err(invalid("System tags cannot be added/updated by requester", "TagKey", &tag.key));
    }
    if tag.value.chars().count() > BUCKET_TAG_VALUE_CHARACTERS || !is_plain(&tag.value) {
        return Err(invalid("The TagValue you have provided is invalid", "TagValue", &tag.value));
    }
    Ok(())
}

fn invalid(text: &'static str, element: &'static str, value: &str) -> Fault {
    Fault::new(codes::s3::INVALID_TAG, text).with(element, value.to_owned())
}
