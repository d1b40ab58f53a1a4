use objects::{Checksum, Error, Header, Key, Metadata, MetadataError, Precondition};
use wire::chunked::{Algorithm, BodyError as ContentError, MAX_PUT_BYTES, Receiver};
use wire::fault::{Fault, codes};
use wire::s3::{ContentHeaders, UserMetadata};
use wire::sigv4::RequestHead;

use crate::body::{RequestBody, S3Answer};
use crate::s3::access::{Bucket, S3Call};
use crate::s3::get_object::with_checksum;
use crate::s3::incoming::UploadRoom;
use crate::s3::{headers, incoming, storage};

/// Stores an object in place of any that has its key.
pub(super) async fn put_object<B: RequestBody>(
    call: &mut S3Call<'_, '_>,
    body: &mut B,
) -> Result<S3Answer, Fault> {
    let key = call.key()?;
    let bucket = call.bucket()?;
    authorise_write(
        call,
        &bucket,
        &key,
        Write { creates: true, copy_source: None, upload_encryption: None },
    )?;
    refuse(call)?;
    let precondition = precondition(call, &bucket, &key)?;
    let mut metadata = metadata(&call.head())?;
    let receiver =
        Receiver::new(&call.head(), Some(call.proof), MAX_PUT_BYTES)?.or_compute(Algorithm::DEFAULT);
    require_length(&receiver)?;
    let (stored, budget, expected) = (bucket.stored.clone(), call.budget(&bucket), receiver.promised());
    let begin = move || stored.begin_put_within(budget, expected);
    let (upload, received, place) =
        incoming::upload(UploadRoom::of(call)?, receiver, bucket.name(), begin, body).await?;
    if let Some(checksum) = received.checksum.as_ref() {
        metadata.set_checksum(stored_checksum(checksum)?);
    }
    let now = call.request.now.millis();
    let committed = storage::blocking({
        let (key, precondition) = (key.clone(), precondition.clone());
        move || {
            let _place = place;
            upload.commit(key, metadata, &precondition, now)
        }
    });
    let info = committed.await?.map_err(|error| write_fault(call, &bucket, &key, &precondition, &error))?;
    let answer = call.answer(200).header("etag", info.etag.to_string());
    Ok(headers::encrypted(with_checksum(answer, &info), info.sealed).into())
}

/// Refuses an upload that does not say how long it is.
pub(super) fn require_length(receiver: &Receiver) -> Result<(), Fault> {
    match receiver.promised() {
        Some(_) => Ok(()),
        // the same error as for a body in chunks that does not say how long it is without them
        None => Err(ContentError::DecodedLengthMissing.into()),
    }
}

/// What policies see of a write, beyond its headers.
#[derive(Clone, Copy)]
pub(super) struct Write<'a> {
    /// Whether it makes an object, or only prepares for that.
    pub creates: bool,
    /// `bucket/key` of what is copied.
    pub copy_source: Option<&'a str>,
    /// How the upload that this belongs to encrypts: its requests have no header that could say so again.
    pub upload_encryption: Option<&'static str>,
}

/// Goes on only if the caller may write the object, and set its access control list if the request has one.
pub(super) fn authorise_write(
    call: &S3Call<'_, '_>,
    bucket: &Bucket,
    key: &Key,
    write: Write<'_>,
) -> Result<(), Fault> {
    let mut actions = vec!["s3:PutObject"];
    if headers::has_acl(call) {
        actions.push("s3:PutObjectAcl");
    }
    for action in actions {
        let access = call.with_write_keys(call.on_object(action, bucket, key));
        let creates = if write.creates { "true" } else { "false" };
        call.authorise(
            &access
                .with_some("s3:x-amz-copy-source", write.copy_source)
                .with_some("s3:x-amz-server-side-encryption", write.upload_encryption)
                .with("s3:ObjectCreationOperation", creates),
        )?;
    }
    Ok(())
}

/// Refuses what an object would not get.
pub(super) fn refuse(call: &S3Call<'_, '_>) -> Result<(), Fault> {
    headers::refuse_grants(call, headers::acls_not_allowed)?;
    headers::refuse_unsupported(call)
}

/// What must hold of the key for the write to happen. S3 knows two forms of it.
pub(super) fn precondition(call: &S3Call<'_, '_>, bucket: &Bucket, key: &Key) -> Result<Precondition, Fault> {
    match (call.header("if-match"), call.header("if-none-match")) {
        (None, None) => Ok(Precondition::None),
        (None, Some("*")) => Ok(Precondition::IfAbsent),
        (Some(etag), None) if etag != "*" && !etag.contains(',') => {
            // the outcome tells something of what is there
            call.authorise(&call.on_object("s3:GetObject", bucket, key))?;
            Ok(Precondition::IfMatch(etag.to_owned()))
        }
        (Some(_), None) => Err(headers::not_implemented("If-Match")),
        (_, Some(_)) => Err(headers::not_implemented("If-None-Match")),
    }
}

/// Why a write did not happen.
pub(super) fn write_fault(
    call: &S3Call<'_, '_>,
    bucket: &Bucket,
    key: &Key,
    precondition: &Precondition,
    error: &Error,
) -> Fault {
    match (error, precondition) {
        (Error::NoSuchKey, _) => call.no_such_key(bucket, key),
        (Error::PreconditionFailed, Precondition::IfAbsent) => storage::precondition_failed("If-None-Match"),
        _ => storage::fault(error, bucket.name()),
    }
}

/// What is kept with the object, from the headers of the request.
pub(super) fn metadata(head: &RequestHead<'_>) -> Result<Metadata, Fault> {
    let (content, user) = (ContentHeaders::from_head(head)?, UserMetadata::from_head(head)?);
    let mut metadata = Metadata::new();
    for header in Header::ALL {
        if let Some((_, value)) = content.0.iter().find(|(name, _)| *name == header.name()) {
            metadata.set(header, value).map_err(|error| metadata_fault(&error))?;
        }
    }
    for (name, value) in &user.0 {
        metadata.set_user(name, value).map_err(|error| metadata_fault(&error))?;
    }
    Ok(metadata)
}

fn metadata_fault(error: &MetadataError) -> Fault {
    match error {
        MetadataError::UserTooLarge { bytes } | MetadataError::SystemTooLarge { bytes } => {
            let text = "Your metadata headers exceed the maximum allowed metadata size";
            Fault::new(codes::s3::METADATA_TOO_LARGE, text).with("Size", bytes.to_string())
        }
        MetadataError::Name
        | MetadataError::Value { .. }
        | MetadataError::Repeated { .. }
        | MetadataError::Checksum => {
            Fault::s3_invalid_argument(format!("A metadata header is invalid: {error}."), "x-amz-meta", "")
        }
    }
}

/// A checksum that was found right, as the store keeps it.
pub(super) fn stored_checksum(checksum: &wire::chunked::Checksum) -> Result<Checksum, Fault> {
    let algorithm = storage::checksum_algorithm(checksum.algorithm());
    let stored = algorithm.and_then(|algorithm| Checksum::new(algorithm, &checksum.base64()).ok());
    stored.ok_or_else(Fault::s3_internal_error)
}
