//! GetObjectAttributes, and the headers that hold lists.

use wire::chunked::Algorithm;

use super::multiparts::{complete, large, listed_with, part, start, started};
use crate::support::s3::{Ask, Got, Payload, checksum, get, put};
use crate::support::{Credentials, Plane, allow_on};

fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    (plane, admin)
}

fn attributes(target: &str, names: &str) -> Ask {
    get(&format!("{target}?attributes")).header("x-amz-object-attributes", names)
}

fn body(got: &Got) -> String {
    assert_eq!(got.outcome(), "200");
    let text = got.text();
    let inner = text.split_once("2006-03-01/\">").unwrap().1;
    inner.strip_suffix("</GetObjectAttributesResponse>").unwrap().to_owned()
}

#[test]
fn each_attribute_is_told_if_it_is_asked_for() {
    let (mut plane, admin) = plane();
    plane.object("/photos/a", b"data");
    let sum = checksum(Algorithm::Crc64Nvme, b"data");
    let etag = "<ETag>8d777f385d3dfec8815d20f7496026dc</ETag>";
    let checksum = format!(
        "<Checksum><ChecksumCRC64NVME>{sum}</ChecksumCRC64NVME><ChecksumType>FULL_OBJECT</ChecksumType></Checksum>"
    );
    let (class, size) = ("<StorageClass>STANDARD</StorageClass>", "<ObjectSize>4</ObjectSize>");
    for (names, expected) in [
        ("ETag", etag.to_owned()),
        ("Checksum", checksum.clone()),
        ("StorageClass", class.to_owned()),
        ("ObjectSize", size.to_owned()),
        ("ObjectSize,ETag", format!("{etag}{size}")),
        ("ETag, Checksum , ObjectParts,StorageClass,ObjectSize", format!("{etag}{checksum}{class}{size}")),
    ] {
        let got = plane.s3(&admin, &attributes("/photos/a", names));
        assert_eq!(body(&got), expected, "{names}");
        assert_eq!(got.header("last-modified"), Some("Fri, 15 Jan 2027 08:00:00 GMT"));
    }
    let none = plane.s3(&admin, &attributes("/photos/a", "ObjectParts"));
    assert!(none.text().ends_with("/2006-03-01/\"/>"), "it came in one: {}", none.text());
    let lines = attributes("/photos/a", "ObjectSize").header("x-amz-object-attributes", "ETag");
    assert_eq!(body(&plane.s3(&admin, &lines)), format!("{etag}{size}"), "on two lines");
    let version = get("/photos/a?attributes&versionId=null").header("x-amz-object-attributes", "ETag");
    assert_eq!(body(&plane.s3(&admin, &version)), etag);
}

#[test]
fn parts_are_told_page_by_page() {
    let (mut plane, admin) = plane();
    let data = [large(1), b"end".to_vec()];
    let id = started(&mut plane, &start("/photos/m").header("x-amz-checksum-algorithm", "SHA1"));
    let mut parts = Vec::new();
    for (number, data) in [3, 7].into_iter().zip(&data) {
        let asked = part("/photos/m", &id, number, data).payload(Payload::Unsigned);
        let sum = checksum(Algorithm::Sha1, data);
        let stored = plane.s3(&admin, &asked.header("x-amz-checksum-sha1", &sum));
        parts.push(listed_with(number, &stored, Algorithm::Sha1));
    }
    let done = plane.s3(&admin, &complete("/photos/m", &id, &parts));
    let whole = done.texts("ChecksumSHA1")[0].strip_suffix("-2").unwrap().to_owned();
    let page = |after: u16, next: u16, most: u16, more: bool, numbers: &[u16]| {
        let mut text = format!(
            "<ObjectParts><PartsCount>2</PartsCount><PartNumberMarker>{after}</PartNumberMarker>\
             <NextPartNumberMarker>{next}</NextPartNumberMarker><MaxParts>{most}</MaxParts>\
             <IsTruncated>{more}</IsTruncated>"
        );
        for number in numbers {
            let data = &data[usize::from(*number) - 1];
            text += &format!(
                "<Part><PartNumber>{number}</PartNumber><Size>{}</Size><ChecksumSHA1>{}</ChecksumSHA1></Part>",
                data.len(),
                checksum(Algorithm::Sha1, data)
            );
        }
        text + "</ObjectParts>"
    };
    let mut plane = plane.restart();
    for (name, headers, expected) in [
        ("all", vec![], page(0, 2, 1000, false, &[1, 2])),
        ("the first", vec![("x-amz-max-parts", "1")], page(0, 1, 1, true, &[1])),
        (
            "the next",
            vec![("x-amz-max-parts", "1"), ("x-amz-part-number-marker", "1")],
            page(1, 2, 1, false, &[2]),
        ),
        ("after the last", vec![("x-amz-part-number-marker", "2")], page(2, 2, 1000, false, &[])),
        ("none", vec![("x-amz-max-parts", "0")], page(0, 0, 0, false, &[])),
        ("more than there may be", vec![("x-amz-max-parts", "5000")], page(0, 2, 1000, false, &[1, 2])),
    ] {
        let asked = attributes("/photos/m", "ObjectParts");
        let asked = headers.into_iter().fold(asked, |asked, (header, value)| asked.header(header, value));
        assert_eq!(body(&plane.s3(&admin, &asked)), expected, "{name}");
    }
    let sums = plane.s3(&admin, &attributes("/photos/m", "Checksum"));
    assert_eq!(sums.texts("ChecksumSHA1"), [whole], "without the number of parts");
    assert_eq!(sums.texts("ChecksumType"), ["COMPOSITE"]);
}

#[test]
fn what_is_refused() {
    let (mut plane, admin) = plane();
    plane.object("/photos/a", b"data");
    let ask = || attributes("/photos/a", "ETag");
    for (name, asked, outcome) in [
        ("a name that is none", attributes("/photos/a", "Etag"), "400 InvalidArgument"),
        ("one among others", attributes("/photos/a", "ETag,Owner"), "400 InvalidArgument"),
        ("no name", attributes("/photos/a", " , "), "400 InvalidArgument"),
        ("a number that is none", ask().header("x-amz-max-parts", "-1"), "400 InvalidArgument"),
        ("a marker that is none", ask().header("x-amz-part-number-marker", "x"), "400 InvalidArgument"),
        ("no such key", attributes("/photos/b", "ETag"), "404 NoSuchKey"),
        ("no such bucket", attributes("/pictures/b", "ETag"), "404 NoSuchBucket"),
        (
            "a key of the client",
            ask().header("x-amz-server-side-encryption-customer-algorithm", "AES256"),
            "400 InvalidRequest",
        ),
        (
            "a version that there is not",
            get("/photos/a?attributes&versionId=1").header("x-amz-object-attributes", "ETag"),
            "400 InvalidArgument",
        ),
    ] {
        assert_eq!(plane.s3(&admin, &asked).code(), outcome, "{name}");
    }
    let many =
        (0..51).fold(get("/photos/a?attributes"), |asked, _| asked.header("x-amz-object-attributes", "ETag"));
    assert_eq!(plane.s3(&admin, &many).code(), "400 InvalidArgument", "more lines than there may be");
    let optional = |value: &str| get("/photos?list-type=2").header("x-amz-optional-object-attributes", value);
    for (asked, outcome) in [
        (optional("RestoreStatus"), "200"),
        (optional("RestoreStatus").header("x-amz-optional-object-attributes", "RestoreStatus"), "200"),
        (optional("Owner"), "400 InvalidArgument"),
        (
            optional("RestoreStatus").header("x-amz-optional-object-attributes", "Owner"),
            "400 InvalidArgument",
        ),
    ] {
        assert_eq!(plane.s3(&admin, &asked).code(), outcome);
    }
    assert_eq!(
        plane
            .s3(&admin, &put("/photos/b", b"").header("x-amz-meta-a", "1").header("x-amz-meta-a", "2"))
            .code(),
        "400 InvalidArgument"
    );
}

/// Both actions are needed: one tells of the object, the other gives it out.
#[test]
fn reading_and_telling_are_permissions_of_their_own() {
    let (mut plane, _) = plane();
    plane.object("/photos/a", b"data");
    let bob = plane.user("bob", None);
    for (query, actions) in [
        ("", ["s3:GetObject", "s3:GetObjectAttributes"]),
        ("&versionId=null", ["s3:GetObjectVersion", "s3:GetObjectVersionAttributes"]),
    ] {
        let asked = get(&format!("/photos/a?attributes{query}")).header("x-amz-object-attributes", "ETag");
        for (has, lacks) in [(0, 1), (1, 0)] {
            plane.put_policy("bob", &allow_on(actions[has], "arn:aws:s3:::photos/*"));
            let got = plane.s3(&bob, &asked);
            assert!(
                got.outcome().contains(&format!("not authorized to perform: {} on", actions[lacks])),
                "{}",
                got.outcome()
            );
        }
        let both = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["{}","{}"],"Resource":"arn:aws:s3:::photos/*"}}]}}"#,
            actions[0], actions[1]
        );
        plane.put_policy("bob", &both);
        assert_eq!(plane.s3(&bob, &asked).status, 200);
        let missing = get("/photos/x?attributes").header("x-amz-object-attributes", "ETag");
        assert_eq!(plane.s3(&bob, &missing).status, 403, "that it is missing is for those who may list");
    }
}
