use wire::fault::Fault;
use wire::s3::model::HeadBucketResponse;

use crate::body::S3Answer;
use crate::permit::s3::S3Call;

/// Tells that a bucket exists, and its region.
pub(crate) async fn head_bucket(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    let bucket = call.authorise(&call.on_bucket("s3:ListBucket", &bucket), bucket)?;
    Ok(call
        .reply(&HeadBucketResponse {
            bucket_arn: Some(bucket.arn().into()),
            access_point_alias: Some(false),
            ..Default::default()
        })
        .into())
}
