//! Configurations that no client changes: their answers are computed.

use wire::fault::Fault;
use wire::s3::binding::Response;
use wire::s3::model::{
    GetBucketEncryptionResponse, GetBucketLocationResponse, ServerSideEncryption,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};

use crate::permit::s3::BucketPermit;

/// The region that is written as nothing.
const US_EAST_1: &str = "us-east-1";

/// Encryption of new objects: all alike, with keys that the installation keeps.
pub(super) fn encryption(_bucket: &BucketPermit<'_>) -> Result<String, Fault> {
    let rule = ServerSideEncryptionRule {
        apply_server_side_encryption_by_default: Some(ServerSideEncryptionByDefault {
            sse_algorithm: ServerSideEncryption::Aes256,
            kms_master_key_id: None,
        }),
        bucket_key_enabled: Some(false),
        ..Default::default()
    };
    let configuration = ServerSideEncryptionConfiguration { rules: vec![rule] };
    document(&GetBucketEncryptionResponse { server_side_encryption_configuration: Some(configuration) })
}

/// Region of the bucket.
pub(super) fn location(bucket: &BucketPermit<'_>) -> Result<String, Fault> {
    let region = bucket.stored().info().region.as_str();
    let region = if region == US_EAST_1 { "" } else { region };
    document(&GetBucketLocationResponse { location_constraint: Some(region.into()) })
}

fn document(answer: &impl Response) -> Result<String, Fault> {
    answer.body().ok_or_else(Fault::s3_internal_error)
}
