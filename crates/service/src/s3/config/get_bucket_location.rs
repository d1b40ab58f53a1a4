use wire::fault::Fault;
use wire::s3::model::GetBucketLocationResponse;

use crate::body::S3Answer;
use crate::s3::access::S3Call;

/// The region that is written as nothing.
const US_EAST_1: &str = "us-east-1";

/// Tells the region of a bucket.
pub async fn get_bucket_location(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    call.authorise(&call.on_bucket("s3:GetBucketLocation", &bucket))?;
    let region = bucket.stored.info().region.as_str();
    let region = if region == US_EAST_1 { "" } else { region };
    Ok(call.reply(&GetBucketLocationResponse { location_constraint: Some(region.into()) }).into())
}
