//! PutObject: every form in which a body comes, and everything that can be wrong with it.

use service::BodyError;
use wire::chunked::Algorithm;

use crate::support::Plane;
use crate::support::s3::{Ask, Payload, Sent, Signing, checksum, delete, get, head, put};

/// Data that takes more than two chunks.
fn data() -> Vec<u8> {
    (0..20_000u32).map(|number| (number % 251) as u8).collect()
}

#[test]
fn every_form_of_body_arrives() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    for body in [data(), b"small".to_vec(), Vec::new(), vec![7; 3_000_000]] {
        for payload in Payload::ALL {
            for piece in [1, 1000, 100_000] {
                if piece == 1 && body.len() > 100_000 {
                    continue;
                }
                let mut sent = plane.sign(&admin, &put("/photos/a", &body).payload(payload));
                sent.piece = piece;
                let got = plane.send(&sent);
                let case = format!("{payload:?}, {} bytes in pieces of {piece}", body.len());
                assert_eq!(got.outcome(), "200", "{case}");
                assert_eq!(plane.stored("/photos/a").as_ref(), Some(&body), "{case}");
            }
        }
    }
}

#[test]
fn every_kind_of_signature_uploads() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    for signing in [Signing::V4, Signing::V4Url(60), Signing::V2, Signing::V2Url(60)] {
        for in_host in [false, true] {
            let mut ask = put("/photos/a", &data()).signing(signing);
            if in_host {
                ask = ask.virtual_host("photos");
            }
            let case = format!("{signing:?}, bucket in host: {in_host}");
            assert_eq!(plane.s3(&admin, &ask).outcome(), "200", "{case}");
            let mut ask = get("/photos/a").signing(signing);
            if in_host {
                ask = ask.virtual_host("photos");
            }
            let got = plane.s3(&admin, &ask);
            assert_eq!((got.outcome().as_str(), got.body == data()), ("200", true), "{case}");
            let mut sent = plane.sign(&admin, &ask);
            sent.spoil_signature();
            assert_eq!(plane.send(&sent).code(), "403 SignatureDoesNotMatch", "{case}");
        }
    }
}

/// Change to a request after it was signed.
type Spoil = fn(&mut Sent);

#[test]
fn what_is_wrong_with_a_body_stores_nothing() {
    let wrong_signature: Spoil = |sent| sent.spoil_signature();
    let other_data: Spoil = |sent| sent.edit_body(&[5, 6, 7, 8, 9], &[5, 6, 7, 9, 8]);
    let cut: Spoil = |sent| sent.body.truncate(sent.body.len() - 5);
    let half: Spoil = |sent| sent.body.truncate(sent.body.len() / 2);
    let more: Spoil = |sent| sent.body.extend_from_slice(b"more");
    let gone: Spoil = |sent| {
        sent.body.truncate(sent.body.len() / 2);
        sent.ends = Some(BodyError::Broken);
    };
    let slow: Spoil = |sent| sent.ends = Some(BodyError::TooSlow);
    let hash = "400 XAmzContentSHA256Mismatch";
    let (mismatch, incomplete) = ("403 SignatureDoesNotMatch", "400 IncompleteBody");
    let table: [(&str, Spoil, [&str; 5]); 7] = [
        // in the order of Payload::ALL: hash, nothing, signed chunks, those with a trailer, only a trailer
        ("a wrong signature", wrong_signature, [mismatch; 5]),
        ("other data", other_data, [hash, "200", mismatch, mismatch, "400 BadDigest"]),
        ("the end cut off", cut, [incomplete, incomplete, incomplete, incomplete, incomplete]),
        ("half of it", half, [incomplete; 5]),
        ("more than promised", more, [incomplete; 5]),
        ("a client that goes away", gone, [incomplete; 5]),
        ("a client that stalls", slow, ["400 RequestTimeout"; 5]),
    ];
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    for (name, spoil, outcomes) in table {
        for (payload, outcome) in Payload::ALL.into_iter().zip(outcomes) {
            plane.object("/photos/a", b"before");
            let mut sent = plane.sign(&admin, &put("/photos/a", &data()).payload(payload));
            spoil(&mut sent);
            let got = plane.send(&sent);
            assert_eq!(got.code(), outcome, "{name}, {payload:?}: {}", got.outcome());
            let kept = plane.stored("/photos/a").unwrap() == b"before";
            assert_eq!(kept, outcome != "200", "{name}, {payload:?}: what was there stays");
        }
    }
}

#[test]
fn a_trailer_that_is_not_right() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    let right = format!("x-amz-checksum-crc32:{}", checksum(Algorithm::Crc32, &data()));
    let other = format!("x-amz-checksum-crc32:{}", checksum(Algorithm::Crc32, b"other"));
    let lacking = "x-amz-checksum-crc32c:AAAAAA==";
    for (payload, name, from, to, outcome) in [
        (Payload::UnsignedTrailer, "another checksum", &right, other.as_str(), "400 BadDigest"),
        (
            Payload::UnsignedTrailer,
            "another algorithm than announced",
            &right,
            lacking,
            "400 MalformedTrailerError",
        ),
        (Payload::UnsignedTrailer, "no value", &right, "x-amz-checksum-crc32:", "400 InvalidRequest"),
        (
            Payload::UnsignedTrailer,
            "a header in disguise",
            &right,
            "x-amz-acl:public-read",
            "400 MalformedTrailerError",
        ),
        (Payload::SignedTrailer, "another checksum", &right, other.as_str(), "403 SignatureDoesNotMatch"),
        (
            Payload::SignedTrailer,
            "no signature",
            &"x-amz-trailer-signature".to_owned(),
            "x-other",
            "400 MalformedTrailerError",
        ),
    ] {
        let mut sent = plane.sign(&admin, &put("/photos/a", &data()).payload(payload));
        sent.edit_body(from.as_bytes(), to.as_bytes());
        let length = sent.body.len().to_string();
        sent.set("content-length", &length);
        assert_eq!(plane.send(&sent).code(), outcome, "{payload:?}: {name}");
        assert_eq!(plane.stored("/photos/a"), None, "{payload:?}: {name}");
    }
}

#[test]
fn lengths() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    type Case = (&'static str, Payload, fn(&mut Sent), &'static str);
    let cases: [Case; 6] = [
        ("no length", Payload::Hash, |sent| sent.remove("content-length"), "411 MissingContentLength"),
        ("no length", Payload::Unsigned, |sent| sent.remove("content-length"), "411 MissingContentLength"),
        // Transfer-Encoding: chunked, as botocore sends it over TLS
        ("only the decoded length", Payload::UnsignedTrailer, |sent| sent.remove("content-length"), "200"),
        ("no number", Payload::Hash, |sent| sent.set("content-length", "many"), "400 InvalidRequest"),
        ("a sign", Payload::Hash, |sent| sent.set("content-length", "+5"), "400 InvalidRequest"),
        (
            "more than an object may have",
            Payload::Hash,
            |sent| sent.set("content-length", "5368709121"),
            "400 EntityTooLarge",
        ),
    ];
    for (name, payload, spoil, outcome) in cases {
        let mut sent = plane.sign(&admin, &put("/photos/a", b"data").payload(payload));
        spoil(&mut sent);
        assert_eq!(plane.send(&sent).code(), outcome, "{name}, {payload:?}");
    }
    for (name, length, outcome) in [
        ("less than there is", "3", "400 IncompleteBody"),
        ("more than there is", "5", "400 IncompleteBody"),
        ("no number", "four", "400 InvalidRequest"),
        ("more than an object may have", "5368709121", "400 EntityTooLarge"),
    ] {
        let ask = put("/photos/b", b"data").payload(Payload::UnsignedTrailer);
        let got = plane.s3(&admin, &ask.header("x-amz-decoded-content-length", length));
        assert_eq!(got.code(), outcome, "decoded length: {name}");
    }
    assert_eq!(plane.stored("/photos/b"), None);
}

#[test]
fn checksums_are_checked_and_given_back() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    for algorithm in Algorithm::CHECKSUMS {
        let (name, right) = (algorithm.header(), checksum(algorithm, &data()));
        let stored = plane.s3(&admin, &put("/photos/a", &data()).header(name, &right));
        assert_eq!(stored.header(name), Some(right.as_str()));
        assert_eq!(stored.header("x-amz-checksum-type"), Some("FULL_OBJECT"));
        for ask in [get("/photos/a"), head("/photos/a")] {
            let got = plane.s3(&admin, &ask.clone().header("x-amz-checksum-mode", "ENABLED"));
            assert_eq!(got.header(name), Some(right.as_str()), "{}", ask.method);
            assert_eq!(got.header("x-amz-checksum-type"), Some("FULL_OBJECT"));
            assert_eq!(plane.s3(&admin, &ask).header(name), None, "unless asked for");
        }
        let part = get("/photos/a").header("x-amz-checksum-mode", "ENABLED").header("range", "bytes=1-2");
        assert_eq!(plane.s3(&admin, &part).header(name), None, "it is not that of a part");
        for (case, value, outcome) in [
            ("of other data", checksum(algorithm, b"other"), "400 BadDigest"),
            ("not base64", "!".to_owned(), "400 InvalidRequest"),
            ("too short", "AAA=".to_owned(), "400 InvalidRequest"),
            ("nothing", String::new(), "400 InvalidRequest"),
        ] {
            let got = plane.s3(&admin, &put("/photos/b", &data()).header(name, &value));
            assert_eq!(got.code(), outcome, "{name}: {case}");
        }
    }
    let trailer = plane.s3(&admin, &put("/photos/a", &data()).payload(Payload::UnsignedTrailer));
    assert_eq!(trailer.header("x-amz-checksum-crc32"), Some(checksum(Algorithm::Crc32, &data()).as_str()));
    assert_eq!(plane.stored("/photos/b"), None);
}

#[test]
fn digests_of_other_kinds() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    let md5 = checksum(Algorithm::Md5, b"data");
    let two = |ask: Ask| {
        let crc32 = checksum(Algorithm::Crc32, b"data");
        ask.header("x-amz-checksum-crc32", &crc32)
            .header("x-amz-checksum-sha1", &checksum(Algorithm::Sha1, b"data"))
    };
    let ask = || put("/photos/a", b"data");
    for (name, ask, outcome) in [
        ("Content-MD5", ask().header("content-md5", &md5), "200"),
        (
            "Content-MD5 of other data",
            ask().header("content-md5", &checksum(Algorithm::Md5, b"other")),
            "400 BadDigest",
        ),
        ("Content-MD5 that is none", ask().header("content-md5", "abc"), "400 InvalidDigest"),
        ("two checksums", two(ask()), "400 InvalidRequest"),
        (
            "a promise without a checksum",
            ask().header("x-amz-sdk-checksum-algorithm", "CRC32"),
            "400 InvalidRequest",
        ),
        (
            "a trailer without chunks",
            ask().header("x-amz-trailer", "x-amz-checksum-crc32"),
            "400 InvalidRequest",
        ),
        (
            "an algorithm that does not exist",
            ask().header("x-amz-checksum-xxhash32", "AAAAAA=="),
            "400 InvalidRequest",
        ),
        (
            "a promise of what does not exist",
            ask().header("x-amz-sdk-checksum-algorithm", "XXHASH32"),
            "400 InvalidRequest",
        ),
    ] {
        assert_eq!(plane.s3(&admin, &ask).code(), outcome, "{name}");
    }
}

#[test]
fn only_if() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    let etag = "\"8d777f385d3dfec8815d20f7496026dc\"";
    let failed = "412 PreconditionFailed";
    let absent = ("if-none-match", "*");
    for (name, there, header, value, outcome) in [
        ("absent and is", false, absent.0, absent.1, "200"),
        ("absent and is not", true, absent.0, absent.1, failed),
        ("this and is", true, "if-match", etag, "200"),
        ("this without quotes", true, "if-match", etag.trim_matches('"'), "200"),
        ("this and is another", true, "if-match", "\"00000000000000000000000000000000\"", failed),
        ("this and is not", false, "if-match", etag, "404 NoSuchKey"),
        ("not this", true, "if-none-match", etag, "501 NotImplemented"),
        ("any", true, "if-match", "*", "501 NotImplemented"),
        ("one of two", true, "if-match", "\"a\", \"b\"", "501 NotImplemented"),
    ] {
        plane.s3(&admin, &delete("/photos/a"));
        if there {
            plane.object("/photos/a", b"data");
        }
        let got = plane.s3(&admin, &put("/photos/a", b"new").header(header, value));
        assert_eq!(got.code(), outcome, "only if {name}");
        let expected = match (outcome, there) {
            ("200", _) => Some(&b"new"[..]),
            (_, true) => Some(&b"data"[..]),
            (_, false) => None,
        };
        assert_eq!(plane.stored("/photos/a").as_deref(), expected, "only if {name}");
    }
    let both = put("/photos/a", b"new").header("if-match", etag).header("if-none-match", "*");
    assert_eq!(plane.s3(&admin, &both).code(), "501 NotImplemented", "both");
    let there = plane.s3(&admin, &put("/photos/b", b"data"));
    assert_eq!(there.header("etag"), Some(etag));
    let refused = plane.s3(&admin, &put("/photos/b", b"new").header("if-none-match", "*"));
    assert_eq!(refused.texts("Condition"), ["If-None-Match"]);
}

#[test]
fn headers_that_ask_for_what_there_is_not() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    let no_acl = "400 AccessControlListNotSupported";
    for (header, value, outcome) in [
        ("x-amz-acl", "private", "200"),
        ("x-amz-acl", "bucket-owner-full-control", "200"),
        ("x-amz-acl", "public-read", no_acl),
        ("x-amz-acl", "public-read-write", no_acl),
        ("x-amz-acl", "authenticated-read", no_acl),
        ("x-amz-acl", "bucket-owner-read", no_acl),
        ("x-amz-acl", "", no_acl),
        ("x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"", no_acl),
        ("x-amz-grant-full-control", "id=\"a\"", no_acl),
        ("x-amz-storage-class", "STANDARD", "200"),
        ("x-amz-storage-class", "GLACIER", "501 NotImplemented"),
        ("x-amz-server-side-encryption", "AES256", "200"),
        ("x-amz-server-side-encryption", "aws:kms", "501 NotImplemented"),
        ("x-amz-server-side-encryption", "aws:kms:dsse", "501 NotImplemented"),
        ("x-amz-server-side-encryption", "aes-256", "400 InvalidArgument"),
        ("x-amz-server-side-encryption", "", "400 InvalidArgument"),
        ("x-amz-server-side-encryption-aws-kms-key-id", "k", "501 NotImplemented"),
        ("x-amz-server-side-encryption-customer-algorithm", "AES256", "501 NotImplemented"),
        ("x-amz-object-lock-mode", "COMPLIANCE", "501 NotImplemented"),
        ("x-amz-object-lock-legal-hold", "ON", "501 NotImplemented"),
        ("x-amz-object-lock-retain-until-date", "2030-01-01T00:00:00Z", "501 NotImplemented"),
        ("x-amz-tagging", "a=b", "501 NotImplemented"),
        ("x-amz-website-redirect-location", "/x", "501 NotImplemented"),
        ("x-amz-write-offset-bytes", "4", "501 NotImplemented"),
        ("x-amz-request-payer", "requester", "200"),
        ("x-amz-user-agent", "aws-sdk-js/3", "200"),
    ] {
        let key = format!("/photos/{header}-{}", value.len());
        assert_eq!(
            plane.s3(&admin, &put(&key, b"data").header(header, value)).code(),
            outcome,
            "{header}: {value}"
        );
        assert_eq!(plane.stored(&key).is_some(), outcome == "200", "{header}: {value}");
    }
}

#[test]
fn metadata() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    let ask = put("/photos/a", b"data")
        .payload(Payload::UnsignedTrailer)
        .header("content-type", "text/plain; charset=utf-8")
        .header("cache-control", "max-age=60")
        .header("content-disposition", "attachment; filename=\"a.txt\"")
        .header("content-language", "de")
        .header("expires", "Wed, 21 Oct 2026 07:28:00 GMT")
        .header("x-amz-meta-colour", "grün")
        .header("X-Amz-Meta-Size", "  large  ");
    let mut sent = plane.sign(&admin, &ask);
    assert_eq!(
        plane.send(&sent).code(),
        "403 SignatureDoesNotMatch".to_owned().replace("403 SignatureDoesNotMatch", "200")
    );
    sent.piece = 7;
    for ask in [get("/photos/a"), head("/photos/a")] {
        let got = plane.s3(&admin, &ask);
        for (name, value) in [
            ("content-type", Some("text/plain; charset=utf-8")),
            ("cache-control", Some("max-age=60")),
            ("content-disposition", Some("attachment; filename=\"a.txt\"")),
            ("content-language", Some("de")),
            ("content-encoding", None),
            ("expires", Some("Wed, 21 Oct 2026 07:28:00 GMT")),
            ("accept-ranges", Some("bytes")),
            ("last-modified", Some("Fri, 15 Jan 2027 08:00:00 GMT")),
            ("etag", Some("\"8d777f385d3dfec8815d20f7496026dc\"")),
        ] {
            assert_eq!(got.header(name), value, "{} {name}", ask.method);
        }
        assert_eq!(
            got.metadata,
            [("colour".to_owned(), "grün".to_owned()), ("size".to_owned(), "large".to_owned())]
        );
    }
    let length = plane.s3(&admin, &head("/photos/a"));
    assert_eq!((length.header("content-length"), length.body.len()), (Some("4"), 0));
    plane.object("/photos/plain", b"");
    assert_eq!(plane.s3(&admin, &get("/photos/plain")).header("content-type"), Some("binary/octet-stream"));
    let gzip = put("/photos/zip", b"data").header("content-encoding", "gzip, aws-chunked");
    assert_eq!(plane.s3(&admin, &gzip).outcome(), "200");
    assert_eq!(plane.s3(&admin, &get("/photos/zip")).header("content-encoding"), Some("gzip"));
}

#[test]
fn limits_of_metadata_and_keys() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    for (name, value, outcome) in
        [("as much metadata as there may be", 2048 - 1, "200"), ("a byte more", 2048, "400 MetadataTooLarge")]
    {
        let ask = put("/photos/a", b"").header("x-amz-meta-m", &"v".repeat(value));
        assert_eq!(plane.s3(&admin, &ask).code(), outcome, "{name}");
    }
    let system = put("/photos/a", b"").header("content-disposition", &"d".repeat(2048));
    assert_eq!(plane.s3(&admin, &system).code(), "400 MetadataTooLarge", "other headers have a limit, too");
    for (name, key, outcome) in [
        ("the longest key", "k".repeat(1024), "200"),
        ("a byte more", "k".repeat(1025), "400 KeyTooLongError"),
        ("the longest key in two-byte letters", "%C3%BC".repeat(512), "200"),
        ("one more of them", "%C3%BC".repeat(513), "400 KeyTooLongError"),
        ("not UTF-8", "%FF".to_owned(), "400 InvalidURI"),
        ("a broken escape", "%4".to_owned(), "400 InvalidURI"),
        ("NUL", "a%00b".to_owned(), "400 InvalidArgument"),
    ] {
        assert_eq!(plane.s3(&admin, &put(&format!("/photos/{key}"), b"")).code(), outcome, "{name}");
    }
}

#[test]
fn as_many_uploads_as_there_may_be_do_not_leak() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    for _ in 0..1100 {
        let mut sent = plane.sign(&admin, &put("/photos/a", b"data"));
        sent.ends = Some(BodyError::Broken);
        sent.body.truncate(2);
        assert_eq!(plane.send(&sent).code(), "400 IncompleteBody");
    }
    plane.object("/photos/a", b"data");
}
