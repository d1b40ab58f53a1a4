//! GetObject and HeadObject.

use crate::support::Plane;
use crate::support::s3::{Got, Signing, get, head, put};

const ETAG: &str = "\"781e5e245d69b566979b86e28d23f2c7\"";
const DATA: &[u8] = b"0123456789";

fn plane() -> Plane {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.object("/photos/a", DATA);
    plane
}

#[test]
fn keys_are_data() {
    let mut plane = plane();
    for (name, path) in [
        ("slashes in a row", "/photos//a//b"),
        ("a slash at the end", "/photos/folder/"),
        ("dots", "/photos/../photos/./a"),
        ("an encoded slash", "/photos/x%2Fy"),
        ("encoded dots", "/photos/%2e%2e/%2e%2e/etc/passwd"),
        ("a plus", "/photos/a+b"),
        ("a space", "/photos/a%20b"),
        ("an encoded plus", "/photos/a%2Bb"),
        ("UTF-8", "/photos/%E6%97%A5%E6%9C%AC"),
        ("a question mark", "/photos/a%3Facl"),
        ("a percent sign", "/photos/100%25"),
        ("control characters", "/photos/a%0D%0Ab"),
    ] {
        plane.object(path, name.as_bytes());
        assert_eq!(plane.stored(path).as_deref(), Some(name.as_bytes()), "{name}");
    }
    assert_eq!(plane.stored("/photos/a%2Bb").as_deref(), Some(&b"an encoded plus"[..]), "which is the plus");
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(DATA), "and none of them is another");
}

#[test]
fn ranges() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    plane.object("/photos/empty", b"");
    let mut read = |path: &str, range: &str| {
        let ask = get(path).header("range", range);
        let (got, headed) =
            (plane.s3(&admin, &ask), plane.s3(&admin, &crate::support::s3::Ask { method: "HEAD", ..ask }));
        assert_eq!(got.status, headed.status, "HEAD agrees on {range}");
        assert_eq!(got.header("content-range"), headed.header("content-range"), "HEAD agrees on {range}");
        if got.status < 400 {
            assert_eq!(headed.header("content-length"), Some(got.body.len().to_string().as_str()));
        }
        got
    };
    for (name, range, status, data, extent) in [
        ("from the beginning", "bytes=0-3", 206, "0123", "bytes 0-3/10"),
        ("one byte", "bytes=5-5", 206, "5", "bytes 5-5/10"),
        ("to the end", "bytes=7-", 206, "789", "bytes 7-9/10"),
        ("past the end", "bytes=7-100", 206, "789", "bytes 7-9/10"),
        ("the last bytes", "bytes=-2", 206, "89", "bytes 8-9/10"),
        ("more last bytes than there are", "bytes=-100", 206, "0123456789", "bytes 0-9/10"),
        ("everything", "bytes=0-", 206, "0123456789", "bytes 0-9/10"),
        ("another unit", "lines=0-3", 200, "0123456789", ""),
        ("several ranges", "bytes=0-1,3-4", 200, "0123456789", ""),
        ("backwards", "bytes=5-3", 200, "0123456789", ""),
        ("no range", "bytes", 200, "0123456789", ""),
        ("a number that is too large", "bytes=0-99999999999999999999", 200, "0123456789", ""),
    ] {
        let got = read("/photos/a", range);
        assert_eq!((got.status, got.text().as_str()), (status, data), "{name}");
        assert_eq!(got.header("content-range").unwrap_or_default(), extent, "{name}");
        assert_eq!(got.header("etag"), Some(ETAG), "{name}");
    }
    for (name, path, range) in [
        ("after the end", "/photos/a", "bytes=10-"),
        ("no last bytes", "/photos/a", "bytes=-0"),
        ("of nothing", "/photos/empty", "bytes=0-0"),
        ("last bytes of nothing", "/photos/empty", "bytes=-5"),
    ] {
        let got = read(path, range);
        assert_eq!(got.outcome(), "416 InvalidRange: The requested range is not satisfiable", "{name}");
        let size = if path == "/photos/a" { 10 } else { 0 };
        assert_eq!(got.header("content-range"), Some(format!("bytes */{size}").as_str()), "{name}");
    }
}

#[test]
fn ranges_of_an_object_of_many_blocks() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let data: Vec<u8> = (0..300_000u32).map(|number| (number % 241) as u8).collect();
    plane.object("/photos/large", &data);
    for (first, last) in
        [(0, 0), (65_535, 65_536), (65_530, 200_000), (131_072, 131_072), (299_999, 299_999), (1, 299_998)]
    {
        let got = plane.s3(&admin, &get("/photos/large").header("range", &format!("bytes={first}-{last}")));
        assert!(got.body == data[first..=last], "{first} to {last}");
    }
}

#[test]
fn if_range_goes_on_only_with_the_same_object() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    for (name, value, status) in [
        ("the same tag", ETAG, 206),
        ("another tag", "\"00000000000000000000000000000000\"", 200),
        ("a weak tag", "W/\"781e5e245d69b566979b86e28d23f2c7\"", 200),
        ("the same date", "Fri, 15 Jan 2027 08:00:00 GMT", 206),
        ("another date", "Fri, 15 Jan 2027 08:00:01 GMT", 200),
    ] {
        let ask = get("/photos/a").header("range", "bytes=0-1").header("if-range", value);
        assert_eq!(plane.s3(&admin, &ask).status, status, "{name}");
    }
}

#[test]
fn conditions() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let (before, at, after) =
        ("Fri, 15 Jan 2027 07:59:59 GMT", "Fri, 15 Jan 2027 08:00:00 GMT", "Fri, 15 Jan 2027 08:00:01 GMT");
    let other = "\"00000000000000000000000000000000\"";
    let one = |name: &'static str, value: &'static str| vec![(name, value)];
    for (name, headers, status) in [
        ("this tag", one("if-match", ETAG), 200),
        ("this tag without quotes", one("if-match", ETAG.trim_matches('"')), 200),
        ("one of these tags", one("if-match", "\"a\", \"781e5e245d69b566979b86e28d23f2c7\""), 200),
        ("any tag", one("if-match", "*"), 200),
        ("another tag", one("if-match", other), 412),
        ("not this tag", one("if-none-match", ETAG), 304),
        ("not another tag", one("if-none-match", other), 200),
        ("no tag at all", one("if-none-match", "*"), 304),
        ("changed since before", one("if-modified-since", before), 200),
        ("changed since then", one("if-modified-since", at), 304),
        ("changed since after", one("if-modified-since", after), 304),
        ("unchanged since before", one("if-unmodified-since", before), 412),
        ("unchanged since then", one("if-unmodified-since", at), 200),
        ("no date", one("if-modified-since", "yesterday"), 200),
        ("a tag outweighs a date", vec![("if-match", ETAG), ("if-unmodified-since", before)], 200),
        ("a tag outweighs the other date", vec![("if-none-match", ETAG), ("if-modified-since", before)], 304),
    ] {
        for method in ["GET", "HEAD"] {
            let ask = crate::support::s3::ask(method, "/photos/a");
            let ask = headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value));
            let got = plane.s3(&admin, &ask);
            assert_eq!(got.status, status, "{method} {name}");
            if status == 304 {
                assert_eq!(
                    (got.header("etag"), got.header("last-modified"), got.body.len()),
                    (Some(ETAG), Some(at), 0)
                );
            }
        }
    }
}

#[test]
fn headers_of_the_answer_that_the_request_chooses() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let query = "response-content-type=text%2Fplain&response-content-disposition=attachment%3B%20filename%3Dx\
                 &response-cache-control=no-store&response-content-language=fr&response-content-encoding=br\
                 &response-expires=0";
    for signing in [Signing::V4, Signing::V4Url(60), Signing::V2, Signing::V2Url(60)] {
        // Version 2 signs decoded values
        let v2 = matches!(signing, Signing::V2 | Signing::V2Url(_));
        let query = if v2 {
            "response-content-type=text/plain&response-expires=0".to_owned()
        } else {
            query.to_owned()
        };
        let got = plane.s3(&admin, &get(&format!("/photos/a?{query}")).signing(signing));
        assert_eq!(got.outcome(), "200", "{signing:?}");
        let mut expected = vec![("content-type", "text/plain"), ("expires", "0")];
        if !v2 {
            expected.extend([
                ("content-disposition", "attachment; filename=x"),
                ("cache-control", "no-store"),
                ("content-language", "fr"),
                ("content-encoding", "br"),
            ]);
        }
        for (name, value) in expected {
            assert_eq!(got.header(name), Some(value), "{signing:?}");
        }
    }
    for (name, value) in
        [("CR", "a%0D"), ("LF", "a%0AX-Evil:%201"), ("NUL", "%00"), ("NEL", "%C2%85"), ("not UTF-8", "%FF")]
    {
        let got = plane.s3(&admin, &get(&format!("/photos/a?response-content-type={value}")));
        assert_eq!(got.status, 400, "{name}: {}", got.outcome());
    }
}

#[test]
fn parts_and_versions_of_an_object_that_has_one_of_each() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    plane.object("/photos/empty", b"");
    let mut read = |target: &str| -> Got { plane.s3(&admin, &get(target)) };
    let part = read("/photos/a?partNumber=1");
    assert_eq!((part.status, part.body.as_slice()), (206, DATA));
    assert_eq!(part.header("content-range"), Some("bytes 0-9/10"));
    assert_eq!(read("/photos/empty?partNumber=1").outcome(), "206");
    assert_eq!(read("/photos/a?partNumber=2").code(), "416 InvalidPartNumber");
    assert_eq!(read("/photos/a?versionId=null").body, DATA);
    assert_eq!(
        read("/photos/a?versionId=null2").outcome(),
        "400 InvalidArgument: Invalid version id specified"
    );
    assert_eq!(read("/photos/a?versionId=").code(), "400 InvalidArgument");
    let both = get("/photos/a?partNumber=1").header("range", "bytes=0-1");
    assert_eq!(plane.s3(&admin, &both).code(), "400 InvalidRequest");
}

#[test]
fn what_is_not_there() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let got = plane.s3(&admin, &get("/photos/b%3Cb%3E"));
    assert_eq!(got.outcome(), "404 NoSuchKey: The specified key does not exist.");
    assert_eq!(got.texts("Key"), ["b&lt;b&gt;"]);
    assert_eq!(got.header("content-type"), Some("application/xml"));
    let headed = plane.s3(&admin, &head("/photos/b"));
    assert_eq!((headed.status, headed.body.len()), (404, 0));
    let got = plane.s3(&admin, &get("/pictures/a"));
    assert_eq!(got.outcome(), "404 NoSuchBucket: The specified bucket does not exist");
    assert_eq!(got.texts("BucketName"), ["pictures"]);
    assert_eq!(plane.s3(&admin, &put("/pictures/a", b"data")).code(), "404 NoSuchBucket");
    let key = get("/photos/a").header("x-amz-server-side-encryption-customer-algorithm", "AES256");
    assert_eq!(plane.s3(&admin, &key).code(), "400 InvalidRequest", "encrypted with a key of the client");
}

#[test]
fn requests_without_a_body_have_none() {
    let mut plane = plane();
    let admin = plane.admin.clone();
    let mut sent = plane.sign(&admin, &get("/photos/a"));
    sent.body = b"data".to_vec();
    assert_eq!(plane.send(&sent).code(), "400 MaxMessageLengthExceeded");
    let mut sent = plane.sign(&admin, &crate::support::s3::delete("/photos/a"));
    sent.body = b"data".to_vec();
    assert_eq!(plane.send(&sent).code(), "400 MaxMessageLengthExceeded");
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(DATA));
    // the hash of something else than nothing
    let mut ask = get("/photos/a");
    ask.body = b"data".to_vec();
    let mut sent = plane.sign(&admin, &ask);
    sent.body.clear();
    sent.set("content-length", "0");
    assert_eq!(plane.send(&sent).code(), "400 XAmzContentSHA256Mismatch");
}
