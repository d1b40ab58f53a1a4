//! What the operations on multipart uploads have in common.

use objects::{Key, Multipart, PartNumber, PlannedChecksum};
use wire::chunked::Algorithm;
use wire::fault::{Fault, codes};
use wire::s3::ChecksumType;

use crate::s3::access::{Bucket, S3Call};
use crate::s3::storage::{self, blocking};

/// The upload that the request names, which has to be for the key that it names. To be asked after the access was
/// authorised.
pub(super) async fn find(call: &mut S3Call<'_, '_>, bucket: &Bucket, key: &Key) -> Result<Multipart, Fault> {
    let id = upload_id(call).to_owned();
    let (stored, key) = (bucket.stored.clone(), key.clone());
    let found = blocking(move || stored.multipart(&key, &id)).await?;
    found.map_err(|error| storage::fault(&error, bucket.name()))
}

/// Id of the upload that the request names.
pub(super) fn upload_id<'c>(call: &'c S3Call<'_, '_>) -> &'c str {
    call.asked.params.get("uploadId").unwrap_or_default()
}

/// The number of the part that the request names.
pub(super) fn part_number(call: &S3Call<'_, '_>) -> Result<PartNumber, Fault> {
    let number = wire::s3::part_number(&call.asked.params)?;
    PartNumber::new(number).ok_or_else(Fault::s3_internal_error)
}

/// What an upload's checksum is planned to be.
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
