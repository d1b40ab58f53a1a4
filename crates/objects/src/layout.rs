//! Paths under the store's directory. No name that a caller gives is part of any path.

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::name::Key;
use crate::name::PartNumber;

/// Content of the format file of a store that may hold sealed files.
pub(crate) const FORMAT: &str = "ostiary objects 2\n";
/// The same of a store of before there were any. It becomes the other with the first sealed file.
pub(crate) const UNSEALED_FORMAT: &str = "ostiary objects 1\n";
/// Number of directories over which a bucket's objects are spread: one for each first byte of the hash.
pub(crate) const SHARDS: usize = 256;

/// The paths that do not depend on a bucket.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) directory: PathBuf,
    pub(crate) format: PathBuf,
    pub(crate) lock: PathBuf,
    pub(crate) temporary: PathBuf,
    pub(crate) buckets: PathBuf,
}

impl Root {
    pub(crate) fn new(directory: PathBuf) -> Root {
        Root {
            format: directory.join("format"),
            lock: directory.join("lock"),
            temporary: directory.join("tmp"),
            buckets: directory.join("buckets"),
            directory,
        }
    }

    pub(crate) fn bucket(&self, name: &str) -> PathBuf {
        self.buckets.join(bucket_file_name(name))
    }

    pub(crate) fn temporary(&self, number: u64) -> PathBuf {
        self.temporary.join(format!("{number:016x}"))
    }
}

/// The record in a bucket's directory.
pub(crate) fn bucket_record(bucket: &Path) -> PathBuf {
    bucket.join("bucket")
}

/// The documents of a bucket's configuration, in its directory; made with the first of them.
pub(crate) fn bucket_configuration(bucket: &Path) -> PathBuf {
    bucket.join("configuration")
}

/// The directory of a bucket's shards.
pub(crate) fn bucket_objects(bucket: &Path) -> PathBuf {
    bucket.join("objects")
}

/// The directory of one shard.
pub(crate) fn shard(bucket: &Path, shard: u8) -> PathBuf {
    bucket_objects(bucket).join(HEXLOWER.encode(&[shard]))
}

/// The inverse of [`shard`] on the directory's name.
pub(crate) fn parse_shard(name: &str) -> Option<u8> {
    match HEXLOWER.decode(name.as_bytes()).ok()?.as_slice() {
        [number] => Some(*number),
        _ => None,
    }
}

/// The directory of a bucket's multipart uploads; it is made with the first of them.
pub(crate) fn multiparts(bucket: &Path) -> PathBuf {
    bucket.join("uploads")
}

/// The directory of a multipart upload.
pub(crate) fn multipart(bucket: &Path, id: &str) -> PathBuf {
    multiparts(bucket).join(HEXLOWER.encode(&Sha256::digest(id.as_bytes())))
}

/// The record in the directory of a multipart upload.
pub(crate) fn multipart_record(multipart: &Path) -> PathBuf {
    multipart.join("upload")
}

/// The file of a part: its number, and a sequence number of which the highest counts.
pub(crate) fn part(multipart: &Path, number: PartNumber, sequence: u64) -> PathBuf {
    multipart.join(format!("{:05}.{sequence:016x}", number.get()))
}

/// The inverse of [`part`] on the file's name: `None` for any other text, so each version has one name only.
pub(crate) fn parse_part(text: &str) -> Option<(PartNumber, u64)> {
    let (number, sequence) = text.split_once('.')?;
    let number = PartNumber::new(number.parse().ok()?)?;
    let sequence = u64::from_str_radix(sequence, 16).ok()?;
    let name = part(Path::new(""), number, sequence);
    (name.to_str() == Some(text)).then_some((number, sequence))
}

/// Name of a bucket's directory.
pub(crate) fn bucket_file_name(name: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(name.as_bytes()))
}

/// Hash that names the file of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KeyHash([u8; 32]);

impl KeyHash {
    /// A bucket name holds no NUL, so bucket and key cannot run into each other.
    pub(crate) fn new(bucket: &str, key: &Key) -> KeyHash {
        let mut hash = Sha256::new();
        hash.update(bucket.as_bytes());
        hash.update([0]);
        hash.update(key.as_str().as_bytes());
        KeyHash(hash.finalize().into())
    }

    pub(crate) fn bytes(self) -> [u8; 32] {
        self.0
    }

    pub(crate) fn shard(self) -> u8 {
        let [first, ..] = self.0;
        first
    }

    /// File name of the version of the key with this sequence number.
    pub(crate) fn file_name(self, sequence: u64) -> String {
        format!("{}.{sequence:016x}", HEXLOWER.encode(&self.0))
    }

    /// The inverse of [`KeyHash::file_name`]: `None` for any other text, so each version has one name only.
    pub(crate) fn parse_file_name(text: &str) -> Option<(KeyHash, u64)> {
        let (hash, sequence) = text.split_once('.')?;
        let hash = KeyHash(HEXLOWER.decode(hash.as_bytes()).ok()?.try_into().ok()?);
        let sequence = u64::from_str_radix(sequence, 16).ok()?;
        (hash.file_name(sequence) == text).then_some((hash, sequence))
    }

    /// Path of that version.
    pub(crate) fn path(self, bucket: &Path, sequence: u64) -> PathBuf {
        shard(bucket, self.shard()).join(self.file_name(sequence))
    }
}

#[cfg(test)]
mod tests;
