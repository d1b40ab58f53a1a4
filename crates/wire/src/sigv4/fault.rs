use std::borrow::Cow;
use std::fmt::Write as _;

use super::error::{AuthError, ExpiresFault, Mismatch, Missing, Provided, ScopeFault};
use super::{Carrier, Family, RequestDate};
use crate::fault::{Fault, codes};
use crate::limits;

const INVALID_TOKEN: &str = "The security token included in the request is invalid.";
const EXPIRED_TOKEN: &str = "The security token included in the request is expired";
const QUERY_MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check \
     your AWS Secret Access Key and signing method. Consult the service documentation for details.";
pub(crate) const S3_MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your \
     key and signing method.";
const S3_ONE_MECHANISM: &str = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature \
     query string parameter or the Authorization header should be specified";
const S3_QUERY_LACKS: &str = "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, \
     X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
const S3_V2_LACKS: &str =
    "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
const S3_V2_DISABLED: &str =
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
const S3_NO_DATE: &str = "AWS authentication requires a valid Date or x-amz-date header";
const S3_BAD_DATE: &str = "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"";
const S3_SKEWED: &str = "The difference between the request time and the current time is too large.";
const S3_UNSIGNED: &str = "There were headers present in the request which were not signed";
const S3_PAYLOAD_HASH: &str = "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, \
     STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, \
     STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.";
const S3_UNKNOWN_KEY: &str = "The AWS Access Key Id you provided does not exist in our records.";
const S3_HEADER_LACKS: &str =
    "the authorization header requires three components: Credential, SignedHeaders, and Signature.";
const S3_CREDENTIAL: &str =
    "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";

impl AuthError {
    /// Status, code, text and further elements, as this family gives them.
    pub fn fault(&self, family: Family) -> Fault {
        match family {
            Family::Query => self.query_fault(),
            Family::S3 => self.s3_fault(),
        }
    }

    fn query_fault(&self) -> Fault {
        match self {
            Self::Missing => Fault::new(
                codes::query::MISSING_AUTHENTICATION_TOKEN,
                "Request is missing Authentication Token",
            ),
            Self::UnknownKey { .. }
            | Self::InactiveKey { .. }
            | Self::TokenMissing { .. }
            | Self::TokenMismatch { .. }
            | Self::TokenMalformed { .. }
            | Self::IssuerGone { .. } => Fault::new(codes::query::INVALID_CLIENT_TOKEN_ID, INVALID_TOKEN),
            Self::TokenExpired { .. } => Fault::new(codes::query::EXPIRED_TOKEN, EXPIRED_TOKEN),
            Self::HostUnsigned
            | Self::HeaderUnsigned { .. }
            | Self::HeadersUnsigned { .. }
            | Self::ParameterUnsigned { .. }
            | Self::Scope { .. }
            | Self::TooOld { .. }
            | Self::TooNew { .. }
            | Self::Skewed { .. }
            | Self::NotYetValid
            | Self::Expired { .. }
            | Self::SignatureMismatch(_) => {
                Fault::new(codes::query::SIGNATURE_DOES_NOT_MATCH, self.query_refusal())
            }
            _ => Fault::new(codes::query::INCOMPLETE_SIGNATURE, self.query_malformed()),
        }
    }

    /// Texts of what is well formed and yet refused.
    fn query_refusal(&self) -> Cow<'static, str> {
        match self {
            Self::HostUnsigned => {
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".into()
            }
            Self::HeaderUnsigned { name } => {
                format!("'{}' must be a 'SignedHeader' in the AWS Authorization.", usual(name)).into()
            }
            Self::HeadersUnsigned { names } => {
                format!("'{}' must be a 'SignedHeader' in the AWS Authorization.", names.join("', '")).into()
            }
            Self::Scope { faults, .. } => faults.iter().map(query_scope).collect::<String>().into(),
            Self::TooOld { signed, now } => {
                let minutes = limits::CLOCK_SKEW_SECONDS / 60;
                let (signed, limit) = (signed.basic(), now.plus(-limits::CLOCK_SKEW_SECONDS).basic());
                let now = now.basic();
                format!("Signature expired: {signed} is now earlier than {limit} ({now} - {minutes} min.)")
                    .into()
            }
            Self::TooNew { signed, now } => {
                let minutes = limits::CLOCK_SKEW_SECONDS / 60;
                let (signed, limit) = (signed.basic(), now.plus(limits::CLOCK_SKEW_SECONDS).basic());
                let now = now.basic();
                format!(
                    "Signature not yet current: {signed} is still later than {limit} ({now} + {minutes} min.)"
                )
                .into()
            }
            Self::Expired { ended, now, .. } => {
                format!("Signature expired: {} is now earlier than {}", ended.basic(), now.basic()).into()
            }
            _ => QUERY_MISMATCH.into(),
        }
    }

    /// Texts of what is malformed.
    fn query_malformed(&self) -> Cow<'static, str> {
        match self {
            Self::HeaderLacks { missing, authorization } => query_header_lacks(*missing, authorization).into(),
            Self::HeaderComponent { component, authorization } => format!(
                "'{}' is not a valid component of the Authorization header. Authorization={}",
                component.as_str(),
                authorization.as_str()
            )
            .into(),
            Self::QueryLacks { missing } | Self::V2Lacks { missing } => query_lacks(missing).into(),
            Self::CredentialAlone => query_lacks(&["X-Amz-Algorithm", "X-Amz-Signature"]).into(),
            Self::Date { got, .. } => format!(
                "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601",
                got.as_str()
            )
            .into(),
            Self::AuthorizationType { authorization: got } | Self::Algorithm { got, .. } => {
                format!("Unsupported AWS 'algorithm': '{}'", got.as_str()).into()
            }
            Self::Credential { got, .. } => format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{}'",
                got.as_str()
            )
            .into(),
            Self::SignedHeaders { got, .. } => {
                format!("SignedHeaders must be distinct header names separated by ';', got '{}'", got.as_str()).into()
            }
            Self::SeveralCarriers { .. } => {
                "Request must carry one signature: in the Authorization header or in the query string.".into()
            }
            Self::RepeatedParameter { name } => {
                format!("Parameter '{}' must be given once, and in its own case.", name.as_str()).into()
            }
            Self::RepeatedHeader { name } => format!("Header '{name}' must be given once.").into(),
            Self::TooManyParameters { limit } => {
                format!("A request must not have more than {limit} parameters.").into()
            }
            Self::Expires(_) => "X-Amz-Expires must be a number of seconds from 1 to 604800.".into(),
            Self::V2Disabled => "Signature Version 2 is not supported. Please use AWS4-HMAC-SHA256.".into(),
            Self::V2Method { parameter, got } => {
                format!("Unsupported '{parameter}': '{}'", got.as_str()).into()
            }
            _ => "Request is not authenticated.".into(),
        }
    }

    fn s3_fault(&self) -> Fault {
        match self {
            Self::Missing | Self::CredentialAlone => Fault::new(codes::s3::ACCESS_DENIED, "Access Denied"),
            Self::UnknownKey { access_key_id }
            | Self::InactiveKey { access_key_id }
            | Self::TokenMissing { access_key_id }
            | Self::TokenMismatch { access_key_id }
            | Self::IssuerGone { access_key_id } => {
                Fault::new(codes::s3::INVALID_ACCESS_KEY_ID, S3_UNKNOWN_KEY)
                    .with("AWSAccessKeyId", access_key_id.clone())
            }
            Self::TokenMalformed { token, .. } => {
                Fault::new(codes::s3::INVALID_TOKEN, "The provided token is malformed or otherwise invalid.")
                    .with("Token-0", token.as_str().to_owned())
            }
            Self::TokenExpired { token } => {
                Fault::new(codes::s3::EXPIRED_TOKEN, "The provided token has expired.")
                    .with("Token-0", token.as_str().to_owned())
            }
            Self::SignatureMismatch(mismatch) => s3_mismatch(mismatch),
            Self::HostUnsigned => {
                Fault::new(codes::s3::ACCESS_DENIED, S3_UNSIGNED).with("HeadersNotSigned", "host".to_owned())
            }
            Self::HeaderUnsigned { name } => {
                Fault::new(codes::s3::ACCESS_DENIED, S3_UNSIGNED).with("HeadersNotSigned", name.clone())
            }
            Self::HeadersUnsigned { names } => {
                Fault::new(codes::s3::ACCESS_DENIED, S3_UNSIGNED).with("HeadersNotSigned", names.join(", "))
            }
            Self::ParameterUnsigned { name } => Fault::new(
                codes::s3::ACCESS_DENIED,
                format!("The query parameter '{}' is not covered by the signature.", name.as_str()),
            ),
            Self::TooOld { .. }
            | Self::TooNew { .. }
            | Self::Skewed { .. }
            | Self::NotYetValid
            | Self::Expired { .. } => self.s3_time(),
            _ => self.s3_malformed(),
        }
    }

    fn s3_time(&self) -> Fault {
        match self {
            Self::NotYetValid => Fault::new(codes::s3::ACCESS_DENIED, "Request is not valid yet"),
            Self::Expired { life, ended, now } => {
                let fault = Fault::new(codes::s3::ACCESS_DENIED, "Request has expired");
                let fault = match life {
                    Some(seconds) => fault.with("X-Amz-Expires", seconds.to_string()),
                    None => fault,
                };
                fault.with("Expires", ended.extended()).with("ServerTime", now.extended())
            }
            Self::Skewed { signed, now } => skewed(signed.as_str().to_owned(), *now),
            Self::TooOld { signed, now } | Self::TooNew { signed, now } => skewed(signed.basic(), *now),
            _ => Fault::new(codes::s3::ACCESS_DENIED, "Access Denied"),
        }
    }

    fn s3_malformed(&self) -> Fault {
        match self {
            Self::SeveralCarriers { authorization } => {
                let value = authorization.as_ref().map(|value| value.as_str().to_owned()).unwrap_or_default();
                Fault::new(codes::s3::INVALID_ARGUMENT, S3_ONE_MECHANISM).argument("Authorization", value)
            }
            Self::AuthorizationType { authorization } => {
                Fault::new(codes::s3::INVALID_ARGUMENT, "Unsupported Authorization Type")
                    .argument("Authorization", authorization.as_str().to_owned())
            }
            Self::HeaderLacks { missing, .. }
                if missing.credential || missing.signature || missing.signed_headers =>
            {
                malformed(Carrier::Header, S3_HEADER_LACKS)
            }
            Self::HeaderLacks { .. } | Self::Date { carrier: Carrier::Header, .. } => {
                Fault::new(codes::s3::ACCESS_DENIED, S3_NO_DATE)
            }
            Self::HeaderComponent { .. } => malformed(Carrier::Header, S3_HEADER_LACKS),
            Self::QueryLacks { .. } => {
                Fault::new(codes::s3::AUTHORIZATION_QUERY_PARAMETERS_ERROR, S3_QUERY_LACKS)
            }
            Self::V2Lacks { .. } => Fault::new(codes::s3::ACCESS_DENIED, S3_V2_LACKS),
            Self::Date { carrier: Carrier::Query, .. } => {
                Fault::new(codes::s3::AUTHORIZATION_QUERY_PARAMETERS_ERROR, S3_BAD_DATE)
            }
            Self::Algorithm { carrier: Carrier::Query, .. } => Fault::new(
                codes::s3::AUTHORIZATION_QUERY_PARAMETERS_ERROR,
                "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"",
            ),
            Self::Algorithm { got, .. } => {
                Fault::new(codes::s3::INVALID_ARGUMENT, "Unsupported Authorization Type")
                    .argument("Authorization", got.as_str().to_owned())
            }
            Self::Credential { carrier, .. } => malformed(*carrier, S3_CREDENTIAL),
            Self::SignedHeaders { carrier, .. } => {
                malformed(*carrier, "the SignedHeaders list is mal-formed.")
            }
            Self::Scope { carrier, faults } => s3_scope(*carrier, faults),
            Self::Expires(fault) => s3_life(*fault),
            Self::PayloadHashMissing => Fault::new(
                codes::s3::INVALID_REQUEST,
                "Missing required header for this request: x-amz-content-sha256",
            ),
            Self::PayloadHash { got } => Fault::new(codes::s3::INVALID_ARGUMENT, S3_PAYLOAD_HASH)
                .argument("x-amz-content-sha256", got.as_str().to_owned()),
            Self::V2Disabled | Self::V2Method { .. } => {
                Fault::new(codes::s3::INVALID_REQUEST, S3_V2_DISABLED)
            }
            Self::RepeatedParameter { name } => Fault::new(
                codes::s3::INVALID_ARGUMENT,
                "A query parameter must be given once, and in its own case.",
            )
            .argument("QueryParameter", name.as_str().to_owned()),
            Self::TooManyParameters { limit } => Fault::new(
                codes::s3::INVALID_REQUEST,
                format!("A request must not have more than {limit} parameters."),
            ),
            Self::RepeatedHeader { name } => {
                Fault::new(codes::s3::INVALID_ARGUMENT, "A header with one value must be given once.")
                    .argument("Header", name.clone())
            }
            Self::TooManyLines { name, limit } => too_many_lines(name, *limit),
            _ => Fault::new(codes::s3::ACCESS_DENIED, "Access Denied"),
        }
    }
}

fn s3_life(fault: ExpiresFault) -> Fault {
    let text = match fault {
        ExpiresFault::NotANumber => "X-Amz-Expires should be a number",
        ExpiresFault::Negative => "X-Amz-Expires must be non-negative",
        ExpiresFault::Zero => "X-Amz-Expires must be at least one second",
        ExpiresFault::TooLong => "X-Amz-Expires must be less than a week (in seconds) that is 604800",
    };
    Fault::new(codes::s3::AUTHORIZATION_QUERY_PARAMETERS_ERROR, text)
}

fn too_many_lines(name: &str, limit: usize) -> Fault {
    Fault::new(codes::s3::INVALID_ARGUMENT, format!("A header must not come on more than {limit} lines."))
        .argument("Header", name.to_owned())
}

/// S3's two ways to say that something in the credential is malformed.
fn malformed(carrier: Carrier, what: &str) -> Fault {
    match carrier {
        Carrier::Header => Fault::new(
            codes::s3::AUTHORIZATION_HEADER_MALFORMED,
            format!("The authorization header is malformed; {what}"),
        ),
        Carrier::Query => Fault::new(
            codes::s3::AUTHORIZATION_QUERY_PARAMETERS_ERROR,
            format!("Error parsing the X-Amz-Credential parameter; {what}"),
        ),
    }
}

fn skewed(signed: String, now: RequestDate) -> Fault {
    Fault::new(codes::s3::REQUEST_TIME_TOO_SKEWED, S3_SKEWED)
        .with("RequestTime", signed)
        .with("ServerTime", now.extended())
        .with("MaxAllowedSkewMilliseconds", (limits::CLOCK_SKEW_SECONDS * 1000).to_string())
}

fn query_header_lacks(missing: Missing, authorization: &Provided) -> String {
    let mut text = String::new();
    for (lacks, name) in [
        (missing.credential, "Credential"),
        (missing.signature, "Signature"),
        (missing.signed_headers, "SignedHeaders"),
    ] {
        if lacks {
            let _ = write!(text, "Authorization header requires '{name}' parameter. ");
        }
    }
    if missing.date {
        text.push_str(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
        );
    }
    let _ = write!(text, "Authorization={}", authorization.as_str());
    text
}

fn query_lacks(missing: &[&'static str]) -> String {
    let mut text = String::new();
    for name in missing {
        let _ = write!(text, "AWS query-string parameters must include '{name}'. ");
    }
    text.push_str("Re-examine the query-string parameters.");
    text
}

/// One sentence; several are concatenated as they are, trailing space included.
fn query_scope(fault: &ScopeFault) -> String {
    match fault {
        ScopeFault::Region { .. } => "Credential should be scoped to a valid region. ".to_owned(),
        ScopeFault::Service { expected, .. } => {
            format!("Credential should be scoped to correct service: '{expected}'. ")
        }
        ScopeFault::Terminator { got } => {
            format!("Credential should be scoped with a valid terminator: 'aws4_request', not '{got}'. ")
        }
        ScopeFault::Date { scope, request } => format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope}' != \
             '{}', from '{request}'.",
            request.get(..8).unwrap_or_default()
        ),
    }
}

/// S3 reports the first fault only.
fn s3_scope(carrier: Carrier, faults: &[ScopeFault]) -> Fault {
    match faults.first() {
        Some(ScopeFault::Region { got, home }) => {
            malformed(carrier, &format!("the region '{got}' is wrong; expecting '{home}'"))
                .with("Region", home.clone())
        }
        Some(ScopeFault::Service { got, expected }) => malformed(
            carrier,
            &format!("incorrect service \"{got}\". This endpoint belongs to \"{expected}\"."),
        ),
        Some(ScopeFault::Terminator { got }) => {
            malformed(carrier, &format!("incorrect terminal \"{got}\". This endpoint uses \"aws4_request\"."))
        }
        Some(ScopeFault::Date { scope, request }) => malformed(
            carrier,
            &format!(
                "Invalid credential date \"{scope}\". This date is not the same as X-Amz-Date: \"{}\".",
                request.get(..8).unwrap_or_default()
            ),
        ),
        None => malformed(carrier, S3_CREDENTIAL),
    }
}

fn s3_mismatch(mismatch: &Mismatch) -> Fault {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let fault = Fault::new(codes::s3::SIGNATURE_DOES_NOT_MATCH, S3_MISMATCH)
        .with("AWSAccessKeyId", mismatch.access_key_id.clone())
        .with("StringToSign", text(&mismatch.string_to_sign))
        .with("SignatureProvided", mismatch.signature_provided.as_str().to_owned())
        .with("StringToSignBytes", hex_pairs(&mismatch.string_to_sign));
    match &mismatch.canonical_request {
        Some(canonical) => fault
            .with("CanonicalRequest", text(canonical))
            .with("CanonicalRequestBytes", hex_pairs(canonical)),
        None => fault,
    }
}

/// `X-Amz-Date` from `x-amz-date`.
fn usual(name: &str) -> String {
    let mut start = true;
    let letter = |letter: char| {
        let written = if start { letter.to_ascii_uppercase() } else { letter };
        start = letter == '-';
        written
    };
    name.chars().map(letter).collect()
}

fn hex_pairs(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(3));
    for (at, byte) in bytes.iter().enumerate() {
        let _ = write!(text, "{}{byte:02x}", if at == 0 { "" } else { " " });
    }
    text
}
