//! Completing an upload in parts again, after the answer was lost.

use wire::chunked::Algorithm;

use super::multiparts::{complete, listed, part, start, started};
use crate::support::s3::{Ask, checksum, copy, delete, put};
use crate::support::{Credentials, Plane};

struct Completed {
    plane: Plane,
    admin: Credentials,
    id: String,
    parts: Vec<String>,
    asked: Ask,
    answer: String,
}

/// An upload of one part to `/photos/a`, completed.
fn completed() -> Completed {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    let id = started(&mut plane, &start("/photos/a").header("x-amz-checksum-algorithm", "SHA256"));
    let sha256 = checksum(Algorithm::Sha256, b"data");
    let stored =
        plane.s3(&admin, &part("/photos/a", &id, 1, b"data").header("x-amz-checksum-sha256", &sha256));
    let element = format!("<ChecksumSHA256>{sha256}</ChecksumSHA256></Part>");
    let parts = vec![listed(1, &stored).replace("</Part>", &element)];
    let asked = complete("/photos/a", &id, &parts);
    let done = plane.s3(&admin, &asked);
    assert_eq!(done.outcome(), "200");
    assert_eq!(done.texts("ChecksumType"), ["COMPOSITE"]);
    Completed { plane, admin, id, parts, asked, answer: done.text() }
}

#[test]
fn the_same_answer_again_and_after_a_restart() {
    let Completed { mut plane, admin, asked, answer, .. } = completed();
    plane.advance(60);
    for asked in [asked.clone(), asked.clone().header("if-none-match", "*")] {
        assert_eq!(plane.s3(&admin, &asked).text(), answer);
    }
    let mut plane = plane.restart();
    assert_eq!(plane.s3(&admin, &asked).text(), answer, "after a restart");
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]));
}

#[test]
fn not_once_the_object_is_another() {
    let no_upload = "404 NoSuchUpload";
    for (name, change) in [
        ("overwritten", put("/photos/a", b"data")),
        ("deleted", delete("/photos/a")),
        ("copied onto itself", copy("photos/a", "/photos/a").header("x-amz-metadata-directive", "REPLACE")),
    ] {
        let Completed { mut plane, admin, asked, .. } = completed();
        assert!(plane.s3(&admin, &change).status < 300, "{name}");
        assert_eq!(plane.s3(&admin, &asked).code(), no_upload, "{name}");
        let before = plane.stored("/photos/a");
        assert_eq!(plane.stored("/photos/a"), before, "{name}");
    }
    let Completed { mut plane, admin, id, parts, .. } = completed();
    let upload = started(&mut plane, &start("/photos/a"));
    let stored = plane.s3(&admin, &part("/photos/a", &upload, 1, b"data"));
    plane.s3(&admin, &complete("/photos/a", &upload, &[listed(1, &stored)]));
    assert_eq!(plane.s3(&admin, &complete("/photos/a", &id, &parts)).code(), no_upload, "by another upload");
    let copied = copy("photos/a", "/photos/b");
    assert_eq!(plane.s3(&admin, &copied).outcome(), "200");
    assert_eq!(plane.s3(&admin, &complete("/photos/b", &upload, &parts)).code(), no_upload, "to a copy");
}

#[test]
fn what_is_not_the_same_request() {
    let Completed { mut plane, admin, id, parts, asked, answer } = completed();
    let other = parts[0].replace("<ETag>\"8", "<ETag>\"9");
    assert_ne!(other, parts[0]);
    let more = parts[0].replace("<PartNumber>1<", "<PartNumber>2<");
    let sha256 = checksum(Algorithm::Sha256, b"other");
    let wrong = parts[0].replace(&checksum(Algorithm::Sha256, b"data"), &sha256);
    for (name, asked, outcome) in [
        ("another part", complete("/photos/a", &id, &[other]), "400 InvalidPart"),
        ("one part more", complete("/photos/a", &id, &[parts[0].clone(), more]), "400 InvalidPart"),
        ("another checksum of the part", complete("/photos/a", &id, &[wrong]), "400 InvalidPart"),
        ("another checksum", asked.clone().header("x-amz-checksum-sha256", &sha256), "400 BadDigest"),
        (
            "another algorithm",
            asked.clone().header("x-amz-checksum-sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
            "400 InvalidRequest",
        ),
        ("another type", asked.clone().header("x-amz-checksum-type", "FULL_OBJECT"), "400 InvalidRequest"),
        ("another size", asked.clone().header("x-amz-mp-object-size", "5"), "400 InvalidRequest"),
        ("another key", complete("/photos/b", &id, &parts), "404 NoSuchUpload"),
        ("another upload", complete("/photos/a", "abc", &parts), "404 NoSuchUpload"),
    ] {
        assert_eq!(plane.s3(&admin, &asked).code(), outcome, "{name}");
    }
    assert_eq!(plane.s3(&admin, &asked).text(), answer);
}
