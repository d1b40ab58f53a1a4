//! IAM and STS, signed in the `Authorization` header.

use super::*;
use crate::signing::*;

#[test]
fn query_service_header_form() {
    run(header_parts(), 20);
    run(header_date_and_time(), 14);
    run(header_signed_names(), 16);
    run(header_credential(), 20);
    run(header_signature(), 14);
    run(header_twice(), 10);
}

#[rustfmt::skip]
fn header_parts() -> Vec<Case> {
    let bad = |name, spoil: fn(&mut Request), text| case(name, spoilt(Spec::sts(), spoil), 400, "IncompleteSignature", text);
    vec![
        case("no credentials at all", spoilt(Spec::sts(), |r| { r.remove("authorization"); }), 403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
        bad(
            "empty Authorization",
            |r| { r.set("authorization", ""); },
            "Authorization header requires 'Credential' \
            parameter. Authorization header requires 'Signature' parameter. Authorization header requires \
            'SignedHeaders' parameter. Authorization=",
        ),
        bad(
            "algorithm only, and no date",
            |r| { r.remove("x-amz-date").set("authorization", "AWS4-HMAC-SHA256"); },
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' \
             parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires \
             existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
        ),
        bad("no Credential", |r| { r.authorization("Credential=", "Kredential="); }, "Authorization header requires 'Credential' parameter. Authorization=AWS4-HMAC-SHA256 Kredential=*"),
        bad("no Signature", |r| { r.authorization("Signature=", "Sig="); }, "Authorization header requires 'Signature' parameter. Authorization=*"),
        bad("no SignedHeaders", |r| { r.authorization("SignedHeaders=", "Headers="); }, "Authorization header requires 'SignedHeaders' parameter. Authorization=*"),
        bad("no date", |r| { r.remove("x-amz-date"); }, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=*"),
        bad("Bearer", |r| { r.set("authorization", "Bearer abc"); }, "*Authorization=Bearer abc"),
        bad("Basic", |r| { r.set("authorization", "Basic QTpC"); }, "*Authorization=Basic QTpC"),
        bad("S3's Version 2 at a query service", |r| { r.set("authorization", "AWS AKIA:c2ln"); }, "*Authorization=AWS AKIA:c2ln"),
        bad(
            "bytes that are no UTF-8",
            |r| {
                r.remove("authorization");
                r.headers.push(("Authorization".into(), b"AWS4-HMAC-SHA256 \xff".to_vec()));
            },
            "Authorization header requires 'Credential' parameter. *",
        ),
        bad("unknown component", |r| { r.authorization(", Signature", ", Extra=1, Signature"); }, "'Extra=1' is not a valid component of the Authorization header. *"),
        bad("component without value", |r| { r.authorization(", Signature", ", Extra, Signature"); }, "'Extra' is not a valid component of the Authorization header. *"),
        bad("empty component", |r| { r.authorization(", Signature", ", , Signature"); }, "'' is not a valid component of the Authorization header. *"),
        bad("component name in another case", |r| { r.authorization("Credential=", "credential="); }, "Authorization header requires 'Credential' parameter. *"),
        bad("Credential twice", |r| { r.authorization(", Signature", ", Credential=x/20261122/r/sts/aws4_request, Signature"); }, "'Credential=x/*"),
        bad("Signature twice", |r| { r.authorization(", Signature", ", Signature=00, Signature"); }, "'Signature=*"),
        bad("SignedHeaders twice", |r| { r.authorization(", Signature", ", SignedHeaders=host, Signature"); }, "'SignedHeaders=host' is not*"),
        bad("HMAC-SHA1", |r| { r.authorization("SHA256", "SHA1"); }, "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'"),
        bad("SigV4A", |r| { r.authorization("HMAC-SHA256", "ECDSA-P256-SHA256"); }, "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'"),
        bad("algorithm in lower case", |r| { r.authorization("AWS4-HMAC", "aws4-hmac"); }, "Unsupported AWS 'algorithm': 'aws4-hmac-SHA256'"),
    ]
}

#[rustfmt::skip]
fn header_date_and_time() -> Vec<Case> {
    let bad = |name, date: &str| {
        let spec = Spec::sts().with(|spec| spec.date = Some(date.to_owned()));
        case(name, spec, 400, "IncompleteSignature", DATE)
    };
    let off = |name, seconds, text| case(name, Spec::sts().seconds_later(seconds), 403, "SignatureDoesNotMatch", text);
    let with_date = |date: &'static str| {
        spoilt(Spec::sts(), move |r| {
            r.remove("x-amz-date").add("Date", date);
        })
    };
    vec![
        bad("date is a word", "yesterday"),
        bad("date is empty", ""),
        bad("date in extended format", "2026-11-22T12:00:00Z"),
        bad("date without zone", "20261122T120000"),
        bad("date with an offset", "20261122T120000+0000"),
        bad("date in lower case", "20261122t120000z"),
        bad("date with a fraction", "20261122T120000.5Z"),
        bad("thirteenth month", "20261322T120000Z"),
        bad("thirtieth of February", "20260230T120000Z"),
        bad("hour 24", "20261122T240000Z"),
        bad("signs for digits", "+0261122T120000Z"),
        bad("only the day", "20261122"),
        case("Date header is a word", with_date("noon"), 400, "IncompleteSignature", "Date must be in ISO-8601 'basic format'. Got 'noon'. See http://en.wikipedia.org/wiki/ISO_8601"),
        case("stale Date header", with_date("Sun, 22 Nov 2026 11:44:59 GMT"), 403, "SignatureDoesNotMatch", "Signature expired: 20261122T114459Z is now earlier than 20261122T114500Z (20261122T120000Z - 15 min.)"),
        off("15 minutes and a second old", -901, "Signature expired: 20261122T114459Z is now earlier than 20261122T114500Z (20261122T120000Z - 15 min.)"),
        off("a day old", -86_400, "Signature expired: 20261121T120000Z is now earlier than 20261122T114500Z (20261122T120000Z - 15 min.)"),
        off("a year old", -31_536_000, "Signature expired: 20251122T120000Z is now earlier*"),
        off("15 minutes and a second ahead", 901, "Signature not yet current: 20261122T121501Z is still later than 20261122T121500Z (20261122T120000Z + 15 min.)"),
        off("a year ahead", 31_536_000, "Signature not yet current: 20271122T120000Z is still later*"),
    ]
}

#[rustfmt::skip]
fn header_signed_names() -> Vec<Case> {
    let list = |name, list: &str, text| {
        let spec = Spec::sts().with(|spec| spec.signed_headers = Some(list.to_owned()));
        case(name, spec, 400, "IncompleteSignature", text)
    };
    let unsigned = |name, spec: Spec, list: &str, text| {
        let spec = spec.with(|spec| spec.signed_headers = Some(list.to_owned()));
        case(name, spec, 403, "SignatureDoesNotMatch", text)
    };
    let with_token = || Spec::sts().with(|spec| spec.token = Some(TOKEN.into()));
    let long: Vec<String> = (0..100).map(|n| format!("h{n}")).chain(["host".into()]).collect();
    vec![
        unsigned("host not signed", Spec::sts(), "content-type;x-amz-date", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
        unsigned("date header not signed", Spec::sts(), "content-type;host", "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization."),
        unsigned("token not signed", with_token(), "host;x-amz-date", "'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization."),
        case("any other x-amz header not signed", spoilt(Spec::sts(), |r| { r.add("x-amz-user-agent", "x"); }), 403, "SignatureDoesNotMatch", "'X-Amz-User-Agent' must be a 'SignedHeader' in the AWS Authorization."),
        unsigned("signed header that is not there", Spec::sts(), "host;x-amz-date;x-extra", MISMATCH),
        list("no signed headers", "", LIST),
        list("only a semicolon", ";", LIST),
        list("empty element in the middle", "host;;x-amz-date", LIST),
        list("empty element first", ";host;x-amz-date", LIST),
        list("empty element last", "host;x-amz-date;", LIST),
        list("name twice", "host;host;x-amz-date", LIST),
        list("name twice in two cases", "Host;host;x-amz-date", LIST),
        list("name with a space", "ho st;host;x-amz-date", LIST),
        list("name with a colon", "host:;host;x-amz-date", LIST),
        list("commas for semicolons", "host x-amz-date", LIST),
        list("name with a line end", "host\n;x-amz-date", LIST),
        case("a hundred and one signed headers", spoilt(Spec::sts(), |r| { r.authorization("SignedHeaders=content-type;host", &format!("SignedHeaders={}", long.join(";"))); }), 400, "IncompleteSignature", LIST),
    ]
}

#[rustfmt::skip]
fn header_credential() -> Vec<Case> {
    let five = |name, from: &'static str, to: &'static str| case(name, spoilt(Spec::sts(), move |r| { r.authorization(from, to); }), 400, "IncompleteSignature", FIVE);
    let scope = |name, change: fn(&mut Spec), text| case(name, Spec::sts().with(change), 403, "SignatureDoesNotMatch", text);
    let host = |name, host: &'static str, region: &'static str, service: &'static str| {
        let spec = Spec::sts().with(|spec| {
            spec.headers[0].1 = host.into();
            spec.region = region.into();
            spec.service = service.into();
        });
        case(name, spec, 403, "SignatureDoesNotMatch", SERVICE)
    };
    vec![
        five("four elements", "/aws4_request", ""),
        five("six elements", "/aws4_request", "/aws4_request/x"),
        five("one element", "/20261122/eu-west-1/sts/aws4_request", ""),
        five("no elements", "AKIAIOSFODNN7EXAMPLE/20261122/eu-west-1/sts/aws4_request", ""),
        five("empty key id", "AKIAIOSFODNN7EXAMPLE/", "/"),
        five("key id with a dot", "AKIAIOSFODNN7EXAMPLE/", "AKIA.X/"),
        five("key id with a line end", "AKIAIOSFODNN7EXAMPLE/", "AKIA\n/"),
        case("key id of 129 bytes", spoilt(Spec::sts(), |r| { r.authorization(ID, &"A".repeat(129)); }), 400, "IncompleteSignature", FIVE),
        scope("empty region", |s| s.region = String::new(), REGION),
        scope("region with a dot", |s| s.region = "eu.west".into(), REGION),
        scope("region of 65 bytes", |s| s.region = "r".repeat(65), REGION),
        scope("scope for S3", |s| s.service = "s3".into(), SERVICE),
        scope("scope for IAM", |s| s.service = "iam".into(), SERVICE),
        scope("empty service", |s| s.service = String::new(), SERVICE),
        scope("service in upper case", |s| s.service = "STS".into(), SERVICE),
        scope("wrong terminator", |s| s.terminator = "aws3_request".into(), "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws3_request'. "),
        scope("empty terminator", |s| s.terminator = String::new(), "Credential should be scoped with a valid terminator: 'aws4_request', not ''. "),
        scope("scope of yesterday", |s| s.scope_date = Some("20261121".into()), "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261121' != '20261122', from '20261122T120000Z'."),
        scope("scope date that is none", |s| s.scope_date = Some("today".into()), "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'today' != '20261122', from '20261122T120000Z'."),
        scope("region and service", |s| (s.region, s.service) = ("?".into(), "s3".into()), "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. "),
        scope("region, service and terminator", |s| (s.region, s.service, s.terminator) = ("?".into(), "s3".into(), "x".into()), "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. Credential should be scoped with a valid terminator: 'aws4_request', not 'x'. "),
        host("scope off an AWS host", "foo.amazonaws.com", "us-east-1", "foo"),
        host("scope off a host named for another service", "iam.localhost", "localhost", "iam"),
        host("scope off a host named s3", "s3.local", "local", "s3"),
        host("boto 2's service, but not its region", "127.0.0.1:4747", "us-east-1", "127"),
        host("boto 2's region, but not its service", "127.0.0.1:4747", "0", "128"),
        case("boto 2's scope in a presigned URL", Spec::sts_get().with(|s| (s.region, s.service) = ("0".into(), "127".into())).in_query(), 403, "SignatureDoesNotMatch", SERVICE),
    ]
}

#[rustfmt::skip]
fn header_signature() -> Vec<Case> {
    let bad = |name, spoil: fn(&mut Request)| case(name, spoilt(Spec::sts(), spoil), 403, "SignatureDoesNotMatch", MISMATCH);
    let edit = |name, edit: fn(&str) -> String| {
        let request = spoilt(Spec::sts(), |r| {
            let all = r.get("authorization");
            let (before, signature) = all.split_once("Signature=").unwrap();
            r.set("authorization", &format!("{before}Signature={}", edit(signature)));
        });
        case(name, request, 403, "SignatureDoesNotMatch", MISMATCH)
    };
    vec![
        bad("wrong secret", |r| r.secret.push('x')),
        bad("empty secret", |r| r.secret.clear()),
        bad("another body", |r| r.body.push(b' ')),
        bad("no body", |r| r.body.clear()),
        bad("another method", |r| r.method = "PUT".into()),
        bad("another path", |r| r.path = "/x".into()),
        bad("another host", |r| { r.set("host", "127.0.0.1:4748"); }),
        bad("host without its port", |r| { r.set("host", "127.0.0.1"); }),
        bad("another content type", |r| { r.set("content-type", "text/plain"); }),
        bad("no content type", |r| { r.remove("content-type"); }),
        bad("a query string", |r| r.query = "Action=GetSessionToken".into()),
        bad("another date within the window", |r| { r.set("x-amz-date", "20261122T120001Z"); }),
        edit("signature in upper case", |s| s.to_uppercase()),
        edit("signature one digit short", |s| s[1..].to_owned()),
        edit("signature one digit long", |s| format!("{s}0")),
        edit("signature of other letters", |s| format!("{}g", &s[1..])),
        edit("empty signature", |_| String::new()),
        edit("signature of zeros", |_| "0".repeat(64)),
    ]
}

#[rustfmt::skip]
fn header_twice() -> Vec<Case> {
    let malformed = |name, request: Request, text| case(name, request, 400, "IncompleteSignature", text);
    vec![
        malformed(
            "two Authorization headers",
            spoilt(Spec::sts(), |r| {
                let again = r.get("authorization");
                r.add("authorization", &again);
            }),
            ONE_SIGNATURE,
        ),
        malformed("header and query both signed", spoilt(Spec::sts(), |r| r.query = Spec::sts_get().in_query().query), ONE_SIGNATURE),
        malformed("header signed, lone credential in the query", spoilt(Spec::sts(), |r| r.query = format!("X-Amz-Credential={ID}")), ONE_SIGNATURE),
        malformed("header signed, algorithm in another case in the query", spoilt(Spec::sts(), |r| r.query = "x-amz-algorithm=x".into()), ONE_SIGNATURE),
        malformed("header signed, Version 2 in the query", spoilt(Spec::sts(), |r| r.query = "Signature=x".into()), ONE_SIGNATURE),
        malformed("header signed, Version 2 in the body", Spec::sts().with(|s| s.body = b"Action=GetCallerIdentity&AWSAccessKeyId=x".to_vec()).into(), ONE_SIGNATURE),
        malformed("header signed, SignatureVersion in the body", Spec::sts().with(|s| s.body = b"SignatureVersion=2".to_vec()).into(), ONE_SIGNATURE),
        malformed("two hosts", Spec::sts().header("host", "other").into(), "Header 'host' must be given once."),
        malformed("two dates", spoilt(Spec::sts(), |r| { r.add("x-amz-date", "20261122T120000Z"); }), "Header 'x-amz-date' must be given once."),
        malformed("two content types", Spec::sts().header("content-type", "text/plain").into(), "Header 'content-type' must be given once."),
        malformed("two content lengths", Spec::sts().header("content-length", "1").header("Content-Length", "2").into(), "Header 'content-length' must be given once."),
        malformed("two of an x-amz header", Spec::sts().header("x-amz-user-agent", "1").header("X-Amz-User-Agent", "2").into(), "Header 'x-amz-user-agent' must be given once."),
        malformed("parameter twice in the query", Spec::sts_get().with(|s| s.query = "Action=GetCallerIdentity&Action=GetSessionToken".into()).into(), "Parameter 'Action' must be given once, and in its own case."),
        malformed("parameter twice in two cases", Spec::sts_get().with(|s| s.query = "Action=GetCallerIdentity&action=GetSessionToken".into()).into(), "Parameter 'Action' must be given once, and in its own case."),
        malformed("parameter twice, once encoded", Spec::sts_get().with(|s| s.query = "Action=GetCallerIdentity&%41ction=GetSessionToken".into()).into(), "Parameter 'Action' must be given once, and in its own case."),
        case("two tokens", Spec::sts().with(|s| s.token = Some(TOKEN.into())).header("x-amz-security-token", TOKEN), 403, "InvalidClientTokenId", "The security token included in the request is invalid."),
    ]
}
