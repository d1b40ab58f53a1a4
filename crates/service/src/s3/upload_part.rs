use wire::chunked::{MAX_PUT_BYTES, Receiver};
use wire::fault::Fault;

use crate::body::{RequestBody, S3Answer};
use crate::s3::access::S3Call;
use crate::s3::incoming::UploadRoom;
use crate::s3::put_object::{Write, authorise_write, refuse, require_length, stored_checksum};
use crate::s3::{headers, incoming, multipart, storage};

/// Stores a part of a multipart upload in place of any that has its number.
pub(super) async fn upload_part<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let number = multipart::part_number(call)?;
    let bucket = call.bucket()?;
    authorise_write(
        call,
        &bucket,
        &key,
        Write { creates: false, copy_source: None, upload_encryption: Some(headers::ENCRYPTED_HERE) },
    )?;
    refuse(call)?;
    let receiver = Receiver::new(&call.head(), Some(call.proof), MAX_PUT_BYTES)?;
    require_length(&receiver)?;
    let upload = multipart::find(call, &bucket, &key).await?;
    let algorithm = multipart::checksum_of_part(&upload, receiver.announced())?;
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
    let answer = call.answer(200).header("etag", part.etag.to_string());
    let answer = match &received.checksum {
        Some(checksum) => answer.header(checksum.algorithm().header(), checksum.base64()),
        None => answer,
    };
    Ok(headers::encrypted(answer, part.sealed).into())
}
