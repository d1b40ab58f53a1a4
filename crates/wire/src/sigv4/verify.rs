use jiff::Timestamp;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::RequestDate;
use super::canonical::{Canonical, HexHash, StringToSign};
use super::error::{AuthError, Mismatch};
use super::head::Carrier;
use super::key::{Kind, SigningKey};
use super::parts::{Body, Endpoint, PayloadHash, Scheme, SignatureVersion, V2, V4, read_hash};
use super::scope::CredentialScope;
use super::signed::Signed;
use crate::chunked::ChunkKey;
use crate::sigv2;

/// Proof that a request was signed with the secret of the access key it names. Only [`Signed::verify`] makes one.
///
/// ```compile_fail,E0451
/// fn forge(access_key_id: String) -> wire::sigv4::Proof {
///     wire::sigv4::Proof { access_key_id, ..unreachable!() }
/// }
/// ```
///
/// Has no `Debug`: it may hold the key of a chunked upload.
pub struct Proof {
    /// Access key id, then the signed headers, each behind a semicolon.
    names: String,
    access_key_id_bytes: usize,
    scheme: Scheme,
    carrier: Carrier,
    scope: Option<CredentialScope>,
    signed_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    payload: PayloadHash,
    hoisted: Vec<(String, String)>,
    chunk_key: Option<ChunkKey>,
}

impl Proof {
    /// The access key id whose secret signed.
    pub fn access_key_id(&self) -> &str {
        self.names.get(..self.access_key_id_bytes).unwrap_or_default()
    }

    /// The signature version.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Place of the signature.
    pub fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// The credential scope; Version 2 has none.
    pub fn scope(&self) -> Option<&CredentialScope> {
        self.scope.as_ref()
    }

    /// Names of the signed headers in lower case, sorted. For Version 2 those that its string to sign includes.
    pub fn signed_headers(&self) -> impl Iterator<Item = &str> {
        let behind = self.names.get(self.access_key_id_bytes..).unwrap_or_default();
        behind.split(';').filter(|name| !name.is_empty())
    }

    /// Time of signing; the query form of Version 2 does not say.
    pub fn signed_at(&self) -> Option<Timestamp> {
        self.signed_at
    }

    /// End of a presigned URL; nothing else has an end of its own.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// Promise that the body must be held against before anything is done with it. [`crate::chunked::Receiver`] does so.
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
        match &self.version {
            SignatureVersion::V4(v4) => SigningKey::derive(secret_access_key, &v4.credential.scope()),
            SignatureVersion::V2(v2) => sigv2::key(v2.hash, secret_access_key),
        }
    }

    /// Compares signatures.
    ///
    /// # Errors
    ///
    /// [`AuthError::SignatureMismatch`] when they differ, when a header named in `SignedHeaders` is absent, and when
    /// the key was made for another scope or version.
    pub fn verify(self, key: &SigningKey) -> Result<Proof, AuthError> {
        let Checked { payload, scope, chunk_key } = self.check(key)?;
        let (access_key_id, carrier, scheme) = (self.access_key_id(), self.carrier(), self.scheme());
        let (names, signed_at, expires) = match &self.version {
            SignatureVersion::V4(v4) => {
                ([access_key_id, &v4.signed_headers].join(";"), Some(v4.date), v4.expires)
            }
            SignatureVersion::V2(v2) => {
                ([access_key_id, &v2.signed_headers.join(";")].join(";"), v2.signed_at, v2.expires)
            }
        };
        Ok(Proof {
            access_key_id_bytes: access_key_id.len(),
            names,
            scheme,
            carrier,
            scope,
            signed_at: signed_at.map(RequestDate::timestamp),
            expires_at: expires.map(RequestDate::timestamp),
            payload,
            hoisted: self.hoisted,
            chunk_key,
        })
    }

    fn check(&self, key: &SigningKey) -> Result<Checked, AuthError> {
        match &self.version {
            SignatureVersion::V4(v4) => self.check_v4(v4, key),
            SignatureVersion::V2(v2) => {
                sigv2::verify(v2, key)?;
                Ok(Checked { payload: self.v2_payload(v2), scope: None, chunk_key: None })
            }
        }
    }

    /// Compares Version 4 signatures. All is hashed as it is written; the texts exist in an error only.
    fn check_v4(&self, v4: &V4<'_>, key: &SigningKey) -> Result<Checked, AuthError> {
        let hashed = match v4.body {
            Body::AtHand(body) => Some(<[u8; 32]>::from(Sha256::digest(body))),
            Body::Declared { .. } => None,
        };
        let hex = hashed.as_ref().map(HexHash::new);
        let (payload, last_line) = match (&v4.body, &hex) {
            (Body::Declared { payload, text }, _) => (*payload, text.as_ref()),
            (Body::AtHand(_), hex) => (
                PayloadHash::Sha256(hashed.unwrap_or_default()),
                hex.as_ref().map(HexHash::as_str).unwrap_or_default(),
            ),
        };
        let canonical = Canonical {
            family: self.endpoint.family(),
            method: self.head.method,
            path: self.head.path,
            parameters: v4.parameters,
            headers: self.head.headers,
            signed_headers: &v4.signed_headers,
            payload: last_line,
        };
        let (hash, complete) = canonical.hash();
        let text = StringToSign { date: v4.date, scope: v4.credential.scope_text(), canonical: &hash };
        let mismatch = || {
            AuthError::SignatureMismatch(Box::new(Mismatch {
                access_key_id: v4.credential.access_key_id().to_owned(),
                string_to_sign: text.bytes(),
                signature_provided: v4.signature.as_ref().into(),
                canonical_request: Some(canonical.bytes()),
            }))
        };
        let Kind::V4 { mac, scope } = &key.0 else { return Err(mismatch()) };
        let claimed = read_hash(&v4.signature);
        let usable = claimed.is_some() && complete && scope.as_str() == text.scope;
        let equal = text.sign(mac).ct_eq(&claimed.unwrap_or_default()) & Choice::from(u8::from(usable));
        if !bool::from(equal) {
            return Err(mismatch());
        }
        let chunk_key = matches!(payload, PayloadHash::StreamingSigned { .. })
            .then(|| ChunkKey::new(mac.clone(), v4.date.basic(), scope.clone(), &v4.signature));
        Ok(Checked { payload, scope: Some(scope.clone()), chunk_key })
    }

    /// Version 2 of query services covers the parameters, in a form body all of it.
    fn v2_payload(&self, v2: &V2<'_>) -> PayloadHash {
        match self.endpoint {
            Endpoint::Query { body, .. } => PayloadHash::Sha256(Sha256::digest(body).into()),
            Endpoint::S3 { .. } => v2.payload,
        }
    }

    /// Does the work of [`Self::derive_key`] and [`Self::verify`] for nothing, so that an access key that does not
    /// exist takes as long as one that does.
    pub fn spend_as_verified(self) {
        let key = self.derive_key(&[0; 40]);
        let _ = std::hint::black_box(self.verify(&key).is_ok());
    }
}

/// Outcome of a comparison of signatures that were equal.
struct Checked {
    payload: PayloadHash,
    scope: Option<CredentialScope>,
    chunk_key: Option<ChunkKey>,
}
