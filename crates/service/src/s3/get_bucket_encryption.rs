use wire::fault::Fault;
use wire::s3::bucket_encryption;

use crate::body::S3Answer;
use crate::s3::access::S3Call;

/// Says how new objects of a bucket are encrypted: all alike, with keys that the installation keeps.
pub(super) async fn get_bucket_encryption(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    call.authorise(&call.on_bucket("s3:GetEncryptionConfiguration", &bucket))?;
    Ok(call.answer(200).xml(bucket_encryption()).into())
}
