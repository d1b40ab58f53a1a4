//! Copies of objects by CopyObject.

use wire::chunked::Algorithm;

use crate::support::s3::{Signing, ask, checksum, copy, delete, get, head, put};
use crate::support::{Credentials, Plane, allow_on};

fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.bucket("prints");
    let admin = plane.admin.clone();
    let source = put("/photos/a%20b", b"data")
        .header("content-type", "text/plain")
        .header("x-amz-meta-colour", "green")
        .header("x-amz-checksum-crc32", &checksum(Algorithm::Crc32, b"data"));
    assert_eq!(plane.s3(&admin, &source).outcome(), "200");
    (plane, admin)
}

#[test]
fn a_copy_has_data_and_metadata() {
    let (mut plane, admin) = plane();
    plane.advance(60);
    for (name, source, target) in [
        ("to another bucket", "/photos/a%20b", "/prints/c"),
        ("within the bucket", "photos/a%20b", "/photos/c"),
        ("not encoded", "photos/a b", "/prints/d"),
        ("all encoded", "photos%2Fa%20b", "/prints/e"),
        ("the only version", "photos/a%20b?versionId=null", "/prints/f"),
    ] {
        let got = plane.s3(&admin, &copy(source, target));
        assert_eq!(got.outcome(), "200", "{name}");
        let expected = "<LastModified>2027-01-15T08:01:00.000Z</LastModified>\
                        <ETag>\"8d777f385d3dfec8815d20f7496026dc\"</ETag><ChecksumType>FULL_OBJECT</ChecksumType>\
                        <ChecksumCRC32>rfPzYw==</ChecksumCRC32></CopyObjectResult>";
        let text = got.text().replace("&quot;", "\"");
        assert!(text.ends_with(expected), "{text}");
        let copied = plane.s3(&admin, &get(target));
        assert_eq!(
            (copied.body.as_slice(), copied.header("content-type")),
            (&b"data"[..], Some("text/plain")),
            "{name}"
        );
        assert_eq!(copied.metadata, [("colour".to_owned(), "green".to_owned())], "{name}");
    }
}

#[test]
fn a_copy_with_metadata_of_its_own() {
    let (mut plane, admin) = plane();
    let ask = copy("photos/a%20b", "/photos/a%20b")
        .header("x-amz-metadata-directive", "REPLACE")
        .header("content-type", "text/html")
        .header("x-amz-meta-size", "large")
        .header("x-amz-checksum-algorithm", "SHA256");
    let got = plane.s3(&admin, &ask);
    assert_eq!(got.texts("ChecksumSHA256"), [checksum(Algorithm::Sha256, b"data")]);
    let copied = plane.s3(&admin, &head("/photos/a%20b").header("x-amz-checksum-mode", "ENABLED"));
    assert_eq!(copied.header("content-type"), Some("text/html"));
    assert_eq!(copied.metadata, [("size".to_owned(), "large".to_owned())]);
    assert_eq!(copied.header("x-amz-checksum-sha256"), Some(checksum(Algorithm::Sha256, b"data").as_str()));
    assert_eq!(plane.stored("/photos/a%20b").as_deref(), Some(&b"data"[..]));
}

/// A plus in the header is a space: else a copy could be of another object than S3 would copy.
#[test]
fn a_plus_in_the_source_is_a_space() {
    let (mut plane, admin) = plane();
    plane.object("/photos/x%20y", b"with a space");
    plane.object("/photos/x%2By", b"with a plus");
    let upload = plane.s3(&admin, &ask("POST", "/prints/m?uploads"));
    let id = upload.texts("UploadId")[0].clone();
    for (source, expected) in [
        ("photos/x+y", &b"with a space"[..]),
        ("photos/x%20y", b"with a space"),
        ("photos/x y", b"with a space"),
        ("photos/x%2By", b"with a plus"),
        ("photos%2Fx%2by", b"with a plus"),
    ] {
        assert_eq!(plane.s3(&admin, &copy(source, "/prints/a")).outcome(), "200", "{source}");
        assert_eq!(plane.stored("/prints/a").as_deref(), Some(expected), "{source}");
        let part = copy(source, &format!("/prints/m?partNumber=1&uploadId={id}"));
        let etag = plane.s3(&admin, &head("/prints/a")).header("etag").unwrap().replace('"', "&quot;");
        assert_eq!(plane.s3(&admin, &part).texts("ETag"), [etag], "{source}");
    }
    plane.s3(&admin, &delete("/photos/x%20y"));
    assert_eq!(plane.s3(&admin, &copy("photos/x+y", "/prints/a")).code(), "404 NoSuchKey");
}

/// The usual way to have an object rewritten in its place.
#[test]
fn a_copy_onto_itself_must_change_something() {
    let (mut plane, admin) = plane();
    let same = |plane: &mut Plane| {
        let got = plane.s3(&plane.admin.clone(), &get("/photos/a%20b"));
        let content_type = got.header("content-type").map(str::to_owned);
        (got.body, got.metadata, content_type)
    };
    let before = same(&mut plane);
    let onto = || copy("photos/a%20b", "/photos/a%20b");
    for (name, asked, outcome) in [
        ("nothing", onto(), "400 InvalidRequest"),
        (
            "the directive that is the default",
            onto().header("x-amz-metadata-directive", "COPY"),
            "400 InvalidRequest",
        ),
        ("tags as they are", onto().header("x-amz-tagging-directive", "COPY"), "400 InvalidRequest"),
        ("another checksum only", onto().header("x-amz-checksum-algorithm", "SHA256"), "400 InvalidRequest"),
        ("a storage class", onto().header("x-amz-storage-class", "STANDARD"), "200"),
        (
            "a storage class, metadata as they are",
            onto().header("x-amz-storage-class", "STANDARD").header("x-amz-metadata-directive", "COPY"),
            "200",
        ),
        (
            "a storage class that is not built",
            onto().header("x-amz-storage-class", "GLACIER"),
            "501 NotImplemented",
        ),
    ] {
        plane.advance(1);
        assert_eq!(plane.s3(&admin, &asked).code(), outcome, "{name}");
        assert_eq!(same(&mut plane), before, "{name}");
    }
    let replaced = onto().header("x-amz-metadata-directive", "REPLACE").header("x-amz-meta-a", "b");
    assert_eq!(plane.s3(&admin, &replaced).outcome(), "200");
    assert_eq!(same(&mut plane).1, [("a".to_owned(), "b".to_owned())]);
}

#[test]
fn what_is_wrong_with_a_copy() {
    let (mut plane, admin) = plane();
    let etag = "\"8d777f385d3dfec8815d20f7496026dc\"";
    let source = "photos/a%20b";
    for (name, ask, outcome) in [
        ("onto itself", copy(source, "/photos/a%20b"), "400 InvalidRequest"),
        ("no source", copy("", "/prints/a"), "400 InvalidArgument"),
        ("no key", copy("photos", "/prints/a"), "400 InvalidArgument"),
        ("dots for a bucket", copy("../photos/a", "/prints/a"), "400 InvalidArgument"),
        ("a bucket that does not exist", copy("pictures/a", "/prints/a"), "404 NoSuchBucket"),
        ("a key that does not exist", copy("photos/b", "/prints/a"), "404 NoSuchKey"),
        (
            "a version that does not exist",
            copy("photos/a%20b?versionId=1", "/prints/a"),
            "400 InvalidArgument",
        ),
        ("a target that does not exist", copy(source, "/pictures/a"), "404 NoSuchBucket"),
        (
            "another directive",
            copy(source, "/prints/a").header("x-amz-metadata-directive", "MERGE"),
            "400 InvalidArgument",
        ),
        ("tags", copy(source, "/prints/a").header("x-amz-tagging", "a=b"), "501 NotImplemented"),
        (
            "encryption",
            copy(source, "/prints/a").header("x-amz-server-side-encryption", "aws:kms"),
            "501 NotImplemented",
        ),
        (
            "a public list",
            copy(source, "/prints/a").header("x-amz-acl", "public-read"),
            "400 AccessControlListNotSupported",
        ),
        (
            "an unknown checksum",
            copy(source, "/prints/a").header("x-amz-checksum-algorithm", "XXHASH32"),
            "400 InvalidRequest",
        ),
        (
            "another source",
            copy(source, "/prints/a").header("x-amz-copy-source-if-match", "\"x\""),
            "412 PreconditionFailed",
        ),
        (
            "not this source",
            copy(source, "/prints/a").header("x-amz-copy-source-if-none-match", etag),
            "412 PreconditionFailed",
        ),
        (
            "an owner that is none",
            copy(source, "/prints/a").header("x-amz-source-expected-bucket-owner", "1"),
            "400 InvalidBucketOwnerAWSAccountID",
        ),
        (
            "another owner",
            copy(source, "/prints/a").header("x-amz-source-expected-bucket-owner", "210987654321"),
            "403 AccessDenied",
        ),
    ] {
        assert_eq!(plane.s3(&admin, &ask).code(), outcome, "{name}");
        assert_eq!(plane.stored("/prints/a"), None, "{name}");
    }
    let right = copy(source, "/prints/a")
        .header("x-amz-copy-source-if-match", etag)
        .header("x-amz-source-expected-bucket-owner", crate::support::ACCOUNT)
        .header("x-amz-tagging-directive", "COPY")
        .header("if-none-match", "*");
    assert_eq!(plane.s3(&admin, &right).outcome(), "200");
    assert_eq!(plane.s3(&admin, &right).code(), "412 PreconditionFailed", "it is there now");
}

#[test]
fn a_copy_needs_to_read_and_to_write() {
    let (mut plane, _) = plane();
    let statement = |action: &str, resource: &str| {
        format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"arn:aws:s3:::{resource}"}}"#)
    };
    let policy = |statements: &[String]| {
        format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
    };
    let bob = plane.user("bob", None);
    let (read, write) = (statement("s3:GetObject", "photos/*"), statement("s3:PutObject", "prints/*"));
    let other = statement("s3:GetObject", "photo/*");
    for (name, statements, outcome) in [
        ("both", vec![read.clone(), write.clone()], "200"),
        ("only to read", vec![read], "403 AccessDenied"),
        ("only to write", vec![write.clone()], "403 AccessDenied"),
        ("to read another bucket", vec![other, write], "403 AccessDenied"),
    ] {
        plane.put_policy("bob", &policy(&statements));
        assert_eq!(plane.s3(&bob, &copy("photos/a%20b", "/prints/c")).code(), outcome, "{name}");
    }
    // a policy sees the source as it is, however it is spelled
    let policy = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"s3:*","Resource":"*"},
        {"Effect":"Deny","Action":"s3:PutObject","Resource":"*",
         "Condition":{"StringLike":{"s3:x-amz-copy-source":"photos/a*"}}}]}"#;
    plane.put_policy("bob", policy);
    for source in ["photos/a%20b", "/photos/a b", "photos%2Fa%20b", "photos/%61%20b"] {
        assert_eq!(plane.s3(&bob, &copy(source, "/prints/c")).code(), "403 AccessDenied", "{source}");
    }
    assert_eq!(plane.s3(&bob, &put("/prints/c", b"")).outcome(), "200");
}

#[test]
fn a_source_in_a_presigned_url_counts() {
    let (mut plane, admin) = plane();
    let bob = plane.user("bob", Some(&allow_on("s3:PutObject", "arn:aws:s3:::prints/*")));
    let target = "/prints/c?x-amz-copy-source=photos%2Fa%2520b";
    let ask = put(target, b"").signing(Signing::V4Url(60));
    assert_eq!(plane.s3(&bob, &ask).code(), "403 AccessDenied", "writing is not reading");
    assert_eq!(plane.s3(&admin, &ask).outcome(), "200");
    assert_eq!(plane.stored("/prints/c").as_deref(), Some(&b"data"[..]));
}
