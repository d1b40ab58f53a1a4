//! Multipart upload that a request names, and the checksum that was planned for it.

use objects::{Key, Multipart, PartNumber, PlannedChecksum};
use wire::chunked::Algorithm;
use wire::fault::{Fault, codes};
use wire::s3::binding::Sent;
use wire::s3::model::ChecksumType;
use wire::s3::paging;

use crate::permit::s3::BucketPermit;
use crate::s3::storage::{self, blocking};

/// Finds the upload that the request names, which has to be for the key that it names.
pub(super) async fn find(
    bucket: &BucketPermit<'_>,
    key: &Key,
    upload_id: Option<&str>,
) -> Result<Multipart, Fault> {
    let id = upload_id.unwrap_or_default().to_owned();
    let (stored, key) = (bucket.stored().clone(), key.clone());
    let found = blocking(move || stored.multipart(&key, &id)).await?;
    found.map_err(|error| storage::fault(&error, bucket.name()))
}

/// Number of the part that the request names.
pub(super) fn part_number(sent: Sent<'_, i32>) -> Result<PartNumber, Fault> {
    let number = paging::part_number(sent)?;
    PartNumber::new(number).ok_or_else(Fault::s3_internal_error)
}

/// Checksum that is planned for an upload.
pub(super) fn planned(checksum: Option<PlannedChecksum>) -> Option<(Algorithm, ChecksumType)> {
    checksum.map(|planned| {
        let kind = if planned.of_parts { ChecksumType::Composite } else { ChecksumType::FullObject };
        (storage::wire_algorithm(planned.algorithm), kind)
    })
}

/// Algorithm of the checksum that is kept with a part which comes with one of the algorithm `announced`, or without any.
///
/// # Errors
/// `InvalidRequest` if it is another one than was planned or, if the object's is to be computed of those of its parts, none.
pub(super) fn checksum_of_part(
    multipart: &Multipart,
    announced: Option<Algorithm>,
) -> Result<Algorithm, Fault> {
    match (planned(multipart.info().checksum), announced) {
        (Some((expected, ChecksumType::Composite)), None) => Err(other_checksum(expected, None)),
        (Some((expected, _)), Some(announced)) if announced != expected => {
            Err(other_checksum(expected, Some(announced)))
        }
        (Some((expected, _)), _) => Ok(expected),
        (None, announced) => Ok(announced.unwrap_or(Algorithm::DEFAULT)),
    }
}

/// 400: a part comes with another checksum than the upload was started with.
pub(super) fn other_checksum(expected: Algorithm, actual: Option<Algorithm>) -> Fault {
    let actual = actual.map_or_else(|| "null".to_owned(), |actual| actual.name().to_ascii_lowercase());
    let expected = expected.name().to_ascii_lowercase();
    let text = format!(
        "Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}"
    );
    Fault::new(codes::s3::INVALID_REQUEST, text)
}
