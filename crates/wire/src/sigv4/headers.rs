//! The `Authorization` header form.

use std::borrow::Cow;

use super::RequestDate;
use super::error::{AuthError, Missing, Provided};
use super::head::{Carrier, Family, RequestHead, lossy};
use super::parts::{Raw, read_signed_headers};

/// Takes the header apart: an algorithm, a space, and `key=value` components separated by commas, with or without
/// spaces around them.
pub(super) fn parse<'a>(
    head: &RequestHead<'a>,
    authorization: &'a [u8],
    family: Family,
) -> Result<Raw<'a>, AuthError> {
    let provided = || Provided::new(authorization);
    let text = std::str::from_utf8(authorization).unwrap_or_default().trim();
    let (algorithm, rest) = text.split_once(' ').unwrap_or((text, ""));
    if family == Family::S3 && !algorithm.starts_with("AWS4-") {
        return Err(AuthError::AuthorizationType { authorization: provided() });
    }
    let (date_text, date) = date(head);
    let mut parts = Parts::default();
    let mut component_fault = None;
    for component in rest.split(',').map(str::trim).filter(|_| !rest.trim().is_empty()) {
        if !parts.take(component) && component_fault.is_none() {
            component_fault = Some(component);
        }
    }
    let missing = Missing {
        credential: parts.credential.is_none(),
        signature: parts.signature.is_none(),
        signed_headers: parts.signed_headers.is_none(),
        date: date_text.is_none(),
    };
    let (Some(credential), Some(signature), Some(signed_headers), Some(date_text)) =
        (parts.credential, parts.signature, parts.signed_headers, date_text)
    else {
        return Err(AuthError::HeaderLacks { missing, authorization: provided() });
    };
    if let Some(component) = component_fault {
        return Err(AuthError::HeaderComponent { component: component.into(), authorization: provided() });
    }
    let mut tokens = head.values("x-amz-security-token");
    let token = tokens.next().map(lossy);
    Ok(Raw {
        carrier: Carrier::Header,
        algorithm: Cow::Borrowed(algorithm),
        credential: Cow::Borrowed(credential),
        signed_headers: read_signed_headers(Cow::Borrowed(signed_headers), Carrier::Header)?,
        signature: Cow::Borrowed(signature),
        date_text,
        date,
        token,
        tokens_conflict: tokens.next().is_some(),
        life: None,
    })
}

#[derive(Default)]
struct Parts<'a> {
    credential: Option<&'a str>,
    signed_headers: Option<&'a str>,
    signature: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Takes a component; false unless it was known, new and of the form `key=value`.
    fn take(&mut self, component: &'a str) -> bool {
        let Some((key, value)) = component.split_once('=') else { return false };
        let place = match key {
            "Credential" => &mut self.credential,
            "SignedHeaders" => &mut self.signed_headers,
            "Signature" => &mut self.signature,
            _ => return false,
        };
        place.replace(value).is_none()
    }
}

/// `X-Amz-Date`, which is ISO basic, else `Date`, which may be either form.
fn date<'a>(head: &RequestHead<'a>) -> (Option<Cow<'a, str>>, Option<RequestDate>) {
    if let Some(value) = head.header("x-amz-date") {
        let text = lossy(value);
        let date = RequestDate::parse_basic(text.trim());
        return (Some(text), date);
    }
    let Some(value) = head.header("date") else { return (None, None) };
    let text = lossy(value);
    let date = RequestDate::parse_basic(text.trim()).or_else(|| RequestDate::parse_http(text.trim()));
    (Some(text), date)
}
