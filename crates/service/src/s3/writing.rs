//! Steps that requests to write an object have in common: permission, conditions, metadata, checksum.

use objects::{Checksum, Error, Header, Key, Metadata, MetadataError, Precondition};
use wire::chunked::{ContentError, Receiver};
use wire::fault::{Fault, codes};
use wire::s3::{ContentHeaders, UserMetadata};
use wire::sigv4::RequestHead;

use crate::permit::Granted;
use crate::permit::s3::{Bucket, S3Call};
use crate::s3::{headers, storage};

/// Refuses an upload that does not say how long it is.
pub(super) fn require_length(receiver: &Receiver) -> Result<(), Fault> {
    match receiver.promised() {
        Some(_) => Ok(()),
        // the same error as for a body in chunks that does not say how long it is without them
        None => Err(ContentError::DecodedLengthMissing.into()),
    }
}

/// Facts of a write that policies see, beyond its headers.
#[derive(Clone, Copy)]
pub(super) struct Write<'a> {
    /// True if it makes an object, false if it only prepares for that.
    pub creates: bool,
    /// `bucket/key` of the object that is copied.
    pub copy_source: Option<&'a str>,
    /// Encryption of the upload that this belongs to: its requests have no header that could say so again.
    pub upload_encryption: Option<&'static str>,
}

/// Permit to write the object, and to set its access control list if the request has one.
pub(super) fn authorise_write<'a>(
    call: &S3Call<'a, '_>,
    bucket: Bucket,
    key: &Key,
    write: Write<'_>,
) -> Granted<'a, Bucket> {
    let access = |action| {
        let access = call.with_write_keys(call.on_object(action, &bucket, key));
        let creates = if write.creates { "true" } else { "false" };
        access
            .with_some("s3:x-amz-copy-source", write.copy_source)
            .with_some("s3:x-amz-server-side-encryption", write.upload_encryption)
            .with("s3:ObjectCreationOperation", creates)
    };
    let permit = call.authorise(&access("s3:PutObject"), bucket.clone())?;
    if headers::has_acl(call) {
        call.authorise_also(&access("s3:PutObjectAcl"))?;
    }
    Ok(permit)
}

/// Refuses headers that ask for what an object would not get.
pub(super) fn refuse(call: &S3Call<'_, '_>) -> Result<(), Fault> {
    headers::refuse_grants(call, headers::acls_not_allowed)?;
    headers::refuse_unsupported(call)
}

/// Condition on the key for the write to happen. S3 knows two forms of it.
pub(super) fn precondition(
    call: &S3Call<'_, '_>,
    bucket: &Bucket,
    key: &Key,
    (if_match, if_none_match): (Option<&str>, Option<&str>),
) -> Result<Precondition, Fault> {
    match (if_match, if_none_match) {
        (None, None) => Ok(Precondition::None),
        (None, Some("*")) => Ok(Precondition::IfAbsent),
        (Some(etag), None) if etag != "*" && !etag.contains(',') => {
            // the outcome tells something of what is there
            call.authorise_also(&call.on_object("s3:GetObject", bucket, key))?;
            Ok(Precondition::IfMatch(etag.to_owned()))
        }
        (Some(_), None) => Err(headers::not_implemented("If-Match")),
        (_, Some(_)) => Err(headers::not_implemented("If-None-Match")),
    }
}

/// Reason why a write did not happen, in AWS's words.
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

/// Metadata of a new object, from the headers of the request.
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

/// Checksum that was found right, as the store keeps it.
pub(super) fn stored_checksum(checksum: &wire::chunked::Checksum) -> Result<Checksum, Fault> {
    let algorithm = storage::checksum_algorithm(checksum.algorithm());
    let stored = algorithm.and_then(|algorithm| Checksum::new(algorithm, &checksum.base64()).ok());
    stored.ok_or_else(Fault::s3_internal_error)
}
