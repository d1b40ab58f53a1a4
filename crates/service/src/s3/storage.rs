//! Calls to the object store, on threads that may block, with its errors and values as S3 answers them.

use objects::{Checksum, ChecksumAlgorithm, Error, Key, KeyError};
use wire::Timestamp;
use wire::chunked::Algorithm;
use wire::fault::{Fault, codes};
use wire::s3::binding::Checksums;
use wire::s3::model::{ChecksumType, Owner};

/// Runs work that waits for the disk.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "work on objects did not end");
        Fault::s3_internal_error()
    })
}

/// A key as the store has it.
pub(super) fn key(text: &str) -> Result<Key, Fault> {
    Key::parse(text).map_err(|error| match error {
        KeyError::Empty => Fault::s3_invalid_argument("A key must not be empty.", "Key", ""),
        KeyError::TooLong { .. } => Fault::new(codes::s3::KEY_TOO_LONG, "Your key is too long"),
        KeyError::Nul => Fault::s3_invalid_argument("A key must not hold NUL.", "Key", ""),
    })
}

/// The error that AWS gives. A missing key comes with its name: callers find out first who may know.
pub(crate) fn fault(error: &Error, bucket: &str) -> Fault {
    match error {
        Error::NoSuchBucket => Fault::s3_no_such_bucket(bucket),
        // callers find out first who may know
        Error::NoSuchKey => Fault::s3_access_denied(),
        Error::BucketNotEmpty => {
            Fault::new(codes::s3::BUCKET_NOT_EMPTY, "The bucket you tried to delete is not empty")
                .with("BucketName", bucket.to_owned())
        }
        Error::TooManyBuckets { .. } => {
            Fault::new(codes::s3::TOO_MANY_BUCKETS, "You have attempted to create more buckets than allowed")
        }
        Error::PreconditionFailed => precondition_failed("If-Match"),
        Error::ObjectTooLarge { limit } => {
            Fault::new(codes::s3::ENTITY_TOO_LARGE, "Your proposed upload exceeds the maximum allowed size")
                .with("MaxSizeAllowed", limit.to_string())
        }
        Error::TooManyUploads { .. } => Fault::s3_slow_down(),
        Error::NoSuchUpload => no_such_upload(),
        Error::InvalidPart { .. } => Fault::new(
            codes::s3::INVALID_PART,
            "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified \
             entity tag may not match the part's entity tag.",
        ),
        Error::InvalidPartOrder => Fault::new(
            codes::s3::INVALID_PART_ORDER,
            "The list of parts was not in ascending order. Parts must be ordered by part number.",
        ),
        Error::PartTooSmall { number, size, limit } => Fault::new(
            codes::s3::ENTITY_TOO_SMALL,
            "Your proposed upload is smaller than the minimum allowed size",
        )
        .with("ProposedSize", size.to_string())
        .with("MinSizeAllowed", limit.to_string())
        .with("PartNumber", number.to_string()),
        Error::UploadBusy => Fault::new(
            codes::s3::OPERATION_ABORTED,
            "A conflicting conditional operation is currently in progress against this resource. Try again.",
        ),
        Error::TooManyMultiparts { limit } => Fault::new(
            codes::s3::INVALID_REQUEST,
            format!("There are {limit} multipart uploads already that are neither completed nor aborted."),
        ),
        Error::NoSpace => {
            tracing::warn!(%error, bucket, "an object could not be written");
            Fault::new(codes::s3::INSUFFICIENT_CAPACITY, "The storage has no space left for this.")
        }
        Error::Exhausted => {
            tracing::warn!(%error, bucket, "the object store is short of resources");
            Fault::s3_slow_down()
        }
        Error::Sealed => Fault::new(codes::s3::SERVICE_UNAVAILABLE, "Please reduce your request rate."),
        Error::QuotaExceeded { what, limit } => Fault::new(
            codes::s3::QUOTA_EXCEEDED,
            format!(
                "The quota of the account that owns the bucket, {limit} {what}, does not leave room for this."
            ),
        ),
        Error::BucketExists { .. }
        | Error::Unsealable
        | Error::InvalidBucketRecord
        | Error::InvalidRange { .. }
        | Error::Damaged(_)
        | Error::Io(_) => {
            tracing::error!(%error, bucket, "the object store failed");
            Fault::s3_internal_error()
        }
    }
}

/// 404 for an upload that does not exist.
pub(super) fn no_such_upload() -> Fault {
    Fault::new(
        codes::s3::NO_SUCH_UPLOAD,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or \
         completed.",
    )
}

/// 412, with the header whose condition does not hold.
pub(super) fn precondition_failed(header: &'static str) -> Fault {
    Fault::new(
        codes::s3::PRECONDITION_FAILED,
        "At least one of the pre-conditions you specified did not hold",
    )
    .with("Condition", header)
}

/// A point in time of the store as answers show it.
pub(super) fn timestamp(milliseconds: u64) -> Timestamp {
    Timestamp::from_epoch_seconds(i64::try_from(milliseconds / 1000).unwrap_or(i64::MAX))
}

/// A number of bytes as answers have it.
pub(super) fn size(bytes: u64) -> Option<i64> {
    i64::try_from(bytes).ok()
}

/// The account that owns something, as answers name it.
pub(super) fn owner(canonical_id: &str) -> Owner<'_> {
    Owner { display_name: None, id: Some(canonical_id.into()) }
}

/// The store's name of an algorithm.
pub(super) fn checksum_algorithm(wire: Algorithm) -> Option<ChecksumAlgorithm> {
    ChecksumAlgorithm::ALL.into_iter().find(|stored| wire_algorithm(*stored) == wire)
}

/// The wire's name of an algorithm of the store.
pub(super) fn wire_algorithm(stored: ChecksumAlgorithm) -> Algorithm {
    match stored {
        ChecksumAlgorithm::Crc32 => Algorithm::Crc32,
        ChecksumAlgorithm::Crc32c => Algorithm::Crc32c,
        ChecksumAlgorithm::Crc64Nvme => Algorithm::Crc64Nvme,
        ChecksumAlgorithm::Sha1 => Algorithm::Sha1,
        ChecksumAlgorithm::Sha256 => Algorithm::Sha256,
        ChecksumAlgorithm::Sha512 => Algorithm::Sha512,
        ChecksumAlgorithm::Md5 => Algorithm::Md5,
        ChecksumAlgorithm::XxHash64 => Algorithm::XxHash64,
        ChecksumAlgorithm::XxHash3 => Algorithm::XxHash3,
        ChecksumAlgorithm::XxHash128 => Algorithm::XxHash128,
    }
}

/// A checksum of the store as the wire has it.
pub(super) fn wire_checksum(stored: &Checksum) -> Option<wire::chunked::Checksum> {
    wire::chunked::Checksum::parse(wire_algorithm(stored.algorithm()), stored.value())
}

/// Value of a checksum as headers have it, and what it is computed of.
pub(super) fn checksum_text(stored: &Checksum) -> (String, ChecksumType) {
    match stored.parts() {
        Some(parts) => (format!("{}-{parts}", stored.value()), ChecksumType::Composite),
        None => (stored.value().to_owned(), ChecksumType::FullObject),
    }
}

/// Adds the checksum that is kept with an object to its answer.
pub(super) fn with_checksum<'a>(answer: &mut impl Checksums<'a>, stored: &Checksum) -> ChecksumType {
    let (value, kind) = checksum_text(stored);
    answer.set_checksum(wire_algorithm(stored.algorithm()), value.into());
    kind
}

/// Name of an algorithm in answers.
pub(super) fn named(algorithm: Algorithm) -> Option<wire::s3::model::ChecksumAlgorithm> {
    wire::s3::model::ChecksumAlgorithm::from_value(algorithm.name())
}
