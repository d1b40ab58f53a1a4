use wire::fault::Fault;
use wire::s3::model::{
    GetBucketEncryptionResponse, ServerSideEncryption, ServerSideEncryptionByDefault,
    ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};

use crate::body::S3Answer;
use crate::s3::access::S3Call;

/// Tells how new objects of a bucket are encrypted: all alike, with keys that the installation keeps.
pub async fn get_bucket_encryption(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    call.authorise(&call.on_bucket("s3:GetEncryptionConfiguration", &bucket))?;
    let rule = ServerSideEncryptionRule {
        apply_server_side_encryption_by_default: Some(ServerSideEncryptionByDefault {
            sse_algorithm: ServerSideEncryption::Aes256,
            kms_master_key_id: None,
        }),
        bucket_key_enabled: Some(false),
        ..Default::default()
    };
    let configuration = ServerSideEncryptionConfiguration { rules: vec![rule] };
    let answer = GetBucketEncryptionResponse { server_side_encryption_configuration: Some(configuration) };
    Ok(call.reply(&answer).into())
}
