//! Version 2 in S3's form: `Authorization: AWS id:signature`, or `AWSAccessKeyId`, `Expires` and `Signature` in
//! the query.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::limits;
use crate::sigv4::hoisted::hoisted;
use crate::sigv4::parts::{SignatureVersion, V2, V2Hash, is_access_key_id};
use crate::sigv4::query::{Pair, decode_component, value};
use crate::sigv4::{
    AuthError, Carrier, Endpoint, ExpiresFault, PayloadHash, Provided, RequestDate, RequestHead, Signed,
};

/// Query parameters that belong to the resource and are signed.
pub(super) const SUBRESOURCES: [&str; 35] = [
    "accelerate",
    "acl",
    "analytics",
    "cors",
    "defaultObjectAcl",
    "delete",
    "inventory",
    "lifecycle",
    "location",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "partNumber",
    "policy",
    "replication",
    "requestPayment",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "select",
    "select-type",
    "storageClass",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "website",
];

/// Query parameters that are not signed and only steer a listing.
const LISTING: [&str; 17] = [
    "bucket-region",
    "continuation-token",
    "delimiter",
    "encoding-type",
    "fetch-owner",
    "key-marker",
    "list-type",
    "marker",
    "max-buckets",
    "max-keys",
    "max-parts",
    "max-uploads",
    "part-number-marker",
    "prefix",
    "start-after",
    "upload-id-marker",
    "version-id-marker",
];

/// Parameters of the query form itself.
const OWN: [&str; 3] = ["AWSAccessKeyId", "Expires", "Signature"];

/// Parameters that botocore adds to what it presigns. The headers of these names count, not they.
const IGNORED: [&str; 2] = ["content-md5", "content-type"];

pub(super) fn parse<'a>(
    head: RequestHead<'a>,
    endpoint: Endpoint<'a>,
    parameters: &'a [Pair<'a>],
    bucket_in_host: Option<&str>,
    now: RequestDate,
) -> Result<Signed<'a>, AuthError> {
    let credentials = match head.header("authorization") {
        Some(authorization) => from_header(&head, authorization, now)?,
        None => from_query(parameters, now)?,
    };
    refuse_uncovered(parameters, credentials.carrier)?;
    let hoisted = hoisted(credentials.carrier, &head, parameters)?;
    let fields = Fields::gather(&head, &hoisted);
    let payload = match fields.amz.get("x-amz-content-sha256") {
        None => PayloadHash::Unsigned,
        Some(text) => payload(text)?,
    };
    if !is_access_key_id(&credentials.access_key_id) {
        return Err(AuthError::UnknownKey { access_key_id: credentials.access_key_id });
    }
    let date = match credentials.carrier {
        Carrier::Query => credentials.date_line.clone(),
        Carrier::Header if fields.amz.contains_key("x-amz-date") => String::new(),
        Carrier::Header => credentials.date_line.clone(),
    };
    let subresources = subresources(&head)?;
    let strings_to_sign = paths(&head, bucket_in_host)
        .into_iter()
        .flat_map(|path| {
            subresources.iter().map(move |subresources| [path.clone(), subresources.clone()].concat())
        })
        .map(|resource| fields.string_to_sign(head.method, &date, &resource))
        .collect();
    let token =
        fields.amz.get("x-amz-security-token").map(|token| String::from_utf8_lossy(token).into_owned());
    if head.values("x-amz-security-token").count() > 1 {
        return Err(AuthError::TokenMismatch { access_key_id: credentials.access_key_id });
    }
    let version = SignatureVersion::V2(V2 {
        carrier: credentials.carrier,
        hash: V2Hash::Sha1,
        access_key_id: credentials.access_key_id,
        signed_at: credentials.signed_at,
        expires: credentials.expires,
        signature: Cow::Owned(credentials.signature),
        payload,
        strings_to_sign,
        signed_headers: fields.names(),
    });
    Ok(Signed { head, endpoint, token: token.map(Cow::Owned), hoisted, version })
}

struct Credentials {
    carrier: Carrier,
    access_key_id: String,
    signature: String,
    date_line: String,
    signed_at: Option<RequestDate>,
    expires: Option<RequestDate>,
}

fn from_header(
    head: &RequestHead<'_>,
    authorization: &[u8],
    now: RequestDate,
) -> Result<Credentials, AuthError> {
    let unusable = || AuthError::AuthorizationType { authorization: Provided::new(authorization) };
    let text = std::str::from_utf8(authorization).map_err(|_| unusable())?;
    let (id, signature) =
        text.strip_prefix("AWS ").and_then(|pair| pair.trim().split_once(':')).ok_or_else(unusable)?;
    let sent = head.text("x-amz-date").or_else(|| head.text("date")).unwrap_or_default();
    let date = RequestDate::parse_http(sent).or_else(|| RequestDate::parse_basic(sent));
    let Some(date) = date else {
        return Err(AuthError::Date { carrier: Carrier::Header, got: sent.into() });
    };
    if date < now.plus(-limits::CLOCK_SKEW_SECONDS) || date > now.plus(limits::CLOCK_SKEW_SECONDS) {
        return Err(AuthError::Skewed { signed: sent.into(), now });
    }
    Ok(Credentials {
        carrier: Carrier::Header,
        access_key_id: id.to_owned(),
        signature: signature.to_owned(),
        date_line: head.text("date").unwrap_or_default().to_owned(),
        signed_at: Some(date),
        expires: None,
    })
}

fn from_query(parameters: &[Pair<'_>], now: RequestDate) -> Result<Credentials, AuthError> {
    let get = |name: &str| value(parameters, name).map(|value| String::from_utf8_lossy(value).into_owned());
    let missing: Vec<&'static str> = OWN.into_iter().filter(|name| get(name).is_none()).collect();
    let (Some(access_key_id), Some(date_line), Some(signature)) =
        (get("AWSAccessKeyId"), get("Expires"), get("Signature"))
    else {
        return Err(AuthError::V2Lacks { missing });
    };
    let digits = date_line.bytes().all(|byte| byte.is_ascii_digit());
    let ended =
        date_line.parse().ok().filter(|_| digits).and_then(|at| jiff::Timestamp::from_second(at).ok());
    let Some(ended) = ended.map(RequestDate::new) else {
        return Err(AuthError::Expires(ExpiresFault::NotANumber));
    };
    if now > ended {
        return Err(AuthError::Expired { life: None, ended, now });
    }
    if ended > now.plus(i64::from(limits::PRESIGNED_SECONDS).saturating_add(limits::CLOCK_SKEW_SECONDS)) {
        return Err(AuthError::Expires(ExpiresFault::TooLong));
    }
    Ok(Credentials {
        carrier: Carrier::Query,
        access_key_id,
        signature,
        date_line,
        signed_at: None,
        expires: Some(ended),
    })
}

fn payload(text: &[u8]) -> Result<PayloadHash, AuthError> {
    match std::str::from_utf8(text).ok().and_then(PayloadHash::parse) {
        // Chunk signatures exist in Version 4 only.
        Some(PayloadHash::StreamingSigned { .. }) | None => {
            Err(AuthError::PayloadHash { got: Provided::new(text) })
        }
        Some(payload) => Ok(payload),
    }
}

/// Refuses parameters that are not covered and could change what is done.
fn refuse_uncovered(parameters: &[Pair<'_>], carrier: Carrier) -> Result<(), AuthError> {
    let known = |names: &[&str], name: &[u8]| names.iter().any(|known| name == known.as_bytes());
    for (name, _) in parameters {
        let own = carrier == Carrier::Query
            && (known(&OWN, name) || known(&IGNORED, name) || name.starts_with(b"x-amz-"));
        if !own && !known(&SUBRESOURCES, name) && !known(&LISTING, name) {
            return Err(AuthError::ParameterUnsigned { name: Provided::new(name) });
        }
    }
    Ok(())
}

/// Header fields that are signed, `x-amz-*` ones also from parameters of the query form.
struct Fields {
    content_md5: Vec<u8>,
    content_type: Vec<u8>,
    amz: BTreeMap<String, Vec<u8>>,
    present: Vec<String>,
}

impl Fields {
    fn gather(head: &RequestHead<'_>, hoisted: &[(String, String)]) -> Self {
        let mut fields = Self {
            content_md5: Vec::new(),
            content_type: Vec::new(),
            amz: hoisted.iter().map(|(name, value)| (name.clone(), value.clone().into_bytes())).collect(),
            present: Vec::new(),
        };
        for (name, value) in head.headers {
            let (name, value) = (name.to_ascii_lowercase(), value.trim_ascii().to_vec());
            match name.as_str() {
                "content-md5" => fields.content_md5 = value,
                "content-type" => fields.content_type = value,
                "date" => {}
                // one that holds a list may come on several lines; what was moved to the query says the same again
                _ if name.starts_with("x-amz-") => match fields.amz.get_mut(&name) {
                    Some(before) if fields.present.contains(&name) => {
                        before.push(b',');
                        before.extend_from_slice(&value);
                    }
                    _ => drop(fields.amz.insert(name.clone(), value)),
                },
                _ => continue,
            }
            fields.present.push(name);
        }
        fields
    }

    fn string_to_sign(&self, method: &str, date: &str, resource: &[u8]) -> Vec<u8> {
        let mut text = method.as_bytes().to_vec();
        for line in [&self.content_md5, &self.content_type, date.as_bytes()] as [&[u8]; 3] {
            text.push(b'\n');
            text.extend_from_slice(line);
        }
        text.push(b'\n');
        for (name, value) in &self.amz {
            text.extend_from_slice(name.as_bytes());
            text.push(b':');
            text.extend_from_slice(value);
            text.push(b'\n');
        }
        text.extend_from_slice(resource);
        text
    }

    fn names(mut self) -> Vec<String> {
        self.present.sort_unstable();
        self.present.dedup();
        self.present
    }
}

/// `/bucket/key` as sent. A bucket alone may also have been signed with a slash at its end, as botocore does; it is
/// the same bucket.
fn paths(head: &RequestHead<'_>, bucket_in_host: Option<&str>) -> Vec<Vec<u8>> {
    let sent = if head.path.is_empty() { "/" } else { head.path };
    match bucket_in_host {
        Some(bucket) => vec![format!("/{bucket}{sent}").into_bytes()],
        None => {
            let alone = sent.strip_prefix('/').is_some_and(|name| !name.is_empty() && !name.contains('/'));
            let with_slash = alone.then(|| format!("{sent}/").into_bytes());
            [Some(sent.as_bytes().to_vec()), with_slash].into_iter().flatten().collect()
        }
    }
}

/// `?name=value&…`: sorted by name, values decoded. One with an empty value may also have been signed by its name alone;
/// `?uploads=` and `?uploads` ask for the same.
fn subresources(head: &RequestHead<'_>) -> Result<Vec<Vec<u8>>, AuthError> {
    let mut parts: Vec<(&str, Option<Cow<'_, [u8]>>)> = Vec::new();
    for piece in head.query.split('&').filter(|piece| !piece.is_empty()) {
        let (name, value) = match piece.split_once('=') {
            Some((name, value)) => (name, Some(decode_component(value))),
            None => (piece, None),
        };
        let decoded = decode_component(name);
        if !SUBRESOURCES.iter().any(|known| decoded.as_ref() == known.as_bytes()) {
            continue;
        }
        // A name in disguise, or a value that reads like a further sub-resource, would make two requests one.
        if decoded.as_ref() != name.as_bytes() || value.as_deref().is_some_and(holds_subresource) {
            return Err(AuthError::ParameterUnsigned { name: Provided::new(name.as_bytes()) });
        }
        parts.push((name, value));
    }
    parts.sort_unstable();
    let as_sent = written(&parts);
    for (_, value) in &mut parts {
        *value = value.take().filter(|value| !value.is_empty());
    }
    let bare = written(&parts);
    Ok(if bare == as_sent { vec![as_sent] } else { vec![as_sent, bare] })
}

fn written(parts: &[(&str, Option<Cow<'_, [u8]>>)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, (name, value)) in parts.iter().enumerate() {
        out.push(if at == 0 { b'?' } else { b'&' });
        out.extend_from_slice(name.as_bytes());
        if let Some(value) = value {
            out.push(b'=');
            out.extend_from_slice(value);
        }
    }
    out
}

fn holds_subresource(value: &[u8]) -> bool {
    value.split(|byte| *byte == b'&').skip(1).any(|piece| {
        let name = piece.split(|byte| *byte == b'=').next().unwrap_or_default();
        SUBRESOURCES.iter().any(|known| name == known.as_bytes())
    })
}
