use proptest::prelude::*;

use super::*;
use crate::generated::s3_rules::RULES;

/// Parts of a request that decide its destination.
#[derive(Clone, Copy, Default)]
struct Asked<'a> {
    method: &'a str,
    target: &'a str,
    host: Option<&'a str>,
    authority: Option<&'a str>,
    scope: Option<&'a str>,
    headers: &'a [(&'a str, &'a str)],
}

fn go(asked: Asked<'_>, bases: &[&str]) -> Route {
    let (path, query) = asked.target.split_once('?').unwrap_or((asked.target, ""));
    let mut headers: Vec<(&str, &[u8])> = asked.headers.iter().map(|(n, v)| (*n, v.as_bytes())).collect();
    headers.extend(asked.host.map(|host| ("Host", host.as_bytes())));
    let head = RequestHead { method: asked.method, path, query, headers: &headers };
    route(&head, asked.authority, asked.scope, &Hosts::new(bases.iter().copied()))
}

/// A short form of the way, for tables.
fn way(asked: Asked<'_>) -> String {
    match go(asked, &["s3.example.org", "127.example", "0.0.1"]) {
        Route::Query(service) => format!("query {service:?}"),
        Route::S3(request) => {
            let bucket = request.bucket.as_ref().map_or("-", BucketName::as_str);
            let key = request.key.as_ref().map_or("-", ObjectKey::as_str);
            format!("{} {bucket} {key}", request.operation.name())
        }
        Route::Health(asked) => format!("health {asked:?}"),
        Route::Refused(Refusal::S3 { fault, .. }) => format!("{} {}", fault.status(), fault.code().name),
        Route::Refused(refusal) => format!("{refusal:?}"),
    }
}

fn get(target: &str) -> Asked<'_> {
    Asked { method: "GET", target, ..Asked::default() }
}

fn post(target: &str) -> Asked<'_> {
    Asked { method: "POST", ..get(target) }
}

#[test]
fn health_is_asked_for_where_no_bucket_is_named() {
    let host = |host: &'static str, target: &'static str| Asked { host: Some(host), ..get(target) };
    let cases = [
        ("an address", host("127.0.0.1:4747", "/-/live"), "health Live"),
        ("no host at all", get("/-/ready"), "health Ready"),
        ("a name of S3", host("s3.example.org", "/-/ready"), "health Ready"),
        ("a name of IAM", host("iam.example.org", "/-/live"), "health Live"),
        ("HEAD", Asked { method: "HEAD", ..host("localhost", "/-/ready") }, "health Ready"),
        ("with a query", host("localhost", "/-/ready?verbose"), "health Ready"),
        ("a key of a bucket", host("bucket.s3.example.org", "/-/ready"), "GetObject bucket -/ready"),
        (
            "a key of a bucket of localhost",
            host("bucket.localhost:4747", "/-/live"),
            "GetObject bucket -/live",
        ),
        ("another method", Asked { method: "PUT", ..host("localhost", "/-/live") }, "400 InvalidBucketName"),
        ("another path", host("localhost", "/-/lively"), "400 InvalidBucketName"),
        ("below", host("localhost", "/-/live/x"), "400 InvalidBucketName"),
        ("in other letters", host("localhost", "/-/LIVE"), "400 InvalidBucketName"),
        ("escaped", host("localhost", "/-%2Flive"), "400 InvalidBucketName"),
    ];
    for (name, asked, expected) in cases {
        assert_eq!(way(asked), expected, "{name}");
    }
}

#[test]
fn one_port_answers_three_services() {
    let cases = [
        ("scope names iam", Asked { scope: Some("iam"), ..post("/") }, "query Some(Iam)"),
        (
            "scope names sts",
            Asked { scope: Some("sts"), ..get("/?Action=GetCallerIdentity") },
            "query Some(Sts)",
        ),
        ("scope names s3", Asked { scope: Some("s3"), ..get("/") }, "ListBuckets - -"),
        ("scope names s3, form on root", Asked { scope: Some("s3"), ..post("/") }, "405 MethodNotAllowed"),
        ("scope of boto 2 on an address", Asked { scope: Some("127"), ..post("/") }, "query None"),
        (
            "scope of boto 2 on localhost",
            Asked { scope: Some("localhost"), host: Some("localhost:4747"), ..get("/b11/k") },
            "GetObject b11 k",
        ),
        ("unsigned form on root", post("/"), "query None"),
        ("unsigned form on an empty path", post(""), "query None"),
        ("unsigned Action in the URL", get("/?Version=2011-06-15&Action=GetCallerIdentity"), "query None"),
        ("action is not Action", get("/?action=GetCallerIdentity"), "ListBuckets - -"),
        ("Action on a bucket is nothing", get("/bucket?Action=GetUser"), "ListObjects bucket -"),
        ("anonymous list", get("/"), "ListBuckets - -"),
        ("query services have one path", Asked { scope: Some("sts"), ..get("/x") }, "UnknownPath"),
        ("and two methods", Asked { scope: Some("iam"), method: "PUT", ..get("/") }, "UnknownPath"),
        ("preflight", Asked { scope: Some("sts"), method: "OPTIONS", ..get("/") }, "Preflight"),
        ("preflight of S3", Asked { method: "OPTIONS", ..get("/bucket/k") }, "403 AccessForbidden"),
    ];
    for (name, asked, want) in cases {
        assert_eq!(way(asked), want, "{name}");
    }
}

#[test]
fn hosts_name_services_and_buckets() {
    let cases = [
        ("127.0.0.1:4747", "/bucket/k", "GetObject bucket k"),
        ("[::1]:4747", "/bucket/k", "GetObject bucket k"),
        ("localhost:4747", "/bucket/k", "GetObject bucket k"),
        ("LOCALHOST", "/bucket/k", "GetObject bucket k"),
        ("photos.localhost:4747", "/k", "GetObject photos k"),
        ("Photos.localhost", "/k", "GetObject photos k"),
        ("photos.localhost.", "/k", "GetObject photos k"),
        ("my.dotted.bucket.localhost", "/k", "GetObject my.dotted.bucket k"),
        ("photos.s3.localhost", "/k", "GetObject photos k"),
        ("s3.localhost", "/bucket/k", "GetObject bucket k"),
        ("iam.localhost", "/", "query Some(Iam)"),
        ("sts.localhost:80", "/", "query Some(Sts)"),
        ("s3.example.org", "/bucket", "ListObjects bucket -"),
        ("photos.s3.example.org", "/", "ListObjects photos -"),
        ("photos.s3.example.org", "", "ListObjects photos -"),
        ("photos.s3.example.org", "/?location", "GetBucketLocation photos -"),
        ("photos.127.example", "/k", "GetObject photos k"),
        ("bad_name.s3.example.org", "/", "400 InvalidBucketName"),
        (".s3.example.org", "/", "400 InvalidURI"),
        ("unknown.example.net", "/bucket/k", "GetObject bucket k"),
        ("sts.aws.example.net", "/", "query Some(Sts)"),
        ("iam.example.net", "/", "query Some(Iam)"),
        ("s3.example.net", "/bucket/k", "GetObject bucket k"),
        ("iam.amazonaws.com", "/", "query Some(Iam)"),
        ("iam-fips.amazonaws.com", "/", "query Some(Iam)"),
        ("iam.us-gov.amazonaws.com", "/", "query Some(Iam)"),
        ("iam.cn-north-1.amazonaws.com.cn", "/", "query Some(Iam)"),
        ("sts.amazonaws.com", "/", "query Some(Sts)"),
        ("sts.eu-west-1.amazonaws.com", "/", "query Some(Sts)"),
        ("sts-fips.us-east-1.amazonaws.com", "/", "query Some(Sts)"),
        ("s3.amazonaws.com", "/bucket/k", "GetObject bucket k"),
        ("s3.eu-west-1.amazonaws.com", "/bucket/k", "GetObject bucket k"),
        ("s3-eu-west-1.amazonaws.com", "/bucket/k", "GetObject bucket k"),
        ("photos.s3.amazonaws.com", "/k", "GetObject photos k"),
        ("sts.s3.amazonaws.com", "/k", "GetObject sts k"),
        ("photos.s3-us-west-2.amazonaws.com", "/k", "GetObject photos k"),
        ("my.photos.s3.us-gov-west-1.amazonaws.com", "/k", "GetObject my.photos k"),
        ("photos.s3.dualstack.eu-west-1.amazonaws.com", "/k", "GetObject photos k"),
        ("photos.s3.cn-north-1.amazonaws.com.cn", "/k", "GetObject photos k"),
        ("evil-s3.example.org", "/bucket/k", "GetObject bucket k"),
    ];
    for (host, target, want) in cases {
        assert_eq!(way(Asked { host: Some(host), ..get(target) }), want, "{host}{target}");
    }
}

#[test]
fn headers_that_policies_compare_have_a_greatest_length() {
    let most = "a".repeat(crate::limits::CONTEXT_HEADER_BYTES);
    let over = format!("{most}a");
    for name in ["User-Agent", "user-agent", "Referer", "REFERER"] {
        for (target, fine) in [("/?Action=GetUser", "query None"), ("/bucket/k", "GetObject bucket k")] {
            let headers = [(name, most.as_str())];
            assert_eq!(way(Asked { headers: &headers, ..get(target) }), fine, "{name}");
            let headers = [(name, over.as_str())];
            assert_eq!(way(Asked { headers: &headers, ..get(target) }), "HeaderTooLong", "{name}");
        }
    }
    assert_eq!(Refusal::HeaderTooLong.answer("GET", "R", "R").status, 431);
    let token = [("X-Amz-Security-Token", over.as_str())];
    assert_eq!(
        way(Asked { headers: &token, ..get("/bucket/k") }),
        "GetObject bucket k",
        "others may be longer"
    );
}

#[test]
fn absolute_form_has_to_agree_with_host() {
    let cases = [
        (Some("sts.amazonaws.com"), Some("sts.amazonaws.com"), "query Some(Sts)"),
        (Some("sts.amazonaws.com:80"), Some("STS.amazonaws.com"), "query Some(Sts)"),
        (Some("sts.amazonaws.com"), None, "query Some(Sts)"),
        (Some("sts.amazonaws.com"), Some("photos.s3.amazonaws.com"), "HostMismatch"),
        (Some("localhost:1"), Some("localhost:2"), "HostMismatch"),
    ];
    for (authority, host, want) in cases {
        assert_eq!(way(Asked { authority, host, ..post("/") }), want, "{authority:?} {host:?}");
    }
}

#[test]
fn every_rule_is_found() {
    // an older name of the same request
    let shadowed =
        ["GetBucketLifecycle", "GetBucketNotification", "PutBucketLifecycle", "PutBucketNotification"];
    for rule in RULES {
        let path = match rule.level {
            Level::Service => "/",
            Level::Bucket => "/bucket",
            Level::Object => "/bucket/key",
        };
        let query: Vec<String> =
            rule.query.iter().map(|(name, value)| format!("{name}={}", value.unwrap_or_default())).collect();
        let target = format!("{path}?{}", query.join("&"));
        let headers: Vec<(&str, &str)> = rule.headers.iter().map(|name| (*name, "x")).collect();
        let asked = Asked { method: rule.method, headers: &headers, ..get(&target) };
        let Route::S3(found) = go(asked, &[]) else { panic!("{}: {}", rule.operation.name(), way(asked)) };
        if !shadowed.contains(&rule.operation.name()) {
            assert_eq!(found.operation, rule.operation, "{target}");
        }
    }
    let unnamed: Vec<_> = Operation::ALL
        .iter()
        .filter(|operation| !RULES.iter().any(|rule| rule.operation == **operation))
        .collect();
    assert_eq!(unnamed, [&Operation::ListDirectoryBuckets, &Operation::WriteGetObjectResponse]);
    assert_eq!(Operation::ALL.len(), 111);
}

#[test]
fn headers_in_a_presigned_url_name_the_operation() {
    let put = |target| way(Asked { method: "PUT", scope: Some("s3"), ..get(target) });
    for (target, want) in [
        ("/b-b/k?X-Amz-Signature=s&x-amz-copy-source=%2Fc%2Fd", "CopyObject b-b k"),
        ("/b-b/k?X-Amz-Signature=s&X-Amz-Copy-Source=%2Fc%2Fd", "CopyObject b-b k"),
        ("/b-b/k?Signature=s&x-amz-copy-source=%2Fc%2Fd", "CopyObject b-b k"),
        (
            "/b-b/k?X-Amz-Signature=s&x-amz-copy-source=%2Fc%2Fd&partNumber=1&uploadId=u",
            "UploadPartCopy b-b k",
        ),
        // a parameter of a request that is signed in headers is no header
        ("/b-b/k?x-amz-copy-source=%2Fc%2Fd", "PutObject b-b k"),
        ("/b-b/k?X-Amz-Signature=s", "PutObject b-b k"),
    ] {
        assert_eq!(put(target), want, "{target}");
    }
}

#[test]
fn a_subresource_is_never_passed_over() {
    let cases = [
        ("DELETE", "/bucket?versioning", "405 MethodNotAllowed"),
        ("DELETE", "/bucket?%76ersioning", "405 MethodNotAllowed"),
        ("PUT", "/bucket/k?uploadId=1", "405 MethodNotAllowed"),
        ("PUT", "/bucket/k?attributes", "405 MethodNotAllowed"),
        ("POST", "/bucket/k", "405 MethodNotAllowed"),
        ("GET", "/bucket?acl&policy", "400 InvalidArgument"),
        ("PUT", "/bucket/k?acl&tagging", "400 InvalidArgument"),
        ("PATCH", "/bucket", "405 MethodNotAllowed"),
        ("get", "/bucket", "405 MethodNotAllowed"),
        ("HEAD", "/", "405 MethodNotAllowed"),
        ("POST", "/bucket", "501 NotImplemented"),
        ("POST", "/WriteGetObjectResponse", "501 NotImplemented"),
        ("GET", "/bucket?unknown=1&prefix=a", "ListObjects bucket -"),
        ("GET", "/bucket?list-type=2", "ListObjectsV2 bucket -"),
        ("GET", "/bucket/k?x-id=GetObject&partNumber=1", "GetObject bucket k"),
        ("POST", "/bucket?delete", "DeleteObjects bucket -"),
        ("GET", "/bucket?prefix=a&prefix=b", "400 InvalidURI"),
    ];
    for (method, target, want) in cases {
        assert_eq!(way(Asked { method, ..get(target) }), want, "{method} {target}");
    }
}

#[test]
fn keys_are_data() {
    let cases = [
        ("/bucket/a%20b//../c%2Bd~%C3%BC", "GetObject bucket a b//../c+d~ü"),
        ("/bucket/a+b", "GetObject bucket a+b"),
        ("/bucket//", "GetObject bucket /"),
        ("/bucket/", "ListObjects bucket -"),
        ("/bucket", "ListObjects bucket -"),
        ("/bucket/%2e%2e/victim/x", "GetObject bucket ../victim/x"),
        ("/bucket/../victim/x", "GetObject bucket ../victim/x"),
        ("/bucket/%252e", "GetObject bucket %2e"),
        ("/bucket%2Fkey", "400 InvalidBucketName"),
        ("/bucket/%zz", "400 InvalidURI"),
        ("/bucket/%2", "400 InvalidURI"),
        ("/bucket/%", "400 InvalidURI"),
        ("/bucket/%+1", "400 InvalidURI"),
        ("/bucket/%FF", "400 InvalidURI"),
        ("*", "400 InvalidURI"),
    ];
    for (target, want) in cases {
        assert_eq!(way(get(target)), want, "{target}");
    }
    let limit = format!("/bucket/{}", "k".repeat(crate::limits::OBJECT_KEY_BYTES));
    assert!(way(get(&limit)).starts_with("GetObject"));
    assert_eq!(way(get(&format!("{limit}k"))), "400 KeyTooLongError");
    let multibyte = format!("/bucket/{}", "%C3%BC".repeat(crate::limits::OBJECT_KEY_BYTES / 2));
    assert!(way(get(&multibyte)).starts_with("GetObject"));
    assert_eq!(way(get(&format!("{multibyte}x"))), "400 KeyTooLongError");
}

#[test]
fn adv_57_empty_and_null_urls() {
    for (target, want) in [
        ("", "ListBuckets - -"),
        ("//", "400 InvalidURI"),
        ("///", "400 InvalidURI"),
        ("//bucket/k", "400 InvalidURI"),
        ("/%00", "400 InvalidBucketName"),
        ("/bucket/%00", "GetObject bucket \0"),
        ("/?", "ListBuckets - -"),
        ("/?&&=&", "ListBuckets - -"),
    ] {
        assert_eq!(way(get(target)), want, "{target:?}");
    }
}

#[test]
fn adv_58_no_way_from_one_bucket_to_another() {
    for target in ["/mine/../victim/x", "/mine/%2e%2e/victim/x", "/mine/..%2fvictim/x", "/mine/./../victim/x"]
    {
        let Route::S3(request) = go(get(target), &[]) else { panic!("{target}") };
        assert_eq!(request.bucket.as_ref().map(BucketName::as_str), Some("mine"), "{target}");
        assert!(request.key.as_ref().is_some_and(|key| key.as_str().ends_with("../victim/x")), "{target}");
    }
}

#[test]
fn adv_55_form_uploads_are_refused_whole() {
    let asked = Asked { headers: &[("content-type", "multipart/form-data; boundary=x")], ..post("/bucket") };
    assert_eq!(way(asked), "501 NotImplemented");
    assert_eq!(way(Asked { host: Some("bucket.localhost"), ..post("/") }), "501 NotImplemented");
}

#[test]
fn bucket_names() {
    let longest = "a".repeat(63);
    let good = [
        "abc",
        "a.b",
        "a-b",
        "a--b",
        "0bucket9",
        "192.168.1",
        "a.-b",
        longest.as_str(),
        "amzn-s3-demo-bucket",
    ];
    for name in good {
        assert!(BucketName::parse(name).is_some(), "{name}");
    }
    let too_long = "a".repeat(64);
    let bad = [
        "",
        "ab",
        too_long.as_str(),
        "Abc",
        "a_b",
        "a b",
        "-abc",
        "abc-",
        ".abc",
        "abc.",
        "a..b",
        "192.168.1.1",
        "ünicode",
        "a/b",
        "a\0b",
    ];
    for name in bad {
        assert!(BucketName::parse(name).is_none(), "{name}");
    }
    for (name, reserved) in [
        ("xn--abc", true),
        ("sthree-abc", true),
        ("amzn-s3-demo-abc", true),
        ("abc-s3alias", true),
        ("abc--ol-s3", true),
        ("abc.mrap", true),
        ("abc--x-s3", true),
        ("abc--table-s3", true),
        ("abc", false),
    ] {
        assert_eq!(BucketName::parse(name).unwrap().is_reserved(), reserved, "{name}");
    }
}

#[test]
fn refusals_as_answers() {
    let answer = Refusal::UnknownPath.answer("GET", "RID", "HID");
    assert_eq!((answer.status, answer.body.as_slice()), (404, b"<UnknownOperationException/>\n".as_slice()));
    let answer = Refusal::Preflight.answer("OPTIONS", "RID", "HID");
    assert_eq!(answer.status, 200);
    assert!(answer.headers.contains(&("access-control-max-age", "172800".into())));
    let denied = Refusal::S3 { fault: Fault::s3_access_denied(), bucket: None };
    assert_eq!(denied.answer("HEAD", "RID", "HID").body, b"");
    assert!(!denied.answer("GET", "RID", "HID").body.is_empty());
}

/// Clients learn the region of a bucket also from a refusal that comes before anything is authenticated.
#[test]
fn refusals_name_the_bucket() {
    for (name, asked, bucket) in [
        (
            "a method that there is not",
            Asked { method: "PATCH", target: "/photos/a", ..Asked::default() },
            Some("photos"),
        ),
        (
            "one in the host",
            Asked { method: "PATCH", host: Some("photos.s3.example.org"), target: "/a", ..Asked::default() },
            Some("photos"),
        ),
        ("conflicting parameters", get("/photos?acl&cors"), Some("photos")),
        ("a preflight", Asked { method: "OPTIONS", target: "/photos", ..Asked::default() }, Some("photos")),
        ("encoded", Asked { method: "PATCH", target: "/p%68otos", ..Asked::default() }, Some("photos")),
        ("a key that is no text", get("/photos/%FF"), Some("photos")),
        ("no bucket", Asked { method: "PATCH", target: "/", ..Asked::default() }, None),
        ("no name of a bucket", get("/Photos/a"), None),
    ] {
        let Route::Refused(Refusal::S3 { bucket: named, .. }) = go(asked, &["s3.example.org"]) else {
            panic!("{name}")
        };
        assert_eq!(named.as_ref().map(BucketName::as_str), bucket, "{name}");
    }
}

proptest! {
    #[test]
    fn any_key_survives_its_url(key in "\\PC{1,100}", hostname in "[a-z0-9.:\\[\\]-]{0,30}") {
        let encoded: String = key.bytes().map(|b| format!("%{b:02x}")).collect();
        let target = format!("/bucket/{encoded}");
        let Route::S3(request) = go(get(&target), &[]) else { panic!("{target}") };
        prop_assert_eq!(request.key.as_ref().map(ObjectKey::as_str), Some(key.as_str()));
        // no host makes it panic
        let _ = go(Asked { host: Some(&hostname), ..get(&target) }, &[]);
    }

    #[test]
    fn any_target_has_an_answer(method in "[A-Z]{0,7}", target in "\\PC{0,60}", host in "\\PC{0,30}") {
        let _ = go(Asked { method: &method, target: &target, host: Some(&host), ..Asked::default() }, &["a.b"]);
    }
}
