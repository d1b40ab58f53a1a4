use objects::Key;
use wire::chunked::Algorithm;
use wire::fault::{Fault, codes};
use wire::limits::S3_DELETE_BODY_BYTES;
use wire::s3::{DeleteObjects, DeleteResult, Deletion, ObjectToDelete};

use crate::body::{RequestBody, S3Answer};
use crate::off_worker::Turns;
use crate::s3::access::{Bucket, S3Call, Version};
use crate::s3::delete_object::{REFUSED, bypasses_governance};
use crate::s3::{headers, incoming, storage};

/// Deletes objects of one bucket, each only if the caller may: one answer for all, with an outcome for each.
pub(super) async fn delete_objects<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let bucket = call.bucket()?;
    headers::refuse(call, &REFUSED)?;
    require_digest(call)?;
    let receiver = incoming::receiver(call, S3_DELETE_BODY_BYTES)?;
    let body = incoming::collect(call.memory(), receiver, body, S3_DELETE_BODY_BYTES).await?;
    let asked = DeleteObjects::parse(&body)?;
    let mut refused: Vec<Option<Fault>> = Vec::with_capacity(asked.objects.len());
    let mut keys = Vec::new();
    let mut turns = Turns::default();
    for object in &asked.objects {
        match authorise(call, &bucket, object) {
            Ok(key) => {
                keys.push(key);
                refused.push(None);
            }
            Err(fault) => refused.push(Some(fault)),
        }
        turns.next().await;
    }
    let stored = bucket.stored.clone();
    let deleted = storage::blocking(move || stored.delete_objects(&keys)).await?;
    // some may be gone even so; whoever tries again is told that they are
    let failed = deleted.err().map(|error| storage::fault(&error, bucket.name()));
    let deletions = asked.objects.iter().zip(&refused).map(|(object, refused)| {
        let key = object.key.as_str();
        match refused.as_ref().or(failed.as_ref()) {
            None => Deletion::Done { key },
            Some(fault) => Deletion::Failed {
                key,
                version_id: object.version_id.as_deref(),
                code: fault.code().name,
                message: fault.message().unwrap_or_default(),
            },
        }
    });
    let result = DeleteResult { deletions: deletions.collect() };
    Ok(call.answer(200).xml(result.to_xml(asked.quiet)).into())
}

/// S3 does not delete what a damaged body names: there has to be a digest of it.
fn require_digest(call: &S3Call<'_, '_>) -> Result<(), Fault> {
    let has = |name: &str| call.header(name).is_some();
    if has("content-md5")
        || has("x-amz-trailer")
        || Algorithm::CHECKSUMS.iter().any(|known| has(known.header()))
    {
        return Ok(());
    }
    Err(Fault::new(codes::s3::INVALID_REQUEST, "Missing required header for this request: Content-MD5"))
}

/// The key, if the caller may delete it.
fn authorise(call: &S3Call<'_, '_>, bucket: &Bucket, object: &ObjectToDelete) -> Result<Key, Fault> {
    let key = storage::key(object.key.as_str())?;
    let version = Version::of(object.version_id.as_deref(), "s3:DeleteObject", "s3:DeleteObjectVersion");
    let access = version.with_key(call.on_object(version.action, bucket, &key));
    call.authorise(&access)?;
    if bypasses_governance(call) {
        call.authorise(&call.on_object("s3:BypassGovernanceRetention", bucket, &key))?;
    }
    version.check()?;
    Ok(key)
}
