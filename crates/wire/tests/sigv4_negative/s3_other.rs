//! S3, signed in the URL, and Version 2.

use super::*;
use crate::signing::*;

#[test]
#[rustfmt::skip]
fn s3_url_form() {
    let bad = |name, spoil: fn(&mut Request), text| case(name, spoilt_url(Spec::s3_url(), spoil), 400, URL_ERROR, text);
    let expires = |name, life: &str, text| {
        let spec = Spec::s3_url().with(|s| s.life = Some(life.to_owned()));
        case(name, spec.in_query(), 400, URL_ERROR, text)
    };
    let denied = |name, request: Request, text| case(name, request, 403, "AccessDenied", text);
    let wrong = |name, request: Request| case(name, request, 403, "SignatureDoesNotMatch", S3_MISMATCH);
    let unknown = |name, request: Request| case(name, request, 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
    let scope = |name, change: fn(&mut Spec), text| case(name, Spec::s3_url().with(change).in_query(), 400, URL_ERROR, text);
    run(
        vec![
            bad("s3 url without algorithm", |r| { r.drop_parameter("X-Amz-Algorithm"); }, S3_URL_LACKS),
            bad("s3 url without credential", |r| { r.drop_parameter("X-Amz-Credential"); }, S3_URL_LACKS),
            bad("s3 url without signature", |r| { r.drop_parameter("X-Amz-Signature"); }, S3_URL_LACKS),
            bad("s3 url without date", |r| { r.drop_parameter("X-Amz-Date"); }, S3_URL_LACKS),
            bad("s3 url without signed headers", |r| { r.drop_parameter("X-Amz-SignedHeaders"); }, S3_URL_LACKS),
            bad("s3 url without expires", |r| { r.drop_parameter("X-Amz-Expires"); }, S3_URL_LACKS),
            denied("s3 url with a credential only", spoilt_url(Spec::s3_url(), |r| r.query = format!("X-Amz-Credential={ID}%2F20261122%2Fr%2Fs3%2Faws4_request")), "Access Denied"),
            bad("s3 url with another algorithm", |r| { r.edit_query("SHA256", "MD5"); }, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\""),
            bad("s3 url with four elements", |r| { r.edit_query("%2Faws4_request", ""); }, S3_URL_FIVE),
            bad("s3 url with a bad date", |r| { r.edit_query("20261122T120000Z", "now"); }, "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
            bad("s3 url with an empty signed header", |r| { r.edit_query("SignedHeaders=host", "SignedHeaders=host%3B"); }, "Error parsing the X-Amz-Credential parameter; the SignedHeaders list is mal-formed."),
            scope("s3 url with an empty region", |s| s.region = String::new(), "Error parsing the X-Amz-Credential parameter; the region '' is wrong; expecting 'us-east-1'"),
            scope("s3 url for sts", |s| s.service = "sts".into(), "Error parsing the X-Amz-Credential parameter; incorrect service \"sts\". This endpoint belongs to \"s3\"."),
            scope("s3 url with a wrong terminator", |s| s.terminator = "x".into(), "Error parsing the X-Amz-Credential parameter; incorrect terminal \"x\". This endpoint uses \"aws4_request\"."),
            scope("s3 url with another day", |s| s.scope_date = Some("20261121".into()), "Error parsing the X-Amz-Credential parameter; Invalid credential date \"20261121\". This date is not the same as X-Amz-Date: \"20261122\"."),
            expires("s3 url that lives 0 seconds", "0", "X-Amz-Expires must be at least one second"),
            expires("s3 url that lives a negative time", "-1", "X-Amz-Expires must be non-negative"),
            expires("s3 url that lives a second over a week", "604801", WEEK),
            expires("s3 url that lives for ever", "99999999999999999999", WEEK),
            expires("s3 url that lives a word", "hour", "X-Amz-Expires should be a number"),
            expires("s3 url that lives an empty time", "", "X-Amz-Expires should be a number"),
            expires("s3 url that lives with a sign", "+3600", "X-Amz-Expires should be a number"),
            denied("s3 url past its life", Spec::s3_url().seconds_later(-3601).in_query(), "Request has expired").detail("X-Amz-Expires", "3600").detail("Expires", "2026-11-22T11:59:59Z").detail("ServerTime", "2026-11-22T12:00:00Z"),
            denied("s3 url of one second, two seconds later", Spec::s3_url().with(|s| s.life = Some("1".into())).seconds_later(-2).in_query(), "Request has expired"),
            denied("s3 url from the future", Spec::s3_url().seconds_later(901).in_query(), "Request is not valid yet"),
            denied("s3 url from next year", Spec::s3_url().seconds_later(31_536_000).in_query(), "Request is not valid yet"),
            denied("s3 url with an unsigned acl", spoilt_url(Spec::s3_url(), |r| { r.add("x-amz-acl", "public-read"); }), S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-acl"),
            denied("s3 url with an unsigned copy source", spoilt_url(Spec::s3_url(), |r| { r.add("x-amz-copy-source", "/b/k"); }), S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-copy-source"),
            denied("s3 url with an unsigned token", spoilt_url(Spec::s3_url(), |r| { r.add("x-amz-security-token", TOKEN); }), S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-security-token"),
            denied("s3 url with an unsigned payload hash", spoilt_url(Spec::s3_url(), |r| { r.add("x-amz-content-sha256", "UNSIGNED-PAYLOAD"); }), S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-content-sha256"),
            denied("s3 url without host signed", Spec::s3_url().header("x-a", "1").with(|s| s.signed_headers = Some("x-a".into())).in_query(), S3_UNSIGNED).detail("HeadersNotSigned", "host"),
            wrong("s3 url with a wrong secret", spoilt_url(Spec::s3_url(), |r| r.secret.clear())),
            wrong("s3 url used with PUT", spoilt_url(Spec::s3_url(), |r| r.method = "PUT".into())),
            wrong("s3 url for another key", spoilt_url(Spec::s3_url(), |r| r.path = "/bucket/b".into())),
            wrong("s3 url with a longer life than signed", spoilt_url(Spec::s3_url(), |r| { r.edit_query("Expires=3600", "Expires=36000"); })),
            wrong("s3 url with response headers added", spoilt_url(Spec::s3_url(), |r| r.query.push_str("&response-content-type=text%2Fhtml"))),
            wrong("s3 url with a token added", spoilt_url(Spec::s3_url(), |r| r.query.push_str("&X-Amz-Security-Token=x"))),
            wrong("s3 url at another host", spoilt_url(Spec::s3_url(), |r| { r.set("host", "x"); })),
            wrong("s3 url with a signed header that is not there", Spec::s3_url().with(|s| s.signed_headers = Some("host;range".into())).in_query()),
            unknown("s3 url with two tokens", spoilt_url(Spec::s3_url().with(|s| s.token = Some(TOKEN.into())), |r| r.query.push_str("&X-Amz-Security-Token=x"))),
            case("s3 url with two signatures", spoilt_url(Spec::s3_url(), |r| r.query.push_str("&X-Amz-Signature=x")), 400, "InvalidArgument", ONCE),
            case("s3 url with a moved header and another beside it", Spec::s3_url().with(|s| s.query = "x-amz-acl=private".into()).header("x-amz-acl", "public-read").in_query(), 400, "InvalidArgument", ONCE),
            case("s3 url with a moved header twice in two cases", Spec::s3_url().with(|s| s.query = "x-amz-acl=private&X-Amz-Acl=public-read".into()).in_query(), 400, "InvalidArgument", ONCE),
            case("s3 url with two payload hashes", Spec::s3_url().with(|s| s.query = "X-Amz-Content-Sha256=UNSIGNED-PAYLOAD".into()).header("x-amz-content-sha256", EMPTY).in_query(), 400, "InvalidArgument", ONCE),
            case("s3 url with signature in lower case", spoilt_url(Spec::s3_url(), |r| { r.edit_query("X-Amz-Signature", "x-amz-signature"); }), 400, "InvalidArgument", ONCE),
            case("s3 url with the signature in two cases", spoilt_url(Spec::s3_url(), |r| r.query.push_str("&x-amz-signature=x")), 400, "InvalidArgument", ONCE),
            case("s3 url that is also Version 2's", spoilt_url(Spec::s3_url(), |r| r.query.push_str("&Signature=x&AWSAccessKeyId=x&Expires=1")), 400, "InvalidArgument", S3_ONE),
        ],
        40,
    );
}

#[test]
#[rustfmt::skip]
fn s3_version_2() {
    let denied = |name, request: Request, text| case(name, request, 403, "AccessDenied", text);
    let wrong = |name, request: Request| case(name, request, 403, "SignatureDoesNotMatch", S3_MISMATCH).detail("StringToSign", "*\n\n*");
    let header = |change: fn(&mut Request)| changed(s3_v2_header(), change);
    let url = |change: fn(&mut Request)| changed(s3_v2_url(), change);
    let kind = |name, value: &'static str| {
        let request = changed(s3_v2_header(), |r| { r.set("authorization", value); });
        case(name, request, 400, "InvalidArgument", "Unsupported Authorization Type")
    };
    let uncovered = |name, query: &'static str| {
        let request = changed(s3_v2_url(), |r| r.query.push_str(query));
        denied(name, request, "The query parameter *")
    };
    let skewed = |name, date: &'static str| case(name, changed(s3_v2_header(), |r| { r.set("date", date); }), 403, "RequestTimeTooSkewed", S3_SKEW).detail("RequestTime", date);
    run(
        vec![
            kind("s3 v2 without colon", "AWS AKIAIOSFODNN7EXAMPLE"),
            kind("s3 v2 in lower case", "aws AKIAIOSFODNN7EXAMPLE:c2ln"),
            kind("s3 v2 without blank", "AWSAKIAIOSFODNN7EXAMPLE:c2ln"),
            denied("s3 v2 without date", header(|r| { r.remove("date"); }), S3_NO_DATE),
            denied("s3 v2 with a bad date", header(|r| { r.set("date", "noon"); }), S3_NO_DATE),
            skewed("s3 v2 too old", "Sun, 22 Nov 2026 11:44:59 GMT"),
            skewed("s3 v2 too new", "Sun, 22 Nov 2026 12:15:01 GMT"),
            wrong("s3 v2 with another date", header(|r| { r.set("date", "Sun, 22 Nov 2026 12:00:01 GMT"); })),
            wrong("s3 v2 with a wrong secret", header(|r| r.secret.clear())),
            wrong("s3 v2 with another method", header(|r| r.method = "PUT".into())),
            wrong("s3 v2 with another path", header(|r| r.path = "/bucket/other".into())),
            wrong("s3 v2 with an acl added", header(|r| { r.add("x-amz-acl", "private"); })),
            wrong("s3 v2 with metadata added", header(|r| { r.add("x-amz-meta-a", "1"); })),
            wrong("s3 v2 with a content type added", header(|r| { r.add("content-type", "text/plain"); })),
            wrong("s3 v2 with an MD5 added", header(|r| { r.add("content-md5", "x"); })),
            wrong("s3 v2 with a sub-resource added", header(|r| r.query = "acl".into())),
            wrong("s3 v2 with a version added", header(|r| r.query = "versionId=1".into())),
            wrong("s3 v2 with a token added", header(|r| { r.add("x-amz-security-token", TOKEN); })),
            wrong("s3 v2 with the bucket moved to the host", header(|r| (r.path, r.bucket_in_host) = ("/key".into(), Some("other".into())))),
            wrong("s3 v2 with a date header of S3's own added", header(|r| { r.add("x-amz-date", "Sun, 22 Nov 2026 12:00:00 GMT"); })),
            wrong("s3 v2 with a signature that is no base64", header(|r| { r.set("authorization", "AWS AKIAIOSFODNN7EXAMPLE:!"); })),
            wrong("s3 v2 with an empty signature", header(|r| { r.set("authorization", "AWS AKIAIOSFODNN7EXAMPLE:"); })),
            wrong("s3 v2 with a SHA-256 signature", header(|r| { r.set("authorization", &format!("AWS {ID}:{}", "A".repeat(43) + "=")); })),
            denied("s3 v2 with a parameter that it does not cover", header(|r| r.query = "encryption".into()), "The query parameter 'encryption' is not covered by the signature."),
            case("s3 v2 with a strange key id", header(|r| { r.set("authorization", "AWS a/b:c2ln"); }), 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
            case("s3 v2 with a bad payload hash", header(|r| { r.add("x-amz-content-sha256", "x"); }), 400, "InvalidArgument", "x-amz-content-sha256 must be *"),
            case("s3 v2 with signed chunks", header(|r| { r.add("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"); }), 400, "InvalidArgument", "x-amz-content-sha256 must be *"),
            case("s3 v2 switched off", header(|r| r.allow_v2 = false), 400, "InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."),
            case("s3 v2 with header and url", header(|r| r.query = "Signature=x".into()), 400, "InvalidArgument", S3_ONE),
            case("s3 v2 with two tokens", header(|r| { r.add("x-amz-security-token", "a").add("x-amz-security-token", "b"); }), 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
            denied("s3 v2 url without signature", url(|r| { r.drop_parameter("Signature"); }), S3_V2_LACKS),
            denied("s3 v2 url without key id", url(|r| { r.drop_parameter("AWSAccessKeyId"); }), S3_V2_LACKS),
            denied("s3 v2 url without expires", url(|r| { r.drop_parameter("Expires"); }), S3_V2_LACKS),
            denied("s3 v2 url past its end", url(|r| r.at = r.at.checked_add(jiff::Span::new().seconds(3601)).unwrap()), "Request has expired").detail("Expires", "2026-11-22T13:00:00Z").detail("ServerTime", "2026-11-22T13:00:01Z"),
            case("s3 v2 url that ends never", url(|r| r.drop_parameter("Expires").query.push_str("&Expires=99999999999")), 400, URL_ERROR, WEEK),
            case("s3 v2 url that ends at a word", url(|r| r.drop_parameter("Expires").query.push_str("&Expires=soon")), 400, URL_ERROR, "X-Amz-Expires should be a number"),
            case("s3 v2 url that ends with a sign", url(|r| r.drop_parameter("Expires").query.push_str("&Expires=+1795352400")), 400, URL_ERROR, "X-Amz-Expires should be a number"),
            wrong("s3 v2 url with a later end", url(|r| { r.edit_query("Expires=1795352400", "Expires=1795352401"); })),
            wrong("s3 v2 url with a wrong secret", url(|r| r.secret.clear())),
            wrong("s3 v2 url with another key", url(|r| r.path = "/bucket/other".into())),
            wrong("s3 v2 url used with DELETE", url(|r| r.method = "DELETE".into())),
            wrong("s3 v2 url with an acl header", url(|r| { r.add("x-amz-acl", "public-read"); })),
            wrong("s3 v2 url with an acl parameter", url(|r| r.query.push_str("&x-amz-acl=public-read"))),
            wrong("s3 v2 url with a copy source", url(|r| { r.add("x-amz-copy-source", "/other/key"); })),
            wrong("s3 v2 url with a content type", url(|r| { r.add("content-type", "text/html"); })),
            wrong("s3 v2 url with a response header", url(|r| r.query.push_str("&response-content-type=text%2Fhtml"))),
            uncovered("s3 v2 url with an unknown parameter", "&x-id=GetObject"),
            uncovered("s3 v2 url with a public access block", "&publicAccessBlock"),
            uncovered("s3 v2 url with a sub-resource in disguise", "&%61cl"),
            uncovered("s3 v2 url with a sub-resource inside another", "&versionId=1%26acl"),
            uncovered("s3 v2 url with a sub-resource with value inside another", "&response-content-type=a%26versionId=1"),
            case("s3 v2 url with a line end in a header parameter", url(|r| r.query.push_str("&x-amz-meta-a=1%0Ax-amz-meta-b%3A2")), 400, "InvalidArgument", ONCE),
            case("s3 v2 url with header and parameter at odds", url(|r| r.add("x-amz-acl", "private").query.push_str("&x-amz-acl=public-read")), 400, "InvalidArgument", ONCE),
            case("s3 v2 url with two signatures", url(|r| r.query.push_str("&Signature=x")), 400, "InvalidArgument", ONCE),
            case("s3 v2 url switched off", url(|r| r.allow_v2 = false), 400, "InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."),
        ],
        50,
    );
}
