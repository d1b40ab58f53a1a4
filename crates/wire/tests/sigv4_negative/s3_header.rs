//! S3, signed in the `Authorization` header.

use super::*;
use crate::signing::*;

#[test]
fn s3_header_form() {
    run(s3_header_parts(), 15);
    run(s3_header_judgement(), 20);
}

#[rustfmt::skip]
fn s3_header_parts() -> Vec<Case> {
    let bad = |name, spoil: fn(&mut Request), code, text| case(name, spoilt(Spec::s3(), spoil), 400, code, text);
    let date = |name, request: Request| case(name, request, 403, "AccessDenied", S3_NO_DATE);
    vec![
        case("anonymous", spoilt(Spec::s3(), |r| { r.remove("authorization"); }), 403, "AccessDenied", "Access Denied"),
        bad("s3 with Bearer", |r| { r.set("authorization", "Bearer x"); }, "InvalidArgument", "Unsupported Authorization Type").detail("ArgumentName", "Authorization").detail("ArgumentValue", "Bearer x"),
        bad("s3 with an empty Authorization", |r| { r.set("authorization", ""); }, "InvalidArgument", "Unsupported Authorization Type"),
        bad("s3 with SigV4A", |r| { r.authorization("HMAC-SHA256", "ECDSA-P256-SHA256"); }, "InvalidArgument", "Unsupported Authorization Type"),
        bad("s3 without Credential", |r| { r.authorization("Credential=", "K="); }, HEADER_ERROR, S3_THREE),
        bad("s3 without Signature", |r| { r.authorization("Signature=", "K="); }, HEADER_ERROR, S3_THREE),
        bad("s3 without SignedHeaders", |r| { r.authorization("SignedHeaders=", "K="); }, HEADER_ERROR, S3_THREE),
        bad("s3 with an unknown component", |r| { r.authorization(", Sig", ", K=1, Sig"); }, HEADER_ERROR, S3_THREE),
        bad("s3 with a component twice", |r| { r.authorization(", Sig", ", Signature=1, Sig"); }, HEADER_ERROR, S3_THREE),
        bad("s3 with four elements", |r| { r.authorization("/aws4_request", ""); }, HEADER_ERROR, S3_FIVE),
        bad("s3 with six elements", |r| { r.authorization("/s3/", "/s3/x/"); }, HEADER_ERROR, S3_FIVE),
        bad("s3 with an empty key id", |r| { r.authorization(ID, ""); }, HEADER_ERROR, S3_FIVE),
        bad("s3 with an empty signed header", |r| { r.authorization("=host;", "=host;;"); }, HEADER_ERROR, S3_LIST),
        bad("s3 with a signed header twice", |r| { r.authorization("=host;", "=host;Host;"); }, HEADER_ERROR, S3_LIST),
        date("s3 without date", spoilt(Spec::s3(), |r| { r.remove("x-amz-date"); })),
        date("s3 with a bad date", Spec::s3().with(|s| s.date = Some("today".into())).into()),
        date("s3 with an empty date", Spec::s3().with(|s| s.date = Some(String::new())).into()),
        bad(
            "s3 with two Authorization headers",
            |r| {
                let a = r.get("authorization");
                r.add("authorization", &a);
            },
            "InvalidArgument",
            S3_ONE,
        )
        .detail("ArgumentName", "Authorization")
        .detail("ArgumentValue", "AWS4-HMAC-SHA256 *"),
        bad("s3 with header and url", |r| r.query = Spec::s3_url().in_query().query, "InvalidArgument", S3_ONE),
        bad("s3 with header and a lone credential", |r| r.query = "X-Amz-Credential=x".into(), "InvalidArgument", S3_ONE),
        bad("s3 with header and Version 2's url", |r| r.query = "Signature=x".into(), "InvalidArgument", S3_ONE),
        bad("s3 with header and Version 2's key id", |r| r.query = "AWSAccessKeyId=x".into(), "InvalidArgument", S3_ONE),
        bad("s3 with two hosts", |r| { r.add("host", "x"); }, "InvalidArgument", "A header with one value must be given once.").detail("ArgumentValue", "host"),
        bad("s3 with two payload hashes", |r| { r.add("x-amz-content-sha256", EMPTY); }, "InvalidArgument", "A header with one value must be given once."),
        bad("s3 with a parameter twice around another case of it", |r| r.query = "versionId=1&VersionId=2&versionId=3".into(), "InvalidArgument", ONCE),
        bad("s3 with a parameter twice", |r| r.query = "versionId=1&versionId=2".into(), "InvalidArgument", ONCE).detail("ArgumentValue", "versionId"),
    ]
}

#[rustfmt::skip]
fn s3_header_judgement() -> Vec<Case> {
    let scope = |name, change: fn(&mut Spec), text| case(name, Spec::s3().with(change), 400, HEADER_ERROR, text);
    let unsigned = |name, spec: Spec, add: &'static str| {
        let request = spoilt(spec, move |r| { r.add(add, "1"); });
        case(name, request, 403, "AccessDenied", S3_UNSIGNED).detail("HeadersNotSigned", add)
    };
    let skewed = |name, seconds, at: &'static str| case(name, Spec::s3().seconds_later(seconds), 403, "RequestTimeTooSkewed", S3_SKEW).detail("RequestTime", at).detail("ServerTime", "2026-11-22T12:00:00Z").detail("MaxAllowedSkewMilliseconds", "900000");
    let hash = |name, value: &str| {
        let spec = Spec::s3().with(|s| s.payload = Some(value.to_owned()));
        case(name, spec, 400, "InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, *").detail("ArgumentName", "x-amz-content-sha256")
    };
    let wrong = |name, spoil: fn(&mut Request)| {
        case(name, spoilt(Spec::s3(), spoil), 403, "SignatureDoesNotMatch", S3_MISMATCH)
            .detail("AWSAccessKeyId", ID)
            .detail("StringToSign", "AWS4-HMAC-SHA256\n20261122T120000Z\n20261122/eu-west-1/s3/aws4_request\n*")
            .detail("StringToSignBytes", "41 57 53 34 2d *")
            .detail("CanonicalRequest", "*host;x-amz-content-sha256;x-amz-date*")
            .detail("CanonicalRequestBytes", "* 0a *")
    };
    vec![
        scope("s3 with an empty region", |s| s.region = String::new(), "The authorization header is malformed; the region '' is wrong; expecting 'us-east-1'").detail("Region", "us-east-1"),
        scope("s3 with scope for sts", |s| s.service = "sts".into(), "The authorization header is malformed; incorrect service \"sts\". This endpoint belongs to \"s3\"."),
        scope("s3 with boto 2's scope", |s| (s.region, s.service) = ("0".into(), "127".into()), "The authorization header is malformed; incorrect service \"127\". This endpoint belongs to \"s3\"."),
        scope("s3 with a wrong terminator", |s| s.terminator = "x".into(), "The authorization header is malformed; incorrect terminal \"x\". This endpoint uses \"aws4_request\"."),
        scope("s3 with another day", |s| s.scope_date = Some("20261121".into()), "The authorization header is malformed; Invalid credential date \"20261121\". This date is not the same as X-Amz-Date: \"20261122\"."),
        scope("s3 with region and service wrong", |s| (s.region, s.service) = ("?".into(), "x".into()), "The authorization header is malformed; the region '?' is wrong; expecting 'us-east-1'"),
        case("s3 with host unsigned", Spec::s3().with(|s| s.signed_headers = Some("x-amz-content-sha256;x-amz-date".into())), 403, "AccessDenied", S3_UNSIGNED).detail("HeadersNotSigned", "host"),
        case("s3 with date unsigned", Spec::s3().with(|s| s.signed_headers = Some("host;x-amz-content-sha256".into())), 403, "AccessDenied", S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-date"),
        case("s3 with payload hash unsigned", Spec::s3().with(|s| s.signed_headers = Some("host;x-amz-date".into())), 403, "AccessDenied", S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-content-sha256"),
        case("s3 with token unsigned", Spec::s3().with(|s| (s.token, s.signed_headers) = (Some(TOKEN.into()), Some("host;x-amz-content-sha256;x-amz-date".into()))), 403, "AccessDenied", S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-security-token"),
        unsigned("s3 with an unsigned acl", Spec::s3(), "x-amz-acl"),
        unsigned("s3 with an unsigned copy source", Spec::s3(), "x-amz-copy-source"),
        unsigned("s3 with unsigned metadata", Spec::s3(), "x-amz-meta-a"),
        unsigned("s3 with an unsigned tagging", Spec::s3(), "x-amz-tagging"),
        case("s3 with two unsigned headers", spoilt(Spec::s3(), |r| { r.add("X-Amz-Acl", "x").add("X-Amz-Meta-A", "x"); }), 403, "AccessDenied", S3_UNSIGNED).detail("HeadersNotSigned", "x-amz-acl, x-amz-meta-a"),
        case("s3 without payload hash", Spec::s3().with(|s| s.payload = None), 400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256"),
        hash("s3 with an empty payload hash", ""),
        hash("s3 with a short payload hash", "e3b0"),
        hash("s3 with a payload hash that is none", "UNSIGNED"),
        hash("s3 with a payload hash in upper case", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"),
        hash("s3 with chunks signed by ECDSA", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"),
        skewed("s3 15 minutes and a second old", -901, "20261122T114459Z"),
        skewed("s3 15 minutes and a second ahead", 901, "20261122T121501Z"),
        skewed("s3 a year old", -31_536_000, "20251122T120000Z"),
        skewed("s3 a year ahead", 31_536_000, "20271122T120000Z"),
        wrong("s3 with a wrong secret", |r| r.secret = "x".into()),
        wrong("s3 with another path", |r| r.path = "/bucket/b".into()),
        wrong("s3 with dot segments added", |r| r.path = "/bucket/./a%20key".into()),
        wrong("s3 with a slash doubled", |r| r.path = "/bucket//a%20key".into()),
        wrong("s3 with a slash encoded", |r| r.path = "/bucket%2Fa%20key".into()),
        wrong("s3 with another method", |r| r.method = "DELETE".into()),
        wrong("s3 with a sub-resource added", |r| r.query = "acl".into()),
        wrong("s3 with another host", |r| { r.set("host", "bucket.other"); }),
        wrong("s3 with an empty signature", |r| {
            let a = r.get("authorization");
            r.set("authorization", a.split("Signature=").next().map(|s| format!("{s}Signature=")).as_deref().unwrap());
        }),
        case("s3 with two tokens", Spec::s3().with(|s| s.token = Some(TOKEN.into())).header("x-amz-security-token", "other"), 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.").detail("AWSAccessKeyId", ID),
    ]
}

/// HTTP joins the lines of a list; all else that is signed has one value.
#[test]
fn lists_come_on_several_lines_and_nothing_else_does() {
    let code = |spec: Spec| {
        let request: Request = spec.into();
        let family = request.family;
        request.judge().map(|_| ()).map_err(|error| error.fault(family).code().name)
    };
    let lines = |spec: Spec, name: &str, count: usize| {
        (0..count).fold(spec, |spec, at| spec.header(name, if at % 2 == 0 { "ETag" } else { "ObjectSize" }))
    };
    for name in ["x-amz-object-attributes", "X-Amz-Object-Attributes", "x-amz-optional-object-attributes"] {
        for count in [1, 2, 3, 50] {
            assert_eq!(code(lines(Spec::s3(), name, count)), Ok(()), "{name} on {count} lines");
        }
        for count in [51, 5000] {
            assert_eq!(
                code(lines(Spec::s3(), name, count)),
                Err("InvalidArgument"),
                "{name} on {count} lines"
            );
        }
        let mut swapped: Request = lines(Spec::s3(), name, 2).into();
        let at = swapped.headers.iter().position(|(known, _)| known == name).unwrap();
        swapped.headers.swap(at, at + 1);
        let judged = swapped.judge().map(|_| ()).map_err(|error| error.fault(swapped.family).code().name);
        assert_eq!(judged, Err("SignatureDoesNotMatch"), "{name}: the order is signed");
        assert!(code(lines(Spec::sts(), name, 2)).is_err(), "{name} at a query service");
    }
    for name in [
        "x-amz-acl",
        "x-amz-checksum-crc32",
        "x-amz-copy-source",
        "x-amz-meta-a",
        "x-amz-object-attributes-x",
        "x-amz-tagging",
        "x-amz-trailer",
        "content-type",
        "content-md5",
        "range",
    ] {
        assert_eq!(code(lines(Spec::s3(), name, 1)), Ok(()), "{name}");
        for count in [2, 5000] {
            assert_eq!(
                code(lines(Spec::s3(), name, count)),
                Err("InvalidArgument"),
                "{name} on {count} lines"
            );
        }
    }
}
