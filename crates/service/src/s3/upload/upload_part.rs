use wire::chunked::Receiver;
use wire::fault::Fault;
use wire::limits::PUT_BYTES;
use wire::s3::binding::Checksums;
use wire::s3::model::{UploadPartRequest, UploadPartResponse};

use crate::body::{RequestBody, S3Answer};
use crate::permit::s3::S3Call;
use crate::s3::incoming::UploadRoom;
use crate::s3::upload::found;
use crate::s3::writing::{Write, authorise_write, refuse, require_length, stored_checksum};
use crate::s3::{headers, incoming, storage};

/// Stores a part of a multipart upload in place of any that has its number.
pub(crate) async fn upload_part<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let input: UploadPartRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let number = found::part_number(input.part_number)?;
    let bucket = call.bucket()?;
    let bucket = authorise_write(
        call,
        bucket,
        &key,
        Write { creates: false, copy_source: None, upload_encryption: Some(headers::ENCRYPTED_HERE) },
    )?;
    refuse(call)?;
    let receiver = Receiver::new(&call.head(), Some(call.proof), PUT_BYTES)?;
    require_length(&receiver)?;
    let upload = found::find(&bucket, &key, input.upload_id).await?;
    let algorithm = found::checksum_of_part(&upload, receiver.announced())?;
    let receiver = receiver.or_compute(algorithm);
    let (of, budget, expected) = (upload.clone(), call.budget(&bucket), receiver.promised());
    let begin = move || of.begin_part_within(budget, expected);
    let (data, received, place) =
        incoming::upload(UploadRoom::of(call)?, receiver, bucket.name(), begin, body).await?;
    let checksum = received.checksum.as_ref().map(stored_checksum).transpose()?;
    let now = call.request.now.millis();
    let committed = storage::blocking(move || {
        let _place = place;
        upload.commit_part(data, number, checksum, now)
    })
    .await?;
    let part = committed.map_err(|error| storage::fault(&error, bucket.name()))?;
    let mut answer = UploadPartResponse {
        e_tag: Some(part.etag.to_string().into()),
        server_side_encryption: headers::encryption(part.sealed),
        ..Default::default()
    };
    if let Some(checksum) = &received.checksum {
        answer.set_checksum(checksum.algorithm(), checksum.base64().into());
    }
    Ok(call.reply(&answer).into())
}
