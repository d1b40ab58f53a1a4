use data_encoding::BASE64URL_NOPAD;
use objects::{MultipartInfo, PlannedChecksum};
use wire::fault::Fault;
use wire::s3::model::{ChecksumType, CreateMultipartUploadRequest, CreateMultipartUploadResponse};
use wire::s3::planned_checksum;

use crate::body::S3Answer;
use crate::permit::s3::S3Call;
use crate::s3::writing::{Write, authorise_write, metadata, refuse};
use crate::s3::{headers, storage};

/// Random bytes in the id of an upload.
const ID_BYTES: usize = 24;

/// Starts a multipart upload.
pub(crate) async fn create_multipart_upload(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: CreateMultipartUploadRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let bucket = authorise_write(
        call,
        bucket,
        &key,
        Write { creates: false, copy_source: None, upload_encryption: None },
    )?;
    refuse(call)?;
    let planned = planned_checksum(&input)?;
    let mut id = [0; ID_BYTES];
    call.request.entropy.fill(&mut id);
    let info = MultipartInfo {
        id: BASE64URL_NOPAD.encode(&id),
        key: key.clone(),
        started_at_ms: call.request.now.millis(),
        metadata: metadata(&call.head())?,
        checksum: planned.and_then(|(algorithm, kind)| {
            let algorithm = storage::checksum_algorithm(algorithm)?;
            Some(PlannedChecksum { algorithm, of_parts: kind == ChecksumType::Composite })
        }),
    };
    let id = info.id.clone();
    let (stored, budget) = (bucket.stored().clone(), call.budget(&bucket));
    let started = storage::blocking(move || stored.begin_multipart_within(&budget, info)).await?;
    started.map_err(|error| storage::fault(&error, bucket.name()))?;
    let answer = CreateMultipartUploadResponse {
        bucket: Some(bucket.name().into()),
        key: Some(key.as_str().into()),
        upload_id: Some(id.into()),
        server_side_encryption: headers::encryption(true),
        checksum_algorithm: planned.and_then(|(algorithm, _)| storage::named(algorithm)),
        checksum_type: planned.map(|(_, kind)| kind),
        ..Default::default()
    };
    Ok(call.reply(&answer).into())
}
