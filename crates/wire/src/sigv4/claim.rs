use std::borrow::Cow;

use jiff::Timestamp;

use super::error::{AuthError, Provided};
use super::head::{Family, RequestHead, lossy};
use super::query::{self, Pair};
use super::scope::{CredentialScope, Expected, RawCredential};
use super::verify::{PayloadHash, Scheme};
use super::{ALGORITHM, RequestDate, UNSIGNED_PAYLOAD, headers, presigned};
use crate::generated::s3::LIST_HEADERS;
use crate::{limits, sigv2};

/// How far a request's date may lie from the server's clock, either way: 15 minutes.
pub const MAX_CLOCK_SKEW_SECONDS: i64 = 15 * 60;

/// Longest life of a presigned S3 URL: seven days.
pub const MAX_PRESIGNED_SECONDS: u32 = 7 * 24 * 60 * 60;

/// Longest access key id that is looked at, as in IAM's own model.
pub const MAX_ACCESS_KEY_ID_BYTES: usize = 128;

/// Most headers that one signature may name.
pub const MAX_SIGNED_HEADERS: usize = 100;

/// Headers with one value, whose repetition would let two readers see two requests. So is every `x-amz-` header.
const SINGLE: [&str; 7] =
    ["host", "date", "content-type", "content-length", "content-md5", "content-encoding", "range"];

/// Parameters that say that the query string carries a Version 4 signature.
const V4_MARKERS: [&str; 3] = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"];

/// Where credentials stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The `Authorization` header.
    Header,
    /// The query string; for Version 2 of query services also the form body.
    Query,
}

/// Who is going to answer, and what that decides about signatures.
#[derive(Clone, Copy)]
pub enum Endpoint<'a> {
    /// IAM or STS.
    Query {
        /// Signing name that the scope must have: `iam` or `sts`.
        service: &'a str,
        /// The whole body, as raw bytes; its hash is part of the signature.
        body: &'a [u8],
        /// Whether Version 2 is spoken.
        allow_v2: bool,
    },
    /// S3. Its bodies are held against [`super::Proof::payload`] later.
    S3 {
        /// Region that errors name as the right one. Any region is accepted.
        home_region: &'a str,
        /// The bucket, where it was in the host name; Version 2 signs it as part of the path.
        bucket_in_host: Option<&'a str>,
        /// Whether Version 2 is spoken.
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

/// What a request says about who sent it. Nothing of it is proved yet.
// Moved once or twice in its short life, which costs less than an allocation.
#[allow(clippy::large_enum_variant)]
pub enum Claim<'a> {
    /// It says nothing.
    Anonymous,
    /// It carries a signature.
    Signed(Signed<'a>),
}

/// A signature that passed every check that needs no secret, waiting for the key.
///
/// Has no `Debug`: it holds a session token.
pub struct Signed<'a> {
    pub(crate) head: RequestHead<'a>,
    pub(crate) endpoint: Endpoint<'a>,
    pub(crate) parameters: Vec<Pair<'a>>,
    pub(crate) access_key_id: String,
    pub(crate) token: Option<Cow<'a, str>>,
    pub(crate) hoisted: Vec<(String, String)>,
    pub(crate) form: Form<'a>,
}

pub(crate) enum Form<'a> {
    V4(V4<'a>),
    V2(sigv2::V2<'a>),
}

pub(crate) struct V4<'a> {
    pub carrier: Carrier,
    pub date: RequestDate,
    pub scope: CredentialScope,
    pub signed_headers: Vec<Cow<'a, str>>,
    pub signature: Cow<'a, str>,
    pub payload: PayloadHash,
    /// Last line of the canonical request; `None` where it is the hash of the body that is at hand.
    pub payload_text: Option<Cow<'a, str>>,
    pub expires: Option<RequestDate>,
}

/// The parts of a Version 4 signature, from either carrier, not yet judged.
pub(crate) struct Raw<'a> {
    pub carrier: Carrier,
    pub algorithm: Cow<'a, str>,
    pub credential: Cow<'a, str>,
    pub signed_headers: Vec<Cow<'a, str>>,
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

impl<'a> Claim<'a> {
    /// Finds and judges the credentials of a request, at the server's time `now`.
    ///
    /// # Errors
    ///
    /// Any [`AuthError`] up to the ones that need the key store; see the order in [`crate::sigv4`].
    pub fn parse(
        head: RequestHead<'a>,
        endpoint: Endpoint<'a>,
        now: Timestamp,
    ) -> Result<Claim<'a>, AuthError> {
        let now = RequestDate::new(now);
        let parameters = query::bounded_pairs(head.query)?;
        let (first, headers) = (head.header("authorization"), head.values("authorization").count());
        let v4_query =
            parameters.iter().any(|(name, _)| V4_MARKERS.iter().any(|known| is_case_of(name, known)));
        let v2_query = sigv2::is_present(&parameters, &endpoint);
        if headers + usize::from(v4_query) + usize::from(v2_query) > 1 {
            return Err(AuthError::SeveralCarriers { authorization: first.map(Provided::new) });
        }
        if first.is_none() && !v4_query && !v2_query {
            return Ok(Claim::Anonymous);
        }
        refuse_repeated(&head, &parameters, endpoint.family())?;
        let is_v2_header =
            endpoint.family() == Family::S3 && first.is_some_and(|value| value.starts_with(b"AWS "));
        let signed = if v2_query || is_v2_header {
            sigv2::parse(head, endpoint, parameters, now)?
        } else {
            let raw = match first {
                Some(authorization) => headers::parse(&head, authorization, endpoint.family())?,
                None => presigned::parse(&head, &parameters, endpoint.family())?,
            };
            judge(raw, head, endpoint, parameters, now)?
        };
        Ok(Claim::Signed(signed))
    }
}

impl Signed<'_> {
    /// The access key id that is claimed.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The session token, if there is one; an empty one counts as none.
    pub fn session_token(&self) -> Option<&str> {
        self.token.as_deref().filter(|token| !token.is_empty())
    }

    /// Where the credentials stood.
    pub fn carrier(&self) -> Carrier {
        match &self.form {
            Form::V4(form) => form.carrier,
            Form::V2(form) => form.carrier,
        }
    }

    /// The signature version.
    pub fn scheme(&self) -> Scheme {
        match &self.form {
            Form::V4(_) => Scheme::V4,
            Form::V2(form) => form.scheme(),
        }
    }

    /// The scope that a cached signing key must be for; Version 2 has none.
    pub fn scope(&self) -> Option<&CredentialScope> {
        match &self.form {
            Form::V4(form) => Some(&form.scope),
            Form::V2(_) => None,
        }
    }
}

/// The service named in the scope of whatever Version 4 credentials a request carries, unproved: for routing only.
pub fn scope_service(head: &RequestHead<'_>) -> Option<String> {
    let credential = match head.header("authorization") {
        Some(value) => {
            let text = std::str::from_utf8(value).ok()?;
            let (_, after) = text.split_once("Credential=")?;
            after.split([',', ' ']).next()?.to_owned()
        }
        None => {
            let parameters = query::bounded_pairs(head.query).ok()?;
            String::from_utf8(query::value(&parameters, "X-Amz-Credential")?.to_vec()).ok()?
        }
    };
    credential.split('/').nth(3).map(str::to_owned)
}

fn judge<'a>(
    raw: Raw<'a>,
    head: RequestHead<'a>,
    endpoint: Endpoint<'a>,
    parameters: Vec<Pair<'a>>,
    now: RequestDate,
) -> Result<Signed<'a>, AuthError> {
    let judged = match endpoint {
        Endpoint::Query { service, .. } => judge_query(&raw, &head, service, now)?,
        Endpoint::S3 { home_region, .. } => judge_s3(&raw, &head, &parameters, home_region, now)?,
    };
    if raw.tokens_conflict {
        return Err(AuthError::TokenMismatch { access_key_id: judged.credential.access_key_id });
    }
    let expires = raw.life.map(|life| judged.date.plus(i64::from(life)));
    Ok(Signed {
        head,
        endpoint,
        parameters,
        access_key_id: judged.credential.access_key_id,
        token: raw.token,
        hoisted: judged.hoisted,
        form: Form::V4(V4 {
            carrier: raw.carrier,
            date: judged.date,
            scope: judged.credential.scope,
            signed_headers: raw.signed_headers,
            signature: raw.signature,
            payload: judged.payload,
            payload_text: judged.payload_text,
            expires,
        }),
    })
}

/// What is left when all checks without a secret have passed.
struct Judged<'a> {
    credential: RawCredential,
    date: RequestDate,
    payload: PayloadHash,
    payload_text: Option<Cow<'a, str>>,
    hoisted: Vec<(String, String)>,
}

fn judge_query<'a>(
    raw: &Raw<'a>,
    head: &RequestHead<'a>,
    service: &str,
    now: RequestDate,
) -> Result<Judged<'a>, AuthError> {
    let date = read_date(raw)?;
    if date < now.plus(-MAX_CLOCK_SKEW_SECONDS) {
        return Err(AuthError::TooOld { signed: date, now });
    }
    if date > now.plus(MAX_CLOCK_SKEW_SECONDS) {
        return Err(AuthError::TooNew { signed: date, now });
    }
    let is_signed = |name: &str| raw.signed_headers.iter().any(|signed| signed.eq_ignore_ascii_case(name));
    if !is_signed("host") {
        return Err(AuthError::HostUnsigned);
    }
    let unsigned = |name: &&str| query::is_amz(name.as_bytes()) && !is_signed(name);
    if let Some(name) = head.headers.iter().map(|(name, _)| *name).find(unsigned) {
        return Err(AuthError::HeaderUnsigned { name: name.to_ascii_lowercase() });
    }
    check_algorithm(raw)?;
    let credential = read_credential(raw)?;
    let host = head.text("host").filter(|_| raw.carrier == Carrier::Header);
    let expected = Expected { service, home_region: "", date: &date.basic(), host };
    check_scope(raw, &credential, &expected)?;
    let payload = PayloadHash::Sha256([0; 32]);
    Ok(Judged { credential, date, payload, payload_text: None, hoisted: Vec::new() })
}

fn judge_s3<'a>(
    raw: &Raw<'a>,
    head: &RequestHead<'a>,
    parameters: &[Pair<'a>],
    home_region: &str,
    now: RequestDate,
) -> Result<Judged<'a>, AuthError> {
    check_algorithm(raw)?;
    let credential = read_credential(raw)?;
    let date = read_date(raw)?;
    let expected = Expected { service: "s3", home_region, date: &date.basic(), host: None };
    check_scope(raw, &credential, &expected)?;
    let is_signed = |name: &str| raw.signed_headers.iter().any(|signed| signed.eq_ignore_ascii_case(name));
    let unsigned: Vec<String> = head
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("host") || query::is_amz(name.as_bytes()))
        .filter(|(name, _)| !is_signed(name))
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    if !is_signed("host") && unsigned.is_empty() {
        return Err(AuthError::HostUnsigned);
    }
    if !unsigned.is_empty() {
        return Err(AuthError::HeadersUnsigned { names: unsigned });
    }
    let hoisted = hoisted(raw.carrier, head, parameters)?;
    let payload_text = s3_payload_text(raw.carrier, head, &hoisted)?;
    let payload = PayloadHash::parse(&payload_text)
        .ok_or_else(|| AuthError::PayloadHash { got: Provided::new(payload_text.as_bytes()) })?;
    match raw.life {
        Some(life) => check_life(date, life, now)?,
        None if date < now.plus(-MAX_CLOCK_SKEW_SECONDS) || date > now.plus(MAX_CLOCK_SKEW_SECONDS) => {
            return Err(AuthError::Skewed { signed: raw.date_text.as_ref().into(), now });
        }
        None => {}
    }
    Ok(Judged { credential, date, payload, payload_text: Some(payload_text), hoisted })
}

fn check_life(date: RequestDate, life: u32, now: RequestDate) -> Result<(), AuthError> {
    if date > now.plus(MAX_CLOCK_SKEW_SECONDS) {
        return Err(AuthError::NotYetValid);
    }
    let ended = date.plus(i64::from(life));
    if now > ended {
        return Err(AuthError::Expired { life: Some(life), ended, now });
    }
    Ok(())
}

/// The last line of S3's canonical request. A presigned URL may give it as a parameter; without one it is
/// [`UNSIGNED_PAYLOAD`].
fn s3_payload_text<'a>(
    carrier: Carrier,
    head: &RequestHead<'a>,
    hoisted: &[(String, String)],
) -> Result<Cow<'a, str>, AuthError> {
    let header = head.header("x-amz-content-sha256").map(lossy);
    let parameter = hoisted.iter().find(|(name, _)| name == "x-amz-content-sha256");
    let given = header.or_else(|| parameter.map(|(_, value)| Cow::Owned(value.clone())));
    match (given, carrier) {
        (Some(text), _) => Ok(text),
        (None, Carrier::Query) => Ok(Cow::Borrowed(UNSIGNED_PAYLOAD)),
        (None, Carrier::Header) => Err(AuthError::PayloadHashMissing),
    }
}

/// Headers that a presigner moved into the URL. One that also arrives as a header must say the same.
pub(crate) fn hoisted(
    carrier: Carrier,
    head: &RequestHead<'_>,
    parameters: &[Pair<'_>],
) -> Result<Vec<(String, String)>, AuthError> {
    let mut found = Vec::new();
    let moved = parameters
        .iter()
        .filter(|(name, _)| carrier == Carrier::Query && query::is_amz(name) && !presigned::is_own(name));
    for (name, value) in moved {
        let lower = String::from_utf8_lossy(name).to_ascii_lowercase();
        let clash = head.values(&lower).any(|header| header.trim_ascii() != value.as_ref());
        if clash || value.iter().any(u8::is_ascii_control) {
            return Err(AuthError::RepeatedParameter { name: Provided::new(name) });
        }
        found.push((lower, String::from_utf8_lossy(value).into_owned()));
    }
    Ok(found)
}

fn read_date(raw: &Raw<'_>) -> Result<RequestDate, AuthError> {
    raw.date.ok_or_else(|| AuthError::Date { carrier: raw.carrier, got: raw.date_text.as_ref().into() })
}

fn check_algorithm(raw: &Raw<'_>) -> Result<(), AuthError> {
    if raw.algorithm == ALGORITHM {
        return Ok(());
    }
    Err(AuthError::Algorithm { carrier: raw.carrier, got: raw.algorithm.as_ref().into() })
}

fn read_credential(raw: &Raw<'_>) -> Result<RawCredential, AuthError> {
    RawCredential::parse(&raw.credential)
        .ok_or_else(|| AuthError::Credential { carrier: raw.carrier, got: raw.credential.as_ref().into() })
}

fn check_scope(raw: &Raw<'_>, credential: &RawCredential, expected: &Expected<'_>) -> Result<(), AuthError> {
    let faults = credential.faults(expected);
    if faults.is_empty() {
        return Ok(());
    }
    Err(AuthError::Scope { carrier: raw.carrier, faults })
}

/// Reads a `SignedHeaders` list: distinct, non-empty header names, in any order and case.
pub(crate) fn read_signed_headers(
    list: Cow<'_, str>,
    carrier: Carrier,
) -> Result<Vec<Cow<'_, str>>, AuthError> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let refused = || AuthError::SignedHeaders { carrier, got: list.as_ref().into() };
    let lower = |byte: &u8| !byte.is_ascii_uppercase();
    let mut names: Vec<Cow<'_, str>> = match &list {
        Cow::Borrowed(list) if list.as_bytes().iter().all(lower) => {
            list.split(';').map(Cow::Borrowed).collect()
        }
        list => list.split(';').map(|name| Cow::Owned(name.to_ascii_lowercase())).collect(),
    };
    names.sort_unstable();
    let usable = names.len() <= MAX_SIGNED_HEADERS
        && names.iter().all(|name| !name.is_empty() && name.bytes().all(token))
        && names.windows(2).all(|two| two.first() != two.last());
    if usable { Ok(names) } else { Err(refused()) }
}

fn refuse_repeated(head: &RequestHead<'_>, parameters: &[Pair<'_>], family: Family) -> Result<(), AuthError> {
    let is_list = |name: &str| {
        family == Family::S3 && LIST_HEADERS.iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    for name in LIST_HEADERS.into_iter().filter(|name| is_list(name)) {
        if head.values(name).count() > limits::S3_LIST_HEADER_LINES {
            return Err(AuthError::TooManyLines { name, limit: limits::S3_LIST_HEADER_LINES });
        }
    }
    let single = |name: &str| {
        query::is_amz(name.as_bytes()) || SINGLE.iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    for (at, (name, _)) in head.headers.iter().enumerate() {
        let again = |(other, _): &(&str, &[u8])| other.eq_ignore_ascii_case(name);
        // Two tokens are judged with the key that they belong to.
        let judged_later = name.eq_ignore_ascii_case("x-amz-security-token");
        if single(name) && !is_list(name) && !judged_later && head.headers.iter().take(at).any(again) {
            return Err(AuthError::RepeatedHeader { name: name.to_ascii_lowercase() });
        }
    }
    match query::repeated(parameters, family == Family::Query) {
        Some(name) if name != b"X-Amz-Security-Token" => {
            Err(AuthError::RepeatedParameter { name: Provided::new(name) })
        }
        _ => Ok(()),
    }
}

pub(crate) fn is_case_of(name: &[u8], known: &str) -> bool {
    name.eq_ignore_ascii_case(known.as_bytes())
}
