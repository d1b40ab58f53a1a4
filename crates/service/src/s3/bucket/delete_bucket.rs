use wire::fault::Fault;
use wire::s3::model::DeleteBucketResponse;

use crate::body::S3Answer;
use crate::permit::s3::S3Call;
use crate::s3::storage;

/// Deletes an empty bucket.
pub(crate) async fn delete_bucket(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    let bucket = call.authorise(&call.on_bucket("s3:DeleteBucket", &bucket), bucket)?;
    let stored = bucket.stored().clone();
    let deleted = storage::blocking(move || stored.delete()).await?;
    deleted.map_err(|error| storage::fault(&error, bucket.name()))?;
    Ok(call.reply(&DeleteBucketResponse::default()).into())
}
