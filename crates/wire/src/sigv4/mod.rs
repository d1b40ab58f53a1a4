//! Who signed this request? Signature Version 4 (and, beside it, Version 2), decided without a socket,
//! a clock or a key store.
//!
//! # The walk of a request
//!
//! 1. [`Claim::parse`] looks for the one carrier of credentials that a request may have, and checks everything that
//!    can be checked without a secret: shape, date and freshness, what is signed, credential scope. No carrier at all
//!    is [`Claim::Anonymous`], which is no error here: a few operations need no signature.
//! 2. The caller looks the access key up. What can go wrong there are variants of [`AuthError`] too, to be raised in
//!    this order: [`AuthError::UnknownKey`] (or [`AuthError::InactiveKey`]), then the binding of the session token
//!    ([`AuthError::TokenMissing`], [`AuthError::TokenMalformed`], [`AuthError::TokenMismatch`]), its end
//!    ([`AuthError::TokenExpired`]), and whether the user or role behind it still lives ([`AuthError::IssuerGone`]).
//!    A caller that finds no key calls [`Signed::spend_as_verified`] before it answers, so that an unknown key takes
//!    as long as a wrong signature.
//! 3. [`Signed::verify`] consumes the claim and compares signatures in constant time. Only it makes a [`Proof`].
//! 4. The body. For the query services (IAM, STS) its hash was part of the signature. For S3 the proof says in
//!    [`Proof::payload`] what the body must still be held against: [`crate::chunked::Receiver`] does that.
//!
//! # Order of checks
//!
//! A request with several faults is answered as AWS answers it.
//!
//! | query services | S3 |
//! |---|---|
//! | more than one carrier | more than one carrier |
//! | all parts present, known, once | all parts present, known, once |
//! | date readable, within 15 minutes | algorithm, credential shape, expiry range |
//! | `host` and every `x-amz-*` header signed | date readable |
//! | algorithm | scope: region, service, terminator, date |
//! | credential shape | every `x-amz-*` header and `host` signed |
//! | scope: region, service, terminator, date | payload hash given |
//! | | within 15 minutes, or within the URL's life |
//! | *key, token, token's end, issuer* | *key, token, token's end, issuer* |
//! | signature | signature |
//!
//! # Stricter than AWS, on purpose
//!
//! Whatever two parties could read differently is refused, whether or not it was signed: repeated query parameters,
//! repeated `host`, `x-amz-*` and other single-valued headers, authentication parameters in another case, empty or
//! repeated names in `SignedHeaders`, unknown components of the `Authorization` header.
//!
//! # Secrets
//!
//! Secret access keys are borrowed, derived keys are wiped when dropped, and the signature that would have been right
//! appears in no error, no `Debug` and no return value of the verifier.

pub(crate) mod canonical;
pub(crate) mod claim;
mod date;
mod error;
mod fault;
mod head;
mod headers;
pub(crate) mod key;
mod presigned;
pub(crate) mod query;
pub(crate) mod scope;
mod sign;
pub(crate) mod verify;

pub use claim::{
    Carrier, Claim, Endpoint, MAX_ACCESS_KEY_ID_BYTES, MAX_CLOCK_SKEW_SECONDS, MAX_PRESIGNED_SECONDS,
    MAX_SIGNED_HEADERS, Signed, scope_service,
};
pub use date::RequestDate;
pub use error::{AuthError, ExpiresFault, Mismatch, Missing, Provided, ScopeFault};
pub use fault::AuthFault;
pub use head::{Family, RequestHead};
pub use key::SigningKey;
pub use query::{Pair, decode_component, query_pairs};
pub use scope::{CredentialScope, TERMINATOR};
pub use sign::{Credentials, Signature, SigningRequest};
pub use verify::{PayloadHash, Proof, Scheme};

/// The one algorithm of Signature Version 4 that is spoken here.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// In place of a hash: the body is not covered by the signature (S3 only).
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

#[cfg(test)]
mod tests;
