//! Requests that must be refused, each named by what is wrong with it, with the status, code and text of the refusal.

mod query_header;
mod query_other;
mod s3_header;
mod s3_other;

use crate::signing::{
    ID, Request, SECRET, Spec, TOKEN, V2_PARAMETERS, now, query_v2, query_v2_with, s3_v2_header, s3_v2_url,
};
use wire::sigv4::{AuthError, Family, Provided};

struct Case {
    name: &'static str,
    request: Request,
    status: u16,
    code: &'static str,
    /// A `*` at either end stands for anything.
    text: &'static str,
    details: Vec<(&'static str, &'static str)>,
}

fn case(
    name: &'static str,
    request: impl Into<Request>,
    status: u16,
    code: &'static str,
    text: &'static str,
) -> Case {
    Case { name, request: request.into(), status, code, text, details: Vec::new() }
}

impl Case {
    fn detail(mut self, name: &'static str, value: &'static str) -> Self {
        self.details.push((name, value));
        self
    }
}

fn fits(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) if pattern.len() > 1 => text.contains(&pattern[1..pattern.len() - 1]),
        (Some(end), _) => text.ends_with(end),
        (_, Some(start)) => text.starts_with(start),
        _ => text == pattern,
    }
}

fn run(cases: Vec<Case>, at_least: usize) {
    assert!(cases.len() >= at_least, "{} cases", cases.len());
    let mut wrong = Vec::new();
    let mut names: Vec<&str> = cases.iter().map(|case| case.name).collect();
    names.sort();
    assert!(names.windows(2).all(|two| two[0] != two[1]), "a name occurs twice");
    for case in cases {
        let family = case.request.family;
        let got = match case.request.judge() {
            Ok(_) => Err("accepted".to_owned()),
            Err(error) => {
                let fault = error.fault(family);
                let details = case.details.iter().all(|(name, pattern)| {
                    fault.details().iter().any(|(have, value)| have == name && fits(pattern, value))
                });
                let same = (fault.status(), fault.code().name) == (case.status, case.code)
                    && fits(case.text, fault.message().unwrap_or_default())
                    && details;
                if same { Ok(()) } else { Err(format!("{fault:?}")) }
            }
        };
        if let Err(got) = got {
            wrong.push(format!("{}: {got}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl From<Spec> for Request {
    fn from(spec: Spec) -> Self {
        spec.in_header()
    }
}

/// A correctly signed request, spoilt afterwards.
fn spoilt(spec: Spec, spoil: impl FnOnce(&mut Request)) -> Request {
    let mut request = spec.in_header();
    spoil(&mut request);
    request
}

fn spoilt_url(spec: Spec, spoil: impl FnOnce(&mut Request)) -> Request {
    let mut request = spec.in_query();
    spoil(&mut request);
    request
}

fn changed(mut request: Request, change: impl FnOnce(&mut Request)) -> Request {
    change(&mut request);
    request
}

const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your \
                        AWS Secret Access Key and signing method. Consult the service documentation for details.";
const S3_MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check \
                           your key and signing method.";
const DATE: &str = "Date must be in ISO-8601 'basic format'. Got '*";
const FIVE: &str =
    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '*";
const REGION: &str = "Credential should be scoped to a valid region. ";
const SERVICE: &str = "Credential should be scoped to correct service: 'sts'. ";
const LIST: &str = "SignedHeaders must be distinct header names separated by ';', got '*";
const ONE_SIGNATURE: &str =
    "Request must carry one signature: in the Authorization header or in the query string.";
const S3_ONE: &str = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string \
                      parameter or the Authorization header should be specified";
const S3_THREE: &str = "The authorization header is malformed; the authorization header requires three components: \
                        Credential, SignedHeaders, and Signature.";
const S3_FIVE: &str = "The authorization header is malformed; the Credential is mal-formed; expecting \
                       \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
const S3_LIST: &str = "The authorization header is malformed; the SignedHeaders list is mal-formed.";
const S3_URL_FIVE: &str = "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \
                           \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
const S3_URL_LACKS: &str = "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, \
                            X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
const S3_SKEW: &str = "The difference between the request time and the current time is too large.";
const S3_UNSIGNED: &str = "There were headers present in the request which were not signed";
const S3_NO_DATE: &str = "AWS authentication requires a valid Date or x-amz-date header";
const S3_V2_LACKS: &str =
    "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
const ONCE: &str = "A query parameter must be given once, and in its own case.";
const WEEK: &str = "X-Amz-Expires must be less than a week (in seconds) that is 604800";
const URL_ERROR: &str = "AuthorizationQueryParametersError";
const HEADER_ERROR: &str = "AuthorizationHeaderMalformed";

#[test]
fn what_is_not_spoilt_is_accepted() {
    let good = [
        Spec::sts().in_header(),
        Spec::sts().with(|spec| spec.token = Some(TOKEN.into())).in_header(),
        Spec::sts_get().in_header(),
        Spec::sts_get().in_query(),
        Spec::sts_get().with(|spec| spec.token = Some(TOKEN.into())).in_query(),
        Spec::sts_get().with(|spec| spec.life = None).in_query(),
        Spec::s3().in_header(),
        Spec::s3().with(|spec| spec.token = Some(TOKEN.into())).in_header(),
        Spec::s3_url().in_query(),
        Spec::s3_url().with(|spec| spec.token = Some(TOKEN.into())).in_query(),
        s3_v2_header(),
        s3_v2_url(),
        query_v2(&V2_PARAMETERS),
    ];
    for (at, request) in good.iter().enumerate() {
        if let Err(error) = request.judge() {
            panic!("{at}: {error:?}");
        }
    }
}

/// Faults that the key store finds, as each family words them.
#[test]
#[rustfmt::skip]
fn key_store_refusals() {
    let id = || ID.to_owned();
    let token = || Provided::from(TOKEN);
    let unknown = "The AWS Access Key Id you provided does not exist in our records.";
    let invalid = "The security token included in the request is invalid.";
    let table = [
        (AuthError::UnknownKey { access_key_id: id() }, (403, "InvalidClientTokenId", invalid), (403, "InvalidAccessKeyId", unknown)),
        (AuthError::InactiveKey { access_key_id: id() }, (403, "InvalidClientTokenId", invalid), (403, "InvalidAccessKeyId", unknown)),
        (AuthError::TokenMissing { access_key_id: id() }, (403, "InvalidClientTokenId", invalid), (403, "InvalidAccessKeyId", unknown)),
        (AuthError::TokenMismatch { access_key_id: id() }, (403, "InvalidClientTokenId", invalid), (403, "InvalidAccessKeyId", unknown)),
        (AuthError::IssuerGone { access_key_id: id() }, (403, "InvalidClientTokenId", invalid), (403, "InvalidAccessKeyId", unknown)),
        (AuthError::TokenMalformed { access_key_id: id(), token: token() }, (403, "InvalidClientTokenId", invalid), (400, "InvalidToken", "The provided token is malformed or otherwise invalid.")),
        (AuthError::TokenExpired { token: token() }, (403, "ExpiredToken", "The security token included in the request is expired"), (400, "ExpiredToken", "The provided token has expired.")),
    ];
    for (error, query, s3) in table {
        for (family, (status, code, text)) in [(Family::Query, query), (Family::S3, s3)] {
            let fault = error.fault(family);
            let answered = (fault.status(), fault.code().name, fault.message().unwrap_or_default());
            assert_eq!(answered, (status, code, text), "{error:?}");
            assert_eq!(fault.details().is_empty(), family == Family::Query);
        }
        let fault = error.fault(Family::S3);
        let detail = &fault.details()[0];
        assert!([("AWSAccessKeyId", ID), ("Token-0", TOKEN)].contains(&(detail.0, detail.1.as_ref())));
    }
}

/// Neither secret nor right signature nor token is in what a log could show of an error.
#[test]
fn errors_hide_what_is_secret() {
    let mut request = Spec::s3().with(|spec| spec.token = Some(TOKEN.into())).in_header();
    let all = request.get("authorization");
    let (before, right) = all.split_once("Signature=").unwrap();
    request.set("authorization", &format!("{before}Signature={}", "0".repeat(64)));
    let error = request.judge().err().unwrap();
    let shown = format!("{error:?} {error}");
    let answered = format!("{:?}", error.fault(Family::S3));
    for text in [&shown, &answered] {
        assert!(!text.contains(SECRET) && !text.contains(right));
    }
    assert!(!shown.contains(TOKEN));
    let expired = AuthError::TokenExpired { token: TOKEN.into() };
    assert!(!format!("{expired:?} {expired}").contains(TOKEN));
    assert!(!format!("{:?}", Provided::from("Basic c2VjcmV0")).contains("c2Vj"));
}

#[test]
fn limits_hold_at_their_edge() {
    let accepted = |request: Request| request.judge().map(|_| ()).map_err(|error| format!("{error:?}"));
    assert_eq!(accepted(Spec::sts().seconds_later(-900).into()), Ok(()));
    assert_eq!(accepted(Spec::sts().seconds_later(900).into()), Ok(()));
    assert_eq!(accepted(Spec::s3().seconds_later(-900).into()), Ok(()));
    assert_eq!(accepted(Spec::s3().seconds_later(900).into()), Ok(()));
    assert_eq!(accepted(Spec::s3_url().seconds_later(-3600).in_query()), Ok(()));
    assert_eq!(accepted(Spec::s3_url().seconds_later(900).in_query()), Ok(()));
    assert_eq!(
        accepted(Spec::s3_url().with(|s| s.life = Some("604800".into())).seconds_later(-604_800).in_query()),
        Ok(())
    );
    assert_eq!(
        accepted(Spec::s3_url().with(|s| s.life = Some("1".into())).seconds_later(-1).in_query()),
        Ok(())
    );
    assert_eq!(accepted(Spec::sts_get().seconds_later(-900).in_query()), Ok(()));
    assert_eq!(accepted(Spec::sts().with(|s| s.id = "A".repeat(128)).into()), Ok(()));
    assert_eq!(accepted(Spec::sts().with(|s| s.region = "r".repeat(64)).into()), Ok(()));
    let hundred = (0..97).fold(Spec::sts(), |spec, n| spec.header(&format!("h{n}"), "1"));
    assert_eq!(accepted(hundred.clone().into()), Ok(()));
    assert!(accepted(hundred.header("one-more", "1").into()).is_err());
    assert_eq!(accepted(query_v2_with("Timestamp", "2026-11-22T11:45:00Z")), Ok(()));
    assert_eq!(accepted(query_v2_with("Timestamp", "2026-11-22T12:15:00.000Z")), Ok(()));
    assert_eq!(accepted(query_v2_with("Timestamp", "2026-11-22T12:00:00")), Ok(()));
    let at = |request: Request, seconds| {
        changed(request, |r| r.at = now().checked_add(jiff::Span::new().seconds(seconds)).unwrap())
    };
    assert_eq!(accepted(at(s3_v2_url(), 3600)), Ok(()));
    assert_eq!(accepted(at(s3_v2_header(), 900)), Ok(()));
    assert_eq!(accepted(at(s3_v2_header(), -900)), Ok(()));
}
