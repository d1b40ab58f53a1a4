use std::borrow::Cow;

use super::canonical::{Canonical, HexHash, StringToSign};
use super::head::Family;
use super::key::{Kind, SigningKey};
use super::query::{self, Pair};
use super::scope::CredentialScope;
use super::{ALGORITHM, RequestDate};
use crate::limits;

/// Credentials that sign. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct SigningCredentials<'a> {
    /// The access key id.
    pub access_key_id: &'a str,
    /// Its secret.
    pub secret_access_key: &'a [u8],
    /// The session token of temporary credentials.
    pub session_token: Option<&'a str>,
}

/// A request to be signed with Version 4, by the same canonical form by which it will be verified.
///
/// `headers` must have `host`, and every header in it is signed. `query` is encoded already.
#[derive(Clone, Copy)]
pub struct SigningRequest<'a> {
    /// Decides about path encoding, and whether `x-amz-content-sha256` is sent.
    pub family: Family,
    /// The method.
    pub method: &'a str,
    /// The path as it will be sent.
    pub path: &'a str,
    /// The query string as it will be sent; empty when there is none.
    pub query: &'a str,
    /// All headers to sign, without those that signing adds.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// Lower-case hex SHA-256 of the body, or one of the names that S3 knows.
    pub payload: &'a str,
    /// Region of the scope.
    pub region: &'a str,
    /// Service of the scope.
    pub service: &'a str,
}

/// A signature, with the texts that were computed on the way to it.
pub struct Signature {
    /// The canonical request.
    pub canonical_request: Vec<u8>,
    /// The string to sign.
    pub string_to_sign: String,
    /// Lower-case hex.
    pub signature: String,
}

impl SigningRequest<'_> {
    /// Headers to add: `x-amz-date`, for S3 `x-amz-content-sha256`, the session token, and `authorization`.
    pub fn sign(&self, credentials: &SigningCredentials<'_>, at: RequestDate) -> Vec<(&'static str, String)> {
        let mut added = vec![("x-amz-date", at.basic())];
        if self.family == Family::S3 {
            added.push(("x-amz-content-sha256", self.payload.to_owned()));
        }
        if let Some(token) = credentials.session_token {
            added.push(("x-amz-security-token", token.to_owned()));
        }
        let mut headers = self.headers.to_vec();
        headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        let names = names(&headers);
        let scope = self.scope(at);
        let parameters = query::query_pairs(self.query);
        let signed = self.compute(credentials, at, &parameters, &headers, &names);
        let authorization = format!(
            "{ALGORITHM} Credential={}/{scope}, SignedHeaders={}, Signature={}",
            credentials.access_key_id,
            names.join(";"),
            signed.signature
        );
        added.push(("authorization", authorization));
        added
    }

    /// The query string of a presigned URL, signature included. A life of `None` leaves `X-Amz-Expires` out.
    pub fn presign(
        &self,
        credentials: &SigningCredentials<'_>,
        at: RequestDate,
        life: Option<u32>,
    ) -> String {
        let names = names(self.headers);
        let mut added = vec![
            ("X-Amz-Algorithm", ALGORITHM.to_owned()),
            ("X-Amz-Credential", format!("{}/{}", credentials.access_key_id, self.scope(at))),
            ("X-Amz-Date", at.basic()),
        ];
        if let Some(seconds) = life {
            added.push(("X-Amz-Expires", seconds.to_string()));
        }
        added.push(("X-Amz-SignedHeaders", names.join(";")));
        if let Some(token) = credentials.session_token {
            added.push(("X-Amz-Security-Token", token.to_owned()));
        }
        let mut out = self.query.as_bytes().to_vec();
        for (name, value) in &added {
            push_parameter(&mut out, name, value);
        }
        let text = String::from_utf8_lossy(&out).into_owned();
        let parameters = query::query_pairs(&text);
        let signed = self.compute(credentials, at, &parameters, self.headers, &names);
        push_parameter(&mut out, "X-Amz-Signature", &signed.signature);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// The signature over exactly these parameters and headers, with all of its intermediate texts.
    pub fn compute(
        &self,
        credentials: &SigningCredentials<'_>,
        at: RequestDate,
        parameters: &[Pair<'_>],
        headers: &[(&str, &[u8])],
        signed_headers: &[Cow<'_, str>],
    ) -> Signature {
        let scope = self.scope(at);
        let signed_headers = signed_headers.join(";");
        let canonical = Canonical {
            family: self.family,
            method: self.method,
            path: self.path,
            parameters,
            headers,
            signed_headers: &signed_headers,
            payload: self.payload,
        };
        let (hash, _) = canonical.hash();
        let text = StringToSign { date: at, scope: scope.as_str(), canonical: &hash };
        let key = SigningKey::derive(credentials.secret_access_key, &scope);
        let signature = match &key.0 {
            Kind::V4 { mac, .. } => HexHash::new(&text.sign(mac)).as_str().to_owned(),
            Kind::V2Sha1(_) | Kind::V2Sha256(_) => String::new(),
        };
        let (canonical_request, string_to_sign) =
            (canonical.bytes(), String::from_utf8_lossy(&text.bytes()).into_owned());
        Signature { canonical_request, string_to_sign, signature }
    }

    fn scope(&self, at: RequestDate) -> CredentialScope {
        CredentialScope::new(at.basic().get(..8).unwrap_or_default(), self.region, self.service)
    }
}

fn names<'a>(headers: &[(&'a str, &[u8])]) -> Vec<Cow<'a, str>> {
    let mut names: Vec<Cow<'a, str>> =
        headers.iter().map(|(name, _)| Cow::Owned(name.to_ascii_lowercase())).collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(limits::SIGNED_HEADERS);
    names
}

fn push_parameter(out: &mut Vec<u8>, name: &str, value: &str) {
    if !out.is_empty() {
        out.push(b'&');
    }
    query::push_encoded(out, name.as_bytes());
    out.push(b'=');
    query::push_encoded(out, value.as_bytes());
}
