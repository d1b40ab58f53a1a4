use objects::Key;
use wire::fault::Fault;
use wire::limits::S3_DELETE_BODY_BYTES;
use wire::s3::model::{DeleteObjectsRequest, DeleteObjectsResponse, DeleteOutcome, DeletedObject, Error};
use wire::s3::{DeleteObjects, ObjectToDelete};

use crate::body::{RequestBody, S3Answer};
use crate::off_worker::Turns;
use crate::permit::Granted;
use crate::permit::s3::{Bucket, S3Call, Version};
use crate::s3::object::delete_object::{REFUSED, bypasses_governance};
use crate::s3::{headers, incoming, storage};

/// Deletes objects of one bucket, each only if the caller may: one answer for all, with an outcome for each.
pub(crate) async fn delete_objects<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let input: DeleteObjectsRequest<'_> = call.input()?;
    let bypasses = bypasses_governance(input.bypass_governance_retention);
    let bucket = call.bucket()?;
    headers::refuse(call, &REFUSED)?;
    headers::require_digest(call)?;
    let receiver = incoming::receiver(call, S3_DELETE_BODY_BYTES)?;
    let body = incoming::collect(call.memory(), receiver, body, S3_DELETE_BODY_BYTES).await?;
    let asked = DeleteObjects::parse(&body)?;
    call.judge_by_newest_state()?;
    let mut refused: Vec<Option<Fault>> = Vec::with_capacity(asked.objects.len());
    let mut keys = Vec::new();
    let mut turns = Turns::default();
    for object in &asked.objects {
        match authorise(call, &bucket, object, bypasses) {
            Ok(key) => {
                keys.push(key);
                refused.push(None);
            }
            Err(fault) => refused.push(Some(fault)),
        }
        turns.next().await;
    }
    let (stored, keys) = bucket.permitted(keys);
    let deleted = storage::blocking(move || stored.delete_objects(&keys)).await?;
    // some may be gone even so; a client that tries again is told that they are
    let failed = deleted.err().map(|error| storage::fault(&error, bucket.name()));
    let outcomes = asked.objects.iter().zip(&refused).filter_map(|(object, refused)| {
        let key = Some(object.key.as_str().into());
        match refused.as_ref().or(failed.as_ref()) {
            None if asked.quiet => None,
            None => Some(DeleteOutcome::Deleted(DeletedObject { key, ..Default::default() })),
            Some(fault) => Some(DeleteOutcome::Error(Error {
                key,
                version_id: object.version_id.as_deref().map(Into::into),
                code: Some(fault.code().name.into()),
                message: Some(fault.message().unwrap_or_default().into()),
            })),
        }
    });
    let answer = DeleteObjectsResponse { outcomes: outcomes.collect(), ..Default::default() };
    Ok(call.reply(&answer).into())
}

/// Permit to delete the object of a key.
fn authorise<'a>(
    call: &S3Call<'a, '_>,
    bucket: &Bucket,
    object: &ObjectToDelete,
    bypasses_governance: bool,
) -> Granted<'a, Key> {
    let key = storage::key(object.key.as_str())?;
    let version = Version::of(object.version_id.as_deref(), "s3:DeleteObject", "s3:DeleteObjectVersion");
    let access = version.with_key(call.on_object(version.action, bucket, &key));
    let key = call.authorise(&access, key)?;
    if bypasses_governance {
        call.authorise_also(&call.on_object("s3:BypassGovernanceRetention", bucket, &key))?;
    }
    version.check()?;
    Ok(key)
}
