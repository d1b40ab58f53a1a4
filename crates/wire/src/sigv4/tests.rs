//! Examples of the S3 API reference ("Authenticating Requests", header and query form), paths, dates, host rule.

use jiff::Timestamp;

use super::canonical::{Canonical, push_collapsed};
use super::*;

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn may_2013() -> Timestamp {
    "2013-05-24T00:00:00Z".parse().unwrap()
}

struct Example {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    query: &'static str,
    headers: &'static [(&'static str, &'static str)],
    payload: &'static str,
    signature: &'static str,
}

const PUBLISHED: [Example; 4] = [
    Example {
        name: "GET object",
        method: "GET",
        path: "/test.txt",
        query: "",
        headers: &[("Range", "bytes=0-9")],
        payload: EMPTY,
        signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    },
    Example {
        name: "PUT object",
        method: "PUT",
        path: "/test%24file.text",
        query: "",
        headers: &[("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
        payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    },
    Example {
        name: "GET bucket lifecycle",
        method: "GET",
        path: "/",
        query: "lifecycle",
        headers: &[],
        payload: EMPTY,
        signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    },
    Example {
        name: "list objects",
        method: "GET",
        path: "/",
        query: "max-keys=2&prefix=J",
        headers: &[],
        payload: EMPTY,
        signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    },
];

fn credentials() -> SigningCredentials<'static> {
    SigningCredentials { access_key_id: ID, secret_access_key: SECRET, session_token: None }
}

fn s3_request<'a>(
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: &'a [(&'a str, &'a [u8])],
    payload: &'a str,
) -> SigningRequest<'a> {
    SigningRequest {
        family: Family::S3,
        method,
        path,
        query,
        headers,
        payload,
        region: "us-east-1",
        service: "s3",
    }
}

fn s3_endpoint<'a>() -> Endpoint<'a> {
    Endpoint::S3 { home_region: "us-east-1", bucket_in_host: None, allow_v2: true }
}

fn prove(head: RequestHead<'_>, endpoint: Endpoint<'_>, at: Timestamp) -> Result<Proof, AuthError> {
    match Claim::judge(&Credentials::read(head), endpoint, at)? {
        Claim::Anonymous => Err(AuthError::Missing),
        Claim::Signed(signed) => {
            let key = signed.derive_key(SECRET);
            signed.verify(&key)
        }
    }
}

#[test]
fn published_s3_header_examples() {
    for example in PUBLISHED {
        let host = ("Host", b"examplebucket.s3.amazonaws.com".as_slice());
        let mut headers: Vec<(&str, &[u8])> = vec![host];
        headers.extend(example.headers.iter().map(|(name, value)| (*name, value.as_bytes())));
        let request = s3_request(example.method, example.path, example.query, &headers, example.payload);
        let added = request.sign(&credentials(), RequestDate::new(may_2013()));
        let (_, authorization) = added.last().unwrap();
        assert!(
            authorization.ends_with(&format!("Signature={}", example.signature)),
            "{}: {authorization}",
            example.name
        );
        let mut all = headers.clone();
        all.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        let head =
            RequestHead { method: example.method, path: example.path, query: example.query, headers: &all };
        let proof = prove(head, s3_endpoint(), may_2013()).unwrap();
        assert_eq!(proof.payload(), PayloadHash::parse(example.payload).unwrap());
        assert!(proof.signed_headers().any(|name| name == "x-amz-content-sha256"));
    }
}

#[test]
fn published_s3_presigned_example() {
    let headers = [("Host", b"examplebucket.s3.amazonaws.com".as_slice())];
    let request = s3_request("GET", "/test.txt", "", &headers, UNSIGNED_PAYLOAD);
    let query = request.presign(&credentials(), RequestDate::new(may_2013()), Some(86_400));
    assert_eq!(
        query,
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2F\
         aws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=\
         aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    );
    let head = RequestHead { method: "GET", path: "/test.txt", query: &query, headers: &headers };
    let proof = prove(head, s3_endpoint(), may_2013()).unwrap();
    assert_eq!(proof.payload(), PayloadHash::Unsigned);
    assert_eq!(proof.expires_at(), Some("2013-05-25T00:00:00Z".parse().unwrap()));
}

/// The key derivation example of the IAM guide.
#[test]
fn published_signing_key() {
    let scope = CredentialScope::new("20150830", "us-east-1", "iam");
    let key = SigningKey::derive(b"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", &scope);
    let super::key::Kind::V4 { mac, .. } = &key.0 else { panic!("not Version 4") };
    let string_to_sign = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n\
                          f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59";
    assert_eq!(
        canonical::hex(&key::hmac(mac, string_to_sign.as_bytes())),
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
    );
}

fn canonical_path(family: Family, path: &str) -> String {
    let built = Canonical {
        family,
        method: "",
        path,
        parameters: &[],
        headers: &[],
        signed_headers: "",
        payload: "",
    }
    .bytes();
    String::from_utf8(built).unwrap().lines().nth(1).unwrap().to_owned()
}

#[test]
fn paths() {
    for (sent, query, s3) in [
        ("", "/", "/"),
        ("/", "/", "/"),
        ("/a", "/a", "/a"),
        ("/a/", "/a/", "/a/"),
        ("//", "/", "//"),
        ("//a//b//", "/a/b/", "//a//b//"),
        ("/./a/../b", "/b", "/./a/../b"),
        ("/..", "/", "/.."),
        ("/../../a", "/a", "/../../a"),
        ("/a/..", "/", "/a/.."),
        ("/a/.", "/a/", "/a/."),
        ("/a%20b", "/a%2520b", "/a%20b"),
        ("/a%2Fb", "/a%252Fb", "/a%2Fb"),
        ("/a%2fb", "/a%252fb", "/a%2fb"),
        ("/a+b", "/a%2Bb", "/a%2Bb"),
        ("/a b", "/a%20b", "/a%20b"),
        ("/~-_.", "/~-_.", "/~-_."),
        ("/%", "/%25", "/%25"),
        ("/%zz", "/%25zz", "/%25zz"),
        ("/ü", "/%C3%BC", "/%C3%BC"),
        ("/a;b=c&d", "/a%3Bb%3Dc%26d", "/a%3Bb%3Dc%26d"),
    ] {
        assert_eq!(canonical_path(Family::Query, sent), query, "{sent}");
        assert_eq!(canonical_path(Family::S3, sent), s3, "{sent}");
    }
}

#[test]
fn query_strings() {
    for (sent, canonical) in [
        ("", ""),
        ("a", "a="),
        ("a=", "a="),
        ("=a", "=a"),
        ("b=1&a=2", "a=2&b=1"),
        ("a=2&A=1", "A=1&a=2"),
        ("a=b=c", "a=b%3Dc"),
        ("a=1;b=2", "a=1%3Bb%3D2"),
        ("a=+", "a=%20"),
        ("a=%2B", "a=%2B"),
        ("a=%7e%2a%C3%bc", "a=~%2A%C3%BC"),
        ("a=%", "a=%25"),
        ("a=%zz", "a=%25zz"),
        ("&&a=1&&", "a=1"),
        ("a-b=1&a=2&a.=3", "a=2&a-b=1&a.=3"),
        ("a%20=1&a=2", "a=2&a%20=1"),
        ("X-Amz-Signature=1&a=2", "a=2"),
    ] {
        let pairs = query_pairs(sent);
        let built = Canonical {
            family: Family::S3,
            method: "",
            path: "",
            parameters: &pairs,
            headers: &[],
            signed_headers: "",
            payload: "",
        }
        .bytes();
        let text = String::from_utf8(built).unwrap();
        assert_eq!(text.lines().nth(2), Some(canonical), "{sent}");
    }
}

#[test]
fn header_values() {
    for (sent, canonical) in [
        ("", ""),
        (" a ", "a"),
        ("a  b", "a b"),
        ("\ta\t\tb\t", "a b"),
        ("\"a   b\"", "\"a b\""),
        ("a,b", "a,b"),
    ] {
        let mut out = Vec::new();
        push_collapsed(&mut out, sent.as_bytes());
        assert_eq!(out, canonical.as_bytes(), "{sent:?}");
    }
}

#[test]
fn dates() {
    let basic = |text| RequestDate::parse_basic(text).map(RequestDate::basic);
    assert_eq!(basic("20240229T235959Z").as_deref(), Some("20240229T235959Z"));
    for wrong in [
        "20230229T000000Z",
        "20240229T235960Z",
        "20240229T240000Z",
        "2024022AT000000Z",
        "",
        "Z",
        "20240229T235959",
    ] {
        assert_eq!(basic(wrong), None, "{wrong}");
    }
    let http = RequestDate::parse_http("Sun, 22 Nov 2026 12:00:00 GMT").unwrap();
    assert_eq!(http.extended(), "2026-11-22T12:00:00Z");
    assert_eq!(RequestDate::parse_http("Mon, 22 Nov 2026 12:00:00 GMT"), Some(http), "wrong day of the week");
    assert_eq!(http.plus(-1).basic(), "20261122T115959Z");
    assert_eq!(http.plus(i64::MAX).timestamp(), Timestamp::MAX);
    assert_eq!(http.plus(i64::MIN).timestamp(), Timestamp::MIN);
    let half: Timestamp = "2026-11-22T12:00:00.9Z".parse().unwrap();
    assert_eq!(RequestDate::new(half), http);
}

/// Scopes that boto 2 cuts out of host names that are not AWS's.
#[test]
fn boto2_scopes() {
    let signed = |host: &str, region: &str, service: &str| {
        let headers = [("Host", host.as_bytes())];
        let request = SigningRequest {
            family: Family::Query,
            method: "POST",
            path: "/",
            query: "",
            headers: &headers,
            payload: EMPTY,
            region,
            service,
        };
        let added = request.sign(&credentials(), RequestDate::new(may_2013()));
        let mut all = headers.to_vec();
        all.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        let head = RequestHead { method: "POST", path: "/", query: "", headers: &all };
        assert_eq!(Credentials::read(head).scope_service(), Some(service));
        prove(head, Endpoint::Query { service: "sts", body: b"", allow_v2: true }, may_2013()).is_ok()
    };
    for (host, region, service, accepted) in [
        ("127.0.0.1:4747", "0", "127", true),
        ("127.0.0.1", "0", "127", true),
        ("localhost:4747", "localhost", "localhost", true),
        ("LOCALHOST", "localhost", "localhost", true),
        ("sts.localhost", "localhost", "sts", true),
        ("sts.aws.example.com", "aws", "sts", true),
        ("ostiary.aws.example.com", "aws", "ostiary", true),
        ("ostiary.example.com", "us-east-1", "ostiary", true),
        ("ostiary.example.com", "example", "ostiary", false),
        ("sts.amazonaws.com", "us-east-1", "sts", true),
        ("iam.example.com", "us-east-1", "iam", false),
        ("s3.example.com", "us-east-1", "s3", false),
        ("kms.us-east-1.amazonaws.com", "us-east-1", "kms", false),
        ("kms.cn-north-1.amazonaws.com.cn", "cn-north-1", "kms", false),
        ("127.0.0.1", "1", "127", false),
        ("127.0.0.1", "0", "0", false),
        ("localhost", "eu-west-1", "localhost", false),
        ("localhost", "localhost", "other", false),
        ("[::1]:4747", "[::1]", "[::1]", false),
    ] {
        assert_eq!(signed(host, region, service), accepted, "{host} {region}/{service}");
    }
}

#[test]
fn a_key_for_another_scope_or_version_proves_nothing() {
    let headers = [("Host", b"sts".as_slice())];
    let request = SigningRequest {
        family: Family::Query,
        method: "GET",
        path: "/",
        query: "",
        headers: &headers,
        payload: EMPTY,
        region: "r",
        service: "sts",
    };
    let query = request.presign(&credentials(), RequestDate::new(may_2013()), None);
    let head = RequestHead { method: "GET", path: "/", query: &query, headers: &headers };
    let endpoint = Endpoint::Query { service: "sts", body: b"", allow_v2: true };
    let credentials = Credentials::read(head);
    let signed = || match Claim::judge(&credentials, endpoint, may_2013()).unwrap() {
        Claim::Signed(signed) => signed,
        Claim::Anonymous => panic!("anonymous"),
    };
    let scope = CredentialScope::new("20130524", "r", "sts");
    assert_eq!(signed().credential(), Some(format!("{ID}/{scope}").as_str()));
    assert!(signed().verify(&SigningKey::derive(SECRET, &scope)).is_ok());
    for other in ["20130524/r/iam", "20130524/s/sts", "20130525/r/sts"] {
        let parts: Vec<&str> = other.split('/').collect();
        let key = SigningKey::derive(SECRET, &CredentialScope::new(parts[0], parts[1], parts[2]));
        assert!(signed().verify(&key).is_err(), "{other}");
    }
    let v2 = SigningKey(key::Kind::V2Sha256(key::mac(SECRET)));
    assert!(signed().verify(&v2).is_err());
    assert!(v2.scope().is_none());
    signed().spend_as_verified();
}

#[test]
fn anonymous_is_not_an_error() {
    let headers = [("Host", b"sts".as_slice()), ("x-amz-security-token", b"x")];
    let head = RequestHead { method: "POST", path: "/", query: "Action=x", headers: &headers };
    let endpoint = Endpoint::Query { service: "sts", body: b"Action=AssumeRoleWithSAML", allow_v2: true };
    assert!(matches!(Claim::judge(&Credentials::read(head), endpoint, may_2013()), Ok(Claim::Anonymous)));
    assert!(matches!(
        Claim::judge(&Credentials::read(head), s3_endpoint(), may_2013()),
        Ok(Claim::Anonymous)
    ));
}

#[test]
fn tokens() {
    let headers = [("Host", b"h".as_slice())];
    for (token, found) in [(Some("t"), Some("t")), (Some(""), None), (None, None)] {
        let request = s3_request("GET", "/", "", &headers, UNSIGNED_PAYLOAD);
        let credentials = SigningCredentials { session_token: token, ..credentials() };
        let at = RequestDate::new(may_2013());
        let query = request.presign(&credentials, at, Some(1));
        let in_query = RequestHead { method: "GET", path: "/", query: &query, headers: &headers };
        let added = request.sign(&credentials, at);
        let mut all = headers.to_vec();
        all.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        let in_header = RequestHead { method: "GET", path: "/", query: "", headers: &all };
        for head in [in_query, in_header] {
            let credentials = Credentials::read(head);
            let Ok(Claim::Signed(signed)) = Claim::judge(&credentials, s3_endpoint(), may_2013()) else {
                panic!("{token:?}")
            };
            assert_eq!(signed.session_token(), found);
        }
    }
    // A signed token header counts before the one in the URL.
    let headers = [("Host", b"h".as_slice()), ("x-amz-security-token", b"header")];
    let request = s3_request("GET", "/", "", &headers, UNSIGNED_PAYLOAD);
    let credentials = SigningCredentials { session_token: Some("query"), ..credentials() };
    let query = request.presign(&credentials, RequestDate::new(may_2013()), Some(1));
    let head = RequestHead { method: "GET", path: "/", query: &query, headers: &headers };
    let credentials = Credentials::read(head);
    let Ok(Claim::Signed(signed)) = Claim::judge(&credentials, s3_endpoint(), may_2013()) else {
        panic!("refused")
    };
    assert_eq!(signed.session_token(), Some("header"));
}

/// Presigners move headers into the URL, where they go on to count.
#[test]
fn hoisted_headers() {
    let headers = [("Host", b"h".as_slice()), ("x-amz-meta-a", b" 1 ".as_slice())];
    let sent = "x-amz-acl=private&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&x-amz-meta-a=1&prefix=x";
    let request = s3_request("PUT", "/b/k", sent, &headers, UNSIGNED_PAYLOAD);
    let query = request.presign(&credentials(), RequestDate::new(may_2013()), Some(60));
    let head = RequestHead { method: "PUT", path: "/b/k", query: &query, headers: &headers };
    let proof = prove(head, s3_endpoint(), may_2013()).unwrap();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        proof.hoisted_headers(),
        [
            pair("x-amz-acl", "private"),
            pair("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
            pair("x-amz-meta-a", "1")
        ]
    );
    // In a request signed in its headers, a parameter is only a parameter.
    let headers = [("Host", b"h".as_slice())];
    let request = s3_request("PUT", "/b/k", "x-amz-acl=private", &headers, EMPTY);
    let added = request.sign(&credentials(), RequestDate::new(may_2013()));
    let mut all = headers.to_vec();
    all.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let head = RequestHead { method: "PUT", path: "/b/k", query: "x-amz-acl=private", headers: &all };
    assert!(prove(head, s3_endpoint(), may_2013()).unwrap().hoisted_headers().is_empty());
}

#[test]
fn repeated_parameters() {
    for (query, exact, folded) in [
        ("a=1&b=2", None, None),
        ("a=1&A=2", None, Some("A")),
        ("a=1&A=2&a=3", Some("a"), Some("A")),
        ("a=1&%61=2", Some("a"), Some("a")),
        ("x-amz-a=1&X-Amz-A=2", Some("X-Amz-A"), Some("X-Amz-A")),
        ("aa=1&a=2&aa", Some("aa"), Some("aa")),
    ] {
        let pairs = query_pairs(query);
        let name = |fold| query::repeated(&pairs, fold).map(|name| std::str::from_utf8(name).unwrap());
        assert_eq!((name(false), name(true)), (exact, folded), "{query}");
    }
}

/// Without `X-Amz-Date` the `Date` header counts, in either notation.
#[test]
fn date_header() {
    let at = RequestDate::new(may_2013());
    for (date, accepted) in [
        ("Fri, 24 May 2013 00:00:00 GMT", true),
        ("20130524T000000Z", true),
        ("Fri, 24 May 2013 00:00:01 GMT", false),
        ("2013-05-24T00:00:00Z", false),
    ] {
        let headers = [("Host", b"h".as_slice()), ("Date", date.as_bytes())];
        let request = SigningRequest {
            family: Family::Query,
            method: "GET",
            path: "/",
            query: "",
            headers: &headers,
            payload: EMPTY,
            region: "r",
            service: "sts",
        };
        let names = ["date".into(), "host".into()];
        let signature = request.compute(&credentials(), at, &[], &headers, &names).signature;
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={ID}/20130524/r/sts/aws4_request,SignedHeaders=date;host,Signature={signature}"
        );
        let mut all = headers.to_vec();
        all.push(("Authorization", authorization.as_bytes()));
        let head = RequestHead { method: "GET", path: "/", query: "", headers: &all };
        let endpoint = Endpoint::Query { service: "sts", body: b"", allow_v2: false };
        assert_eq!(prove(head, endpoint, may_2013()).is_ok(), accepted, "{date}");
    }
}

#[test]
fn number_of_parameters() {
    let limit = crate::limits::QUERY_PARAMETERS;
    let many = |count: usize| "a&".repeat(count - 1) + "Signature=";
    for (count, too_many) in [(limit, false), (limit + 1, true)] {
        let text = many(count);
        let headers = [("Host", b"h".as_slice())];
        let in_body = RequestHead { method: "POST", path: "/", query: "", headers: &headers };
        let in_url = RequestHead { query: &text, ..in_body };
        for (head, body) in [(in_body, text.as_bytes()), (in_url, b"".as_slice())] {
            let endpoint = Endpoint::Query { service: "sts", body, allow_v2: true };
            let error = prove(head, endpoint, may_2013()).err().unwrap();
            assert_eq!(error == AuthError::TooManyParameters { limit }, too_many, "{error:?}");
        }
        let error = prove(in_url, s3_endpoint(), may_2013()).err().unwrap();
        assert_eq!(error == AuthError::TooManyParameters { limit }, too_many, "{error:?}");
    }
}
