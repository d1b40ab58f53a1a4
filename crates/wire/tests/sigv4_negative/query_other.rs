//! IAM and STS, signed in the URL, and Version 2.

use super::*;
use crate::signing::*;

#[test]
fn query_service_url_form() {
    run(url_parts(), 20);
    run(url_judgement(), 19);
}

#[rustfmt::skip]
fn url_parts() -> Vec<Case> {
    let lacks = |name, parameter: &'static str, text| case(name, spoilt_url(Spec::sts_get(), move |r| { r.drop_parameter(parameter); }), 400, "IncompleteSignature", text);
    let malformed = |name, from: &'static str, to: &'static str, text| case(name, spoilt_url(Spec::sts_get(), move |r| { r.edit_query(from, to); }), 400, "IncompleteSignature", text);
    let again = |name, parameter: &'static str, text| {
        let request = spoilt_url(Spec::sts_get(), move |r| r.query.push_str(&format!("&{parameter}=x")));
        case(name, request, 400, "IncompleteSignature", text)
    };
    vec![
        lacks("url without X-Amz-Algorithm", "X-Amz-Algorithm", "AWS query-string parameters must include 'X-Amz-Algorithm'. Re-examine the query-string parameters."),
        lacks("url without X-Amz-Credential", "X-Amz-Credential", "AWS query-string parameters must include 'X-Amz-Credential'. Re-examine the query-string parameters."),
        lacks("url without X-Amz-Signature", "X-Amz-Signature", "AWS query-string parameters must include 'X-Amz-Signature'. Re-examine the query-string parameters."),
        lacks("url without X-Amz-Date", "X-Amz-Date", "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters."),
        lacks("url without X-Amz-SignedHeaders", "X-Amz-SignedHeaders", "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."),
        case(
            "url with a credential only",
            spoilt_url(Spec::sts_get(), |r| r.query = format!("Action=GetCallerIdentity&X-Amz-Credential={ID}%2F20261122%2Fr%2Fsts%2Faws4_request")),
            400,
            "IncompleteSignature",
            "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include 'X-Amz-Signature'. Re-examine the query-string parameters.",
        ),
        case(
            "url with algorithm only",
            spoilt_url(Spec::sts_get(), |r| r.query = "X-Amz-Algorithm=AWS4-HMAC-SHA256".into()),
            400,
            "IncompleteSignature",
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-Date'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
        ),
        malformed("url with signature parameter in lower case", "X-Amz-Signature", "x-amz-signature", "Parameter 'x-amz-signature' must be given once, and in its own case."),
        malformed("url with credential parameter in lower case", "X-Amz-Credential", "x-amz-credential", "Parameter 'x-amz-credential' must be given once, and in its own case."),
        malformed("url with date parameter in lower case", "X-Amz-Date", "x-amz-date", "Parameter 'x-amz-date' must be given once, and in its own case."),
        again("url with two signatures", "X-Amz-Signature", "Parameter 'X-Amz-Signature' must be given once, and in its own case."),
        again("url with two credentials", "X-Amz-Credential", "Parameter 'X-Amz-Credential' must be given once, and in its own case."),
        again("url with two credentials in two cases", "x-Amz-Credential", "Parameter 'X-Amz-Credential' must be given once, and in its own case."),
        again("url with two dates", "X-Amz-Date", "Parameter 'X-Amz-Date' must be given once, and in its own case."),
        again("url with a second Action", "Action", "Parameter 'Action' must be given once, and in its own case."),
        again("url with a second action in lower case", "action", "Parameter 'Action' must be given once, and in its own case."),
        malformed("url with another algorithm", "HMAC-SHA256", "HMAC-SHA1", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'"),
        malformed("url with a four-element credential", "%2Faws4_request", "", FIVE),
        malformed("url with a bad date", "20261122T120000Z", "20261122120000", "Date must be in ISO-8601 'basic format'. Got '20261122120000'. See http://en.wikipedia.org/wiki/ISO_8601"),
        malformed("url with an empty signed header", "X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=host%3B", LIST),
        malformed("url with no signed headers", "X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=", LIST),
    ]
}

#[rustfmt::skip]
fn url_judgement() -> Vec<Case> {
    let refused = |name, request: Request, text| case(name, request, 403, "SignatureDoesNotMatch", text);
    let token = |name, request: Request| case(name, request, 403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    let with_token = || Spec::sts_get().with(|s| s.token = Some(TOKEN.into()));
    vec![
        refused("url 15 minutes and a second old", Spec::sts_get().seconds_later(-901).in_query(), "Signature expired: 20261122T114459Z is now earlier than 20261122T114500Z (20261122T120000Z - 15 min.)"),
        refused("url a week old that claims to live a week", Spec::sts_get().with(|s| s.life = Some("604800".into())).seconds_later(-604_800).in_query(), "Signature expired: *"),
        refused("url 15 minutes and a second ahead", Spec::sts_get().seconds_later(901).in_query(), "Signature not yet current: *"),
        refused("url without host signed", Spec::sts_get().header("x-a", "1").with(|s| s.signed_headers = Some("x-a".into())).in_query(), "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
        refused("url with an unsigned token header", spoilt_url(Spec::sts_get(), |r| { r.add("x-amz-security-token", TOKEN); }), "'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization."),
        token("url with a token in query and header", with_token().header("x-amz-security-token", TOKEN).in_query()),
        token("url with two tokens", spoilt_url(with_token(), |r| r.query.push_str("&X-Amz-Security-Token=x"))),
        refused("url with its token taken away", spoilt_url(with_token(), |r| { r.drop_parameter("X-Amz-Security-Token"); }), MISMATCH),
        refused("url with another token", spoilt_url(with_token(), |r| { r.edit_query("EXAMPLE", "ELPMAXE"); }), MISMATCH),
        refused("url with a token added", spoilt_url(Spec::sts_get(), |r| r.query.push_str("&X-Amz-Security-Token=x")), MISMATCH),
        refused("url for S3", Spec::sts_get().with(|s| s.service = "s3".into()).in_query(), SERVICE),
        refused("url for region and service of nowhere", Spec::sts_get().with(|s| (s.region, s.service) = ("a.b".into(), "x".into())).in_query(), "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. "),
        refused("url with a parameter added", spoilt_url(Spec::sts_get(), |r| r.query.push_str("&X=1")), MISMATCH),
        refused("url with a parameter changed", spoilt_url(Spec::sts_get(), |r| { r.edit_query("GetCallerIdentity", "GetSessionToken"); }), MISMATCH),
        refused("url with a longer life than signed", spoilt_url(Spec::sts_get(), |r| { r.edit_query("Expires=60", "Expires=600"); }), MISMATCH),
        refused("url used with POST", spoilt_url(Spec::sts_get(), |r| r.method = "POST".into()), MISMATCH),
        refused("url used with a body", spoilt_url(Spec::sts_get(), |r| r.body = b"Action=GetSessionToken".to_vec()), MISMATCH),
        refused("url at another host", spoilt_url(Spec::sts_get(), |r| { r.set("host", "evil"); }), MISMATCH),
        refused("url with a wrong secret", spoilt_url(Spec::sts_get(), |r| r.secret = "x".into()), MISMATCH),
    ]
}

/// STS takes 15 minutes from the date of a presigned request, regardless of its `X-Amz-Expires`: sign-in by presigned
/// GetCallerIdentity sends 0 or 60, and lives for 14 minutes.
#[test]
fn to_sts_the_life_of_a_presigned_request_is_nothing() {
    for life in [
        None,
        Some("0"),
        Some("1"),
        Some("60"),
        Some("604800"),
        Some("604801"),
        Some("-1"),
        Some("+60"),
        Some("hour"),
        Some(""),
        Some("1.5"),
        Some("99999999999999999999"),
    ] {
        for (age, is_good) in [(0, true), (899, true), (900, true), (901, false), (-900, true), (-901, false)]
        {
            let spec = Spec::sts_get().with(|s| s.life = life.map(str::to_owned)).seconds_later(-age);
            assert_eq!(spec.in_query().judge().is_ok(), is_good, "X-Amz-Expires {life:?}, {age} seconds old");
        }
    }
}

/// Headers that a presigned request names have to come with it, as EKS sends the name of the cluster.
#[test]
fn signed_headers_of_a_presigned_request_are_needed_as_they_were() {
    let good = || Spec::sts_get().header("x-k8s-aws-id", "cluster").in_query();
    assert!(good().judge().is_ok());
    run(
        vec![
            case(
                "without the header",
                changed(good(), |r| {
                    r.remove("x-k8s-aws-id");
                }),
                403,
                "SignatureDoesNotMatch",
                MISMATCH,
            ),
            case(
                "with another value",
                changed(good(), |r| {
                    r.set("x-k8s-aws-id", "other");
                }),
                403,
                "SignatureDoesNotMatch",
                MISMATCH,
            ),
            case(
                "with the header twice",
                changed(good(), |r| {
                    r.add("x-k8s-aws-id", "other");
                }),
                403,
                "SignatureDoesNotMatch",
                MISMATCH,
            ),
        ],
        3,
    );
}

#[test]
#[rustfmt::skip]
fn query_service_version_2() {
    let lacks = |name, parameter, text| case(name, query_v2_with(parameter, ""), 400, "IncompleteSignature", text);
    let bad = |name, parameter, value, text| case(name, query_v2_with(parameter, value), 400, "IncompleteSignature", text);
    let refused = |name, request: Request, text| case(name, request, 403, "SignatureDoesNotMatch", text);
    let good = || query_v2(&V2_PARAMETERS);
    let body = |from: &str, to: &str| changed(good(), |r| r.body = String::from_utf8(r.body.clone()).unwrap().replace(from, to).into_bytes());
    run(
        vec![
            lacks("v2 without key id", "AWSAccessKeyId", "AWS query-string parameters must include 'AWSAccessKeyId'. Re-examine the query-string parameters."),
            lacks("v2 without version", "SignatureVersion", "AWS query-string parameters must include 'SignatureVersion'. Re-examine the query-string parameters."),
            lacks("v2 without method", "SignatureMethod", "AWS query-string parameters must include 'SignatureMethod'. Re-examine the query-string parameters."),
            lacks("v2 without time", "Timestamp", "AWS query-string parameters must include 'Timestamp'. Re-examine the query-string parameters."),
            case("v2 without signature", body("&Signature=", "&X="), 400, "IncompleteSignature", "AWS query-string parameters must include 'Signature'. Re-examine the query-string parameters."),
            bad("v2 that says version 1", "SignatureVersion", "1", "Unsupported 'SignatureVersion': '1'"),
            bad("v2 that says version 4", "SignatureVersion", "4", "Unsupported 'SignatureVersion': '4'"),
            bad("v2 with HmacMD5", "SignatureMethod", "HmacMD5", "Unsupported 'SignatureMethod': 'HmacMD5'"),
            bad("v2 with a bad time", "Timestamp", "now", "Date must be in ISO-8601 'basic format'. Got 'now'. See http://en.wikipedia.org/wiki/ISO_8601"),
            bad("v2 with a day for a time", "Timestamp", "2026-11-22", "Date must be *"),
            refused("v2 too old", query_v2_with("Timestamp", "2026-11-22T11:44:59Z"), "Signature expired: 20261122T114459Z is now earlier than 20261122T114500Z (20261122T120000Z - 15 min.)"),
            refused("v2 too new", query_v2_with("Timestamp", "2026-11-22T12:15:01Z"), "Signature not yet current: *"),
            refused("v2 expired", query_v2_with("Expires", "2026-11-22T11:59:59Z"), "Signature expired: 20261122T115959Z is now earlier than 20261122T120000Z"),
            refused("v2 that expires too late", query_v2_with("Expires", "2026-11-22T12:15:01Z"), "Signature not yet current: *"),
            refused("v2 with another Action", body("GetCallerIdentity", "GetSessionToken"), MISMATCH),
            refused("v2 with a parameter added", body("&Version=", "&X=1&Version="), MISMATCH),
            refused("v2 with a parameter added in the url", changed(good(), |r| r.query = "DurationSeconds=900".into()), MISMATCH),
            refused("v2 at another host", changed(good(), |r| { r.set("host", "localhost"); }), MISMATCH),
            refused("v2 by GET", changed(good(), |r| r.method = "GET".into()), MISMATCH),
            refused("v2 with a wrong secret", changed(good(), |r| r.secret.clear()), MISMATCH),
            refused("v2 with a signature that is no base64", body("&Signature=", "&Signature=*"), MISMATCH),
            refused("v2 checked with another hash", query_v2_with("SignatureMethod", "HmacSHA1"), MISMATCH),
            case("v2 with a parameter twice", body("&Version=", "&Action=GetSessionToken&Version="), 400, "IncompleteSignature", "Parameter 'Action' must be given once, and in its own case."),
            case("v2 with a parameter twice in two cases", body("&Version=", "&action=GetSessionToken&Version="), 400, "IncompleteSignature", "Parameter 'Action' must be given once, and in its own case."),
            case("v2 with a strange key id", query_v2_with("AWSAccessKeyId", "a/b"), 403, "InvalidClientTokenId", "The security token included in the request is invalid."),
            refused("v2 with an x-amz header", changed(good(), |r| { r.add("X-Amz-Date", "20261122T120000Z"); }), "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization."),
            case("v2 switched off", changed(good(), |r| r.allow_v2 = false), 400, "IncompleteSignature", "Signature Version 2 is not supported. Please use AWS4-HMAC-SHA256."),
        ],
        25,
    );
}
