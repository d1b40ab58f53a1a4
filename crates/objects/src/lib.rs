//! Buckets and objects of the S3 front, in a local directory.
//!
//! Knows nothing of HTTP, XML, credentials or clocks. The caller has authenticated and authorised; it passes the time and, in
//! the [`Sealer`], the root key and entropy. All calls block on file I/O: an asynchronous server makes them from a blocking pool.
//!
//! # Promises
//!
//! - A key or bucket name never becomes a path: files are named by SHA-256, the real key is data inside the file.
//! - A change that was answered with `Ok` is on stable storage: file and directories are synced before it returns.
//! - An object is seen whole or not at all. Readers and listings see a version only once it is durable, and a reader
//!   keeps the version it opened.
//! - Every block and record read is checked; damage is an error, never another object, an older version or nothing at all. One
//!   damaged object hides no other.
//! - After a failed sync nothing more is written until the store is opened again ([`Error::Sealed`]); a hook
//!   is called at once ([`Objects::on_seal`]). Every other error of the operating system refuses one request and changes
//!   nothing, be it for want of space ([`Error::NoSpace`]), of descriptors or of memory ([`Error::Exhausted`]).
//! - Data, keys and metadata are sealed on disk, each file under a key of its own, and bound to their place: a block to
//!   its file, number and being the last, a file to its bucket and key, or upload and number. Bucket names, owners, sizes
//!   and times of files, and SHA-256 digests of names lie in the clear. A writer of the directory may still put an
//!   older version of a file in its place, or, as long as files without sealing are read, one of those.
//! - Bytes, objects and uploads of each account are counted as they come and go ([`Objects::usage`]), and its budget is
//!   held to before and while a body comes in.
//!
//! # Layout
//!
//! ```text
//! ROOT/format                                              one line: what this directory is, and its version
//! ROOT/lock                                                held by the process that serves it
//! ROOT/tmp/<n>                                             uploads and half-made or half-removed buckets; swept at open
//! ROOT/buckets/<H(bucket)>/bucket                          the bucket's record
//! ROOT/buckets/<H(bucket)>/objects/<hh>/<H(bucket,key)>.<sequence>
//! ROOT/buckets/<H(bucket)>/uploads/<H(id)>/upload          a multipart upload's record
//! ROOT/buckets/<H(bucket)>/uploads/<H(id)>/<part>.<sequence>
//! ```
//!
//! An object's file holds its data in blocks, then the record (key, size, MD5, metadata and, of an object that came in
//! parts, the upload's id and the parts' sizes and checksums), the key that both are sealed with, itself sealed under one
//! that comes from the root key, and a footer with the record's length, CRC-32 and format version, so one rename publishes
//! all of it. The sequence number grows with each commit: a crash may leave two versions of a key, and the higher one
//! counts.

mod assembly;
mod block;
mod bucket;
mod check;
mod configuration;
mod contents;
mod damage;
mod disk;
mod documents;
mod error;
mod index;
mod layout;
mod limits;
mod list;
mod locking;
mod metadata;
mod model;
mod multipart;
mod name;
mod namespace;
mod objects;
mod open;
mod parts;
mod record;
mod reseal;
mod root;
mod seal;
mod sealer;
mod upload;
mod usage;

#[cfg(test)]
mod tests;

pub use assembly::Assembly;
pub use block::Body;
pub use bucket::Bucket;
pub use check::{CheckReport, CheckStep, Checked, check};
pub use contents::Object;
pub use damage::{Damage, DamageKind};
pub use error::{Error, KeyError, MetadataError, NameError, OpenError, OsError};
pub use limits::{
    Limits, MAX_BUCKET_NAME_BYTES, MAX_BUCKETS_PER_OWNER, MAX_KEY_BYTES, MAX_LIST_ITEMS,
    MAX_MULTIPARTS_PER_BUCKET, MAX_OBJECT_BYTES, MAX_OPEN_UPLOADS, MAX_OWNER_BYTES, MAX_PARTS,
    MAX_REGION_BYTES, MAX_SYSTEM_METADATA_BYTES, MAX_UPLOAD_ID_BYTES, MAX_USER_METADATA_BYTES,
    MIN_BUCKET_NAME_BYTES, MIN_PART_BYTES,
};
pub use list::{ListFrom, ListRequest, Listing};
pub use metadata::{Checksum, ChecksumAlgorithm, Header, Metadata};
pub use model::{
    BucketInfo, ComposedPart, Composition, ETag, MultipartInfo, ObjectInfo, PartInfo, PlannedChecksum,
    Precondition,
};
pub use multipart::Multipart;
pub use name::{BucketName, Key, PartNumber};
pub use objects::{BucketPage, BucketQuery, NewBucket, Objects};
pub use open::Report;
pub use reseal::{SealStep, Sealed};
pub use seal::SealCause;
pub use sealer::Sealer;
pub use upload::Upload;
pub use usage::{Budget, Usage};
