use wire::fault::Fault;

use crate::body::S3Answer;
use crate::s3::access::S3Call;
use crate::s3::{headers, storage};

/// Conditions and second factors, without which nothing may be deleted that was to be deleted only with them.
pub(super) const REFUSED: [&str; 4] =
    ["if-match", "x-amz-if-match-last-modified-time", "x-amz-if-match-size", "x-amz-mfa"];

/// Deletes an object; one that is not there counts as deleted.
pub(super) async fn delete_object(call: &mut S3Call<'_, '_>) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let bucket = call.bucket()?;
    let version = call.version("s3:DeleteObject", "s3:DeleteObjectVersion");
    let access = version.with_key(call.on_object(version.action, &bucket, &key));
    call.authorise(&call.with_write_keys(access))?;
    if bypasses_governance(call) {
        call.authorise(&call.on_object("s3:BypassGovernanceRetention", &bucket, &key))?;
    }
    version.check()?;
    headers::refuse(call, &REFUSED)?;
    let stored = bucket.stored.clone();
    let deleted = storage::blocking(move || stored.delete_objects(&[key])).await?;
    deleted.map_err(|error| storage::fault(&error, bucket.name()))?;
    Ok(call.answer(204).into())
}

/// Whether the request means to delete also what is locked. Nothing is, but who may not ask for it is told so.
pub(super) fn bypasses_governance(call: &S3Call<'_, '_>) -> bool {
    call.header("x-amz-bypass-governance-retention").is_some_and(|value| value.eq_ignore_ascii_case("true"))
}
