use wire::fault::Fault;

use crate::body::S3Answer;
use crate::s3::access::S3Call;

/// Says that a bucket is there, and where.
pub(super) async fn head_bucket(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    call.authorise(&call.on_bucket("s3:ListBucket", &bucket))?;
    Ok(call
        .answer(200)
        .header("x-amz-bucket-arn", format!("arn:aws:s3:::{}", bucket.name()))
        .header("x-amz-access-point-alias", "false")
        .into())
}
