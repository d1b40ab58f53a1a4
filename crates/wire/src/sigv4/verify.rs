use jiff::Timestamp;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::RequestDate;
use super::canonical::{Canonical, hex, string_to_sign};
use super::claim::{Carrier, Endpoint, Form, Signed, V4};
use super::error::{AuthError, Mismatch};
use super::key::{Kind, SigningKey, hmac};
use super::scope::CredentialScope;
use crate::chunked::ChunkKey;
use crate::sigv2;

/// Which signature version proved a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `AWS4-HMAC-SHA256`.
    V4,
    /// Version 2 with HMAC-SHA1, as S3 speaks it; query services accept it too.
    V2Sha1,
    /// Version 2 with HMAC-SHA256 (query services).
    V2Sha256,
}

/// What the signature says about the body (`x-amz-content-sha256`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadHash {
    /// Its SHA-256. For query services it was checked with the signature.
    Sha256([u8; 32]),
    /// Nothing.
    Unsigned,
    /// `aws-chunked`, each chunk signed, and so is the trailer if there is one.
    StreamingSigned {
        /// Whether a trailer follows.
        trailer: bool,
    },
    /// `aws-chunked` without signatures, with a trailer that holds a checksum.
    StreamingUnsignedTrailer,
}

impl PayloadHash {
    /// Reads a value of `x-amz-content-sha256`. Chunks signed with ECDSA are not spoken here.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            super::UNSIGNED_PAYLOAD => Self::Unsigned,
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => Self::StreamingSigned { trailer: false },
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => Self::StreamingSigned { trailer: true },
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => Self::StreamingUnsignedTrailer,
            hash => Self::Sha256(read_hash(hash)?),
        })
    }

    /// Whether the body comes in `aws-chunked` framing.
    pub fn is_streaming(self) -> bool {
        matches!(self, Self::StreamingSigned { .. } | Self::StreamingUnsignedTrailer)
    }
}

/// 32 bytes from 64 lower-case hex digits.
pub(crate) fn read_hash(text: &str) -> Option<[u8; 32]> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// That a request was signed with the secret of the access key it names. Only [`Signed::verify`] makes one.
///
/// Has no `Debug`: it may hold the key of a chunked upload.
pub struct Proof {
    access_key_id: String,
    scheme: Scheme,
    carrier: Carrier,
    scope: Option<CredentialScope>,
    /// Joined by semicolons.
    signed_headers: String,
    signed_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    payload: PayloadHash,
    hoisted: Vec<(String, String)>,
    chunk_key: Option<ChunkKey>,
}

impl Proof {
    /// The access key id whose secret signed.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The signature version.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Where the signature stood.
    pub fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// The credential scope; Version 2 has none.
    pub fn scope(&self) -> Option<&CredentialScope> {
        self.scope.as_ref()
    }

    /// Names of the signed headers in lower case, sorted. For Version 2 those that its string to sign includes.
    pub fn signed_headers(&self) -> impl Iterator<Item = &str> {
        self.signed_headers.split(';').filter(|name| !name.is_empty())
    }

    /// When it was signed; the query form of Version 2 does not say.
    pub fn signed_at(&self) -> Option<Timestamp> {
        self.signed_at
    }

    /// When a presigned URL ends; nothing else has an end of its own.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// What the body must be held against before anything is done with it. [`crate::chunked::Receiver`] does so.
    pub fn payload(&self) -> PayloadHash {
        self.payload
    }

    /// `x-amz-*` headers, in lower case, that a presigner of S3 moved into the URL, where the signature covers them. They
    /// count as if they had arrived as headers, and none of them contradicts one that did.
    pub fn hoisted_headers(&self) -> &[(String, String)] {
        &self.hoisted
    }

    /// The key of signed chunks.
    pub(crate) fn chunk_key(&self) -> Option<&ChunkKey> {
        self.chunk_key.as_ref()
    }
}

impl Signed<'_> {
    /// Derives the key that would verify this request. For Version 4 it is good for every request of the same scope,
    /// and worth keeping.
    pub fn derive_key(&self, secret_access_key: &[u8]) -> SigningKey {
        match &self.form {
            Form::V4(form) => SigningKey::derive(secret_access_key, &form.scope),
            Form::V2(form) => form.key(secret_access_key),
        }
    }

    /// Compares signatures.
    ///
    /// # Errors
    ///
    /// [`AuthError::SignatureMismatch`] when they differ, when a header named in `SignedHeaders` is absent, and when
    /// the key was made for another scope or version.
    pub fn verify(self, key: &SigningKey) -> Result<Proof, AuthError> {
        let (payload, chunk_key) = self.check(key)?;
        let carrier = self.carrier();
        let scheme = self.scheme();
        let (scope, signed_headers, signed_at, expires) = match self.form {
            Form::V4(form) => {
                (Some(form.scope), form.signed_headers.join(";"), Some(form.date), form.expires)
            }
            Form::V2(form) => (None, form.signed_headers.join(";"), form.signed_at, form.expires),
        };
        Ok(Proof {
            access_key_id: self.access_key_id,
            scheme,
            carrier,
            scope,
            signed_headers,
            signed_at: signed_at.map(RequestDate::timestamp),
            expires_at: expires.map(RequestDate::timestamp),
            payload,
            hoisted: self.hoisted,
            chunk_key,
        })
    }

    /// The comparison itself; then what the body must be, and the key of its chunks if they are signed.
    fn check(&self, key: &SigningKey) -> Result<(PayloadHash, Option<ChunkKey>), AuthError> {
        let form = match &self.form {
            Form::V4(form) => form,
            Form::V2(form) => {
                sigv2::verify(self, form, key)?;
                return Ok((self.v2_payload(form), None));
            }
        };
        let computed = Computed::new(self, form);
        let Kind::V4 { mac, scope } = &key.0 else { return Err(computed.mismatch(self, form)) };
        let right = hmac(mac, computed.string_to_sign.as_bytes());
        let claimed = read_hash(&form.signature);
        let equal = right.ct_eq(&claimed.unwrap_or_default())
            & Choice::from(u8::from(claimed.is_some() && computed.complete));
        if !bool::from(equal) {
            return Err(computed.mismatch(self, form));
        }
        let payload = computed.body_hash.map_or(form.payload, PayloadHash::Sha256);
        let chunk_key = matches!(payload, PayloadHash::StreamingSigned { .. })
            .then(|| ChunkKey::new(mac.clone(), form.date.basic(), scope.clone(), &form.signature));
        Ok((payload, chunk_key))
    }

    /// Version 2 of query services covers the parameters, in a form body all of it.
    fn v2_payload(&self, form: &sigv2::V2<'_>) -> PayloadHash {
        match self.endpoint {
            Endpoint::Query { body, .. } => PayloadHash::Sha256(Sha256::digest(body).into()),
            Endpoint::S3 { .. } => form.payload,
        }
    }

    /// Does the work of [`Self::derive_key`] and [`Self::verify`] for nothing, so that an access key that does not
    /// exist takes as long as one that does.
    pub fn spend_as_verified(self) {
        let key = self.derive_key(&[0; 40]);
        let _ = std::hint::black_box(self.verify(&key).is_ok());
    }
}

/// What was computed over a Version 4 request, without any key.
struct Computed {
    canonical: Vec<u8>,
    complete: bool,
    string_to_sign: String,
    body_hash: Option<[u8; 32]>,
}

impl Computed {
    fn new(signed: &Signed<'_>, form: &V4<'_>) -> Self {
        let body_hash = match signed.endpoint {
            Endpoint::Query { body, .. } => Some(<[u8; 32]>::from(Sha256::digest(body))),
            Endpoint::S3 { .. } => None,
        };
        let body_text = body_hash.map(|hash| hex(&hash));
        let built = Canonical {
            family: signed.endpoint.family(),
            method: signed.head.method,
            path: signed.head.path,
            parameters: &signed.parameters,
            headers: signed.head.headers,
            signed_headers: &form.signed_headers,
            payload: body_text.as_deref().or(form.payload_text.as_deref()).unwrap_or_default(),
        }
        .build();
        Self {
            string_to_sign: string_to_sign(&form.date.basic(), &form.scope, &built.bytes),
            canonical: built.bytes,
            complete: built.complete,
            body_hash,
        }
    }

    fn mismatch(self, signed: &Signed<'_>, form: &V4<'_>) -> AuthError {
        AuthError::SignatureMismatch(Box::new(Mismatch {
            access_key_id: signed.access_key_id.clone(),
            string_to_sign: self.string_to_sign.into_bytes(),
            signature_provided: form.signature.as_ref().into(),
            canonical_request: Some(self.canonical),
        }))
    }
}
