use wire::fault::Fault;
use wire::s3::location_constraint;

use crate::body::S3Answer;
use crate::s3::access::S3Call;

/// Says in which region a bucket is.
pub(super) async fn get_bucket_location(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    call.authorise(&call.on_bucket("s3:GetBucketLocation", &bucket))?;
    Ok(call.answer(200).xml(location_constraint(&bucket.stored.info().region)).into())
}
