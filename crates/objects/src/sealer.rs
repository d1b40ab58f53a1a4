//! Sealing at rest: a stored object opens only with the root key, and only in its own place.
//!
//! Each file has a random key of its own, which seals its blocks and its record. That key lies sealed in the file, under a
//! key that comes from the root key, together with the place of the file: bucket and key, or multipart upload and number of
//! the part. A file in another's place does not open, nor does a block in another's place.

use std::path::Path;
use std::sync::Mutex;

use secret::Entropy;
use secret::pieces::{PIECE_KEY_BYTES, PieceKey};
use secret::seal::{OVERHEAD_BYTES, RootKey, SealingKey};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::layout::KeyHash;
use crate::locking::lock;
use crate::name::PartNumber;

/// Bytes of a file's sealed key.
pub(crate) const SEALED_KEY_BYTES: usize = PIECE_KEY_BYTES + OVERHEAD_BYTES;

/// Seals and opens what a store keeps.
pub struct Sealer {
    keys: SealingKey,
    uploads: SealingKey,
    configurations: SealingKey,
    entropy: Mutex<Box<dyn Entropy + Send>>,
}

/// The place of a file in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The object of this bucket and key.
    Object(KeyHash),
    /// A part of a multipart upload.
    Part(UploadHash, PartNumber),
}

/// Stands for a bucket and the directory of a multipart upload in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UploadHash([u8; 32]);

impl UploadHash {
    /// A bucket name holds no NUL, so bucket and directory cannot run into each other.
    pub(crate) fn new(bucket: &str, directory: &Path) -> UploadHash {
        let name = directory.file_name().unwrap_or_default().as_encoded_bytes();
        UploadHash(Sha256::new().chain_update(bucket).chain_update([0]).chain_update(name).finalize().into())
    }
}

impl Place {
    fn context(self) -> Vec<u8> {
        match self {
            Place::Object(hash) => [b"object ", hash.bytes().as_slice()].concat(),
            Place::Part(upload, number) => {
                [b"part ", upload.0.as_slice(), &number.get().to_be_bytes()].concat()
            }
        }
    }
}

impl Sealer {
    /// Seals under keys that come from this root key, with random keys from `entropy`.
    pub fn new(root_key: &RootKey, entropy: impl Entropy + Send + 'static) -> Sealer {
        Sealer {
            keys: root_key.sealing_key("object keys"),
            uploads: root_key.sealing_key("multipart uploads"),
            configurations: root_key.sealing_key("bucket configurations"),
            entropy: Mutex::new(Box::new(entropy)),
        }
    }

    /// The key of a new file.
    pub(crate) fn new_key(&self) -> Result<PieceKey, Error> {
        PieceKey::generate(&mut **lock(&self.entropy)).map_err(|_| Error::Unsealable)
    }

    /// A file's key as it is stored.
    pub(crate) fn seal_key(&self, key: &PieceKey, place: Place) -> Result<Vec<u8>, Error> {
        let sealed = self.keys.seal(&place.context(), key.expose(), &mut **lock(&self.entropy));
        sealed.map_err(|_| Error::Unsealable)
    }

    /// A file's key, if it was stored for this place.
    pub(crate) fn open_key(&self, sealed: &[u8], place: Place) -> Option<PieceKey> {
        let bytes = self.keys.open(&place.context(), sealed).ok()?;
        PieceKey::from_bytes(bytes.expose()).ok()
    }

    /// The record of a multipart upload as it is stored.
    pub(crate) fn seal_upload(&self, record: &[u8], upload: UploadHash) -> Result<Vec<u8>, Error> {
        let sealed = self.uploads.seal(&upload.0, record, &mut **lock(&self.entropy));
        sealed.map_err(|_| Error::Unsealable)
    }

    /// The configuration of a bucket as it is stored.
    pub(crate) fn seal_configuration(&self, record: &[u8], bucket: &str) -> Result<Vec<u8>, Error> {
        let sealed = self.configurations.seal(bucket.as_bytes(), record, &mut **lock(&self.entropy));
        sealed.map_err(|_| Error::Unsealable)
    }

    /// The configuration of a bucket, if it was stored for the bucket of this name.
    pub(crate) fn open_configuration(&self, sealed: &[u8], bucket: &str) -> Option<Vec<u8>> {
        self.configurations.open(bucket.as_bytes(), sealed).ok().map(|record| record.expose().clone())
    }

    /// The record of a multipart upload, if it was stored for that upload.
    pub(crate) fn open_upload(&self, sealed: &[u8], upload: UploadHash) -> Option<Vec<u8>> {
        self.uploads.open(&upload.0, sealed).ok().map(|record| record.expose().clone())
    }
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer")
    }
}
