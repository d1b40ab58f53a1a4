//! Damage found on disk, in an operator's terms: the file, its object, the fault, and the remedy.

use std::fmt;
use std::path::PathBuf;

/// One thing that is wrong on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The file or directory.
    pub path: PathBuf,
    /// Name of the bucket, if it can be told.
    pub bucket: Option<String>,
    /// Key of the object or of the multipart upload, if it can be told. A record that cannot be read takes its key with
    /// it.
    pub key: Option<String>,
    /// The fault.
    pub kind: DamageKind,
}

/// Kinds of damage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DamageKind {
    /// A bucket's record cannot be read, and with it none of its objects.
    BucketRecord,
    /// A bucket's configuration cannot be read; its objects can.
    Configuration,
    /// An object's record, with key, size and metadata, cannot be read: the object is not listed, and reading it fails.
    ObjectRecord,
    /// An object's file is another object's, or sealed under another root key.
    Misplaced,
    /// A block of data fails its checksum or its seal.
    Block {
        /// The block, counted from 0.
        number: u64,
    },
    /// An object's file has gone.
    Missing,
    /// The record of a multipart upload cannot be read, and with it none of its parts.
    UploadRecord,
    /// The record of a part of a multipart upload cannot be read.
    PartRecord {
        /// The part's number.
        part: u16,
    },
    /// A block of a part fails its checksum or its seal.
    PartBlock {
        /// The part's number.
        part: u16,
        /// The block, counted from 0.
        number: u64,
    },
    /// The file of a part has gone.
    PartMissing {
        /// The part's number.
        part: u16,
    },
    /// The store did not make this; it is ignored.
    Foreign,
    /// The operating system cannot read it.
    Unreadable {
        /// The operating system's error.
        error: String,
    },
}

impl DamageKind {
    /// The remedy, for the operator.
    pub fn remedy(&self) -> &'static str {
        match self {
            DamageKind::BucketRecord => {
                "restore this file from a backup; its objects are untouched beside it"
            }
            DamageKind::Configuration => {
                "restore this file from a backup, or remove it while no server runs and put the configuration again"
            }
            DamageKind::ObjectRecord | DamageKind::Misplaced | DamageKind::Block { .. } => {
                "restore this file from a backup while no server runs, or write or delete the object again"
            }
            DamageKind::Missing => {
                "restore the file from a backup while no server runs, or write or delete the object again"
            }
            DamageKind::UploadRecord => {
                "remove this directory while no server runs, and upload the parts again"
            }
            DamageKind::PartRecord { .. } | DamageKind::PartBlock { .. } | DamageKind::PartMissing { .. } => {
                "upload the part again, or abort the multipart upload"
            }
            DamageKind::Foreign => "nothing here needs it: move it elsewhere",
            DamageKind::Unreadable { .. } => "see to the disk and the file's permissions",
        }
    }
}

impl fmt::Display for DamageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DamageKind::BucketRecord => f.write_str("the bucket's record cannot be read"),
            DamageKind::Configuration => f.write_str("the bucket's configuration cannot be read"),
            DamageKind::ObjectRecord => f.write_str("the object's record cannot be read"),
            DamageKind::Misplaced => {
                f.write_str("the file is another object's, or sealed under another root key")
            }
            DamageKind::Block { number } => write!(f, "block {number} of the data is not as it was written"),
            DamageKind::Missing => f.write_str("the object's file is missing"),
            DamageKind::UploadRecord => f.write_str("the multipart upload's record cannot be read"),
            DamageKind::PartRecord { part } => write!(f, "the record of part {part} cannot be read"),
            DamageKind::PartBlock { part, number } => {
                write!(f, "block {number} of part {part} is not as it was written")
            }
            DamageKind::PartMissing { part } => write!(f, "the file of part {part} is missing"),
            DamageKind::Foreign => f.write_str("not a file of the object store"),
            DamageKind::Unreadable { error } => write!(f, "cannot be read: {error}"),
        }
    }
}

impl fmt::Display for Damage {
    /// One line: path, bucket and key as far as known, what is wrong, what mends it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path.display())?;
        if let Some(bucket) = &self.bucket {
            write!(f, "bucket {bucket}: ")?;
        }
        if let Some(key) = &self.key {
            write!(f, "key {key:?}: ")?;
        }
        write!(f, "{}; {}", self.kind, self.kind.remedy())
    }
}
