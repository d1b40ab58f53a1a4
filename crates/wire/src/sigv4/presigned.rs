//! The query-string form: presigned URLs.

use std::borrow::Cow;

use super::error::{AuthError, ExpiresFault, Provided};
use super::head::{Carrier, Family, RequestHead, lossy};
use super::parts::{Raw, is_case_of, read_signed_headers};
use super::query::{Pair, value};
use super::{ALGORITHM, RequestDate};
use crate::limits;

/// Every authentication parameter, with the spelling that counts.
const PARAMETERS: [&str; 7] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Signature",
    "X-Amz-Date",
    "X-Amz-SignedHeaders",
    "X-Amz-Expires",
    "X-Amz-Security-Token",
];

/// True if a parameter is one of authentication, in the spelling that counts.
pub(super) fn is_own(name: &[u8]) -> bool {
    PARAMETERS.iter().any(|known| name == known.as_bytes())
}

pub(super) fn parse<'a>(
    head: &RequestHead<'a>,
    parameters: &'a [Pair<'a>],
    family: Family,
) -> Result<Raw<'a>, AuthError> {
    for (name, _) in parameters {
        let miswritten = |known: &&str| is_case_of(name, known) && name.as_ref() != known.as_bytes();
        if PARAMETERS.iter().any(miswritten) {
            return Err(AuthError::RepeatedParameter { name: Provided::new(name) });
        }
    }
    let get = |name: &str| value(parameters, name).map(lossy);
    if get("X-Amz-Algorithm").is_none() && get("X-Amz-Signature").is_none() {
        return Err(AuthError::CredentialAlone);
    }
    // S3 needs a life; STS gives every presigned request the same 15 minutes.
    let needed = PARAMETERS.iter().take(if family == Family::S3 { 6 } else { 5 });
    let missing: Vec<&'static str> = needed.copied().filter(|name| get(name).is_none()).collect();
    let (true, Some(algorithm), Some(credential), Some(signature), Some(date_text), Some(signed_headers)) = (
        missing.is_empty(),
        get("X-Amz-Algorithm"),
        get("X-Amz-Credential"),
        get("X-Amz-Signature"),
        get("X-Amz-Date"),
        get("X-Amz-SignedHeaders"),
    ) else {
        return Err(AuthError::QueryLacks { missing });
    };
    // STS ignores the parameter: sign-in by presigned GetCallerIdentity sends 0 and 60 alike
    let life = match family {
        Family::S3 => get("X-Amz-Expires").map(|text| life(&text)).transpose()?,
        Family::Query => None,
    };
    let (token, tokens_conflict) = token(head, parameters, family);
    Ok(Raw {
        carrier: Carrier::Query,
        algorithm: if algorithm == ALGORITHM { Cow::Borrowed(ALGORITHM) } else { algorithm },
        credential,
        signed_headers: read_signed_headers(signed_headers, Carrier::Query)?,
        signature,
        date: RequestDate::parse_basic(&date_text),
        date_text,
        token,
        tokens_conflict,
        life,
    })
}

fn life(text: &str) -> Result<u32, AuthError> {
    let seconds: i64 = match text.parse() {
        Ok(seconds) if !text.starts_with('+') => seconds,
        _ if is_number(text) => i64::MAX,
        _ => return Err(AuthError::Expires(ExpiresFault::NotANumber)),
    };
    match u32::try_from(seconds) {
        Ok(0) => Err(AuthError::Expires(ExpiresFault::Zero)),
        Ok(seconds) if seconds <= limits::PRESIGNED_SECONDS => Ok(seconds),
        _ if seconds < 0 => Err(AuthError::Expires(ExpiresFault::Negative)),
        _ => Err(AuthError::Expires(ExpiresFault::TooLong)),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// With S3 a token in a (signed) header takes precedence over one in the query; elsewhere two are one too many.
fn token<'a>(
    head: &RequestHead<'a>,
    parameters: &'a [Pair<'a>],
    family: Family,
) -> (Option<Cow<'a, str>>, bool) {
    let mut headers = head.values("x-amz-security-token");
    let own = |(name, _): &&Pair<'_>| name.as_ref() == b"X-Amz-Security-Token";
    let mut queries = parameters.iter().filter(own).map(|(_, value)| lossy(value));
    let (header, query) = (headers.next().map(lossy), queries.next());
    let conflict = headers.next().is_some()
        || queries.next().is_some()
        || (family == Family::Query && header.is_some() && query.is_some());
    (header.or(query), conflict)
}
