//! Bodies of S3 uploads: `aws-chunked` framing with and without chunk signatures, and checksums.

mod signature;

pub(crate) use signature::ChunkKey;
