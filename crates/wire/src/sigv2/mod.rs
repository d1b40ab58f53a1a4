//! Signature Version 2: boto 2 signs S3 requests with it, and boto3 presigns S3 URLs with it unless told otherwise.
//!
//! Reached through [`crate::sigv4::Claim`] only, so that there is one way to be authenticated.
//!
//! By its published contract Version 2 leaves much unsigned: of the query string it signs the sub-resources alone, of the
//! headers only `x-amz-*`, `Content-MD5`, `Content-Type` and the date. Two refusals limit the harm: of unsigned query
//! parameters other than those that steer a listing, and of values that give two different requests the same string to sign.

mod query;
mod s3;

pub(crate) use query::body_has_markers;

use hmac::{Hmac, KeyInit, Mac};
use subtle::{Choice, ConstantTimeEq};

use crate::sigv4::key::{Kind, SigningKey, mac};
use crate::sigv4::parts::{V2, V2Hash};
use crate::sigv4::query::Pair;
use crate::sigv4::{AuthError, Endpoint, Mismatch, RequestDate, RequestHead, Signed};

/// The key that verifies signatures of this hash: the secret itself.
pub(crate) fn key(hash: V2Hash, secret_access_key: &[u8]) -> SigningKey {
    SigningKey(match hash {
        V2Hash::Sha1 => Kind::V2Sha1(mac_sha1(secret_access_key)),
        V2Hash::Sha256 => Kind::V2Sha256(mac(secret_access_key)),
    })
}

/// HMAC-SHA1 accepts a key of any length, so the fallback is never taken.
fn mac_sha1(key: &[u8]) -> Hmac<sha1::Sha1> {
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()))
}

/// True if the query string, or a query service's form body, carries a Version 2 signature.
pub(crate) fn is_present(parameters: &[Pair<'_>], endpoint: &Endpoint<'_>) -> bool {
    let marks = |name: &[u8], known: &[&str]| known.iter().any(|known| name == known.as_bytes());
    match endpoint {
        Endpoint::S3 { .. } => {
            parameters.iter().any(|(name, _)| marks(name, &["Signature", "AWSAccessKeyId"]))
        }
        Endpoint::Query { body, .. } => {
            parameters.iter().any(|(name, _)| marks(name, query::MARKERS)) || body_has_markers(body)
        }
    }
}

/// Judges everything but the signature itself.
pub(crate) fn parse<'a>(
    head: RequestHead<'a>,
    endpoint: Endpoint<'a>,
    parameters: &'a [Pair<'a>],
    now: RequestDate,
) -> Result<Signed<'a>, AuthError> {
    if !endpoint.allows_v2() {
        return Err(AuthError::V2Disabled);
    }
    match endpoint {
        Endpoint::Query { body, .. } => query::parse(head, endpoint, parameters, body, now),
        Endpoint::S3 { bucket_in_host, .. } => s3::parse(head, endpoint, parameters, bucket_in_host, now),
    }
}

/// Compares signatures in constant time.
pub(crate) fn verify(form: &V2<'_>, key: &SigningKey) -> Result<(), AuthError> {
    let claimed = data_encoding::BASE64.decode(form.signature.as_bytes()).unwrap_or_default();
    let mut equal = Choice::from(0);
    for text in &form.strings_to_sign {
        let right = match &key.0 {
            Kind::V2Sha1(mac) if form.hash == V2Hash::Sha1 => finish(mac.clone(), text),
            Kind::V2Sha256(mac) if form.hash == V2Hash::Sha256 => finish(mac.clone(), text),
            // A key of another kind proves nothing.
            _ => continue,
        };
        equal |= right.ct_eq(&claimed);
    }
    if bool::from(equal) {
        return Ok(());
    }
    Err(AuthError::SignatureMismatch(Box::new(Mismatch {
        access_key_id: form.access_key_id.clone(),
        string_to_sign: form.strings_to_sign.first().cloned().unwrap_or_default(),
        signature_provided: form.signature.as_ref().into(),
        canonical_request: None,
    })))
}

fn finish<M: Mac>(mut mac: M, text: &[u8]) -> Vec<u8> {
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests;
