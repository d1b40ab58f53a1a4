//! Errors, by blame.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::damage::{Damage, DamageKind};
use crate::disk::{Shortage, shortage};

/// The operating system's error: its kind, and its number if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OsError {
    kind: io::ErrorKind,
    number: Option<i32>,
}

impl OsError {
    pub(crate) fn of(error: &io::Error) -> OsError {
        OsError { kind: error.kind(), number: error.raw_os_error() }
    }

    /// Its kind.
    pub fn kind(&self) -> io::ErrorKind {
        self.kind
    }
}

impl fmt::Display for OsError {
    /// In the operating system's words, which tell more than the kind.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => io::Error::from_raw_os_error(number).fmt(f),
            None => self.kind.fmt(f),
        }
    }
}

/// Reason for which a call on buckets or objects failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The bucket does not exist, or was deleted after this handle to it was taken.
    NoSuchBucket,
    /// The bucket holds no object of that key.
    NoSuchKey,
    /// The name is taken, in the one namespace of all accounts; the caller compares the owner with its own account.
    BucketExists {
        /// Owner of the existing bucket.
        owner: String,
    },
    /// Only an empty bucket can be deleted.
    BucketNotEmpty,
    /// The owner, or the region, is empty or longer than [`MAX_OWNER_BYTES`](crate::MAX_OWNER_BYTES) or
    /// [`MAX_REGION_BYTES`](crate::MAX_REGION_BYTES).
    InvalidBucketRecord,
    /// The owner has as many buckets as the limit allows.
    TooManyBuckets {
        /// The limit.
        limit: usize,
    },
    /// The precondition of a write does not hold.
    PreconditionFailed,
    /// The body is larger than the limit.
    ObjectTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The range asked for does not lie within the object.
    InvalidRange {
        /// Size of the object, in bytes.
        size: u64,
    },
    /// As many uploads are open as the limit allows; try again later.
    TooManyUploads {
        /// The limit.
        limit: usize,
    },
    /// There is no such multipart upload, or it was completed or aborted.
    NoSuchUpload,
    /// A part that is to be completed was not uploaded, or is another one than the caller means.
    InvalidPart {
        /// Its number.
        number: u16,
    },
    /// The parts that are to be completed are none, or not in ascending order.
    InvalidPartOrder,
    /// A part that is not the last is too small.
    PartTooSmall {
        /// Its number.
        number: u16,
        /// Its size, in bytes.
        size: u64,
        /// The least size, in bytes.
        limit: u64,
    },
    /// The multipart upload is being completed; try again later.
    UploadBusy,
    /// The bucket has as many multipart uploads as the limit allows.
    TooManyMultiparts {
        /// The limit.
        limit: usize,
    },
    /// A stored file failed its checks. Deleting or overwriting the object mends it.
    Damaged(Box<Damage>),
    /// The disk is full, or the quota that the operating system sets. Nothing was changed, and it may be tried again once
    /// there is space.
    NoSpace,
    /// The operating system has no file descriptors or memory left for now. Nothing was changed, and it may be tried again.
    Exhausted,
    /// Something cannot be sealed; it never happens with keys and sizes as they are.
    Unsealable,
    /// The account's quota does not leave room for this.
    QuotaExceeded {
        /// The quota's unit.
        what: &'static str,
        /// The quota.
        limit: u64,
    },
    /// An earlier write could not be made durable, so nothing more is written until the store is opened again.
    Sealed,
    /// The file system refused.
    Io(OsError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoSuchBucket => f.write_str("no such bucket"),
            Error::NoSuchKey => f.write_str("no such key"),
            Error::BucketExists { owner } => write!(f, "the bucket name is taken by account {owner}"),
            Error::BucketNotEmpty => f.write_str("the bucket is not empty"),
            Error::InvalidBucketRecord => f.write_str("owner or region of the bucket is empty or too long"),
            Error::TooManyBuckets { limit } => write!(f, "the account has {limit} buckets, the most allowed"),
            Error::PreconditionFailed => f.write_str("the precondition does not hold"),
            Error::ObjectTooLarge { limit } => write!(f, "the object is larger than {limit} bytes"),
            Error::InvalidRange { size } => write!(f, "the range is not within the object's {size} bytes"),
            Error::TooManyUploads { limit } => write!(f, "{limit} uploads are open, the most allowed"),
            Error::NoSuchUpload => f.write_str("no such multipart upload"),
            Error::InvalidPart { number } => write!(f, "part {number} is not there as it is meant"),
            Error::InvalidPartOrder => f.write_str("the parts are not in ascending order"),
            Error::PartTooSmall { number, size, limit } => {
                write!(f, "part {number} of {size} bytes is smaller than {limit}")
            }
            Error::UploadBusy => f.write_str("the multipart upload is being completed"),
            Error::TooManyMultiparts { limit } => {
                write!(f, "the bucket has {limit} multipart uploads, the most allowed")
            }
            Error::Damaged(damage) => damage.fmt(f),
            Error::Unsealable => f.write_str("it cannot be sealed"),
            Error::QuotaExceeded { what, limit } => write!(f, "the account's quota is {limit} {what}"),
            Error::NoSpace => f.write_str("no space is left on the disk"),
            Error::Exhausted => f.write_str("the operating system has no file descriptors or memory left"),
            Error::Sealed => {
                f.write_str("an earlier write could not be made durable; restart to write again")
            }
            Error::Io(error) => write!(f, "the file system refused: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    pub(crate) fn damaged(path: PathBuf, bucket: &str, key: Option<&str>, kind: DamageKind) -> Error {
        let (bucket, key) = (Some(bucket.to_owned()), key.map(str::to_owned));
        Error::Damaged(Box::new(Damage { path, bucket, key, kind }))
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        match shortage(&error) {
            Some(Shortage::Space) => Error::NoSpace,
            Some(Shortage::Descriptors) => Error::Exhausted,
            None => Error::Io(OsError::of(&error)),
        }
    }
}

/// Reason for which the store's directory could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// Another process serves this directory.
    InUse {
        /// The directory.
        root: PathBuf,
    },
    /// The directory is not a store of ours, or of a version this program does not know.
    Format {
        /// The file that should say so.
        file: PathBuf,
    },
    /// A bucket's record failed its checks; which bucket it is cannot be told.
    Damaged {
        /// The record.
        file: PathBuf,
    },
    /// The file system refused.
    Io {
        /// File or directory that was being read or written.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::InUse { root } => write!(f, "{} is in use by another process", root.display()),
            OpenError::Format { file } => {
                write!(f, "{} does not name a format that this version can read", file.display())
            }
            OpenError::Damaged { file } => write!(f, "{} is damaged", file.display()),
            OpenError::Io { path, source } => write!(f, "{}: {source}", path.display()),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            OpenError::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Reason for which a text is not an object key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// A key has at least one byte.
    Empty,
    /// Longer than [`MAX_KEY_BYTES`](crate::MAX_KEY_BYTES).
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// NUL cannot be part of a key.
    Nul,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyError::Empty => f.write_str("a key cannot be empty"),
            KeyError::TooLong { bytes } => {
                write!(f, "a key of {bytes} bytes is longer than {}", crate::MAX_KEY_BYTES)
            }
            KeyError::Nul => f.write_str("a key cannot hold NUL"),
        }
    }
}

impl std::error::Error for KeyError {}

/// The text is not a bucket name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameError;

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid bucket name")
    }
}

impl std::error::Error for NameError {}

/// Reason for which a piece of metadata was refused. The metadata is unchanged then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataError {
    /// A user metadata name is empty or not a lower-case HTTP token (RFC 9110 section 5.6.2).
    Name,
    /// The value holds a control character other than tab (CR, LF and NUL among them), which no header can carry.
    Value {
        /// Name of the header or of the user metadata.
        name: String,
    },
    /// The name was given before.
    Repeated {
        /// The name.
        name: String,
    },
    /// User metadata would exceed [`MAX_USER_METADATA_BYTES`](crate::MAX_USER_METADATA_BYTES).
    UserTooLarge {
        /// Size that it would come to, in bytes.
        bytes: usize,
    },
    /// System metadata would exceed [`MAX_SYSTEM_METADATA_BYTES`](crate::MAX_SYSTEM_METADATA_BYTES).
    SystemTooLarge {
        /// Size that it would come to, in bytes.
        bytes: usize,
    },
    /// The checksum's value is not base64 of as many bytes as its algorithm yields.
    Checksum,
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MetadataError::Name => f.write_str("a metadata name must be a lower-case HTTP token"),
            MetadataError::Value { name } => write!(f, "the value of {name} holds a control character"),
            MetadataError::Repeated { name } => write!(f, "{name} is given twice"),
            MetadataError::UserTooLarge { bytes } => write!(f, "{bytes} bytes of user metadata are too many"),
            MetadataError::SystemTooLarge { bytes } => {
                write!(f, "{bytes} bytes of system metadata are too many")
            }
            MetadataError::Checksum => f.write_str("the checksum does not fit its algorithm"),
        }
    }
}

impl std::error::Error for MetadataError {}
