use wire::fault::Fault;

use crate::body::S3Answer;
use crate::s3::access::S3Call;
use crate::s3::{headers, multipart, storage};

/// Gives a multipart upload up, with all of its parts.
pub(super) async fn abort_multipart_upload(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let bucket = call.bucket()?;
    call.authorise(&call.on_object("s3:AbortMultipartUpload", &bucket, &key))?;
    headers::refuse(call, &["x-amz-if-match-initiated-time"])?;
    let upload = multipart::find(call, &bucket, &key).await?;
    let aborted = storage::blocking(move || upload.abort()).await?;
    aborted.map_err(|error| storage::fault(&error, bucket.name()))?;
    Ok(call.answer(204).into())
}
