//! Checksums: all algorithms, on all ways in.

use wire::chunked::Algorithm;

use super::multiparts::{complete, large, listed, listed_with, part, start};
use crate::support::s3::{Ask, Got, Payload, checksum, copy, delete, get, head, put};
use crate::support::{Credentials, Plane};

fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    (plane, admin)
}

/// The checksum that an answer shows, and its type: with all headers of all algorithms looked at.
fn shown(got: &Got) -> Vec<(Algorithm, String, String)> {
    let kind = got.header("x-amz-checksum-type").unwrap_or_default().to_owned();
    let of = |known: Algorithm| Some((known, got.header(known.header())?.to_owned(), kind.clone()));
    Algorithm::CHECKSUMS.into_iter().filter_map(of).collect()
}

fn kept(plane: &mut Plane, path: &str) -> Vec<(Algorithm, String, String)> {
    let admin = plane.admin.clone();
    let headed = shown(&plane.s3(&admin, &head(path).header("x-amz-checksum-mode", "ENABLED")));
    let got = shown(&plane.s3(&admin, &get(path).header("x-amz-checksum-mode", "ENABLED")));
    assert_eq!(headed, got, "{path}");
    headed
}

fn full(algorithm: Algorithm, data: &[u8]) -> Vec<(Algorithm, String, String)> {
    vec![(algorithm, checksum(algorithm, data), "FULL_OBJECT".to_owned())]
}

/// The same data on each way in that a checksum may come by: in the head, and in the trailer of both kinds.
fn ways(algorithm: Algorithm, data: &[u8]) -> [(&'static str, Ask); 3] {
    let put = || put("/photos/a", data);
    let trailer = |payload| Ask { trailer: Some(algorithm), ..put().payload(payload) };
    [
        ("header", put().header(algorithm.header(), &checksum(algorithm, data))),
        ("unsigned trailer", trailer(Payload::UnsignedTrailer)),
        ("signed trailer", trailer(Payload::SignedTrailer)),
    ]
}

#[test]
fn every_algorithm_in_header_and_trailer() {
    let (mut plane, admin) = plane();
    for algorithm in Algorithm::CHECKSUMS {
        for (way, asked) in ways(algorithm, b"data") {
            let stored = plane.s3(&admin, &asked);
            assert_eq!(stored.outcome(), "200", "{algorithm:?} {way}");
            assert_eq!(shown(&stored), full(algorithm, b"data"), "{algorithm:?} {way}");
            assert_eq!(kept(&mut plane, "/photos/a"), full(algorithm, b"data"), "{algorithm:?} {way}");
        }
    }
}

#[test]
fn a_wrong_checksum_keeps_nothing() {
    let (mut plane, admin) = plane();
    for algorithm in Algorithm::CHECKSUMS {
        for (way, asked) in ways(algorithm, b"data") {
            let (right, wrong) = (checksum(algorithm, b"data"), checksum(algorithm, b"other"));
            let mut sent = plane.sign(&admin, &Ask { payload: asked.payload, ..asked.clone() });
            let outcome = match way {
                "header" => {
                    sent = plane.sign(&admin, &put("/photos/b", b"data").header(algorithm.header(), &wrong));
                    "400 BadDigest"
                }
                "unsigned trailer" => {
                    sent.edit_body(right.as_bytes(), wrong.as_bytes());
                    "400 BadDigest"
                }
                _ => {
                    sent.edit_body(right.as_bytes(), wrong.as_bytes());
                    "403 SignatureDoesNotMatch"
                }
            };
            assert_eq!(plane.send(&sent).code(), outcome, "{algorithm:?} {way}");
            assert_eq!(plane.s3(&admin, &get("/photos")).texts("Key"), Vec::<String>::new(), "{algorithm:?}");
        }
    }
}

#[test]
fn whatever_comes_without_a_checksum_gets_one() {
    let (mut plane, admin) = plane();
    let default = full(Algorithm::Crc64Nvme, b"data");
    for payload in Payload::ALL.into_iter().filter(|payload| !payload.has_trailer()) {
        let stored = plane.s3(&admin, &put("/photos/a", b"data").payload(payload));
        assert_eq!(shown(&stored), default, "{payload:?}");
        assert_eq!(kept(&mut plane, "/photos/a"), default, "{payload:?}");
    }
    let md5 = put("/photos/a", b"data").header("content-md5", &checksum(Algorithm::Md5, b"data"));
    assert_eq!(shown(&plane.s3(&admin, &md5)), default, "Content-MD5 is none of them");
    let copied = plane.s3(&admin, &copy("photos/a", "/photos/b"));
    assert_eq!(copied.texts("ChecksumCRC64NVME"), [checksum(Algorithm::Crc64Nvme, b"data")]);
    assert_eq!(copied.texts("ChecksumType"), ["FULL_OBJECT"]);
    assert_eq!(kept(&mut plane, "/photos/b"), default);
    plane.object("/photos/empty", b"");
    assert_eq!(kept(&mut plane, "/photos/empty"), full(Algorithm::Crc64Nvme, b""));
    let mut plane = plane.restart();
    assert_eq!(kept(&mut plane, "/photos/a"), default, "after a restart");
}

#[test]
fn a_copy_has_the_algorithm_of_its_source_or_the_one_it_asks_for() {
    let (mut plane, admin) = plane();
    for algorithm in Algorithm::CHECKSUMS {
        let source = put("/photos/a", b"data").header(algorithm.header(), &checksum(algorithm, b"data"));
        plane.s3(&admin, &source);
        assert_eq!(plane.s3(&admin, &copy("photos/a", "/photos/b")).outcome(), "200");
        assert_eq!(kept(&mut plane, "/photos/b"), full(algorithm, b"data"));
        for asked in [Algorithm::Sha1, algorithm] {
            let other = copy("photos/a", "/photos/b").header("x-amz-checksum-algorithm", asked.name());
            let element = format!("Checksum{}", asked.name());
            assert_eq!(plane.s3(&admin, &other).texts(&element), [checksum(asked, b"data")]);
            assert_eq!(kept(&mut plane, "/photos/b"), full(asked, b"data"));
        }
    }
}

/// Begins an upload in parts, with the algorithm and type that are planned, if any are.
fn begun(plane: &mut Plane, planned: Option<(Algorithm, Option<&str>)>) -> (Got, Option<String>) {
    let admin = plane.admin.clone();
    let mut asked = start("/photos/m");
    if let Some((algorithm, kind)) = planned {
        asked = asked.header("x-amz-checksum-algorithm", algorithm.name());
        if let Some(kind) = kind {
            asked = asked.header("x-amz-checksum-type", kind);
        }
    }
    let got = plane.s3(&admin, &asked);
    let id = got.texts("UploadId").first().cloned();
    (got, id)
}

fn composite(algorithm: Algorithm, parts: &[&[u8]]) -> String {
    let value = |data: &[u8]| data_encoding::BASE64.decode(checksum(algorithm, data).as_bytes()).unwrap();
    let all: Vec<u8> = parts.iter().flat_map(|data| value(data)).collect();
    checksum(algorithm, &all)
}

#[test]
fn uploads_in_parts_with_every_algorithm() {
    let (mut plane, admin) = plane();
    let data: [&[u8]; 1] = [b"data"];
    for algorithm in Algorithm::CHECKSUMS {
        for kind in ["COMPOSITE", "FULL_OBJECT"] {
            let possible = match algorithm {
                Algorithm::Crc64Nvme => kind == "FULL_OBJECT",
                Algorithm::Crc32 | Algorithm::Crc32c => true,
                _ => kind == "COMPOSITE",
            };
            let (got, id) = begun(&mut plane, Some((algorithm, Some(kind))));
            if !possible {
                let name = algorithm.name().to_lowercase();
                let text = format!(
                    "400 InvalidRequest: The {kind} checksum type cannot be used with the {name} checksum algorithm."
                );
                assert_eq!(got.outcome(), text);
                continue;
            }
            let id = id.unwrap();
            let mut parts = Vec::new();
            for (number, data) in (1..).zip(data) {
                let value = checksum(algorithm, data);
                let asked = part("/photos/m", &id, number, data).payload(Payload::Unsigned);
                let wrong = asked.clone().header(algorithm.header(), &checksum(algorithm, b"other"));
                assert_eq!(plane.s3(&admin, &wrong).code(), "400 BadDigest", "{algorithm:?}");
                let stored = plane.s3(&admin, &asked.header(algorithm.header(), &value));
                assert_eq!(stored.header(algorithm.header()), Some(value.as_str()));
                parts.push(listed_with(number, &stored, algorithm));
            }
            let value = match kind {
                "COMPOSITE" => format!("{}-1", composite(algorithm, &data)),
                _ => checksum(algorithm, &data.concat()),
            };
            let done = plane.s3(&admin, &complete("/photos/m", &id, &parts));
            assert_eq!(done.texts(&format!("Checksum{}", algorithm.name())), std::slice::from_ref(&value));
            assert_eq!(done.texts("ChecksumType"), [kind]);
            assert_eq!(kept(&mut plane, "/photos/m"), [(algorithm, value, kind.to_owned())]);
        }
    }
}

#[test]
fn an_upload_in_parts_without_a_plan_gets_the_checksum_of_all_objects() {
    let (mut plane, admin) = plane();
    let data: [&[u8]; 2] = [&large(1), b"end"];
    let (_, id) = begun(&mut plane, None);
    let id = id.unwrap();
    let mut parts = Vec::new();
    for (number, data) in (1..).zip(data) {
        let stored = plane.s3(&admin, &part("/photos/m", &id, number, data).payload(Payload::Unsigned));
        let value = checksum(Algorithm::Crc64Nvme, data);
        assert_eq!(stored.header("x-amz-checksum-crc64nvme"), Some(value.as_str()));
        parts.push(listed(number, &stored));
    }
    let list = plane.s3(&admin, &get(&format!("/photos/m?uploadId={id}")));
    assert!(!list.text().contains("Checksum"), "the list shows what clients sent: {}", list.text());
    let whole = data.concat();
    for (name, algorithm) in [("one that others have", Algorithm::Sha256), ("a new one", Algorithm::XxHash3)]
    {
        let wrong =
            complete("/photos/m", &id, &parts).header(algorithm.header(), &checksum(algorithm, &whole));
        assert_eq!(plane.s3(&admin, &wrong).code(), "400 InvalidRequest", "{name}: it was to be planned");
    }
    let done = plane.s3(&admin, &complete("/photos/m", &id, &parts));
    assert_eq!(done.texts("ChecksumCRC64NVME"), [checksum(Algorithm::Crc64Nvme, &whole)]);
    assert_eq!(kept(&mut plane, "/photos/m"), full(Algorithm::Crc64Nvme, &whole));
}

/// Parts that come as copies are no way around the checksum, planned or not.
#[test]
fn parts_copied_from_objects_have_checksums_too() {
    let (mut plane, admin) = plane();
    plane.object("/photos/source", b"0123456789");
    for planned in [None, Some(Algorithm::Crc32c), Some(Algorithm::Sha512), Some(Algorithm::XxHash3)] {
        let (_, id) = begun(&mut plane, planned.map(|algorithm| (algorithm, None)));
        let id = id.unwrap();
        let algorithm = planned.unwrap_or(Algorithm::Crc64Nvme);
        let copied = copy("photos/source", &format!("/photos/m?partNumber=1&uploadId={id}"));
        let copied = plane.s3(&admin, &copied.header("x-amz-copy-source-range", "bytes=2-4"));
        let value = checksum(algorithm, b"234");
        assert_eq!(copied.texts(&format!("Checksum{}", algorithm.name())), std::slice::from_ref(&value));
        let etag = copied.texts("ETag")[0].clone();
        let sum = format!("<Checksum{0}>{value}</Checksum{0}>", algorithm.name());
        let parts = [format!("<Part><PartNumber>1</PartNumber><ETag>{etag}</ETag>{sum}</Part>")];
        assert_eq!(plane.s3(&admin, &complete("/photos/m", &id, &parts)).outcome(), "200", "{algorithm:?}");
        let expected = match algorithm {
            Algorithm::Crc64Nvme => full(algorithm, b"234"),
            _ => vec![(algorithm, format!("{}-1", composite(algorithm, &[b"234"])), "COMPOSITE".to_owned())],
        };
        assert_eq!(kept(&mut plane, "/photos/m"), expected);
    }
}

/// As recorded of S3: only where the object's checksum is one of those of its parts.
#[test]
fn a_composite_upload_is_completed_with_the_checksum_of_each_part() {
    let (mut plane, admin) = plane();
    for algorithm in Algorithm::CHECKSUMS {
        for kind in ["COMPOSITE", "FULL_OBJECT"] {
            let (_, id) = begun(&mut plane, Some((algorithm, Some(kind))));
            let Some(id) = id else { continue };
            let asked = part("/photos/m", &id, 3, b"data").payload(Payload::Unsigned);
            let value = checksum(algorithm, b"data");
            let stored = plane.s3(&admin, &asked.header(algorithm.header(), &value));
            let name = algorithm.name().to_lowercase();
            let text = format!(
                "400 InvalidRequest: The upload was created using a {name} checksum. The complete request must include the \
                 checksum for each part. It was missing for part 3 in the request."
            );
            let without = complete("/photos/m", &id, &[listed(3, &stored)]);
            let outcome = if kind == "COMPOSITE" { text.as_str() } else { "200" };
            assert_eq!(plane.s3(&admin, &without).outcome(), outcome, "{algorithm:?} {kind}");
            let with = complete("/photos/m", &id, &[listed_with(3, &stored, algorithm)]);
            assert_eq!(plane.s3(&admin, &with).outcome(), "200", "{algorithm:?} {kind}");
        }
    }
}

#[test]
fn a_composite_value_is_taken_with_its_count_and_without() {
    let (mut plane, admin) = plane();
    let data: [&[u8]; 1] = [b"data"];
    for algorithm in Algorithm::CHECKSUMS.into_iter().filter(|known| *known != Algorithm::Crc64Nvme) {
        let (value, other) = (composite(algorithm, &data), checksum(algorithm, b"other"));
        for (name, sent, outcome) in [
            ("with another count", format!("{value}-2"), "400 BadDigest"),
            ("another value", other.clone(), "400 BadDigest"),
            ("another value with the count", format!("{other}-1"), "400 BadDigest"),
            ("a count that is none", format!("{value}-two"), "400 InvalidRequest"),
            ("a count twice", format!("{value}-1-1"), "400 InvalidRequest"),
            ("no count behind the hyphen", format!("{value}-"), "400 InvalidRequest"),
            ("a value that is none", "AAA=-1".to_owned(), "400 InvalidRequest"),
            ("with its count", format!("{value}-1"), "200"),
            ("without", value.clone(), "200"),
        ] {
            let (_, id) = begun(&mut plane, Some((algorithm, None)));
            let id = id.unwrap();
            let mut parts = Vec::new();
            for (number, data) in (1..).zip(data) {
                let asked = part("/photos/m", &id, number, data).payload(Payload::Unsigned);
                let stored = plane.s3(&admin, &asked.header(algorithm.header(), &checksum(algorithm, data)));
                parts.push(listed_with(number, &stored, algorithm));
            }
            let asked = complete("/photos/m", &id, &parts).header(algorithm.header(), &sent);
            assert_eq!(plane.s3(&admin, &asked).code(), outcome, "{algorithm:?} {name}");
            if outcome == "200" {
                let expected = (algorithm, format!("{value}-1"), "COMPOSITE".to_owned());
                assert_eq!(kept(&mut plane, "/photos/m"), [expected], "{algorithm:?} {name}");
                plane.s3(&admin, &delete("/photos/m"));
            } else {
                assert_eq!(plane.stored("/photos/m"), None, "{algorithm:?} {name}");
                plane.s3(&admin, &delete(&format!("/photos/m?uploadId={id}")));
            }
        }
    }
}

#[test]
fn algorithms_that_do_not_exist_and_two_at_once() {
    let (mut plane, admin) = plane();
    let crc32 = checksum(Algorithm::Crc32, b"data");
    let trailer = |header: &str| {
        let asked = Ask { trailer: None, ..put("/photos/a", b"data").payload(Payload::UnsignedTrailer) };
        asked.header("x-amz-trailer", header)
    };
    let both = put("/photos/a", b"data").header("x-amz-checksum-crc32", &crc32);
    let unsupported = "400 InvalidRequest: The value specified in the x-amz-trailer header is not supported";
    let several = "400 InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
    for (name, asked, outcome) in [
        (
            "in a header",
            put("/photos/a", b"data").header("x-amz-checksum-crc16", "AAA="),
            "400 InvalidRequest: The algorithm type you specified in x-amz-checksum- header is invalid.",
        ),
        (
            "in a header beside one that exists",
            both.clone().header("x-amz-checksum-crc16", "AAA="),
            "400 InvalidRequest: The algorithm type you specified in x-amz-checksum- header is invalid.",
        ),
        ("in a trailer", trailer("x-amz-checksum-crc16"), unsupported),
        ("a trailer that is no checksum", trailer("x-amz-meta-a"), unsupported),
        ("two trailers", trailer("x-amz-checksum-crc32,x-amz-checksum-sha1"), unsupported),
        (
            "promised",
            both.clone().header("x-amz-sdk-checksum-algorithm", "CRC16"),
            "400 InvalidRequest: Value for x-amz-sdk-checksum-algorithm header is invalid.",
        ),
        (
            "two headers",
            both.clone().header("x-amz-checksum-md5", &checksum(Algorithm::Md5, b"data")),
            several,
        ),
        ("header and trailer", both.payload(Payload::UnsignedTrailer), several),
    ] {
        assert_eq!(plane.s3(&admin, &asked).outcome(), outcome, "{name}");
        assert_eq!(plane.stored("/photos/a"), None, "{name}");
    }
}

/// An unsigned body that nothing covers could be changed on its way unseen.
#[test]
fn a_trailer_must_announce_its_checksum() {
    let (mut plane, admin) = plane();
    let (_, id) = begun(&mut plane, None);
    let target = format!("/photos/m?partNumber=1&uploadId={}", id.unwrap());
    for payload in Payload::ALL.into_iter().filter(|payload| payload.has_trailer()) {
        for target in ["/photos/a", &target] {
            let asked = put(target, b"data").payload(payload);
            let without = Ask { trailer: None, ..asked.clone() };
            assert_eq!(
                plane.s3(&admin, &without).code(),
                "400 MalformedTrailerError",
                "{payload:?} {target}"
            );
            // sent, but not announced
            let mut sent = plane.sign(&admin, &without);
            let crc32 = format!("x-amz-checksum-crc32:{}", checksum(Algorithm::Crc32, b"data"));
            sent.edit_body(b"\r\n0", format!("\r\n0\r\n{crc32}").as_bytes());
            assert_ne!(plane.send(&sent).status, 200, "{payload:?} {target}");
            assert_eq!(plane.stored("/photos/a"), None, "{payload:?}");
            let in_head = without.header("x-amz-checksum-crc32", &checksum(Algorithm::Crc32, b"data"));
            for asked in [asked, in_head] {
                assert_eq!(plane.s3(&admin, &asked).outcome(), "200", "{payload:?} {target}");
            }
            plane.s3(&admin, &delete("/photos/a"));
        }
    }
}
