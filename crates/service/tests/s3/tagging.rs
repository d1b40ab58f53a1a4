//! Tags of buckets, as an example of a configuration that clients change.

use wire::chunked::Algorithm;

use crate::support::s3::{Ask, ask, checksum, delete, get, head, put};
use crate::support::{Plane, allow_on};

fn put_tags(bucket: &str, body: &str) -> Ask {
    let put = Ask { body: body.as_bytes().to_vec(), ..ask("PUT", &format!("/{bucket}?tagging=")) };
    put.header("content-md5", &checksum(Algorithm::Md5, body.as_bytes()))
}

fn tags(tags: &[(&str, &str)]) -> String {
    let tag = |(key, value): &(&str, &str)| format!("<Tag><Key>{key}</Key><Value>{value}</Value></Tag>");
    let tags: String = tags.iter().map(tag).collect();
    format!("<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet>{tags}</TagSet></Tagging>")
}

const NONE: &str = "404 NoSuchTagSet: The TagSet does not exist";

#[test]
fn tags_from_beginning_to_end() {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.bucket("other");
    let admin = plane.admin.clone();
    let none = plane.s3(&admin, &get("/photos?tagging"));
    assert_eq!((none.outcome().as_str(), none.texts("BucketName")), (NONE, vec!["photos".to_owned()]));
    let first = tags(&[("Project", "Blue"), ("cost center", "ü + - = . _ : / @")]);
    let put = plane.s3(&admin, &put_tags("photos", &first));
    assert_eq!((put.outcome().as_str(), put.body.as_slice()), ("204", &b""[..]));
    let kept = plane.s3(&admin, &get("/photos?tagging"));
    assert_eq!(kept.text(), format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{first}"));
    assert_eq!(kept.header("content-type"), Some("application/xml"));
    assert_eq!(plane.s3(&admin, &get("/other?tagging")).outcome(), NONE);
    let mut plane = plane.restart();
    let admin = plane.admin.clone();
    assert_eq!(plane.s3(&admin, &get("/photos?tagging")).texts("Key"), ["Project", "cost center"]);
    assert_eq!(plane.s3(&admin, &put_tags("photos", &tags(&[("a", "")]))).outcome(), "204");
    assert_eq!(plane.s3(&admin, &get("/photos?tagging")).texts("Key"), ["a"], "put in place of the others");
    assert_eq!(plane.s3(&admin, &delete("/photos?tagging")).outcome(), "204");
    assert_eq!(plane.s3(&admin, &delete("/photos?tagging")).outcome(), "204");
    assert_eq!(plane.s3(&admin, &get("/photos?tagging")).outcome(), NONE);
    assert_eq!(plane.s3(&admin, &head("/photos")).outcome(), "200", "the bucket stays");
    // an empty set is a set
    assert_eq!(plane.s3(&admin, &put_tags("photos", &tags(&[]))).outcome(), "204");
    assert!(plane.s3(&admin, &get("/photos?tagging")).text().ends_with("<TagSet/></Tagging>"));
    assert_eq!(plane.s3(&admin, &get("/missing?tagging")).code(), "404 NoSuchBucket");
}

#[test]
fn tags_that_are_refused() {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    let many = |count: usize| {
        let keys: Vec<String> = (0..count).map(|number| format!("k{number}")).collect();
        tags(&keys.iter().map(|key| (key.as_str(), "v")).collect::<Vec<_>>())
    };
    let key = "400 InvalidTag: The TagKey you have provided is invalid";
    let value = "400 InvalidTag: The TagValue you have provided is invalid";
    let reserved = "400 InvalidTag: System tags cannot be added/updated by requester";
    for (name, body, want) in [
        ("50 tags", many(50), "204"),
        ("51 tags", many(51), "400 BadRequest: Bucket tag count cannot be greater than 50"),
        ("many more", many(300), "400 BadRequest: Bucket tag count cannot be greater than 50"),
        (
            "a key twice",
            tags(&[("a", "1"), ("a", "2")]),
            "400 InvalidTag: Cannot provide multiple Tags with the same key",
        ),
        ("a key in two cases", tags(&[("a", "1"), ("A", "2")]), "204"),
        ("an empty key", tags(&[("", "1")]), key),
        ("the longest key", tags(&[(&"ü".repeat(128), "1")]), "204"),
        ("a longer key", tags(&[(&"ü".repeat(129), "1")]), key),
        ("a key with another sign", tags(&[("a#", "1")]), key),
        ("the longest value", tags(&[("a", &"ü".repeat(256))]), "204"),
        ("a longer value", tags(&[("a", &"ü".repeat(257))]), value),
        ("a value with another sign", tags(&[("a", "1,2")]), value),
        ("a reserved key", tags(&[("aws:a", "1")]), reserved),
        ("a reserved key in capitals", tags(&[("AWS:a", "1")]), reserved),
        ("nearly a reserved key", tags(&[("awsa", "1")]), "204"),
    ] {
        assert_eq!(plane.s3(&admin, &put_tags("photos", &body)).outcome(), want, "{name}");
    }
    let malformed = plane.s3(&admin, &put_tags("photos", "<Tagging><TagSet><Tag/></TagSet></Tagging>"));
    assert_eq!(malformed.code(), "400 MalformedXML");
    let body = tags(&[("a", "1")]);
    let without_digest = put("/photos?tagging=", body.as_bytes());
    assert_eq!(
        plane.s3(&admin, &without_digest).outcome(),
        "400 InvalidRequest: Missing required header for this request: Content-MD5"
    );
    let other_digest = without_digest.header("content-md5", &checksum(Algorithm::Md5, b"other"));
    assert_eq!(plane.s3(&admin, &other_digest).code(), "400 BadDigest");
}

#[test]
fn tags_are_their_owner_s_and_need_their_own_permission() {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    assert_eq!(plane.s3(&admin, &put_tags("photos", &tags(&[("a", "1")]))).outcome(), "204");
    let bob = plane.user("bob", None);
    plane.put_policy("bob", &allow_on("s3:GetBucketTagging", "arn:aws:s3:::photos"));
    assert_eq!(plane.s3(&bob, &get("/photos?tagging")).outcome(), "200");
    assert_eq!(plane.s3(&bob, &put_tags("photos", "no document")).code(), "403 AccessDenied");
    assert_eq!(plane.s3(&bob, &delete("/photos?tagging")).code(), "403 AccessDenied");
    plane.put_policy("bob", &allow_on("s3:PutBucketTagging", "arn:aws:s3:::photos"));
    assert_eq!(plane.s3(&bob, &get("/photos?tagging")).code(), "403 AccessDenied");
    assert_eq!(plane.s3(&bob, &delete("/photos?tagging")).outcome(), "204");
    let wrong_owner = get("/photos?tagging").header("x-amz-expected-bucket-owner", "111111111111");
    assert_eq!(plane.s3(&admin, &wrong_owner).code(), "403 AccessDenied");
}
