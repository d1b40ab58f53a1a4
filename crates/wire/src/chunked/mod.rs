//! Bodies of S3 uploads: `aws-chunked` framing with and without chunk signatures, and checksums.
//!
//! [`Receiver`] is the one door through which a body comes in, for every operation and every kind of signature.

mod checksum;
mod decoder;
mod error;
mod receiver;
mod signature;

pub use checksum::{Algorithm, Checksum, Hasher};
pub use error::ContentError;
pub use receiver::{Received, Receiver, stored_content_encoding};
pub(crate) use signature::ChunkKey;

/// Longest chunk header, in bytes with its line end: 16 hex digits, `;chunk-signature=`, 64 hex digits, CR LF make 99.
pub const MAX_CHUNK_HEADER_BYTES: usize = 128;

/// Longest trailer, in bytes with all line ends.
pub const MAX_TRAILER_BYTES: usize = 1024;

/// Smallest chunk, except for the last one.
pub const MIN_CHUNK_BYTES: u64 = 8192;

/// Largest object of a single PUT: 5 GiB, as S3 documents it.
pub const MAX_PUT_BYTES: u64 = 5 * 1024 * 1024 * 1024;

#[cfg(test)]
mod tests;
