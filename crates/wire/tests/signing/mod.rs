//! A signer of test requests in which every part can be wrong, and a judge that runs the whole verifier.

use std::borrow::Cow;

use data_encoding::{BASE64, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};
use wire::sigv4::{
    AuthError, Claim, Credentials, Endpoint, Family, Proof, RequestDate, RequestHead, SigningCredentials,
    SigningRequest, query_pairs,
};

pub(crate) const ID: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
pub(crate) const TOKEN: &str = "FwoGZXIvYXdzEXAMPLE//token+with/signs==";
/// The hash of no body.
pub(crate) const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// 2026-11-22T12:00:00Z, the time at which everything is signed and judged unless a case says otherwise.
pub(crate) fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

/// A request as it arrives, and who answers it.
#[derive(Clone)]
pub(crate) struct Request {
    pub family: Family,
    pub service: String,
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
    pub bucket_in_host: Option<String>,
    pub allow_v2: bool,
    pub at: Timestamp,
    pub secret: String,
}

impl Request {
    pub(crate) fn head<'a>(&'a self, headers: &'a [(&'a str, &'a [u8])]) -> RequestHead<'a> {
        RequestHead { method: &self.method, path: &self.path, query: &self.query, headers }
    }

    pub(crate) fn header_list(&self) -> Vec<(&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect()
    }

    pub(crate) fn endpoint(&self) -> Endpoint<'_> {
        match self.family {
            Family::Query => {
                Endpoint::Query { service: &self.service, body: &self.body, allow_v2: self.allow_v2 }
            }
            Family::S3 => Endpoint::S3 {
                home_region: "us-east-1",
                bucket_in_host: self.bucket_in_host.as_deref(),
                allow_v2: self.allow_v2,
            },
        }
    }

    /// Claim, key, signature: the whole walk, for a key store that knows one secret.
    pub(crate) fn judge(&self) -> Result<Proof, AuthError> {
        let headers = self.header_list();
        match Claim::judge(&Credentials::read(self.head(&headers)), self.endpoint(), self.at)? {
            Claim::Anonymous => Err(AuthError::Missing),
            Claim::Signed(signed) => {
                let key = signed.derive_key(self.secret.as_bytes());
                signed.verify(&key)
            }
        }
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.remove(name);
        self.add(name, value)
    }

    pub(crate) fn add(&mut self, name: &str, value: &str) -> &mut Self {
        self.headers.push((name.to_owned(), value.as_bytes().to_vec()));
        self
    }

    pub(crate) fn remove(&mut self, name: &str) -> &mut Self {
        self.headers.retain(|(have, _)| !have.eq_ignore_ascii_case(name));
        self
    }

    pub(crate) fn get(&self, name: &str) -> String {
        let (_, value) = self.headers.iter().find(|(have, _)| have.eq_ignore_ascii_case(name)).unwrap();
        String::from_utf8(value.clone()).unwrap()
    }

    /// Replaces text in the `Authorization` header, which must be there.
    pub(crate) fn authorization(&mut self, from: &str, to: &str) -> &mut Self {
        let old = self.get("authorization");
        assert!(old.contains(from), "no {from:?} in {old:?}");
        self.set("authorization", &old.replacen(from, to, 1))
    }

    /// Replaces text in the query string, which must be there.
    pub(crate) fn edit_query(&mut self, from: &str, to: &str) -> &mut Self {
        assert!(self.query.contains(from), "no {from:?} in {:?}", self.query);
        self.query = self.query.replacen(from, to, 1);
        self
    }

    /// Drops a parameter from the query string.
    pub(crate) fn drop_parameter(&mut self, name: &str) -> &mut Self {
        let before = self.query.len();
        let kept: Vec<&str> =
            self.query.split('&').filter(|piece| piece.split('=').next() != Some(name)).collect();
        self.query = kept.join("&");
        assert_ne!(self.query.len(), before, "no parameter {name}");
        self
    }
}

/// A request to be signed, correctly, however odd it is.
#[derive(Clone)]
pub(crate) struct Spec {
    pub family: Family,
    pub method: &'static str,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub id: String,
    pub token: Option<String>,
    pub region: String,
    pub service: String,
    /// Signed at, in the right notation; what stands in the request is `date`.
    pub signed_at: Timestamp,
    pub date: Option<String>,
    pub scope_date: Option<String>,
    pub terminator: String,
    pub algorithm: String,
    /// In place of the list of all headers.
    pub signed_headers: Option<String>,
    pub payload: Option<String>,
    pub life: Option<String>,
    /// Signing name of the service that answers.
    pub answers: String,
}

impl Spec {
    fn new(family: Family, service: &str) -> Self {
        Self {
            family,
            method: "GET",
            path: "/".to_owned(),
            query: String::new(),
            headers: vec![("Host".to_owned(), "127.0.0.1:4747".to_owned())],
            body: Vec::new(),
            id: ID.to_owned(),
            token: None,
            region: "eu-west-1".to_owned(),
            service: service.to_owned(),
            signed_at: now(),
            date: None,
            scope_date: None,
            terminator: "aws4_request".to_owned(),
            algorithm: "AWS4-HMAC-SHA256".to_owned(),
            signed_headers: None,
            payload: None,
            life: None,
            answers: service.to_owned(),
        }
    }

    /// GetCallerIdentity as botocore sends it.
    pub(crate) fn sts() -> Self {
        let mut spec = Self::new(Family::Query, "sts");
        spec.method = "POST";
        spec.body = b"Action=GetCallerIdentity&Version=2011-06-15".to_vec();
        spec.headers.push(("Content-Type".into(), "application/x-www-form-urlencoded; charset=utf-8".into()));
        spec
    }

    /// GetCallerIdentity as a presigned GET.
    pub(crate) fn sts_get() -> Self {
        let mut spec = Self::new(Family::Query, "sts");
        spec.query = "Action=GetCallerIdentity&Version=2011-06-15".to_owned();
        spec.life = Some("60".to_owned());
        spec
    }

    /// A GET of an object.
    pub(crate) fn s3() -> Self {
        let mut spec = Self::new(Family::S3, "s3");
        spec.path = "/bucket/a%20key".to_owned();
        spec.payload = Some(EMPTY.to_owned());
        spec
    }

    /// The same, presigned for an hour.
    pub(crate) fn s3_url() -> Self {
        let mut spec = Self::s3();
        spec.payload = None;
        spec.life = Some("3600".to_owned());
        spec
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Moves the time of signing; the judge's clock stays.
    pub(crate) fn seconds_later(mut self, seconds: i64) -> Self {
        self.signed_at = now().checked_add(seconds.seconds()).unwrap();
        self
    }

    fn date(&self) -> String {
        self.date.clone().unwrap_or_else(|| RequestDate::new(self.signed_at).basic())
    }

    fn scope(&self) -> String {
        let basic = RequestDate::new(self.signed_at).basic();
        let day = self.scope_date.clone().unwrap_or_else(|| basic[..8].to_owned());
        format!("{day}/{}/{}/{}", self.region, self.service, self.terminator)
    }

    fn sign(&self, query: &str, headers: &[(&str, &[u8])], signed_headers: &str, payload: &str) -> String {
        let request = SigningRequest {
            family: self.family,
            method: self.method,
            path: &self.path,
            query,
            headers,
            payload,
            region: &self.region,
            service: &self.service,
        };
        let credentials = SigningCredentials {
            access_key_id: &self.id,
            secret_access_key: SECRET.as_bytes(),
            session_token: None,
        };
        let names: Vec<Cow<'_, str>> = signed_headers.split(';').map(Cow::Borrowed).collect();
        let pairs = query_pairs(query);
        let at = RequestDate::new(self.signed_at);
        request.compute(&credentials, at, &pairs, headers, &names).signature
    }

    fn request(&self, query: String, headers: Vec<(String, Vec<u8>)>) -> Request {
        Request {
            family: self.family,
            service: self.answers.clone(),
            method: self.method.to_owned(),
            path: self.path.clone(),
            query,
            headers,
            body: self.body.clone(),
            bucket_in_host: None,
            allow_v2: true,
            at: now(),
            secret: SECRET.to_owned(),
        }
    }

    /// Signed in the `Authorization` header.
    pub(crate) fn in_header(&self) -> Request {
        let mut headers: Vec<(String, Vec<u8>)> =
            self.headers.iter().map(|(name, value)| (name.clone(), value.clone().into_bytes())).collect();
        headers.push(("X-Amz-Date".to_owned(), self.date().into_bytes()));
        if let Some(payload) = &self.payload {
            headers.push(("X-Amz-Content-SHA256".to_owned(), payload.clone().into_bytes()));
        }
        if let Some(token) = &self.token {
            headers.push(("X-Amz-Security-Token".to_owned(), token.clone().into_bytes()));
        }
        let list: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
        let signed_headers = self.signed_headers.clone().unwrap_or_else(|| all_names(&list));
        let body_hash = HEXLOWER.encode(&Sha256::digest(&self.body));
        let payload = self.payload.as_deref().unwrap_or(&body_hash);
        let signature = self.sign(&self.query, &list, &signed_headers, payload);
        let authorization = format!(
            "{} Credential={}/{}, SignedHeaders={signed_headers}, Signature={signature}",
            self.algorithm,
            self.id,
            self.scope()
        );
        headers.push(("Authorization".to_owned(), authorization.into_bytes()));
        self.request(self.query.clone(), headers)
    }

    /// Signed in the query string.
    pub(crate) fn in_query(&self) -> Request {
        let headers: Vec<(String, Vec<u8>)> =
            self.headers.iter().map(|(name, value)| (name.clone(), value.clone().into_bytes())).collect();
        let list: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
        let signed_headers = self.signed_headers.clone().unwrap_or_else(|| all_names(&list));
        let mut query = self.query.clone();
        push(&mut query, "X-Amz-Algorithm", &self.algorithm);
        push(&mut query, "X-Amz-Credential", &format!("{}/{}", self.id, self.scope()));
        push(&mut query, "X-Amz-Date", &self.date());
        if let Some(life) = &self.life {
            push(&mut query, "X-Amz-Expires", life);
        }
        push(&mut query, "X-Amz-SignedHeaders", &signed_headers);
        if let Some(token) = &self.token {
            push(&mut query, "X-Amz-Security-Token", token);
        }
        let body_hash = HEXLOWER.encode(&Sha256::digest(&self.body));
        let payload = match (self.family, &self.payload) {
            (_, Some(payload)) => payload.as_str(),
            (Family::Query, None) => &body_hash,
            (Family::S3, None) => "UNSIGNED-PAYLOAD",
        };
        let signature = self.sign(&query, &list, &signed_headers, payload);
        push(&mut query, "X-Amz-Signature", &signature);
        self.request(query, headers)
    }
}

fn all_names(headers: &[(&str, &[u8])]) -> String {
    let mut names: Vec<String> = headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    names.dedup();
    names.join(";")
}

pub(crate) fn push(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(&encode(name));
    query.push('=');
    query.push_str(&encode(value));
}

pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Version 2 of S3, in either form, from a written-out string to sign.
pub(crate) fn s3_v2(string_to_sign: &str) -> String {
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(string_to_sign.as_bytes());
    BASE64.encode(&mac.finalize().into_bytes())
}

/// A `GET /bucket/key` with `Authorization: AWS …`.
pub(crate) fn s3_v2_header() -> Request {
    let mut request = Spec::s3().in_header();
    request.headers.clear();
    let date = "Sun, 22 Nov 2026 12:00:00 GMT";
    let signature = s3_v2(&format!("GET\n\n\n{date}\n/bucket/key"));
    request.path = "/bucket/key".to_owned();
    request.add("Host", "127.0.0.1:4747").add("Date", date);
    request.add("Authorization", &format!("AWS {ID}:{signature}"));
    request
}

/// A presigned `GET /bucket/key`, good for an hour.
pub(crate) fn s3_v2_url() -> Request {
    let mut request = Spec::s3().in_header();
    request.headers.clear();
    let expires = now().as_second() + 3600;
    let signature = s3_v2(&format!("GET\n\n\n{expires}\n/bucket/key"));
    request.path = "/bucket/key".to_owned();
    request.add("Host", "127.0.0.1:4747");
    request.query = format!("AWSAccessKeyId={ID}&Signature={}&Expires={expires}", encode(&signature));
    request
}

/// Version 2 of a query service, in the form body; `parameters` decoded, without `Signature`.
pub(crate) fn query_v2(parameters: &[(&str, &str)]) -> Request {
    let mut sorted: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    sorted.sort();
    let joined = sorted.join("&");
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("POST\n127.0.0.1:4747\n/\n{joined}").as_bytes());
    let signature = BASE64.encode(&mac.finalize().into_bytes());
    let mut request = Spec::sts().in_header();
    request.headers.clear();
    request.add("Host", "127.0.0.1:4747");
    request.body = format!("{joined}&Signature={}", encode(&signature)).into_bytes();
    request
}

/// The parameters of a GetCallerIdentity that [`query_v2`] signs.
pub(crate) const V2_PARAMETERS: [(&str, &str); 6] = [
    ("AWSAccessKeyId", ID),
    ("Action", "GetCallerIdentity"),
    ("SignatureMethod", "HmacSHA256"),
    ("SignatureVersion", "2"),
    ("Timestamp", "2026-11-22T12:00:00Z"),
    ("Version", "2011-06-15"),
];

/// [`V2_PARAMETERS`] with one replaced or, by an empty value, left out.
pub(crate) fn query_v2_with(name: &'static str, value: &'static str) -> Request {
    let mut parameters: Vec<(&str, &str)> =
        V2_PARAMETERS.into_iter().filter(|(have, _)| *have != name).collect();
    if !value.is_empty() {
        parameters.push((name, value));
    }
    query_v2(&parameters)
}
