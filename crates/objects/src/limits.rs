//! Limits of the object store, each with its unit.

/// Shortest bucket name, in bytes (S3 user guide, "General purpose bucket naming rules").
pub const MIN_BUCKET_NAME_BYTES: usize = 3;
/// Longest bucket name, in bytes (same page).
pub const MAX_BUCKET_NAME_BYTES: usize = 63;
/// Longest object key, in bytes of UTF-8 (S3 user guide, "Naming Amazon S3 objects").
pub const MAX_KEY_BYTES: usize = 1024;
/// Most user metadata of an object: bytes of all names, without `x-amz-meta-`, and values (S3 user guide, "Working
/// with object metadata").
pub const MAX_USER_METADATA_BYTES: usize = 2048;
/// Most system metadata of an object: bytes of all header names and values (same page).
pub const MAX_SYSTEM_METADATA_BYTES: usize = 2048;
/// Largest object, in bytes: what one PutObject may carry (5 GiB).
pub const MAX_OBJECT_BYTES: u64 = 5 * 1024 * 1024 * 1024;
/// Most items, keys and common prefixes together, in one page of a listing.
pub const MAX_LIST_ITEMS: usize = 1000;
/// Most buckets of one owner (the default quota of an AWS account).
pub const MAX_BUCKETS_PER_OWNER: usize = 10_000;
/// Most uploads open at a time; each holds a file handle and a block in memory.
pub const MAX_OPEN_UPLOADS: usize = 1024;
/// Most parts of a multipart upload (S3 user guide, "Amazon S3 multipart upload limits").
pub const MAX_PARTS: u16 = 10_000;
/// Smallest part but the last, in bytes (same page): 5 MiB.
pub const MIN_PART_BYTES: u64 = 5 * 1024 * 1024;
/// Most multipart uploads of one bucket that are neither completed nor aborted.
pub const MAX_MULTIPARTS_PER_BUCKET: usize = 10_000;
/// Longest id of a multipart upload, in bytes.
pub const MAX_UPLOAD_ID_BYTES: usize = 128;
/// Longest owner, in bytes; an account id has 12.
pub const MAX_OWNER_BYTES: usize = 64;
/// Longest region name, in bytes.
pub const MAX_REGION_BYTES: usize = 64;

/// Most configuration of a bucket, in bytes of all documents and their names. S3 bounds each document, at 20 to 64 KiB.
pub(crate) const MAX_CONFIGURATION_BYTES: usize = 512 * 1024;

/// Limits that a deployment may lower; the default is the constant of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest object, in bytes: [`MAX_OBJECT_BYTES`].
    pub object_bytes: u64,
    /// Most open uploads: [`MAX_OPEN_UPLOADS`].
    pub open_uploads: usize,
    /// Most buckets of one owner: [`MAX_BUCKETS_PER_OWNER`].
    pub buckets_per_owner: usize,
    /// Most multipart uploads of one bucket: [`MAX_MULTIPARTS_PER_BUCKET`].
    pub multiparts_per_bucket: usize,
    /// Smallest part but the last, in bytes: [`MIN_PART_BYTES`].
    pub part_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            object_bytes: MAX_OBJECT_BYTES,
            open_uploads: MAX_OPEN_UPLOADS,
            buckets_per_owner: MAX_BUCKETS_PER_OWNER,
            multiparts_per_bucket: MAX_MULTIPARTS_PER_BUCKET,
            part_bytes: MIN_PART_BYTES,
        }
    }
}

/// Directories of one bucket that a deletion of many objects holds open and locked at a time.
pub(crate) const SHARDS_AT_A_TIME: usize = 32;
/// Bytes of a record at most. Keys and values can grow sixfold by escapes, and all of them stay below 6 KiB; each of up to
/// 10,000 parts has a size and a checksum, in at most 160 bytes; seals add little.
pub(crate) const MAX_RECORD_BYTES: usize = 2 * 1024 * 1024;
