//! Parts of a signature, on which its two carriers, its judgement and its verification are built.

use std::borrow::Cow;

use super::error::AuthError;
use super::head::{Carrier, Family};
use super::query::Pair;
use super::{RequestDate, UNSIGNED_PAYLOAD};
use crate::limits;

/// Service that will answer, and its rules for signatures.
#[derive(Clone, Copy)]
pub enum Endpoint<'a> {
    /// IAM or STS.
    Query {
        /// Signing name that the scope must have: `iam` or `sts`.
        service: &'a str,
        /// The whole body, as raw bytes; its hash is part of the signature.
        body: &'a [u8],
        /// True if Signature Version 2 is accepted.
        allow_v2: bool,
    },
    /// S3. Its bodies are held against [`super::Proof::payload`] later.
    S3 {
        /// Region that errors name as the right one. Any region is accepted.
        home_region: &'a str,
        /// The bucket, where it was in the host name; Version 2 signs it as part of the path.
        bucket_in_host: Option<&'a str>,
        /// True if Signature Version 2 is accepted.
        allow_v2: bool,
    },
}

impl Endpoint<'_> {
    /// The family whose errors apply.
    pub fn family(&self) -> Family {
        match self {
            Self::Query { .. } => Family::Query,
            Self::S3 { .. } => Family::S3,
        }
    }

    pub(crate) fn allows_v2(&self) -> bool {
        match self {
            Self::Query { allow_v2, .. } | Self::S3 { allow_v2, .. } => *allow_v2,
        }
    }
}

/// Signature version and hash that proved a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Version 4 with `AWS4-HMAC-SHA256`.
    V4,
    /// Version 2 with HMAC-SHA1: S3's own form, which query services accept too.
    V2Sha1,
    /// Version 2 with HMAC-SHA256 (query services).
    V2Sha256,
}

/// Coverage of the body by the signature (`x-amz-content-sha256`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadHash {
    /// Its SHA-256. For query services it was checked with the signature.
    Sha256([u8; 32]),
    /// No coverage: the body is unsigned.
    Unsigned,
    /// `aws-chunked`, each chunk signed, and so is the trailer if there is one.
    StreamingSigned {
        /// True if a trailer follows.
        trailer: bool,
    },
    /// `aws-chunked` without signatures, with a trailer that holds a checksum.
    StreamingUnsignedTrailer,
}

impl PayloadHash {
    /// Reads a value of `x-amz-content-sha256`. Chunks signed with ECDSA are not accepted.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            UNSIGNED_PAYLOAD => Self::Unsigned,
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => Self::StreamingSigned { trailer: false },
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => Self::StreamingSigned { trailer: true },
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => Self::StreamingUnsignedTrailer,
            hash => Self::Sha256(read_hash(hash)?),
        })
    }

    /// True if the body comes in `aws-chunked` framing.
    pub fn is_streaming(self) -> bool {
        matches!(self, Self::StreamingSigned { .. } | Self::StreamingUnsignedTrailer)
    }
}

/// Body of a request as its Version 4 signature covers it: the last line of the canonical request.
pub(crate) enum Body<'a> {
    /// At hand, so that it is hashed when the signature is verified (query services).
    AtHand(&'a [u8]),
    /// Declared by the head, and held against that as it arrives (S3).
    Declared { payload: PayloadHash, text: Cow<'a, str> },
}

/// A signature by version, judged as far as that needs no secret.
pub(crate) enum SignatureVersion<'a> {
    V4(V4<'a>),
    V2(V2<'a>),
}

/// A Version 4 signature that waits for its key.
pub(crate) struct V4<'a> {
    pub carrier: Carrier,
    pub date: RequestDate,
    pub credential: Credential<'a>,
    pub parameters: &'a [Pair<'a>],
    /// Lower case, sorted, distinct, joined by semicolons.
    pub signed_headers: Cow<'a, str>,
    pub signature: Cow<'a, str>,
    pub body: Body<'a>,
    pub expires: Option<RequestDate>,
}

/// A Version 2 signature that waits for its key.
pub(crate) struct V2<'a> {
    pub carrier: Carrier,
    pub hash: V2Hash,
    pub access_key_id: String,
    pub signed_at: Option<RequestDate>,
    pub expires: Option<RequestDate>,
    pub signature: Cow<'a, str>,
    pub payload: PayloadHash,
    /// Any one of these may have been signed; they mean the same.
    pub strings_to_sign: Vec<Vec<u8>>,
    pub signed_headers: Vec<String>,
}

/// Hash inside the HMAC of Version 2.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum V2Hash {
    Sha1,
    Sha256,
}

impl V2Hash {
    pub(crate) fn scheme(self) -> Scheme {
        match self {
            Self::Sha1 => Scheme::V2Sha1,
            Self::Sha256 => Scheme::V2Sha256,
        }
    }
}

/// The parts of a Version 4 signature, from either carrier, not yet judged.
pub(crate) struct Raw<'a> {
    pub carrier: Carrier,
    pub algorithm: Cow<'a, str>,
    pub credential: Cow<'a, str>,
    /// Lower case, sorted, distinct, joined by semicolons.
    pub signed_headers: Cow<'a, str>,
    pub signature: Cow<'a, str>,
    /// As sent; empty when absent, which the query services find out earlier.
    pub date_text: Cow<'a, str>,
    pub date: Option<RequestDate>,
    pub token: Option<Cow<'a, str>>,
    /// More than one token, so none to rely on.
    pub tokens_conflict: bool,
    /// Life in seconds of a presigned URL.
    pub life: Option<u32>,
}

impl Raw<'_> {
    /// True if `SignedHeaders` names this header.
    pub(crate) fn is_signed(&self, name: &str) -> bool {
        self.signed_headers.split(';').any(|signed| signed.eq_ignore_ascii_case(name))
    }
}

/// Value of `Credential`: access key id and credential scope, in one text.
pub(crate) struct Credential<'a> {
    text: Cow<'a, str>,
    /// Positions of the four slashes.
    slashes: [usize; 4],
}

impl<'a> Credential<'a> {
    /// Splits `keyid/date/region/service/term`; `None` unless it has five elements and the first can be an access key id.
    pub(crate) fn parse(text: Cow<'a, str>) -> Result<Self, Cow<'a, str>> {
        let mut found = text.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| at);
        let (Some(first), Some(second), Some(third), Some(fourth), None) =
            (found.next(), found.next(), found.next(), found.next(), found.next())
        else {
            return Err(text);
        };
        let credential = Self { text, slashes: [first, second, third, fourth] };
        if is_access_key_id(credential.access_key_id()) { Ok(credential) } else { Err(credential.text) }
    }

    /// The whole text. No part holds a slash, so it names one key and one scope.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn access_key_id(&self) -> &str {
        let [end, ..] = self.slashes;
        self.text.get(..end).unwrap_or_default()
    }

    pub(crate) fn date(&self) -> &str {
        let [before, end, ..] = self.slashes;
        self.between(before, end)
    }

    pub(crate) fn region(&self) -> &str {
        let [_, before, end, _] = self.slashes;
        self.between(before, end)
    }

    pub(crate) fn service(&self) -> &str {
        let [.., before, end] = self.slashes;
        self.between(before, end)
    }

    pub(crate) fn terminator(&self) -> &str {
        let [.., before] = self.slashes;
        self.between(before, self.text.len())
    }

    /// The scope alone, as the string to sign has it.
    pub(crate) fn scope_text(&self) -> &str {
        let [before, ..] = self.slashes;
        self.between(before, self.text.len())
    }

    fn between(&self, slash: usize, end: usize) -> &str {
        self.text.get(slash.saturating_add(1)..end).unwrap_or_default()
    }
}

/// Letters and digits (and `_`, as IAM's own pattern allows), at most [`limits::ACCESS_KEY_ID_BYTES`].
pub(crate) fn is_access_key_id(id: &str) -> bool {
    (1..=limits::ACCESS_KEY_ID_BYTES).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Reads a `SignedHeaders` list: distinct, non-empty header names, in any order and case. Returned in lower case, sorted.
pub(crate) fn read_signed_headers(list: Cow<'_, str>, carrier: Carrier) -> Result<Cow<'_, str>, AuthError> {
    let is_ascending = |list: &str| list.split(';').is_sorted_by(|one, next| one < next);
    let is_lower = !list.bytes().any(|byte| byte.is_ascii_uppercase());
    // as most clients write it
    let sorted = if is_lower && is_ascending(&list) { None } else { Some(sorted(&list)) };
    let names = sorted.as_deref().unwrap_or(&list);
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let usable = is_ascending(names)
        && names.split(';').count() <= limits::SIGNED_HEADERS
        && names.split(';').all(|name| !name.is_empty() && name.bytes().all(token));
    if !usable {
        return Err(AuthError::SignedHeaders { carrier, got: list.as_ref().into() });
    }
    Ok(sorted.map_or(list, Cow::Owned))
}

fn sorted(list: &str) -> String {
    let lower = list.to_ascii_lowercase();
    let mut names: Vec<&str> = lower.split(';').collect();
    names.sort_unstable();
    names.join(";")
}

/// True if a name is the known one, in any case.
pub(crate) fn is_case_of(name: &[u8], known: &str) -> bool {
    name.eq_ignore_ascii_case(known.as_bytes())
}

/// 32 bytes from 64 lower-case hex digits.
pub(crate) fn read_hash(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if text.len() != hash.len().saturating_mul(2) {
        return None;
    }
    data_encoding::HEXLOWER.decode_mut(text.as_bytes(), &mut hash).ok()?;
    Some(hash)
}
