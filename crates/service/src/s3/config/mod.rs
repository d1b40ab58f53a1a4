//! Configurations of buckets.

pub(super) mod get_bucket_encryption;
pub(super) mod get_bucket_location;
