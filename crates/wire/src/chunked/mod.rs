//! Bodies of S3 uploads: `aws-chunked` framing with and without chunk signatures, and checksums.
//!
//! Every body comes in through [`Receiver`], whichever operation it belongs to and however it is signed.

mod checksum;
mod decoder;
mod error;
mod receiver;
mod signature;

pub use checksum::{Algorithm, Checksum, Hasher};
pub use error::ContentError;
pub use receiver::{Received, Receiver, stored_content_encoding};
pub(crate) use signature::ChunkKey;

#[cfg(test)]
mod tests;
