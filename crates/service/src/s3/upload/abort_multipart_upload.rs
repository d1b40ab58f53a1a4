use wire::fault::Fault;
use wire::s3::model::{AbortMultipartUploadRequest, AbortMultipartUploadResponse};

use crate::body::S3Answer;
use crate::permit::s3::S3Call;
use crate::s3::upload::found;
use crate::s3::{headers, storage};

/// Gives a multipart upload up, with all of its parts.
pub(crate) async fn abort_multipart_upload(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: AbortMultipartUploadRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let bucket = call.authorise(&call.on_object("s3:AbortMultipartUpload", &bucket, &key), bucket)?;
    if input.if_match_initiated_time.is_sent() {
        return Err(headers::not_implemented(input.if_match_initiated_time.name()));
    }
    let upload = found::find(&bucket, &key, input.upload_id).await?;
    let aborted = storage::blocking(move || upload.abort()).await?;
    aborted.map_err(|error| storage::fault(&error, bucket.name()))?;
    Ok(call.reply(&AbortMultipartUploadResponse::default()).into())
}
