//! Version 2 of the query services: parameters beside the operation's own, in the query string of a GET or the form
//! body of a POST.

use std::borrow::Cow;

use crate::limits;
use crate::sigv4::parts::{SignatureVersion, V2, V2Hash, is_access_key_id};
use crate::sigv4::query::{self, Pair};
use crate::sigv4::{AuthError, Carrier, Endpoint, PayloadHash, Provided, RequestDate, RequestHead, Signed};

/// Parameters that say that a request is signed with Version 2.
pub(super) const MARKERS: &[&str] = &["AWSAccessKeyId", "SignatureVersion", "Signature"];

/// True if a form body carries parameters of Version 2.
pub(crate) fn body_has_markers(body: &[u8]) -> bool {
    body.split(|byte| *byte == b'&')
        .any(|piece| MARKERS.iter().any(|known| piece.strip_prefix(known.as_bytes()).is_some_and(is_end)))
}

fn is_end(rest: &[u8]) -> bool {
    matches!(rest.first(), None | Some(b'='))
}

pub(super) fn parse<'a>(
    head: RequestHead<'a>,
    endpoint: Endpoint<'a>,
    in_target: &'a [Pair<'a>],
    body: &'a [u8],
    now: RequestDate,
) -> Result<Signed<'a>, AuthError> {
    let parameters = covered(&head, in_target, body)?;
    let get =
        |name: &str| query::value(&parameters, name).map(|value| String::from_utf8_lossy(value).into_owned());
    let (signed_at, expires) = (get("Timestamp"), get("Expires"));
    let mut missing: Vec<&'static str> =
        ["AWSAccessKeyId", "SignatureVersion", "SignatureMethod", "Signature"]
            .into_iter()
            .filter(|name| get(name).is_none())
            .collect();
    if signed_at.is_none() && expires.is_none() {
        missing.push("Timestamp");
    }
    let (true, Some(id), Some(version), Some(method), Some(signature)) = (
        missing.is_empty(),
        get("AWSAccessKeyId"),
        get("SignatureVersion"),
        get("SignatureMethod"),
        get("Signature"),
    ) else {
        return Err(AuthError::V2Lacks { missing });
    };
    let (signed_at, expires) = check_dates(signed_at, expires, now)?;
    if version != "2" {
        return Err(AuthError::V2Method { parameter: "SignatureVersion", got: version.as_str().into() });
    }
    let hash = match method.as_str() {
        "HmacSHA256" => V2Hash::Sha256,
        "HmacSHA1" => V2Hash::Sha1,
        other => return Err(AuthError::V2Method { parameter: "SignatureMethod", got: other.into() }),
    };
    if !is_access_key_id(&id) {
        return Err(AuthError::UnknownKey { access_key_id: id });
    }
    let token = get("SecurityToken").map(Cow::Owned);
    let version = SignatureVersion::V2(V2 {
        carrier: Carrier::Query,
        hash,
        access_key_id: id,
        signed_at,
        expires,
        signature: Cow::Owned(signature),
        payload: PayloadHash::Unsigned,
        strings_to_sign: strings_to_sign(&head, &parameters),
        signed_headers: vec!["host".to_owned()],
    });
    Ok(Signed { head, endpoint, token, hoisted: Vec::new(), version })
}

/// The parameters of the one place that the signature covers.
fn covered<'a>(
    head: &RequestHead<'a>,
    in_target: &'a [Pair<'a>],
    body: &'a [u8],
) -> Result<Cow<'a, [Pair<'a>]>, AuthError> {
    if !body.is_empty()
        && let Some((name, _)) = in_target.first()
    {
        return Err(AuthError::ParameterUnsigned { name: Provided::new(name) });
    }
    // Nor does it cover any header, so none may say anything.
    if let Some((name, _)) = head.headers.iter().find(|(name, _)| query::is_amz(name.as_bytes())) {
        return Err(AuthError::HeaderUnsigned { name: name.to_ascii_lowercase() });
    }
    let parameters = match body {
        [] => Cow::Borrowed(in_target),
        body => {
            let limit = limits::QUERY_PARAMETERS;
            let pairs = query::bounded_pairs(std::str::from_utf8(body).unwrap_or_default());
            Cow::Owned(pairs.ok_or(AuthError::TooManyParameters { limit })?)
        }
    };
    match query::repeated(&parameters, true) {
        Some(name) => Err(AuthError::RepeatedParameter { name: Provided::new(name) }),
        None => Ok(parameters),
    }
}

type Dates = (Option<RequestDate>, Option<RequestDate>);

/// A time stamp must be near the server's time; an end must lie ahead, and no further than a time stamp may.
fn check_dates(
    signed_at: Option<String>,
    expires: Option<String>,
    now: RequestDate,
) -> Result<Dates, AuthError> {
    let read = |text: Option<String>| match text {
        Some(text) => match RequestDate::parse_extended(&text) {
            Some(date) => Ok(Some(date)),
            None => Err(AuthError::Date { carrier: Carrier::Query, got: text.as_str().into() }),
        },
        None => Ok(None),
    };
    let (signed_at, expires) = (read(signed_at)?, read(expires)?);
    if let Some(signed) = signed_at.filter(|signed| *signed < now.plus(-limits::CLOCK_SKEW_SECONDS)) {
        return Err(AuthError::TooOld { signed, now });
    }
    if let Some(ended) = expires.filter(|ended| *ended < now) {
        return Err(AuthError::Expired { life: None, ended, now });
    }
    let ahead = |date: &RequestDate| *date > now.plus(limits::CLOCK_SKEW_SECONDS);
    if let Some(signed) = signed_at.filter(ahead).or(expires.filter(ahead)) {
        return Err(AuthError::TooNew { signed, now });
    }
    Ok((signed_at, expires))
}

/// Method, host, path and sorted parameters. Clients disagree whether the port belongs to the host, so both are
/// right; they name the same endpoint.
fn strings_to_sign(head: &RequestHead<'_>, parameters: &[Pair<'_>]) -> Vec<Vec<u8>> {
    let host = head.text("host").unwrap_or_default().to_ascii_lowercase();
    let bare = host.rsplit_once(':').map(|(name, _)| name.to_owned());
    let mut sorted = Vec::new();
    let signed = parameters.iter().filter(|(name, _)| name.as_ref() != b"Signature");
    query::push_canonical(&mut sorted, signed);
    [Some(host), bare]
        .into_iter()
        .flatten()
        .map(|host| {
            let path = if head.path.is_empty() { "/" } else { head.path };
            let mut text = format!("{}\n{host}\n{path}\n", head.method).into_bytes();
            text.extend_from_slice(&sorted);
            text
        })
        .collect()
}
