//! Judgement of the credentials of a request, as far as it needs no secret.

use std::borrow::Cow;

use jiff::Timestamp;

use super::credentials::Credentials;
use super::error::{AuthError, Provided};
use super::head::{Carrier, Family, RequestHead, lossy};
use super::hoisted::hoisted;
use super::parts::{Body, Credential, Endpoint, PayloadHash, Raw, SignatureVersion, V4};
use super::query::{self, Pair};
use super::scope::Expected;
use super::signed::Signed;
use super::{ALGORITHM, RequestDate, UNSIGNED_PAYLOAD, headers, presigned};
use crate::generated::s3::LIST_HEADERS;
use crate::{limits, sigv2};

/// Headers with one value, whose repetition would let two readers see two requests. So is every `x-amz-` header.
const SINGLE: [&str; 7] =
    ["host", "date", "content-type", "content-length", "content-md5", "content-encoding", "range"];

/// Claim of a request about its sender, judged and unproved.
// Moved once or twice in its short life, which costs less than an allocation.
#[allow(clippy::large_enum_variant)]
pub enum Claim<'a> {
    /// It says nothing.
    Anonymous,
    /// It carries a signature.
    Signed(Signed<'a>),
}

impl<'a> Claim<'a> {
    /// Judges the credentials of a request, at the server's time `now`.
    ///
    /// # Errors
    ///
    /// Any [`AuthError`] up to the ones that need the key store; see the order in [`crate::sigv4`].
    pub fn judge(
        credentials: &'a Credentials<'a>,
        endpoint: Endpoint<'a>,
        now: Timestamp,
    ) -> Result<Claim<'a>, AuthError> {
        let now = RequestDate::new(now);
        let parameters = credentials.parameters()?;
        let first = credentials.authorization();
        let v2_query = sigv2::is_present(parameters, &endpoint);
        match credentials.carriers().saturating_add(usize::from(v2_query)) {
            0 => return Ok(Claim::Anonymous),
            1 => {}
            _ => return Err(AuthError::SeveralCarriers { authorization: first.map(Provided::new) }),
        }
        let head = credentials.head();
        refuse_repeated(&head, parameters, endpoint.family())?;
        let is_v2_header =
            endpoint.family() == Family::S3 && first.is_some_and(|value| value.starts_with(b"AWS "));
        let signed = if v2_query || is_v2_header {
            sigv2::parse(head, endpoint, parameters, now)?
        } else {
            let raw = match first {
                Some(authorization) => headers::parse(&head, authorization, endpoint.family())?,
                None => presigned::parse(&head, parameters, endpoint.family())?,
            };
            judge(raw, head, endpoint, parameters, now)?
        };
        Ok(Claim::Signed(signed))
    }
}

impl<'a> Signed<'a> {
    /// Adds the body of a request to a query service that was judged by its head, before the body had come.
    ///
    /// # Errors
    ///
    /// [`AuthError::SeveralCarriers`] if the body carries a Version 2 signature besides.
    pub fn with_body(mut self, body: &'a [u8]) -> Result<Self, AuthError> {
        if sigv2::body_has_markers(body) {
            let authorization = self.head.header("authorization").map(Provided::new);
            return Err(AuthError::SeveralCarriers { authorization });
        }
        if let SignatureVersion::V4(V4 { body: Body::AtHand(at_hand), .. }) = &mut self.version {
            *at_hand = body;
        }
        Ok(self)
    }
}

fn judge<'a>(
    raw: Raw<'a>,
    head: RequestHead<'a>,
    endpoint: Endpoint<'a>,
    parameters: &'a [Pair<'a>],
    now: RequestDate,
) -> Result<Signed<'a>, AuthError> {
    let (judged, raw) = match endpoint {
        Endpoint::Query { service, body, .. } => judge_query(raw, &head, service, body, now)?,
        Endpoint::S3 { home_region, .. } => judge_s3(raw, &head, parameters, home_region, now)?,
    };
    let Judged { credential, date, body, hoisted } = judged;
    if raw.tokens_conflict {
        return Err(AuthError::TokenMismatch { access_key_id: credential.access_key_id().to_owned() });
    }
    let expires = raw.life.map(|life| date.plus(i64::from(life)));
    let version = SignatureVersion::V4(V4 {
        carrier: raw.carrier,
        date,
        credential,
        parameters,
        signed_headers: raw.signed_headers,
        signature: raw.signature,
        body,
        expires,
    });
    Ok(Signed { head, endpoint, token: raw.token, hoisted, version })
}

/// Outcome of all checks without a secret.
struct Judged<'a> {
    credential: Credential<'a>,
    date: RequestDate,
    body: Body<'a>,
    hoisted: Vec<(String, String)>,
}

fn judge_query<'a>(
    mut raw: Raw<'a>,
    head: &RequestHead<'a>,
    service: &str,
    body: &'a [u8],
    now: RequestDate,
) -> Result<(Judged<'a>, Raw<'a>), AuthError> {
    let date = read_date(&raw)?;
    if date < now.plus(-limits::CLOCK_SKEW_SECONDS) {
        return Err(AuthError::TooOld { signed: date, now });
    }
    if date > now.plus(limits::CLOCK_SKEW_SECONDS) {
        return Err(AuthError::TooNew { signed: date, now });
    }
    if !raw.is_signed("host") {
        return Err(AuthError::HostUnsigned);
    }
    let unsigned = |name: &&str| query::is_amz(name.as_bytes()) && !raw.is_signed(name);
    if let Some(name) = head.headers.iter().map(|(name, _)| *name).find(unsigned) {
        return Err(AuthError::HeaderUnsigned { name: name.to_ascii_lowercase() });
    }
    check_algorithm(&raw)?;
    let credential = take_credential(&mut raw)?;
    let host = head.text("host").filter(|_| raw.carrier == Carrier::Header);
    let day = date.basic_text();
    let expected = Expected { service, home_region: "", date: day.as_str(), host };
    check_scope(&raw, &credential, &expected)?;
    Ok((Judged { credential, date, body: Body::AtHand(body), hoisted: Vec::new() }, raw))
}

fn judge_s3<'a>(
    mut raw: Raw<'a>,
    head: &RequestHead<'a>,
    parameters: &[Pair<'a>],
    home_region: &str,
    now: RequestDate,
) -> Result<(Judged<'a>, Raw<'a>), AuthError> {
    check_algorithm(&raw)?;
    let credential = take_credential(&mut raw)?;
    let date = read_date(&raw)?;
    let day = date.basic_text();
    let expected = Expected { service: "s3", home_region, date: day.as_str(), host: None };
    check_scope(&raw, &credential, &expected)?;
    let unsigned: Vec<String> = head
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("host") || query::is_amz(name.as_bytes()))
        .filter(|(name, _)| !raw.is_signed(name))
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    if !raw.is_signed("host") && unsigned.is_empty() {
        return Err(AuthError::HostUnsigned);
    }
    if !unsigned.is_empty() {
        return Err(AuthError::HeadersUnsigned { names: unsigned });
    }
    let hoisted = hoisted(raw.carrier, head, parameters)?;
    let text = s3_payload_text(raw.carrier, head, &hoisted)?;
    let payload = PayloadHash::parse(&text)
        .ok_or_else(|| AuthError::PayloadHash { got: Provided::new(text.as_bytes()) })?;
    match raw.life {
        Some(life) => check_life(date, life, now)?,
        None if date < now.plus(-limits::CLOCK_SKEW_SECONDS)
            || date > now.plus(limits::CLOCK_SKEW_SECONDS) =>
        {
            return Err(AuthError::Skewed { signed: raw.date_text.as_ref().into(), now });
        }
        None => {}
    }
    Ok((Judged { credential, date, body: Body::Declared { payload, text }, hoisted }, raw))
}

fn check_life(date: RequestDate, life: u32, now: RequestDate) -> Result<(), AuthError> {
    if date > now.plus(limits::CLOCK_SKEW_SECONDS) {
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

fn read_date(raw: &Raw<'_>) -> Result<RequestDate, AuthError> {
    raw.date.ok_or_else(|| AuthError::Date { carrier: raw.carrier, got: raw.date_text.as_ref().into() })
}

fn check_algorithm(raw: &Raw<'_>) -> Result<(), AuthError> {
    if raw.algorithm == ALGORITHM {
        return Ok(());
    }
    Err(AuthError::Algorithm { carrier: raw.carrier, got: raw.algorithm.as_ref().into() })
}

fn take_credential<'a>(raw: &mut Raw<'a>) -> Result<Credential<'a>, AuthError> {
    Credential::parse(std::mem::take(&mut raw.credential))
        .map_err(|text| AuthError::Credential { carrier: raw.carrier, got: text.as_ref().into() })
}

fn check_scope(raw: &Raw<'_>, credential: &Credential<'_>, expected: &Expected<'_>) -> Result<(), AuthError> {
    let faults = credential.faults(expected);
    if faults.is_empty() {
        return Ok(());
    }
    Err(AuthError::Scope { carrier: raw.carrier, faults })
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
