//! Multipart uploads.

use wire::chunked::Algorithm;

use crate::support::s3::{Ask, Got, Payload, Signing, ask, checksum, delete, get, head, put};
use crate::support::{Credentials, Plane, allow, allow_on};

/// The least size of a part that is not the last: 5 MiB.
pub(super) const PART: usize = 5 * 1024 * 1024;

fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    (plane, admin)
}

pub(super) fn start(target: &str) -> Ask {
    ask("POST", &format!("{target}?uploads"))
}

/// Starts an upload: its id.
pub(super) fn started(plane: &mut Plane, asked: &Ask) -> String {
    let admin = plane.admin.clone();
    let got = plane.s3(&admin, asked);
    assert_eq!(got.outcome(), "200");
    got.texts("UploadId")[0].clone()
}

pub(super) fn part(target: &str, id: &str, number: u32, data: &[u8]) -> Ask {
    put(&format!("{target}?partNumber={number}&uploadId={id}"), data)
}

/// The part of a list of parts that is about one, as its upload was answered.
pub(super) fn listed(number: u32, uploaded: &Got) -> String {
    let etag = uploaded.header("etag").unwrap();
    format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>")
}

/// The same with the checksum that the upload was answered with.
pub(super) fn listed_with(number: u32, uploaded: &Got, algorithm: Algorithm) -> String {
    let value = uploaded.header(algorithm.header()).unwrap();
    let element = format!("<Checksum{0}>{value}</Checksum{0}></Part>", algorithm.name());
    listed(number, uploaded).replace("</Part>", &element)
}

pub(super) fn complete(target: &str, id: &str, parts: &[String]) -> Ask {
    let mut post = ask("POST", &format!("{target}?uploadId={id}"));
    post.body = format!("<CompleteMultipartUpload>{}</CompleteMultipartUpload>", parts.concat()).into_bytes();
    post
}

pub(super) fn large(byte: u8) -> Vec<u8> {
    (0..PART).map(|at| byte.wrapping_add((at % 251) as u8)).collect()
}

#[test]
fn parts_become_an_object() {
    let (mut plane, admin) = plane();
    let begun =
        start("/photos/a%20b").header("content-type", "text/plain").header("x-amz-meta-colour", "green");
    let begun = plane.s3(&admin, &begun);
    assert_eq!(
        (begun.texts("Bucket"), begun.texts("Key")),
        (vec!["photos".to_owned()], vec!["a b".to_owned()])
    );
    let id = begun.texts("UploadId")[0].clone();
    assert_eq!(id.len(), 32);
    // in any order, in any form, over one another
    let second = plane.s3(&admin, &part("/photos/a%20b", &id, 7, b"end").payload(Payload::UnsignedTrailer));
    assert_eq!(second.header("x-amz-checksum-crc32"), Some(checksum(Algorithm::Crc32, b"end").as_str()));
    plane.s3(&admin, &part("/photos/a%20b", &id, 1, b"replaced"));
    let first = plane.s3(&admin, &part("/photos/a%20b", &id, 1, &large(1)).payload(Payload::Unsigned));
    assert_eq!(
        plane.s3(&admin, &get("/photos/a%20b")).code(),
        "404 NoSuchKey",
        "nothing is there before the end"
    );
    assert_eq!(plane.s3(&admin, &get("/photos")).texts("Key"), Vec::<String>::new());
    let parts = [listed(1, &first), listed(7, &second)];
    let done = plane.s3(&admin, &complete("/photos/a%20b", &id, &parts));
    assert_eq!(done.outcome(), "200");
    assert_eq!(done.texts("Location"), ["http://127.0.0.1:4747/photos/a%20b"]);
    let etag = done.texts("ETag")[0].replace("&quot;", "\"");
    assert!(etag.ends_with("-2\"") && etag.len() == 36, "{etag}");
    let got = plane.s3(&admin, &get("/photos/a%20b"));
    assert!(got.body == [large(1), b"end".to_vec()].concat());
    assert_eq!((got.header("etag"), got.header("content-type")), (Some(etag.as_str()), Some("text/plain")));
    assert_eq!(got.metadata, [("colour".to_owned(), "green".to_owned())]);
    let bare = etag.trim_matches('"');
    assert_eq!(plane.s3(&admin, &get("/photos")).texts("ETag"), [format!("&quot;{bare}&quot;")]);
    assert_eq!(plane.s3(&admin, &get("/photos/a%20b").header("if-none-match", &etag)).status, 304);
}

#[test]
fn uploads_survive_a_restart() {
    let (mut plane, admin) = plane();
    let id = started(&mut plane, &start("/photos/a"));
    let only = plane.s3(&admin, &part("/photos/a", &id, 1, b"data"));
    let mut plane = plane.restart();
    assert_eq!(plane.s3(&admin, &get(&format!("/photos/a?uploadId={id}"))).texts("Size"), ["4"]);
    assert_eq!(plane.s3(&admin, &complete("/photos/a", &id, &[listed(1, &only)])).outcome(), "200");
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]));
}

#[test]
fn what_cannot_be_completed() {
    let (mut plane, admin) = plane();
    plane.object("/photos/a", b"before");
    let id = started(&mut plane, &start("/photos/a"));
    let small = listed(1, &plane.s3(&admin, &part("/photos/a", &id, 1, b"small")));
    let last = listed(2, &plane.s3(&admin, &part("/photos/a", &id, 2, b"last")));
    let other = small.replace("<ETag>\"", "<ETag>\"0");
    let missing = small.replace(">1<", ">3<");
    let crc32 = small.replace("</Part>", "<ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>");
    let with = |header: &str, value: &str| {
        complete("/photos/a", &id, std::slice::from_ref(&last)).header(header, value)
    };
    for (name, asked, outcome) in [
        ("no part", complete("/photos/a", &id, &[]), "400 MalformedXML"),
        ("a small part", complete("/photos/a", &id, &[small.clone(), last.clone()]), "400 EntityTooSmall"),
        ("backwards", complete("/photos/a", &id, &[last.clone(), small.clone()]), "400 InvalidPartOrder"),
        ("a part twice", complete("/photos/a", &id, &[last.clone(), last.clone()]), "400 InvalidPartOrder"),
        ("another tag", complete("/photos/a", &id, &[other]), "400 InvalidPart"),
        ("a part that is not there", complete("/photos/a", &id, &[missing]), "400 InvalidPart"),
        ("a checksum that was not sent", complete("/photos/a", &id, &[crc32]), "400 InvalidPart"),
        ("another id", complete("/photos/a", "AAAA", std::slice::from_ref(&last)), "404 NoSuchUpload"),
        (
            "a path for an id",
            complete("/photos/a", "..%2F..%2Fa", std::slice::from_ref(&last)),
            "404 NoSuchUpload",
        ),
        ("another key", complete("/photos/b", &id, std::slice::from_ref(&last)), "404 NoSuchUpload"),
        ("another size", with("x-amz-mp-object-size", "5"), "400 InvalidRequest"),
        ("no size", with("x-amz-mp-object-size", "4x"), "400 InvalidArgument"),
        ("another checksum", with("x-amz-checksum-crc32", "AAAAAA=="), "400 BadDigest"),
        ("only if there is none", with("if-none-match", "*"), "412 PreconditionFailed"),
        ("only if it is another", with("if-match", "\"0\""), "412 PreconditionFailed"),
        ("encryption", with("x-amz-server-side-encryption", "aws:kms"), "400 InvalidArgument"),
    ] {
        assert_eq!(plane.s3(&admin, &asked).code(), outcome, "{name}");
        assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"before"[..]), "{name}");
    }
    let mut spoiled = plane.sign(&admin, &complete("/photos/a", &id, std::slice::from_ref(&last)));
    spoiled.edit_body(b"<PartNumber>2", b"<PartNumber>1");
    assert_eq!(plane.send(&spoiled).code(), "400 XAmzContentSHA256Mismatch");
    let right = with("x-amz-checksum-crc32", &checksum(Algorithm::Crc32, b"last"))
        .header("x-amz-mp-object-size", "4");
    assert_eq!(plane.s3(&admin, &right).outcome(), "200");
    assert_eq!(
        plane.stored("/photos/a").as_deref(),
        Some(&b"last"[..]),
        "of all parts only those that were named"
    );
}

#[test]
fn what_is_wrong_with_a_part() {
    let (mut plane, admin) = plane();
    let id = started(&mut plane, &start("/photos/a"));
    for (name, target, outcome) in [
        ("part 0", format!("/photos/a?partNumber=0&uploadId={id}"), "400 InvalidArgument"),
        ("part 10001", format!("/photos/a?partNumber=10001&uploadId={id}"), "400 InvalidArgument"),
        ("no number", format!("/photos/a?partNumber=one&uploadId={id}"), "400 InvalidArgument"),
        ("another upload", "/photos/a?partNumber=1&uploadId=AAAA".to_owned(), "404 NoSuchUpload"),
        ("another key", format!("/photos/b?partNumber=1&uploadId={id}"), "404 NoSuchUpload"),
        ("another bucket", format!("/pictures/a?partNumber=1&uploadId={id}"), "404 NoSuchBucket"),
    ] {
        assert_eq!(plane.s3(&admin, &put(&target, b"data")).code(), outcome, "{name}");
    }
    for payload in Payload::ALL {
        let mut sent = plane.sign(&admin, &part("/photos/a", &id, 1, &[7; 20_000]).payload(payload));
        sent.spoil_signature();
        assert_eq!(plane.send(&sent).code(), "403 SignatureDoesNotMatch", "{payload:?}");
        let mut sent = plane.sign(&admin, &part("/photos/a", &id, 1, &[7; 20_000]).payload(payload));
        sent.body.truncate(10_000);
        assert_eq!(plane.send(&sent).code(), "400 IncompleteBody", "{payload:?}");
    }
    let wrong = part("/photos/a", &id, 1, b"data").header("content-md5", &checksum(Algorithm::Md5, b"other"));
    assert_eq!(plane.s3(&admin, &wrong).code(), "400 BadDigest");
    let mut sent = plane.sign(&admin, &part("/photos/a", &id, 1, b"data"));
    sent.remove("content-length");
    assert_eq!(plane.send(&sent).code(), "411 MissingContentLength");
    assert_eq!(
        plane.s3(&admin, &get(&format!("/photos/a?uploadId={id}"))).texts("PartNumber"),
        Vec::<String>::new()
    );
    for number in [1, 10_000] {
        assert_eq!(plane.s3(&admin, &part("/photos/a", &id, number, b"data")).outcome(), "200", "{number}");
    }
}

#[test]
fn checksums_of_the_parts_and_of_the_whole() {
    let (mut plane, admin) = plane();
    let (data, end) = (large(3), b"end".to_vec());
    let whole = [data.clone(), end.clone()].concat();
    for (algorithm, kind) in [
        (Algorithm::Crc32, "COMPOSITE"),
        (Algorithm::Crc32, "FULL_OBJECT"),
        (Algorithm::Crc64Nvme, "FULL_OBJECT"),
        (Algorithm::Sha512, "COMPOSITE"),
        (Algorithm::XxHash128, "COMPOSITE"),
    ] {
        let header = algorithm.header();
        let asked = start("/photos/a").header("x-amz-checksum-algorithm", algorithm.name());
        let begun = plane.s3(&admin, &asked.header("x-amz-checksum-type", kind));
        assert_eq!(begun.header("x-amz-checksum-algorithm"), Some(algorithm.name()));
        assert_eq!(begun.header("x-amz-checksum-type"), Some(kind));
        let id = begun.texts("UploadId")[0].clone();
        let mut parts = Vec::new();
        for (number, data) in [(1, &data), (2, &end)] {
            let value = checksum(algorithm, data);
            let asked =
                part("/photos/a", &id, number, data).payload(Payload::Unsigned).header(header, &value);
            let got = plane.s3(&admin, &asked);
            assert_eq!(got.header(header), Some(value.as_str()));
            let element = format!("<Checksum{0}>{value}</Checksum{0}></Part>", algorithm.name());
            parts.push(listed(number, &got).replace("</Part>", &element));
        }
        let expected = if kind == "COMPOSITE" {
            let of =
                |data: &[u8]| data_encoding::BASE64.decode(checksum(algorithm, data).as_bytes()).unwrap();
            format!("{}-2", checksum(algorithm, &[of(&data), of(&end)].concat()))
        } else {
            checksum(algorithm, &whole)
        };
        let asked = complete("/photos/a", &id, &parts);
        let wrong = asked.clone().header(header, &checksum(algorithm, b"other"));
        assert_eq!(plane.s3(&admin, &wrong).code(), "400 BadDigest");
        let other = if kind == "COMPOSITE" { "FULL_OBJECT" } else { "COMPOSITE" };
        let wrong = asked.clone().header("x-amz-checksum-type", other);
        assert_eq!(plane.s3(&admin, &wrong).code(), "400 InvalidRequest");
        let wrong = asked.clone().header("x-amz-checksum-sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=");
        assert_eq!(plane.s3(&admin, &wrong).code(), "400 InvalidRequest");
        let done = plane.s3(&admin, &asked.header(header, &expected));
        assert_eq!(
            done.texts(&format!("Checksum{}", algorithm.name())),
            std::slice::from_ref(&expected),
            "{algorithm:?} {kind}"
        );
        assert_eq!(done.texts("ChecksumType"), [kind]);
        let got = plane.s3(&admin, &head("/photos/a").header("x-amz-checksum-mode", "ENABLED"));
        assert_eq!(
            (got.header(header), got.header("x-amz-checksum-type")),
            (Some(expected.as_str()), Some(kind))
        );
        let copied = plane.s3(&admin, &put("/photos/copy", b"").header("x-amz-copy-source", "photos/a"));
        assert_eq!(
            (copied.texts("ChecksumType"), copied.texts(&format!("Checksum{}", algorithm.name()))),
            (vec!["FULL_OBJECT".to_owned()], vec![checksum(algorithm, &whole)]),
            "a copy has no parts"
        );
    }
}

#[test]
fn parts_come_with_the_checksum_that_is_planned() {
    let (mut plane, admin) = plane();
    let id = started(&mut plane, &start("/photos/a").header("x-amz-checksum-algorithm", "CRC32"));
    let crc32c = part("/photos/a", &id, 1, b"data")
        .header("x-amz-checksum-crc32c", &checksum(Algorithm::Crc32c, b"data"));
    let text = "400 InvalidRequest: Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: ";
    assert_eq!(plane.s3(&admin, &part("/photos/a", &id, 1, b"data")).outcome(), format!("{text}null"));
    assert_eq!(plane.s3(&admin, &crc32c).outcome(), format!("{text}crc32c"));
    let trailer = part("/photos/a", &id, 1, b"data").payload(Payload::UnsignedTrailer);
    assert_eq!(plane.s3(&admin, &trailer).outcome(), "200");
    for (name, header, value, outcome) in [
        ("no such algorithm", "x-amz-checksum-algorithm", "XXHASH32", "400 InvalidRequest"),
        ("a type alone", "x-amz-checksum-type", "COMPOSITE", "400 InvalidRequest"),
        ("a public list", "x-amz-acl", "public-read", "400 AccessControlListNotSupported"),
        ("encryption with keys elsewhere", "x-amz-server-side-encryption", "aws:kms", "501 NotImplemented"),
        ("encryption unheard of", "x-amz-server-side-encryption", "true", "400 InvalidArgument"),
        ("tags", "x-amz-tagging", "a=b", "501 NotImplemented"),
    ] {
        assert_eq!(plane.s3(&admin, &start("/photos/a").header(header, value)).code(), outcome, "{name}");
    }
}

#[test]
fn an_aborted_upload_is_gone() {
    let (mut plane, admin) = plane();
    let id = started(&mut plane, &start("/photos/a"));
    let only = plane.s3(&admin, &part("/photos/a", &id, 1, b"data"));
    let target = format!("/photos/a?uploadId={id}");
    let conditional =
        delete(&target).header("x-amz-if-match-initiated-time", "Fri, 15 Jan 2027 08:00:00 GMT");
    assert_eq!(plane.s3(&admin, &conditional).code(), "501 NotImplemented");
    assert_eq!(plane.s3(&admin, &delete(&target)).outcome(), "204");
    for asked in [
        delete(&target),
        get(&target),
        part("/photos/a", &id, 1, b"data"),
        complete("/photos/a", &id, &[listed(1, &only)]),
    ] {
        let text = "404 NoSuchUpload: The specified upload does not exist. The upload ID may be invalid, or the upload may \
                    have been aborted or completed.";
        assert_eq!(plane.s3(&admin, &asked).outcome(), text, "{} {}", asked.method, asked.query);
    }
    assert_eq!(plane.stored("/photos/a"), None);
    assert_eq!(plane.s3(&admin, &delete("/photos")).outcome(), "204", "and the bucket is empty");
}

#[test]
fn lists_of_parts_and_of_uploads() {
    let (mut plane, admin) = plane();
    let id = started(&mut plane, &start("/photos/b"));
    plane.advance(1);
    let later = started(&mut plane, &start("/photos/b"));
    let other = started(&mut plane, &start("/photos/a%26"));
    for number in [1, 2, 5] {
        plane.s3(&admin, &part("/photos/b", &id, number, &vec![1; number as usize]));
    }
    let mut parts = |query: &str| {
        let got = plane.s3(&admin, &get(&format!("/photos/b?uploadId={id}{query}")));
        (got.texts("PartNumber").join(","), got.texts("IsTruncated").join(","))
    };
    for (query, numbers, truncated) in [
        ("", "1,2,5", "false"),
        ("&max-parts=2", "1,2", "true"),
        ("&max-parts=2&part-number-marker=2", "5", "false"),
        ("&part-number-marker=5", "", "false"),
        ("&max-parts=0", "", "false"),
    ] {
        assert_eq!(parts(query), (numbers.to_owned(), truncated.to_owned()), "{query}");
    }
    let mut uploads = |query: &str| {
        let got = plane.s3(&admin, &get(&format!("/photos?uploads{query}")));
        (got.texts("UploadId"), got.texts("IsTruncated").join(","))
    };
    let all = vec![other.clone(), id.clone(), later.clone()];
    assert_eq!(uploads(""), (all.clone(), "false".to_owned()), "by key, then by time");
    assert_eq!(uploads("&prefix=b"), (all[1..].to_vec(), "false".to_owned()));
    assert_eq!(uploads("&max-uploads=2"), (all[..2].to_vec(), "true".to_owned()));
    assert_eq!(
        uploads(&format!("&key-marker=b&upload-id-marker={id}")),
        (all[2..].to_vec(), "false".to_owned())
    );
    assert_eq!(uploads("&key-marker=a%26"), (all[1..].to_vec(), "false".to_owned()));
    assert_eq!(uploads("&key-marker=b"), (vec![], "false".to_owned()));
    assert_eq!(uploads("&key-marker=b&upload-id-marker=gone"), (all[1..].to_vec(), "false".to_owned()));
    let got = plane.s3(&admin, &get("/photos?uploads&encoding-type=url&max-uploads=1"));
    assert_eq!(
        (got.texts("Key"), got.texts("NextKeyMarker")),
        (vec!["a%26".to_owned()], vec!["a%26".to_owned()])
    );
}

#[test]
fn parts_copied_from_objects() {
    let (mut plane, admin) = plane();
    plane.object("/photos/source", b"0123456789");
    let id = started(&mut plane, &start("/photos/a").header("x-amz-checksum-algorithm", "CRC32"));
    let from = |range: Option<&str>| {
        let asked = part("/photos/a", &id, 1, b"").header("x-amz-copy-source", "photos/source");
        range.map_or(asked.clone(), |range| asked.header("x-amz-copy-source-range", range))
    };
    for (name, asked, outcome) in [
        ("past the end", from(Some("bytes=0-10")), "400 InvalidArgument"),
        ("no end", from(Some("bytes=0-")), "400 InvalidArgument"),
        (
            "another source",
            from(None).header("x-amz-copy-source-if-match", "\"x\""),
            "412 PreconditionFailed",
        ),
        (
            "no upload",
            put("/photos/a?partNumber=1&uploadId=x", b"").header("x-amz-copy-source", "photos/source"),
            "404 NoSuchUpload",
        ),
        (
            "no source",
            put(&format!("/photos/a?partNumber=1&uploadId={id}"), b"")
                .header("x-amz-copy-source", "photos/none"),
            "404 NoSuchKey",
        ),
    ] {
        assert_eq!(plane.s3(&admin, &asked).code(), outcome, "{name}");
    }
    let whole = plane.s3(&admin, &from(None));
    assert_eq!(whole.texts("ChecksumCRC32"), [checksum(Algorithm::Crc32, b"0123456789")]);
    let copied = plane.s3(&admin, &from(Some("bytes=2-4")));
    let etag = copied.texts("ETag")[0].clone();
    let sum = checksum(Algorithm::Crc32, b"234");
    let list = format!(
        "<Part><PartNumber>1</PartNumber><ETag>{etag}</ETag><ChecksumCRC32>{sum}</ChecksumCRC32></Part>"
    );
    assert_eq!(plane.s3(&admin, &complete("/photos/a", &id, &[list])).outcome(), "200");
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"234"[..]));
    // the source in a presigned URL
    let id = started(&mut plane, &start("/photos/b"));
    let target = format!("/photos/b?partNumber=1&uploadId={id}&x-amz-copy-source=photos%2Fsource");
    let got = plane.s3(&admin, &put(&target, b"").signing(Signing::V4Url(60)));
    assert_eq!(got.texts("LastModified").len(), 1, "{}", got.text());
}

#[test]
fn each_operation_needs_its_action() {
    let (mut plane, admin) = plane();
    plane.object("/photos/source", b"data");
    let bob = plane.user("bob", Some(&allow("iam:*")));
    let id = started(&mut plane, &start("/photos/a"));
    let only = listed(1, &plane.s3(&admin, &part("/photos/a", &id, 1, b"data")));
    let target = format!("/photos/a?uploadId={id}");
    let from = part("/photos/a", &id, 1, b"").header("x-amz-copy-source", "photos/source");
    for (name, asked, action, resource) in [
        ("CreateMultipartUpload", start("/photos/b"), "s3:PutObject", "photos/b"),
        ("UploadPart", part("/photos/a", &id, 1, b"data"), "s3:PutObject", "photos/a"),
        ("UploadPartCopy", from, "s3:PutObject,s3:GetObject", "photos/*"),
        ("ListParts", get(&target), "s3:ListMultipartUploadParts", "photos/a"),
        ("ListMultipartUploads", get("/photos?uploads"), "s3:ListBucketMultipartUploads", "photos"),
        ("CompleteMultipartUpload", complete("/photos/a", &id, &[only]), "s3:PutObject", "photos/a"),
        ("AbortMultipartUpload", delete(&target), "s3:AbortMultipartUpload", "photos/a"),
    ] {
        plane.put_policy("bob", &allow_on("s3:Get*,s3:Delete*", "*"));
        assert_eq!(plane.s3(&bob, &asked).code(), "403 AccessDenied", "{name} without");
        plane.put_policy("bob", &allow_on(action, &format!("arn:aws:s3:::{resource}")));
        let got = plane.s3(&bob, &asked).code();
        // the upload is complete by then
        let expected = if name == "AbortMultipartUpload" { "404 NoSuchUpload" } else { "200" };
        assert_eq!(got, expected, "{name} with {action}");
    }
    let (other, _) = plane.account("second", "210987654321");
    let id = started(&mut plane, &start("/photos/c"));
    let target = format!("/photos/c?uploadId={id}");
    for asked in [
        start("/photos/c"),
        part("/photos/c", &id, 1, b"x"),
        get(&target),
        get("/photos?uploads"),
        delete(&target),
    ] {
        assert_eq!(
            plane.s3(&other, &asked).outcome(),
            "403 AccessDenied: Access Denied",
            "{} {}",
            asked.method,
            asked.query
        );
    }
    // who may make objects under a condition is held to it at the end
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},
        {"Effect":"Deny","Action":"s3:PutObject","Resource":"*",
         "Condition":{"Null":{"s3:if-none-match":"true"},"Bool":{"s3:ObjectCreationOperation":"true"}}}]}"#;
    plane.put_policy("bob", policy);
    let only = listed(1, &plane.s3(&bob, &part("/photos/c", &id, 1, b"data")));
    let asked = complete("/photos/c", &id, &[only]);
    assert_eq!(plane.s3(&bob, &asked).code(), "403 AccessDenied");
    assert_eq!(plane.s3(&bob, &asked.header("if-none-match", "*")).outcome(), "200");
}
