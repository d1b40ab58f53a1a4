//! What S3 requests ask for, beyond the operation, and what S3 answers with.
//!
//! Requests come in three parts: parameters ([`ListBuckets`], [`ListObjects`]), headers ([`expected_bucket_owner`],
//! [`Conditions`], [`ByteRange`], [`ObjectAttributes`], [`UserMetadata`], [`ContentHeaders`]) and XML bodies ([`DeleteObjects`],
//! [`CreateBucket`]). Answers are [`BucketList`], [`ObjectList`], [`DeleteResult`] and [`location_constraint`].

mod attributes;
mod body;
mod conditions;
mod copy;
mod headers;
mod listing;
mod multipart;
mod params;
mod range;

pub use attributes::{AttributesResult, ObjectAttributes, optional_attributes};
pub use body::{CreateBucket, DeleteObjects, ObjectToDelete};
pub use conditions::{Conditions, Outcome};
pub use copy::{CopyResult, CopySource};
pub use headers::{
    ContentHeaders, RESPONSE_OVERRIDES, UserMetadata, expected_bucket_owner, expected_source_bucket_owner,
    refuse_unsupported, response_overrides,
};
pub use listing::{
    Bucket, BucketList, DeleteResult, Deletion, ListedObject, ObjectList, bucket_encryption,
    location_constraint, url_encoded,
};
pub use multipart::{
    ChecksumType, CompleteMultipartUpload, CompleteResult, CompletedPart, ListMultipartUploads, ListParts,
    ListedPart, ListedUpload, PartList, UploadList, copy_part_result, copy_source_range, initiate_result,
    part_number, planned_checksum, unknown_algorithm,
};
pub use params::{ListBuckets, ListObjects, ListVersion};
pub use range::ByteRange;

pub use crate::generated::s3::Operation;

/// The XML namespace of S3.
pub const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

#[cfg(test)]
mod tests;
