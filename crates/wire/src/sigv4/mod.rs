//! Verification of Signature Version 4 and Version 2, without a socket, a clock or a key store.
//!
//! # The walk of a request
//!
//! 1. [`Credentials::read`] finds the credentials that the head brings and splits the query string, both once: routing
//!    asks it for the service of the scope.
//! 2. [`Claim::judge`] accepts one carrier of credentials, and checks everything that can be checked without a secret:
//!    shape, date and freshness, what is signed, credential scope. No carrier at all is [`Claim::Anonymous`], which is no
//!    error here: a few operations need no signature. A query service's request can be judged by its head alone, so that a
//!    body whose signature cannot be right is not read; [`Signed::with_body`] adds the body.
//! 3. The caller looks the access key up. Faults found there are variants of [`AuthError`] too, to be raised in
//!    this order: [`AuthError::UnknownKey`] (or [`AuthError::InactiveKey`]), then the binding of the session token
//!    ([`AuthError::TokenMissing`], [`AuthError::TokenMalformed`], [`AuthError::TokenMismatch`]), its end
//!    ([`AuthError::TokenExpired`]), and whether the user or role behind it still lives ([`AuthError::IssuerGone`]).
//!    A caller that finds no key calls [`Signed::spend_as_verified`] before it answers, so that an unknown key takes
//!    as long as a wrong signature.
//! 4. [`Signed::verify`] consumes the claim and compares signatures in constant time. Only it makes a [`Proof`].
//! 5. The body. For the query services (IAM, STS) its hash was part of the signature. For S3 the proof says in
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
//! All that two parties could read differently is refused, whether or not it was signed: repeated query parameters,
//! repeated `host`, `x-amz-*` and other single-valued headers, authentication parameters in another case, empty or
//! repeated names in `SignedHeaders`, unknown components of the `Authorization` header.
//!
//! # Secrets
//!
//! Secret access keys are borrowed, derived keys are wiped when dropped, and the signature that would have been right
//! appears in no error, no `Debug` and no return value of the verifier.

pub(crate) mod canonical;
mod claim;
mod credentials;
mod date;
mod error;
pub(crate) mod fault;
mod head;
mod headers;
pub(crate) mod hoisted;
pub(crate) mod key;
pub(crate) mod parts;
mod presigned;
pub(crate) mod query;
mod runs;
mod scope;
mod sign;
mod signed;
mod verify;

pub use claim::Claim;
pub use credentials::Credentials;
pub use date::RequestDate;
pub use error::{AuthError, ExpiresFault, Mismatch, Missing, Provided, ScopeFault};
pub use head::{Carrier, Family, RequestHead};
pub use key::SigningKey;
pub use parts::{Endpoint, PayloadHash, Scheme};
pub use query::{Pair, decode_component, query_pairs};
pub use scope::{CredentialScope, TERMINATOR};
pub use sign::{Signature, SigningCredentials, SigningRequest};
pub use signed::Signed;
pub use verify::Proof;

/// The one algorithm of Signature Version 4 that is spoken here.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// In place of a hash: the body is not covered by the signature (S3 only).
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

#[cfg(test)]
mod tests;
