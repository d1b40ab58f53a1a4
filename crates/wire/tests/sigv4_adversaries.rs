//! Bugs that peers had in signatures, presigned URLs and chunked uploads, each by the number of its row in the project's
//! list of them, and what keeps them out here.

use crate::signing::{
    EMPTY, ID, Request, SECRET, Spec, TOKEN, V2_PARAMETERS, now, query_v2, s3_v2_header, s3_v2_url,
};
use wire::chunked::{ContentError, Received, Receiver};
use wire::limits::PUT_BYTES;
use wire::sigv4::{AuthError, Claim, Credentials, Endpoint, Family, RequestHead};

const UNSIGNED_TRAILER: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
const PAYLOADS: [&str; 5] = [
    EMPTY,
    "UNSIGNED-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    UNSIGNED_TRAILER,
];

fn answer(request: &Request) -> (u16, &'static str) {
    match request.judge() {
        Ok(_) => (200, ""),
        Err(error) => {
            let fault = error.fault(request.family);
            (fault.status(), fault.code().name)
        }
    }
}

fn put(payload: &str) -> Spec {
    let mut spec = Spec::s3();
    spec.method = "PUT";
    spec.payload = Some(payload.to_owned());
    spec.header("x-amz-decoded-content-length", "5").header("x-amz-trailer", "x-amz-checksum-crc32")
}

fn put_url(payload: &str) -> Spec {
    let mut spec = put(payload).header("x-amz-content-sha256", payload);
    spec.life = Some("60".into());
    spec
}

/// The operations of S3 that take a body, as their heads differ.
fn handlers() -> [(&'static str, &'static str, &'static str); 6] {
    [
        ("PUT", "", ""),
        ("PUT", "partNumber=1&uploadId=u", ""),
        ("PUT", "", "x-amz-copy-source"),
        ("POST", "delete", ""),
        ("PUT", "tagging", ""),
        ("PUT", "", "x-amz-meta-snowball-auto-extract"),
    ]
}

/// MinIO CVE-2026-40344: one handler had no case for one kind of signature, and fell through.
#[test]
fn adv_14_every_handler_with_every_kind_of_signature() {
    for (method, query, header) in handlers() {
        for payload in PAYLOADS {
            for url in [false, true] {
                let mut spec = if url { put_url(payload) } else { put(payload) };
                spec.method = method;
                spec.query = query.to_owned();
                if !header.is_empty() {
                    spec = spec.header(header, "/a/b");
                }
                let mut request = if url { spec.in_query() } else { spec.in_header() };
                assert_eq!(answer(&request), (200, ""), "{method} {query} {header} {payload} {url}");
                request.secret = "wrong".to_owned();
                assert_eq!(
                    answer(&request),
                    (403, "SignatureDoesNotMatch"),
                    "{method} {query} {header} {payload} {url}"
                );
            }
        }
    }
}

/// MinIO CVE-2026-41145: verification hung on the header, the key also came from the query.
#[test]
fn adv_15_credential_in_the_query_without_authorization() {
    for payload in PAYLOADS {
        for query in [
            format!("X-Amz-Credential={ID}%2F20261122%2Fus-east-1%2Fs3%2Faws4_request"),
            format!("X-Amz-Credential={ID}"),
            format!("AWSAccessKeyId={ID}"),
        ] {
            let mut request = put(payload).in_header();
            request.remove("authorization");
            request.query = query.clone();
            assert_eq!(answer(&request), (403, "AccessDenied"), "{payload} {query}");
            request.query = query.to_lowercase();
            assert!(request.judge().is_err(), "{payload} {query}");
        }
    }
}

/// MinIO CVE-2025-31489 and row 77: unsigned-trailer uploads went in with any signature.
#[test]
fn adv_16_bad_signature_with_unsigned_trailer() {
    let mut request = put(UNSIGNED_TRAILER).in_header();
    let good = request.get("authorization");
    let (before, _) = good.split_once("Signature=").unwrap();
    for signature in ["0".repeat(64), String::new(), "x".to_owned()] {
        request.set("authorization", &format!("{before}Signature={signature}"));
        assert_eq!(answer(&request), (403, "SignatureDoesNotMatch"));
    }
}

/// SeaweedFS: unsigned x-amz headers took effect on presigned PUTs.
#[test]
fn adv_17_unsigned_headers_on_a_presigned_put() {
    for header in [
        "x-amz-acl",
        "X-AMZ-ACL",
        "x-amz-tagging",
        "x-amz-object-lock-mode",
        "x-amz-object-lock-retain-until-date",
        "x-amz-server-side-encryption",
        "x-amz-grant-full-control",
        "x-amz-website-redirect-location",
        "x-amz-storage-class",
        "x-amz-meta-a",
    ] {
        let mut request = Spec::s3_url().with(|spec| spec.method = "PUT").in_query();
        assert_eq!(answer(&request), (200, ""));
        request.add(header, "x");
        assert_eq!(answer(&request), (403, "AccessDenied"), "{header}");
    }
}

/// SeaweedFS: four ways to read a canonical request differently.
#[test]
fn adv_19_canonicalisation() {
    // An empty element of SignedHeaders.
    let mut request = Spec::s3().in_header();
    request.authorization("SignedHeaders=host", "SignedHeaders=;host");
    assert_eq!(answer(&request), (400, "AuthorizationHeaderMalformed"));
    // Repeated parameters in any order: which of them counts?
    let repeated = Spec::s3().with(|spec| spec.query = "a=2&a=1".into()).in_header();
    assert_eq!(answer(&repeated), (400, "InvalidArgument"));
    // A raw semicolon belongs to the value.
    let mut semicolon = Spec::s3().with(|spec| spec.query = "prefix=a;b&x=1".into()).in_header();
    assert_eq!(answer(&semicolon), (200, ""));
    semicolon.edit_query("a;b", "a&b");
    assert_eq!(answer(&semicolon), (403, "SignatureDoesNotMatch"));
    // The names of trailers know no case.
    let body = b"5\r\nhello\r\n0\r\nX-Amz-Checksum-CRC32:NhCmhg==\r\n\r\n";
    assert_eq!(receive(&put(UNSIGNED_TRAILER).in_header(), body).unwrap().length, 5);
}

fn receive(request: &Request, body: &[u8]) -> Result<Received, ContentError> {
    let proof = request.judge().ok().unwrap();
    let headers = request.header_list();
    let mut receiver = Receiver::new(&request.head(&headers), Some(&proof), PUT_BYTES)?;
    let mut input = body;
    while receiver.next(&mut input)?.is_some() {}
    receiver.finish()
}

/// s3s: no check of freshness, nor of the scope's date.
#[test]
fn adv_21_freshness_and_scope_date() {
    for days in [1, 30, 365] {
        let old = Spec::s3().seconds_later(-86_400 * days);
        assert_eq!(answer(&old.in_header()), (403, "RequestTimeTooSkewed"));
        let old = Spec::sts().seconds_later(-86_400 * days);
        assert_eq!(answer(&old.in_header()), (403, "SignatureDoesNotMatch"));
    }
    let other_day = |spec: Spec| spec.with(|spec| spec.scope_date = Some("20261121".into()));
    assert_eq!(answer(&other_day(Spec::s3()).in_header()), (400, "AuthorizationHeaderMalformed"));
    assert_eq!(answer(&other_day(Spec::s3_url()).in_query()), (400, "AuthorizationQueryParametersError"));
    assert_eq!(answer(&other_day(Spec::sts()).in_header()), (403, "SignatureDoesNotMatch"));
}

/// s3s: a signed header that is absent was skipped; host and x-amz headers need not be signed.
#[test]
fn adv_22_signed_headers_must_be_there_and_cover_what_counts() {
    for base in [Spec::s3(), Spec::sts()] {
        let names = if base.family == Family::S3 {
            "host;x-amz-content-sha256;x-amz-date"
        } else {
            "host;x-amz-date"
        };
        let list =
            |list: &str| base.clone().with(|spec| spec.signed_headers = Some(list.to_owned())).in_header();
        assert_eq!(answer(&list(names)), (200, ""));
        assert_eq!(answer(&list(&format!("{names};x-foo"))), (403, "SignatureDoesNotMatch"));
        let without_host = answer(&list(&names.replace("host;", "")));
        assert_eq!(without_host.0, 403);
        let without_date = answer(&list(&names.replace(";x-amz-date", "")));
        assert_eq!(without_date.0, 403);
    }
    // A header signed while empty does not stand for an absent one.
    let mut request = Spec::sts().header("x-foo", "").in_header();
    assert_eq!(answer(&request), (200, ""));
    request.remove("x-foo");
    assert_eq!(answer(&request), (403, "SignatureDoesNotMatch"));
}

/// Garage: a day's window, and no bound on the future.
#[test]
fn adv_23_window() {
    for seconds in [-82_800, -901, 901, 31_536_000] {
        assert_eq!(answer(&Spec::s3().seconds_later(seconds).in_header()).0, 403, "{seconds}");
        assert_eq!(answer(&Spec::sts().seconds_later(seconds).in_header()).0, 403, "{seconds}");
        assert_eq!(answer(&Spec::sts_get().seconds_later(seconds).in_query()).0, 403, "{seconds}");
    }
    assert_eq!(answer(&Spec::s3_url().seconds_later(901).in_query()), (403, "AccessDenied"));
}

/// Six peers compared signatures byte by byte. Here a mismatch in the first and in the last digit go the same way, and
/// nothing in the sources compares them otherwise.
#[test]
fn adv_24_comparison() {
    for source in [
        include_str!("../src/sigv4/verify.rs"),
        include_str!("../src/sigv2/mod.rs"),
        include_str!("../src/chunked/signature.rs"),
    ] {
        assert!(source.contains(".ct_eq("));
        for line in source.lines().filter(|line| line.contains("==") && !line.trim_start().starts_with("//"))
        {
            assert!(!line.contains("signature") && !line.contains("right"), "{line}");
        }
    }
    for place in [0, 31, 63] {
        let mut request = Spec::sts().in_header();
        let all = request.get("authorization");
        let (before, signature) = all.split_once("Signature=").unwrap();
        let mut digits = signature.to_owned().into_bytes();
        digits[place] = if digits[place] == b'0' { b'1' } else { b'0' };
        request.set("authorization", &format!("{before}Signature={}", String::from_utf8(digits).unwrap()));
        assert_eq!(answer(&request), (403, "SignatureDoesNotMatch"));
    }
}

/// Keystone CVE-2020-12692 and row 102: an old signed request could be replayed for ever.
#[test]
fn adv_26_replay_of_an_old_request() {
    for request in [
        Spec::sts().in_header(),
        Spec::sts_get().in_query(),
        Spec::s3().in_header(),
        Spec::s3_url().in_query(),
        query_v2(&V2_PARAMETERS),
        s3_v2_header(),
        s3_v2_url(),
    ] {
        assert_eq!(answer(&request), (200, ""));
        let mut replayed = request;
        replayed.at = now().checked_add(jiff::Span::new().seconds(3601)).unwrap();
        assert_eq!(answer(&replayed).0, 403);
    }
}

/// Keystone CVE-2025-65073: the holder of one signed S3 request got credentials for it.
#[test]
fn adv_27_a_signature_for_s3_is_none_for_sts() {
    for request in [Spec::s3().in_header(), Spec::s3_url().in_query(), s3_v2_url(), s3_v2_header()] {
        let mut moved = request;
        moved.family = Family::Query;
        moved.service = "sts".into();
        assert!(matches!(answer(&moved), (400, "IncompleteSignature") | (403, "SignatureDoesNotMatch")));
    }
    for service in ["iam", "s3"] {
        let mut moved = Spec::sts().in_header();
        moved.service = service.into();
        assert_eq!(answer(&moved), (403, "SignatureDoesNotMatch"));
    }
}

/// aws-iam-authenticator CVE-2022-2385: one copy of a parameter was checked, another used.
#[test]
fn adv_28_parameters_twice_or_in_another_case() {
    for extra in ["Action=GetSessionToken", "action=GetSessionToken", "ACTION=x", "%41ction=x"] {
        for front in [true, false] {
            let action = "Action=GetCallerIdentity&Version=2011-06-15";
            let query = if front { format!("{extra}&{action}") } else { format!("{action}&{extra}") };
            let signed = Spec::sts_get().with(|spec| spec.query = query.clone());
            assert_eq!(answer(&signed.in_query()), (400, "IncompleteSignature"), "signed: {query}");
            let mut added = Spec::sts_get().in_query();
            added.query =
                if front { format!("{extra}&{}", added.query) } else { format!("{}&{extra}", added.query) };
            assert_eq!(answer(&added), (400, "IncompleteSignature"), "added: {query}");
        }
    }
    for name in
        ["X-Amz-Credential", "x-amz-credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature"]
    {
        let mut request = Spec::sts_get().in_query();
        request.query.push_str(&format!("&{name}=x"));
        assert_eq!(answer(&request), (400, "IncompleteSignature"), "{name}");
    }
}

/// Vault CVE-2020-16250: a signed GetCallerIdentity was relayed with another URL, host or action.
#[test]
fn adv_29_what_a_relay_could_change_is_signed() {
    let changes: [fn(&mut Request); 5] = [
        |request| request.method = "POST".into(),
        |request| request.path = "/other".into(),
        |request| {
            request.edit_query("GetCallerIdentity", "GetSessionToken");
        },
        |request| request.body = b"Action=GetSessionToken".to_vec(),
        |request| {
            request.set("host", "other");
        },
    ];
    for change in changes {
        let mut request = Spec::sts_get().in_query();
        change(&mut request);
        assert_eq!(answer(&request), (403, "SignatureDoesNotMatch"));
    }
}

/// aws-sigv4 CVE-2023-30610: `Debug` of the signer's parameters logged the secret. Types that hold a secret here have
/// no `Debug` at all; the `Debug` of others shows neither secret nor token nor right signature.
#[test]
fn adv_30_no_secret_in_debug() {
    let mut request = Spec::s3().with(|spec| spec.token = Some(TOKEN.into())).in_header();
    let right = request.get("authorization").split_once("Signature=").unwrap().1.to_owned();
    request.authorization(&right, &"0".repeat(64));
    let error = request.judge().err().unwrap();
    let shown = format!("{error:?}{error}{error:#?}");
    assert!(!shown.contains(SECRET) && !shown.contains(&right) && !shown.contains(TOKEN));
    for source in [
        include_str!("../src/sigv4/key.rs"),
        include_str!("../src/sigv4/verify.rs"),
        include_str!("../src/sigv4/sign.rs"),
        include_str!("../src/sigv4/claim.rs"),
        include_str!("../src/sigv4/head.rs"),
        include_str!("../src/chunked/signature.rs"),
    ] {
        for holder in [
            "struct SigningKey",
            "struct Proof",
            "struct Credentials",
            "struct Signed<",
            "struct RequestHead",
            "struct ChunkKey",
        ] {
            if let Some((before, _)) = source.split_once(holder) {
                let attributes = before.rsplit("\n\n").next().unwrap();
                assert!(!attributes.contains("Debug,") && !attributes.contains("(Debug"), "{holder}");
            }
        }
    }
}

/// MinIO: a trailer upload with a credential in the query and no signature passed the gate.
#[test]
fn adv_78_unsigned_trailer_with_a_bare_credential() {
    for query in ["", "partNumber=1&uploadId=u"] {
        let mut request = put(UNSIGNED_TRAILER).in_header();
        request.remove("authorization");
        request.query = query.to_owned();
        crate::signing::push(
            &mut request.query,
            "X-Amz-Credential",
            &format!("{ID}/20261122/us-east-1/s3/aws4_request"),
        );
        assert_eq!(answer(&request), (403, "AccessDenied"));
    }
}

/// MinIO CVE-2026-97731: a copy source added to a presigned PUT read any bucket.
#[test]
fn adv_79_copy_source_added_to_a_presigned_put() {
    for mut request in [Spec::s3_url().with(|spec| spec.method = "PUT").in_query(), s3_v2_url()] {
        request.add("x-amz-copy-source", "/other-bucket/key");
        assert_eq!(answer(&request).0, 403);
    }
    let mut request = Spec::s3_url().with(|spec| spec.method = "PUT").in_query();
    request.query.push_str("&x-amz-copy-source=%2Fother-bucket%2Fkey");
    assert_eq!(answer(&request), (403, "SignatureDoesNotMatch"));
}

/// MinIO CVE-2020-11012 and row 105: the right key id was enough; verification that is off by default.
#[test]
fn adv_84_the_key_id_alone_is_nothing() {
    for mut request in [
        Spec::sts().in_header(),
        Spec::sts_get().in_query(),
        Spec::s3().in_header(),
        Spec::s3_url().in_query(),
        query_v2(&V2_PARAMETERS),
        s3_v2_header(),
        s3_v2_url(),
    ] {
        for secret in ["", "x", ID] {
            request.secret = secret.to_owned();
            assert_eq!(answer(&request), (403, "SignatureDoesNotMatch"));
        }
    }
}

/// Keystone, again: a captured presigned S3 URL, sent to a query service as it is.
#[test]
fn adv_100_a_captured_url_is_no_credential_elsewhere() {
    let url = Spec::s3_url().with(|spec| spec.path = "/".into()).in_query();
    let headers = url.header_list();
    let head = RequestHead { method: "GET", path: "/", query: &url.query, headers: &headers };
    for service in ["sts", "iam"] {
        let endpoint = Endpoint::Query { service, body: b"", allow_v2: true };
        assert!(
            matches!(Claim::judge(&Credentials::read(head), endpoint, now()), Err(AuthError::Scope { .. })),
            "{service}"
        );
    }
}

/// SeaweedFS and versitygw: dot segments let one key be authorised and another be used. The signature covers the path as
/// it was sent, so none can be added.
#[test]
fn adv_104_dot_segments_cannot_be_added() {
    for path in [
        "/bucket/./a%20key",
        "/bucket/x/../a%20key",
        "/bucket/%2e/a%20key",
        "//bucket/a%20key",
        "/bucket/a%20key/",
    ] {
        for spec in [Spec::s3().in_header(), Spec::s3_url().in_query()] {
            let mut request = spec;
            request.path = path.to_owned();
            assert_eq!(answer(&request), (403, "SignatureDoesNotMatch"), "{path}");
        }
    }
}

/// Alluxio and rclone: signatures unchecked by default. There is no way to a [`wire::sigv4::Proof`] but the check, and
/// no wrong secret passes any kind of it.
#[test]
fn adv_105_there_is_no_default_without_verification() {
    let sources = [include_str!("../src/sigv4/verify.rs"), include_str!("../src/sigv4/claim.rs")];
    let made: usize = sources.iter().map(|source| source.matches("Proof {\n            ").count()).sum();
    assert_eq!(made, 1, "behind the comparison");
    for mut request in [Spec::sts().in_header(), Spec::s3().in_header(), Spec::s3_url().in_query()] {
        request.secret.push('x');
        assert!(request.judge().is_err());
    }
}
