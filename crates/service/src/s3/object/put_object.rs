use wire::chunked::{Algorithm, Receiver};
use wire::fault::Fault;
use wire::limits::PUT_BYTES;
use wire::s3::model::{PutObjectRequest, PutObjectResponse};

use crate::body::{RequestBody, S3Answer};
use crate::permit::s3::S3Call;
use crate::s3::incoming::UploadRoom;
use crate::s3::writing::{
    Write, authorise_write, metadata, precondition, refuse, require_length, stored_checksum, write_fault,
};
use crate::s3::{headers, incoming, storage};

/// Stores an object in place of any that has its key.
pub(crate) async fn put_object<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let input: PutObjectRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let bucket = authorise_write(
        call,
        bucket,
        &key,
        Write { creates: true, copy_source: None, upload_encryption: None },
    )?;
    refuse(call)?;
    let precondition = precondition(call, &bucket, &key, (input.if_match, input.if_none_match))?;
    let mut metadata = metadata(&call.head())?;
    let receiver = Receiver::new(&call.head(), Some(call.proof), PUT_BYTES)?.or_compute(Algorithm::DEFAULT);
    require_length(&receiver)?;
    let (stored, budget, expected) = (bucket.stored().clone(), call.budget(&bucket), receiver.promised());
    let begin = move || stored.begin_put_within(budget, expected);
    let (upload, received, place) =
        incoming::upload(UploadRoom::of(call)?, receiver, bucket.name(), begin, body).await?;
    if let Some(checksum) = received.checksum.as_ref() {
        metadata.set_checksum(stored_checksum(checksum)?);
    }
    let now = call.request.now.millis();
    let committed = storage::blocking({
        let (key, precondition) = (key.clone(), precondition.clone());
        move || {
            let _place = place;
            upload.commit(key, metadata, &precondition, now)
        }
    });
    let info = committed.await?.map_err(|error| write_fault(call, &bucket, &key, &precondition, &error))?;
    let mut answer = PutObjectResponse {
        e_tag: Some(info.etag.to_string().into()),
        server_side_encryption: headers::encryption(info.sealed),
        ..Default::default()
    };
    if let Some(checksum) = info.metadata.checksum() {
        answer.checksum_type = Some(storage::with_checksum(&mut answer, checksum));
    }
    Ok(call.reply(&answer).into())
}
