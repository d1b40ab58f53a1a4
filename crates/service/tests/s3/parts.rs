//! Reading the parts of an object one by one.

use wire::chunked::Algorithm;

use super::multiparts::{PART, complete, large, listed_with, part, start, started};
use crate::support::s3::{Payload, checksum, get, head};
use crate::support::{Credentials, Plane};

/// `/photos/m` in so many large parts and an empty one, uploaded under numbers that leave some out; `/photos/a` in one.
fn plane(many: u8) -> (Plane, Credentials, Vec<Vec<u8>>) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    let data: Vec<Vec<u8>> = (0..many).map(large).chain([Vec::new()]).collect();
    let id = started(&mut plane, &start("/photos/m").header("x-amz-checksum-algorithm", "SHA1"));
    let mut parts = Vec::new();
    for (number, data) in [1, 5, 9].into_iter().zip(&data) {
        let asked = part("/photos/m", &id, number, data).payload(Payload::Unsigned);
        let stored = plane.s3(&admin, &asked.header("x-amz-checksum-sha1", &checksum(Algorithm::Sha1, data)));
        parts.push(listed_with(number, &stored, Algorithm::Sha1));
    }
    assert_eq!(plane.s3(&admin, &complete("/photos/m", &id, &parts)).outcome(), "200");
    plane.object("/photos/a", b"data");
    (plane, admin, data)
}

#[test]
fn each_part_by_its_place() {
    let (plane, admin, data) = plane(2);
    let mut plane = plane.restart();
    let mut first = 0;
    for (place, data) in (1..).zip(&data) {
        let target = format!("/photos/m?partNumber={place}");
        for asked in [get(&target), head(&target)] {
            let got = plane.s3(&admin, &asked.clone().header("x-amz-checksum-mode", "ENABLED"));
            assert_eq!(got.status, 206, "{place} {}", asked.method);
            let range = format!("bytes {first}-{}/{}", first + data.len().max(1) - 1, 2 * PART);
            let range = (!data.is_empty()).then_some(range);
            assert_eq!(got.header("content-range").map(str::to_owned), range, "{place} {}", asked.method);
            assert_eq!(got.header("x-amz-mp-parts-count"), Some("3"));
            let sum = checksum(Algorithm::Sha1, data);
            assert_eq!(got.header("x-amz-checksum-sha1"), Some(sum.as_str()), "that of the part");
            assert_eq!(got.header("x-amz-checksum-type"), Some("COMPOSITE"));
            if asked.method == "GET" {
                assert!(got.body == *data, "{place}");
            } else {
                assert_eq!(got.header("content-length"), Some(data.len().to_string().as_str()));
            }
        }
        first += data.len();
    }
    let whole = plane.s3(&admin, &head("/photos/m"));
    assert_eq!((whole.status, whole.header("x-amz-mp-parts-count")), (200, None), "unless one is asked for");
}

#[test]
fn parts_that_there_are_not() {
    let (mut plane, admin, _) = plane(1);
    let text = "400 InvalidArgument: Part number must be an integer between 1 and 10000, inclusive";
    for (number, of_many, of_one) in [
        ("0", text, text),
        ("-1", text, text),
        ("+1", text, text),
        ("1.0", text, text),
        ("one", text, text),
        ("", text, text),
        ("10001", text, text),
        ("99999999999999999999", text, text),
        ("1", "206", "206"),
        ("2", "206", "416 InvalidPartNumber: The requested partnumber is not satisfiable"),
        (
            "3",
            "416 InvalidPartNumber: The requested partnumber is not satisfiable",
            "416 InvalidPartNumber: The requested partnumber is not satisfiable",
        ),
        (
            "10000",
            "416 InvalidPartNumber: The requested partnumber is not satisfiable",
            "416 InvalidPartNumber: The requested partnumber is not satisfiable",
        ),
    ] {
        for (key, outcome) in [("m", of_many), ("a", of_one)] {
            let target = format!("/photos/{key}?partNumber={number}");
            assert_eq!(plane.s3(&admin, &get(&target)).outcome(), outcome, "{target}");
            let status = outcome[..3].parse::<u16>().unwrap();
            assert_eq!(plane.s3(&admin, &head(&target)).status, status, "HEAD {target}");
        }
    }
    for key in ["m", "a"] {
        let both = get(&format!("/photos/{key}?partNumber=1")).header("range", "bytes=0-1");
        let text = "400 InvalidRequest: Cannot specify both Range header and partNumber query parameter";
        assert_eq!(plane.s3(&admin, &both).outcome(), text);
        let missing = get(&format!("/photos/{key}x?partNumber=1"));
        assert_eq!(plane.s3(&admin, &missing).code(), "404 NoSuchKey");
    }
}

#[test]
fn an_object_in_one_has_one_part() {
    let (mut plane, admin, _) = plane(1);
    let got = plane.s3(&admin, &get("/photos/a?partNumber=1").header("x-amz-checksum-mode", "ENABLED"));
    assert_eq!((got.status, got.body.as_slice()), (206, &b"data"[..]));
    assert_eq!(got.header("x-amz-mp-parts-count"), None, "it was not uploaded in parts");
    let sum = checksum(Algorithm::Crc64Nvme, b"data");
    assert_eq!(got.header("x-amz-checksum-crc64nvme"), Some(sum.as_str()));
}
