//! Server-side encryption with keys that the installation keeps (SSE-S3): on every object, and said of every one.

use super::multiparts::{complete, listed, part, start, started};
use crate::support::s3::{Ask, copy, delete, delete_objects, get, head, put};
use crate::support::{Credentials, Plane};

const HEADER: &str = "x-amz-server-side-encryption";

fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.object("/photos/a", b"0123456789");
    let admin = plane.admin.clone();
    (plane, admin)
}

/// With the header in the request where it may be, and without: the answer has it.
#[test]
fn every_answer_about_an_object_says_that_it_is_encrypted() {
    let (mut plane, admin) = plane();
    let id = started(&mut plane, &start("/photos/m"));
    let mut cases = vec![
        ("GetObject", get("/photos/a")),
        ("a range", get("/photos/a").header("range", "bytes=2-3")),
        ("HeadObject", head("/photos/a")),
        ("UploadPart", part("/photos/m", &id, 1, b"part")),
        ("UploadPartCopy", part("/photos/m", &id, 1, b"").header("x-amz-copy-source", "photos/a")),
    ];
    let makers = [
        ("PutObject", put("/photos/b", b"data")),
        ("CopyObject", copy("photos/a", "/photos/c")),
        ("CreateMultipartUpload", start("/photos/d")),
    ];
    for (name, asked) in makers {
        cases.push((name, asked.clone()));
        cases.push((name, asked.header(HEADER, "AES256")));
    }
    for (name, asked) in cases {
        let got = plane.s3(&admin, &asked);
        assert!(matches!(got.status, 200 | 206), "{name}: {}", got.outcome());
        assert_eq!(got.header(HEADER), Some("AES256"), "{name}");
    }
    let uploaded = plane.s3(&admin, &part("/photos/m", &id, 1, b"part"));
    let done = complete("/photos/m", &id, &[listed(1, &uploaded)]);
    for time in ["first", "again"] {
        let got = plane.s3(&admin, &done);
        assert_eq!((got.outcome().as_str(), got.header(HEADER)), ("200", Some("AES256")), "{time}");
    }
    let not_modified = plane.s3(&admin, &get("/photos/a").header("if-none-match", "*"));
    assert_eq!((not_modified.status, not_modified.header(HEADER)), (304, None));
}

/// S3's words, as clients of it have reported them.
#[test]
fn encryption_is_chosen_only_where_an_object_is_made() {
    let (mut plane, admin) = plane();
    let id = started(&mut plane, &start("/photos/m"));
    let uploaded = plane.s3(&admin, &part("/photos/m", &id, 1, b"part"));
    let two = "<Delete><Object><Key>a</Key></Object></Delete>";
    let refused = |plane: &mut Plane, name: &str, asked: Ask, value: &str| {
        let got = plane.s3(&admin, &asked.header(HEADER, value));
        assert_eq!(got.status, 400, "{name}");
        if name != "HeadObject" {
            assert_eq!(
                got.outcome(),
                "400 InvalidArgument: x-amz-server-side-encryption header is not supported for this operation.",
                "{name}"
            );
            assert_eq!(got.texts("ArgumentName"), [HEADER], "{name}");
            assert_eq!(got.texts("ArgumentValue"), [value], "{name}");
        }
    };
    for (name, asked) in [
        ("GetObject", get("/photos/a")),
        ("HeadObject", head("/photos/a")),
        ("ListObjectsV2", get("/photos?list-type=2")),
        ("DeleteObject", delete("/photos/a")),
        ("DeleteObjects", delete_objects("photos", two)),
        ("UploadPart", part("/photos/m", &id, 2, b"part")),
        ("CompleteMultipartUpload", complete("/photos/m", &id, &[listed(1, &uploaded)])),
    ] {
        refused(&mut plane, name, asked.clone(), "AES256");
        refused(&mut plane, name, asked, "aws:kms");
    }
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"0123456789"[..]));
    assert_eq!(plane.stored("/photos/m"), None);
}

#[test]
fn methods_of_encryption() {
    let (mut plane, admin) = plane();
    let unsupported = "400 InvalidArgument: The encryption method specified is not supported";
    let not_built = "501 NotImplemented: A header you provided implies functionality that is not implemented";
    for (value, outcome) in [
        ("AES256", "200"),
        ("aes256", unsupported),
        ("AES-256", unsupported),
        ("", unsupported),
        ("true", unsupported),
        ("aws:kms", not_built),
        ("aws:kms:dsse", not_built),
    ] {
        for asked in [put("/photos/b", b"data"), copy("photos/a", "/photos/c"), start("/photos/d")] {
            assert_eq!(plane.s3(&admin, &asked.header(HEADER, value)).outcome(), outcome, "{value:?}");
        }
    }
}

#[test]
fn what_a_bucket_says_of_its_encryption() {
    let (mut plane, admin) = plane();
    let got = plane.s3(&admin, &get("/photos?encryption"));
    assert_eq!(got.outcome(), "200");
    assert_eq!(
        got.text(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ServerSideEncryptionConfiguration \
         xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule><ApplyServerSideEncryptionByDefault>\
         <SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>\
         <BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>"
    );
    assert_eq!(plane.s3(&admin, &get("/nothing-here?encryption")).code(), "404 NoSuchBucket");
}

/// The policy that demands the header of every write, as it is published: it asks it of the upload, not of each part.
#[test]
fn an_upload_that_asked_for_encryption_is_not_asked_again_for_each_part() {
    let (mut plane, _) = plane();
    let bob = plane.user("bob", None);
    plane.put_policy(
        "bob",
        r#"{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"s3:*","Resource":"*"},
            {"Effect":"Deny","Action":"s3:PutObject","Resource":"*",
             "Condition":{"Null":{"s3:x-amz-server-side-encryption":"true"}}},
            {"Effect":"Deny","Action":"s3:PutObject","Resource":"*",
             "Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"AES256"}}}]}"#,
    );
    assert_eq!(plane.s3(&bob, &put("/photos/plain", b"x")).code(), "403 AccessDenied", "PutObject");
    assert_eq!(plane.s3(&bob, &start("/photos/m")).code(), "403 AccessDenied", "CreateMultipartUpload");
    let id = plane.s3(&bob, &start("/photos/m").header(HEADER, "AES256")).texts("UploadId").remove(0);
    let uploaded = plane.s3(&bob, &part("/photos/m", &id, 1, b"part"));
    assert_eq!(uploaded.outcome(), "200", "UploadPart");
    let copied = plane.s3(&bob, &part("/photos/m", &id, 2, b"").header("x-amz-copy-source", "/photos/a"));
    assert_eq!(copied.outcome(), "200", "UploadPartCopy");
    let done = plane.s3(&bob, &complete("/photos/m", &id, &[listed(1, &uploaded)]));
    assert_eq!(done.outcome(), "200", "CompleteMultipartUpload");
    assert_eq!(plane.stored("/photos/m").as_deref(), Some(&b"part"[..]));
}
