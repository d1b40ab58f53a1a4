use wire::fault::Fault;
use wire::s3::binding::Sent;
use wire::s3::model::{DeleteObjectRequest, DeleteObjectResponse};

use crate::body::S3Answer;
use crate::permit::s3::{S3Call, Version};
use crate::s3::{headers, storage};

/// Conditional-delete and MFA-delete headers. Unsupported: the request is refused rather than carried out unconditionally.
pub(crate) const REFUSED: [&str; 4] =
    ["if-match", "x-amz-if-match-last-modified-time", "x-amz-if-match-size", "x-amz-mfa"];

/// Deletes an object; one that is not there counts as deleted.
pub(crate) async fn delete_object(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let input: DeleteObjectRequest<'_> = call.input()?;
    let key = storage::key(input.key.as_str())?;
    let bucket = call.bucket()?;
    let version = Version::of(input.version_id, "s3:DeleteObject", "s3:DeleteObjectVersion");
    let access = version.with_key(call.on_object(version.action, &bucket, &key));
    let bucket = call.authorise(&call.with_write_keys(access), bucket)?;
    if bypasses_governance(input.bypass_governance_retention) {
        call.authorise_also(&call.on_object("s3:BypassGovernanceRetention", &bucket, &key))?;
    }
    version.check()?;
    headers::refuse(call, &REFUSED)?;
    let stored = bucket.stored().clone();
    let deleted = storage::blocking(move || stored.delete_objects(&[key])).await?;
    deleted.map_err(|error| storage::fault(&error, bucket.name()))?;
    Ok(call.reply(&DeleteObjectResponse::default()).into())
}

/// True if the request means to delete also what is locked. Nothing is, but callers who may not ask for it are told so.
pub(crate) fn bypasses_governance(sent: Sent<'_, bool>) -> bool {
    sent.text().is_some_and(|value| value.eq_ignore_ascii_case("true"))
}
