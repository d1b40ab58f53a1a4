//! Operations on buckets themselves.

pub(super) mod create_bucket;
pub(super) mod delete_bucket;
pub(super) mod head_bucket;
pub(super) mod list_buckets;
mod region;
