//! Headers of requests, also those that a presigner moved into the URL. Headers of features that are not built are refused.

use std::borrow::Cow;

use wire::chunked::Algorithm;
use wire::fault::{Fault, codes};
use wire::s3::Operation;
use wire::s3::model::ServerSideEncryption;
use wire::sigv4::{Proof, RequestHead};

use crate::permit::s3::S3Call;
use crate::request::Head;

/// Names and values of headers.
type Lines<'a> = [(&'a str, &'a [u8])];

/// The headers of a request, with those that a presigner moved into the URL: they count like others.
pub(super) fn with_hoisted<'a>(head: &Head<'a>, proof: &'a Proof) -> Result<Cow<'a, Lines<'a>>, Fault> {
    if proof.hoisted_headers().is_empty() {
        return Ok(Cow::Borrowed(head.signed.headers));
    }
    let mut all: Vec<(&str, &[u8])> = head.signed.headers.to_vec();
    for (at, (name, value)) in proof.hoisted_headers().iter().enumerate() {
        if proof.hoisted_headers().iter().take(at).any(|(before, _)| before == name) {
            let text = "A header must not be given more than once.";
            return Err(Fault::s3_invalid_argument(text, "X-Amz-SignedHeaders", name.clone()));
        }
        // one that arrived as a header, too, says the same there
        if !all.iter().any(|(have, _)| have.eq_ignore_ascii_case(name)) {
            all.push((name, value.as_bytes()));
        }
    }
    Ok(Cow::Owned(all))
}

/// Access control lists that grant nothing beyond the owner of the bucket. No bucket here has any others: all are of
/// ObjectOwnership `BucketOwnerEnforced`.
const OWNERS_ACLS: [&str; 2] = ["private", "bucket-owner-full-control"];

const ACL: &str = "x-amz-acl";
const GRANT_PREFIX: &str = "x-amz-grant-";
const ENCRYPTION: &str = "x-amz-server-side-encryption";
/// Encryption with keys that the installation keeps, as all objects have it.
pub(super) const ENCRYPTED_HERE: &str = "AES256";
/// Encryption with keys of a key management service, which is not built.
const ENCRYPTED_ELSEWHERE: [&str; 3] = ["aws:kms", "aws:kms:dsse", "aws:fsx"];
const CUSTOMER_KEY_PREFIX: &str = "x-amz-server-side-encryption-customer-";

/// True if the request sets an access control list.
pub(super) fn has_acl(call: &S3Call<'_, '_>) -> bool {
    call.head().headers.iter().any(|(name, _)| {
        let name = name.to_ascii_lowercase();
        name == ACL || name.starts_with(GRANT_PREFIX)
    })
}

/// Refuses an access control list that would grant something.
pub(super) fn refuse_grants(call: &S3Call<'_, '_>, refusal: impl FnOnce() -> Fault) -> Result<(), Fault> {
    let grants = names(&call.head()).any(|name| name.starts_with(GRANT_PREFIX))
        || call.header(ACL).is_some_and(|acl| !OWNERS_ACLS.contains(&acl));
    if grants { Err(refusal()) } else { Ok(()) }
}

/// 400 to an access control list on an object.
pub(super) fn acls_not_allowed() -> Fault {
    Fault::new(codes::s3::ACCESS_CONTROL_LIST_NOT_SUPPORTED, "The bucket does not allow ACLs")
}

/// Refuses a request to write that asks for encryption, locks, tags or storage classes that it would not get.
pub(super) fn refuse_unsupported(call: &S3Call<'_, '_>) -> Result<(), Fault> {
    let head = call.head();
    if let Some(name) = names(&head).find(|name| name.starts_with(ENCRYPTION) && name != ENCRYPTION) {
        return Err(not_implemented(&name));
    }
    match call.header(ENCRYPTION) {
        None | Some(ENCRYPTED_HERE) => wire::s3::refuse_unsupported(&head),
        Some(other) if ENCRYPTED_ELSEWHERE.contains(&other) => Err(not_implemented(ENCRYPTION)),
        Some(other) => {
            let text = "The encryption method specified is not supported";
            Err(Fault::s3_invalid_argument(text, ENCRYPTION, other.to_owned()))
        }
    }
}

/// Refuses the header that chooses an object's encryption, 400, where no object is made: it can neither be changed nor be
/// asked for.
pub(super) fn refuse_encryption(call: &S3Call<'_, '_>) -> Result<(), Fault> {
    let makes_objects = matches!(
        call.asked.operation,
        Operation::PutObject | Operation::CopyObject | Operation::CreateMultipartUpload
    );
    match call.header(ENCRYPTION) {
        Some(value) if !makes_objects => {
            let text = "x-amz-server-side-encryption header is not supported for this operation.";
            Err(Fault::s3_invalid_argument(text, ENCRYPTION, value.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Encryption that an answer tells of. Objects of before there was encryption have none.
pub(super) fn encryption(is_sealed: bool) -> Option<ServerSideEncryption> {
    is_sealed.then_some(ServerSideEncryption::Aes256)
}

/// Refuses a key for an object that is not encrypted with one.
pub(super) fn refuse_customer_key(call: &S3Call<'_, '_>) -> Result<(), Fault> {
    if names(&call.head()).any(|name| name.starts_with(CUSTOMER_KEY_PREFIX)) {
        let text = "The encryption parameters are not applicable to this object.";
        return Err(Fault::new(codes::s3::INVALID_REQUEST, text));
    }
    Ok(())
}

/// Refuses a body without a digest: S3 does not act upon a document that was damaged on its way.
pub(super) fn require_digest(call: &S3Call<'_, '_>) -> Result<(), Fault> {
    let has = |name: &str| call.header(name).is_some();
    if has("content-md5")
        || has("x-amz-trailer")
        || Algorithm::CHECKSUMS.iter().any(|known| has(known.header()))
    {
        return Ok(());
    }
    Err(Fault::new(codes::s3::INVALID_REQUEST, "Missing required header for this request: Content-MD5"))
}

/// Refuses headers by name.
pub(super) fn refuse(call: &S3Call<'_, '_>, refused: &[&str]) -> Result<(), Fault> {
    match refused.iter().find(|name| call.header(name).is_some()) {
        Some(name) => Err(not_implemented(name)),
        None => Ok(()),
    }
}

/// 501, with the header.
pub(super) fn not_implemented(header: &str) -> Fault {
    let text = "A header you provided implies functionality that is not implemented";
    Fault::new(codes::s3::NOT_IMPLEMENTED, text).with("Header", header.to_owned())
}

fn names(head: &RequestHead<'_>) -> impl Iterator<Item = String> {
    head.headers.iter().map(|(name, _)| name.to_ascii_lowercase())
}
