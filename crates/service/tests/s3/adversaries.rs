//! Bugs that others had. Each test is named by the row of the list that the project keeps of them.

use service::BodyError;
use wire::s3::Operation;

use crate::support::s3::{
    Ask, BASE, Payload, Sent, Signing, ask, copy, delete, delete_objects, get, head, put,
};
use crate::support::{ACCOUNT, Credentials, Plane, allow, allow_on};

fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.object("/photos/a", b"data");
    let admin = plane.admin.clone();
    (plane, admin)
}

/// Everything that stands in the store, so that a test can say that nothing changed.
fn everything(plane: &mut Plane) -> Vec<(String, Vec<u8>)> {
    let admin = plane.admin.clone();
    let mut all = Vec::new();
    for bucket in plane.s3(&admin, &get("/")).texts("Name") {
        for key in plane.s3(&admin, &get(&format!("/{bucket}?list-type=2&encoding-type=url"))).texts("Key") {
            let path = format!("/{bucket}/{key}");
            let data = plane.stored(&path).unwrap();
            all.push((path, data));
        }
    }
    all
}

/// A request for as many operations as there are shapes of requests, built or not.
fn shapes() -> Vec<Ask> {
    let body = "<Delete><Object><Key>a</Key></Object></Delete>";
    let mut all = vec![
        get("/"),
        put("/fresh", b""),
        head("/photos"),
        delete("/photos"),
        get("/photos?location"),
        get("/photos"),
        get("/photos?list-type=2"),
        put("/photos/a", b"other"),
        get("/photos/a"),
        head("/photos/a"),
        delete("/photos/a"),
        delete_objects("photos", body),
        copy("photos/a", "/photos/b"),
        ask("POST", "/photos/a?uploads"),
        put("/photos/a?partNumber=1&uploadId=x", b"part"),
        ask("POST", "/photos/a?uploadId=x"),
        delete("/photos/a?uploadId=x"),
        copy("photos/a", "/photos/b?partNumber=1&uploadId=x"),
        put("/photos?policy", b"{}"),
        put("/photos?acl", b""),
        put("/photos/a?acl", b""),
        put("/photos/a?tagging", b""),
        put("/photos?versioning", b""),
        get("/photos?policy"),
        ask("POST", "/photos/a?restore"),
        ask("POST", "/photos/a?select&select-type=2"),
    ];
    for subresource in ["cors", "lifecycle", "encryption", "publicAccessBlock"] {
        all.extend(["GET", "PUT", "DELETE"].map(|method| ask(method, &format!("/photos?{subresource}"))));
    }
    all
}

fn is_v2(signing: Signing) -> bool {
    matches!(signing, Signing::V2 | Signing::V2Url(_))
}

/// Queries of [`shapes`] that Version 2, which is older than they are, does not cover.
const NOT_IN_V2: [&str; 2] = ["encryption", "publicAccessBlock"];

#[test]
fn adv_14_every_operation_with_every_kind_of_wrong_signature() {
    let (mut plane, admin) = plane();
    let before = everything(&mut plane);
    let stranger = Credentials { secret: "wrong".repeat(8), ..admin.clone() };
    let unknown = Credentials { access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(), ..admin.clone() };
    for shape in shapes() {
        for signing in [Signing::V4, Signing::V4Url(60), Signing::V2, Signing::V2Url(60)] {
            for payload in Payload::ALL {
                // only what is uploaded comes in several forms, and in chunks only with a signature in the header
                let uploads = matches!(shape.method, "PUT" | "POST") && signing == Signing::V4;
                if payload != Payload::Hash && !uploads {
                    continue;
                }
                let asked = shape.clone().signing(signing).payload(payload);
                let case = format!("{} {}?{} {signing:?} {payload:?}", asked.method, asked.path, asked.query);
                let mut spoiled = plane.sign(&admin, &asked);
                spoiled.spoil_signature();
                for (who, sent, code) in [
                    ("a spoiled signature", spoiled, "403 SignatureDoesNotMatch"),
                    ("another secret", plane.sign(&stranger, &asked), "403 SignatureDoesNotMatch"),
                    ("an unknown key", plane.sign(&unknown, &asked), "403 InvalidAccessKeyId"),
                ] {
                    let got = plane.send(&sent).code();
                    let expected = match asked.method {
                        "HEAD" => "403",
                        // which are refused before any key is looked up
                        _ if is_v2(signing) && NOT_IN_V2.contains(&asked.query.as_str()) => {
                            "403 AccessDenied"
                        }
                        _ => code,
                    };
                    assert_eq!(got, expected, "{who}: {case}");
                }
            }
        }
    }
    assert_eq!(everything(&mut plane), before);
}

#[test]
fn adv_14_only_built_operations_answer() {
    // each new operation is to be looked at here: every one of the model is either answered or refused by name
    let built = [
        Operation::AbortMultipartUpload,
        Operation::CompleteMultipartUpload,
        Operation::CopyObject,
        Operation::CreateBucket,
        Operation::CreateMultipartUpload,
        Operation::DeleteBucket,
        Operation::DeleteBucketTagging,
        Operation::DeleteObject,
        Operation::DeleteObjects,
        Operation::GetBucketEncryption,
        Operation::GetBucketLocation,
        Operation::GetBucketTagging,
        Operation::GetObject,
        Operation::GetObjectAttributes,
        Operation::HeadBucket,
        Operation::HeadObject,
        Operation::ListBuckets,
        Operation::ListMultipartUploads,
        Operation::ListObjects,
        Operation::ListObjectsV2,
        Operation::ListParts,
        Operation::PutBucketTagging,
        Operation::PutObject,
        Operation::UploadPart,
        Operation::UploadPartCopy,
    ];
    let (mut plane, admin) = plane();
    for operation in Operation::ALL.iter().copied().filter(|operation| !built.contains(operation)) {
        let got = plane.s3_operation(&admin, operation);
        assert_eq!(got.code(), "501 NotImplemented", "{operation:?}");
        let nobody =
            plane.s3_operation(&Credentials { access_key_id: String::new(), ..admin.clone() }, operation);
        assert_eq!(nobody.code(), "403 AccessDenied", "{operation:?}");
    }
}

#[test]
fn adv_15_adv_78_a_credential_in_the_query_is_no_signature() {
    let (mut plane, admin) = plane();
    let before = everything(&mut plane);
    let credential =
        format!("X-Amz-Credential={}%2F20270115%2Fus-east-1%2Fs3%2Faws4_request", admin.access_key_id);
    for (method, target) in
        [("PUT", "/photos/b"), ("PUT", "/photos/b?partNumber=1&uploadId=x"), ("POST", "/photos/b?uploads")]
    {
        for query in [
            credential.clone(),
            format!("{credential}&X-Amz-Algorithm=AWS4-HMAC-SHA256"),
            format!("{credential}&X-Amz-Signature="),
            format!("AWSAccessKeyId={}", admin.access_key_id),
            format!("AWSAccessKeyId={}&Expires=1900000000", admin.access_key_id),
        ] {
            for payload in Payload::ALL {
                let asked = Ask { method, ..put(target, b"forged") };
                let asked = asked.payload(payload).signing(Signing::Anonymous);
                let mut sent = plane.sign(&admin, &asked);
                sent.query =
                    if sent.query.is_empty() { query.clone() } else { format!("{}&{query}", sent.query) };
                sent.set("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
                let status = plane.send(&sent).status;
                assert!(matches!(status, 400 | 403), "{target} {query} {payload:?}: {status}");
            }
        }
    }
    assert_eq!(everything(&mut plane), before);
}

#[test]
fn adv_16_adv_77_an_unsigned_trailer_needs_a_signed_head() {
    let (mut plane, admin) = plane();
    let wrong = Credentials { secret: "x".repeat(40), ..admin.clone() };
    let upload = put("/photos/b", &[7; 20_000]).payload(Payload::UnsignedTrailer);
    assert_eq!(plane.s3(&wrong, &upload).code(), "403 SignatureDoesNotMatch");
    let mut sent = plane.sign(&admin, &upload);
    sent.spoil_signature();
    assert_eq!(plane.send(&sent).code(), "403 SignatureDoesNotMatch");
    let mut sent = plane.sign(&admin, &upload);
    sent.remove("authorization");
    assert_eq!(plane.send(&sent).code(), "403 AccessDenied");
    assert_eq!(plane.stored("/photos/b"), None);
}

#[test]
fn adv_17_adv_79_headers_that_no_signature_covers() {
    let (mut plane, admin) = plane();
    plane.bucket("secrets");
    plane.object("/secrets/s", b"secret");
    let before = everything(&mut plane);
    for (header, value) in [
        ("x-amz-acl", "public-read"),
        ("x-amz-copy-source", "/secrets/s"),
        ("x-amz-tagging", "a=b"),
        ("x-amz-object-lock-mode", "COMPLIANCE"),
        ("x-amz-server-side-encryption", "AES256"),
        ("x-amz-meta-owner", "eve"),
        ("x-amz-expected-bucket-owner", ACCOUNT),
        ("x-amz-security-token", "x"),
        ("X-AMZ-ACL", "private"),
    ] {
        for signing in [Signing::V4, Signing::V4Url(60), Signing::V2, Signing::V2Url(60)] {
            let mut sent = plane.sign(&admin, &put("/photos/b", b"x").signing(signing));
            sent.headers.push((header.to_owned(), value.to_owned()));
            let got = plane.send(&sent);
            assert_eq!(got.status, 403, "{header} with {signing:?}: {}", got.outcome());
            if header != "x-amz-security-token" && matches!(signing, Signing::V4 | Signing::V4Url(_)) {
                assert_eq!(
                    got.outcome(),
                    "403 AccessDenied: There were headers present in the request which were not signed"
                );
            }
        }
    }
    assert_eq!(everything(&mut plane), before);
}

#[test]
fn adv_20_streamed_uploads_are_authorised_like_others() {
    let (mut plane, _) = plane();
    let bob = plane.user("bob", Some(&allow("sts:*,s3:*")));
    let session = plane.sts(&bob, "GetSessionToken").credentials();
    for (policy, outcome) in [
        (allow_on("s3:PutObject", "arn:aws:s3:::photos/mine/*"), "403 AccessDenied"),
        (allow_on("s3:PutObject", "arn:aws:s3:::photos/b"), "200"),
    ] {
        plane.put_policy("bob", &policy);
        for who in [&bob, &session] {
            for payload in Payload::ALL {
                let got = plane.s3(who, &put("/photos/b", &[7; 20_000]).payload(payload));
                assert_eq!(got.code(), outcome, "{payload:?}");
            }
        }
    }
}

#[test]
fn adv_21_a_body_is_not_read_before_its_sender_is_known() {
    let (mut plane, admin) = plane();
    let endless = |sent: &mut Sent| {
        sent.body = vec![0; 64 * 1024];
        sent.set("content-length", "10737418240");
        // a server that reads that far waits for ever
        sent.ends = Some(BodyError::TooSlow);
    };
    let mut sent = plane.sign(&admin, &put("/photos/b", b"").signing(Signing::Anonymous));
    endless(&mut sent);
    assert_eq!(plane.send(&sent).code(), "403 AccessDenied");
    let bob = plane.user("bob", None);
    let mut sent = plane.sign(&bob, &put("/photos/b", b""));
    endless(&mut sent);
    assert_eq!(plane.send(&sent).code(), "403 AccessDenied");
    let mut sent = plane.sign(&admin, &put("/photos/b", b""));
    endless(&mut sent);
    assert_eq!(plane.send(&sent).code(), "400 EntityTooLarge", "nor past what may be stored");
}

#[test]
fn adv_43_adv_87_whoever_may_not_bypass_does_not() {
    let (mut plane, _) = plane();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},
        {"Effect":"Deny","Action":"s3:BypassGovernanceRetention","Resource":"*"}]}"#;
    let bob = plane.user("bob", Some(policy));
    let header = "x-amz-bypass-governance-retention";
    let denied = "s3:BypassGovernanceRetention on resource: \"arn:aws:s3:::photos/a\" with an explicit deny";
    for value in ["true", "True", "TRUE"] {
        let one = plane.s3(&bob, &delete("/photos/a").header(header, value)).outcome();
        assert!(one.contains(denied), "{one}");
        let body = "<Delete><Object><Key>a</Key></Object></Delete>";
        let many = plane.s3(&bob, &delete_objects("photos", body).header(header, value));
        assert!(many.texts("Message")[0].replace("&quot;", "\"").contains(denied), "{}", many.text());
    }
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]));
    assert_eq!(plane.s3(&bob, &delete("/photos/a").header(header, "false")).outcome(), "204");
}

#[test]
fn adv_45_a_name_that_begins_alike_is_another() {
    let (mut plane, _) = plane();
    plane.bucket("photos2");
    plane.object("/photos2/a", b"other");
    plane.object("/photos/ab", b"other");
    let bob = plane.user("bob", Some(&allow_on("s3:GetObject", "arn:aws:s3:::photos/a")));
    assert_eq!(plane.s3(&bob, &get("/photos/a")).outcome(), "200");
    for target in ["/photos2/a", "/photos/ab", "/photos/a%2F", "/photos/A", "/photos//a"] {
        assert_eq!(plane.s3(&bob, &get(target)).code(), "403 AccessDenied", "{target}");
    }
    plane.put_policy("bob", &allow_on("s3:ListBucket", "arn:aws:s3:::photos"));
    assert_eq!(plane.s3(&bob, &get("/photos2")).code(), "403 AccessDenied");
}

#[test]
fn adv_47_no_header_or_parameter_sets_a_condition_key() {
    let (mut plane, _) = plane();
    let keys = [
        ("aws:MultiFactorAuthPresent", "true"),
        ("aws:PrincipalTag/team", "blue"),
        ("aws:username", "root"),
        ("aws:userid", "x"),
        ("s3:ExistingObjectTag/team", "blue"),
        ("s3:TlsVersion", "1.3"),
    ];
    let bob = plane.user("bob", None);
    for (key, value) in keys {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:*","Resource":"*",
               "Condition":{{"StringEquals":{{"{key}":"{value}"}}}}}}]}}"#
        );
        plane.put_policy("bob", &policy);
        let bare = key.split(':').nth(1).unwrap();
        for name in [
            key.replace(['/', ':'], "-"),
            bare.replace('/', "-"),
            format!("x-amz-{}", bare.replace('/', "-")),
        ] {
            let name = name.to_lowercase();
            assert_eq!(
                plane.s3(&bob, &get("/photos/a").header(&name, value)).code(),
                "403 AccessDenied",
                "{name}"
            );
        }
        let parameter = format!("/photos?{}={value}", key.replace(':', "%3A").replace('/', "%2F"));
        assert_eq!(plane.s3(&bob, &get(&parameter)).code(), "403 AccessDenied", "{parameter}");
    }
}

#[test]
fn adv_48_adv_93_the_address_is_that_of_the_peer() {
    let (mut plane, _) = plane();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*",
        "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}"#;
    let bob = plane.user("bob", Some(policy));
    for header in
        ["x-forwarded-for", "x-real-ip", "forwarded", "x-amz-source-ip", "cf-connecting-ip", "true-client-ip"]
    {
        let value = if header == "forwarded" { "for=10.0.0.1" } else { "10.0.0.1" };
        assert_eq!(
            plane.s3(&bob, &get("/photos/a").header(header, value)).code(),
            "403 AccessDenied",
            "{header}"
        );
    }
    plane.source_ip = "10.1.2.3".parse().unwrap();
    assert_eq!(plane.s3(&bob, &get("/photos/a")).outcome(), "200");
}

#[test]
fn adv_49_what_is_copied_is_read_with_permission() {
    let (mut plane, admin) = plane();
    plane.bucket("secrets");
    plane.object("/secrets/s", b"secret");
    let bob = plane.user("bob", Some(&allow_on("s3:PutObject", "arn:aws:s3:::photos/*")));
    let begun = plane.s3(&bob, &ask("POST", "/photos/b?uploads"));
    let part = format!("/photos/b?partNumber=1&uploadId={}", begun.texts("UploadId")[0]);
    for target in ["/photos/b", &part] {
        for source in ["secrets/s", "/secrets/s", "secrets%2Fs", "secrets/s?versionId=null"] {
            let in_header = copy(source, target);
            let joint = if target.contains('?') { '&' } else { '?' };
            let encoded =
                source.replace('%', "%25").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
            let in_url =
                put(&format!("{target}{joint}x-amz-copy-source={encoded}"), b"").signing(Signing::V4Url(60));
            for asked in [in_header, in_url] {
                assert_eq!(
                    plane.s3(&bob, &asked).code(),
                    "403 AccessDenied",
                    "{source} to {target}, {:?}",
                    asked.signing
                );
                let got = plane.s3(&admin, &asked);
                assert_eq!(got.texts("LastModified").len(), 1, "which is a copy otherwise: {}", got.text());
            }
        }
    }
}

#[test]
fn adv_55_adv_86_forms_upload_nothing() {
    let (mut plane, admin) = plane();
    let before = everything(&mut plane);
    let body = "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nx\r\n--b\r\n\
                Content-Disposition: form-data; name=\"file\"\r\n\r\ndata\r\n--b--\r\n";
    for signing in [Signing::Anonymous, Signing::V4] {
        let mut form =
            ask("POST", "/photos").signing(signing).header("content-type", "multipart/form-data; boundary=b");
        form.body = body.as_bytes().to_vec();
        assert_eq!(plane.s3(&admin, &form).code(), "501 NotImplemented", "{signing:?}");
    }
    assert_eq!(everything(&mut plane), before);
}

#[test]
fn adv_56_nothing_ends_the_line_of_a_header() {
    let (mut plane, admin) = plane();
    for value in ["a\rb", "a\nb", "a\r\nx-evil: 1", "a\0b", "a\u{85}b", "a\u{7f}b"] {
        for header in ["x-amz-meta-m", "content-type", "cache-control", "content-disposition", "expires"] {
            let mut sent = plane.sign(&admin, &put("/photos/b", b"").signing(Signing::V2Url(60)));
            if header == "x-amz-meta-m" {
                sent = plane.sign(&admin, &put("/photos/b", b"").header(header, value));
            } else if header != "content-type" {
                sent.headers.push((header.to_owned(), value.to_owned()));
            } else {
                sent = plane.sign(&admin, &put("/photos/b", b"").header(header, value));
            }
            let got = plane.send(&sent);
            assert!(matches!(got.status, 400 | 403), "{header} {value:?}: {}", got.outcome());
        }
        let encoded: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let got = plane.s3(&admin, &get(&format!("/photos/a?response-content-disposition={encoded}")));
        assert_eq!(got.status, 400, "{value:?}");
    }
    assert_eq!(plane.stored("/photos/b"), None);
}

#[test]
fn adv_57_empty_and_null_names() {
    let (mut plane, admin) = plane();
    let before = everything(&mut plane);
    for method in ["GET", "PUT", "DELETE", "HEAD", "POST"] {
        for target in [
            "//",
            "///",
            "",
            "/%00",
            "/photos/%00",
            "/photos/a%00",
            "//photos/a",
            "/%2F",
            "/?",
            "/photos?%00",
        ] {
            let got = plane.s3(&admin, &ask(method, target));
            let listing = method == "GET" && matches!(target, "" | "/?" | "/photos?%00");
            let bucket = matches!(method, "HEAD") && target == "/photos?%00";
            let again = method == "PUT" && target == "/photos?%00";
            let full = method == "DELETE" && target == "/photos?%00";
            match got.status {
                200 => assert!(listing || bucket || again, "{method} {target}"),
                409 => assert!(full, "{method} {target}"),
                status => assert!(
                    (400..500).contains(&status) || status == 501,
                    "{method} {target}: {}",
                    got.outcome()
                ),
            }
        }
    }
    assert_eq!(everything(&mut plane), before);
}

#[test]
fn adv_58_adv_104_a_key_is_the_same_for_policy_and_store() {
    let (mut plane, _) = plane();
    let (other, _) = plane.account("second", "210987654321");
    assert_eq!(plane.s3(&other, &put("/victim", b"")).outcome(), "200");
    assert_eq!(plane.s3(&other, &put("/victim/x", b"theirs")).outcome(), "200");
    plane.object("/photos/secret/x", b"secret");
    let bob = plane.user("bob", Some(&allow_on("s3:*", "arn:aws:s3:::photos/mine/*")));
    let keys = [
        "mine/../secret/x",
        "mine/%2e%2e/secret/x",
        "mine/%2E%2E%2Fsecret%2Fx",
        "mine//../secret/x",
        "mine/..%5Csecret%5Cx",
        "mine/../../victim/x",
    ];
    for key in keys {
        // below mine/ and nowhere else, however it looks
        assert_eq!(plane.s3(&bob, &put(&format!("/photos/{key}"), b"bob's")).outcome(), "200", "{key}");
        assert_eq!(plane.s3(&bob, &get(&format!("/photos/{key}"))).body, b"bob's", "{key}");
        assert_eq!(
            plane.s3(&bob, &copy(&format!("photos/{key}"), "/photos/mine/copy")).outcome(),
            "200",
            "{key}"
        );
        assert_eq!(plane.stored("/photos/secret/x").as_deref(), Some(&b"secret"[..]), "{key}");
        assert_eq!(plane.s3(&other, &get("/victim/x")).body, b"theirs", "{key}");
    }
    for key in ["../photos/mine/x", "secret/../mine/x", "./mine/x", "%2Fmine/x", "mine"] {
        assert_eq!(plane.s3(&bob, &put(&format!("/photos/{key}"), b"")).code(), "403 AccessDenied", "{key}");
        let body = format!("<Delete><Object><Key>{}</Key></Object></Delete>", key.replace("%2F", "/"));
        assert_eq!(plane.s3(&bob, &delete_objects("photos", &body)).texts("Code"), ["AccessDenied"], "{key}");
        assert_eq!(
            plane.s3(&bob, &copy(&format!("photos/{key}"), "/photos/mine/c")).code(),
            "403 AccessDenied",
            "{key}"
        );
    }
    for (name, asked) in [
        ("a bucket in the path of a bucket's host", get("/photos/../victim/x").virtual_host("photos")),
        ("a bucket in an encoded path", get("/photos%2F..%2Fvictim/x")),
        ("a bucket that is dots", get("/../victim/x")),
    ] {
        let got = plane.s3(&bob, &asked);
        assert!(matches!(got.status, 400 | 403 | 404), "{name}: {}", got.outcome());
    }
    for (method, host) in [("GET", format!("photos.{BASE}")), ("PUT", format!("photos.{BASE}"))] {
        let asked = Ask { host, ..ask(method, "/victim/x") };
        assert_eq!(
            plane.s3(&bob, &asked).code(),
            "403 AccessDenied",
            "{method}: victim is part of the key here"
        );
    }
}

#[test]
fn adv_61_no_header_sets_what_is_internal() {
    let (mut plane, admin) = plane();
    let asked = put("/photos/b", b"data")
        .header("x-amz-replication-status", "COMPLETED")
        .header("x-amz-version-id", "1")
        .header("x-amz-meta-x-amz-acl", "public-read")
        .header("x-amz-meta-etag", "x");
    assert_eq!(plane.s3(&admin, &asked).outcome(), "200");
    let got = plane.s3(&admin, &head("/photos/b"));
    assert_eq!((got.header("x-amz-replication-status"), got.header("x-amz-version-id")), (None, None));
    assert_eq!(got.header("etag"), Some("\"8d777f385d3dfec8815d20f7496026dc\""));
    let names: Vec<&str> = got.metadata.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["etag", "x-amz-acl"], "which are sent as x-amz-meta-etag and x-amz-meta-x-amz-acl");
}

#[test]
fn adv_95_a_version_is_read_with_permission_for_versions() {
    let (mut plane, _) = plane();
    let bob = plane.user("bob", Some(&allow("s3:GetObject,s3:DeleteObject,s3:PutObject,s3:ListBucket")));
    for asked in
        [get("/photos/a?versionId=null"), get("/photos/a?versionId=x"), delete("/photos/a?versionId=null")]
    {
        assert_eq!(plane.s3(&bob, &asked).code(), "403 AccessDenied", "{} {}", asked.method, asked.query);
    }
    assert_eq!(plane.s3(&bob, &copy("photos/a?versionId=null", "/photos/b")).code(), "403 AccessDenied");
}

#[test]
fn adv_99_nobody_lists_without_a_name() {
    let (mut plane, admin) = plane();
    for target in ["/", "/photos", "/photos?list-type=2", "/photos?versions", "/photos?uploads"] {
        let got = plane.s3(&admin, &get(target).signing(Signing::Anonymous));
        assert_eq!(got.outcome(), "403 AccessDenied: Access Denied", "{target}");
    }
}

#[test]
fn adv_105_a_wrong_secret_is_refused() {
    let (mut plane, admin) = plane();
    for secret in ["", "x", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"] {
        let wrong = Credentials { secret: secret.to_owned(), ..admin.clone() };
        for signing in [Signing::V4, Signing::V4Url(60), Signing::V2, Signing::V2Url(60)] {
            let got = plane.s3(&wrong, &get("/photos/a").signing(signing));
            assert_eq!(got.code(), "403 SignatureDoesNotMatch", "{secret:?} {signing:?}");
        }
    }
}
