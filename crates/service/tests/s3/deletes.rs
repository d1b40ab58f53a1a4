//! DeleteObject and DeleteObjects.

use wire::chunked::Algorithm;

use crate::support::s3::{Payload, ask, checksum, delete, delete_objects, get};
use crate::support::{Credentials, Plane, allow_on};

fn plane(keys: &[&str]) -> (Plane, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    for key in keys {
        plane.object(&format!("/photos/{key}"), b"data");
    }
    let admin = plane.admin.clone();
    (plane, admin)
}

fn keys(plane: &mut Plane) -> Vec<String> {
    let admin = plane.admin.clone();
    plane.s3(&admin, &get("/photos?list-type=2")).texts("Key")
}

fn body(keys: &[&str]) -> String {
    let objects: String = keys.iter().map(|key| format!("<Object><Key>{key}</Key></Object>")).collect();
    format!("<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{objects}</Delete>")
}

#[test]
fn one_object() {
    let (mut plane, admin) = plane(&["a", "b"]);
    let gone = plane.s3(&admin, &delete("/photos/a"));
    assert_eq!((gone.outcome().as_str(), gone.body.len()), ("204", 0));
    assert_eq!(plane.s3(&admin, &delete("/photos/a")).outcome(), "204", "again");
    assert_eq!(plane.s3(&admin, &delete("/photos/b?versionId=x")).code(), "400 InvalidArgument");
    for header in ["if-match", "x-amz-if-match-size", "x-amz-if-match-last-modified-time", "x-amz-mfa"] {
        let got = plane.s3(&admin, &delete("/photos/b").header(header, "x"));
        assert_eq!(got.code(), "501 NotImplemented", "a condition that is not checked: {header}");
    }
    assert_eq!(keys(&mut plane), ["b"]);
    assert_eq!(plane.s3(&admin, &delete("/photos/b?versionId=null")).outcome(), "204");
    assert_eq!(keys(&mut plane), Vec::<String>::new());
    assert_eq!(plane.s3(&admin, &delete("/pictures/b")).code(), "404 NoSuchBucket");
}

#[test]
fn many_objects() {
    let (mut plane, admin) = plane(&["a", "b", "c%26d", "e"]);
    let got = plane.s3(&admin, &delete_objects("photos", &body(&["a", "none", "c&amp;d"])));
    let expected = "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Deleted><Key>a</Key></Deleted>\
                    <Deleted><Key>none</Key></Deleted><Deleted><Key>c&amp;d</Key></Deleted></DeleteResult>";
    assert!(got.text().ends_with(expected), "{}", got.text());
    assert_eq!(keys(&mut plane), ["b", "e"]);
    let quiet = body(&["b"]).replace("</Delete>", "<Quiet>true</Quiet></Delete>");
    let got = plane.s3(&admin, &delete_objects("photos", &quiet));
    assert_eq!((got.outcome().as_str(), got.texts("Deleted").len(), got.texts("Error").len()), ("200", 0, 0));
    assert_eq!(keys(&mut plane), ["e"]);
}

#[test]
fn each_object_has_an_outcome_of_its_own() {
    let (mut plane, _) = plane(&["mine/a", "mine/b", "yours/a", "yours/b"]);
    let bob = plane.user("bob", Some(&allow_on("s3:DeleteObject", "arn:aws:s3:::photos/mine/*")));
    let versions = "<Object><Key>mine/b</Key><VersionId>1</VersionId></Object></Delete>";
    let asked = body(&["yours/a", "mine/a", "yours/../mine/c"]).replace("</Delete>", versions);
    let got = plane.s3(&bob, &delete_objects("photos", &asked));
    assert_eq!(got.outcome(), "200");
    assert_eq!(got.texts("Deleted"), ["<Key>mine/a</Key>"]);
    let denied = |action: &str, key: &str| {
        format!(
            "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: {action} on resource: \
             \"arn:aws:s3:::photos/{key}\" because no identity-based policy allows the {action} action"
        )
    };
    let messages: Vec<String> =
        got.texts("Message").iter().map(|text| text.replace("&quot;", "\"")).collect();
    assert_eq!(
        messages,
        [
            denied("s3:DeleteObject", "yours/a"),
            denied("s3:DeleteObject", "yours/../mine/c"),
            denied("s3:DeleteObjectVersion", "mine/b")
        ]
    );
    assert_eq!(got.texts("Code"), ["AccessDenied"; 3]);
    assert_eq!(keys(&mut plane), ["mine/b", "yours/a", "yours/b"]);

    plane.put_policy("bob", &allow_on("s3:DeleteObject,s3:DeleteObjectVersion", "arn:aws:s3:::photos/*"));
    let versions = "<Delete><Object><Key>mine/b</Key><VersionId>1</VersionId></Object>\
                    <Object><Key>yours/a</Key><VersionId>null</VersionId></Object></Delete>";
    let got = plane.s3(&bob, &delete_objects("photos", versions));
    assert_eq!(
        (got.texts("Code"), got.texts("VersionId")),
        (vec!["InvalidArgument".to_owned()], vec!["1".to_owned()])
    );
    assert_eq!(keys(&mut plane), ["mine/b", "yours/b"]);
}

#[test]
fn a_body_must_come_with_its_digest() {
    let (mut plane, admin) = plane(&["a"]);
    let xml = body(&["a"]);
    let post = || {
        let mut post = ask("POST", "/photos?delete");
        post.body = xml.clone().into_bytes();
        post
    };
    let crc32 = checksum(Algorithm::Crc32, xml.as_bytes());
    for (name, ask, outcome) in [
        ("none", post(), "400 InvalidRequest: Missing required header for this request: Content-MD5"),
        (
            "another one",
            post().header("content-md5", &checksum(Algorithm::Md5, b"other")),
            "400 BadDigest: The Content-MD5 you specified did not match what we received.",
        ),
        (
            "another checksum",
            post().header("x-amz-checksum-crc32", "AAAAAA=="),
            "400 BadDigest: The CRC32 you specified did not match the calculated checksum.",
        ),
    ] {
        assert_eq!(plane.s3(&admin, &ask).outcome(), outcome, "{name}");
    }
    assert_eq!(keys(&mut plane), ["a"]);
    assert_eq!(plane.s3(&admin, &post().header("x-amz-checksum-crc32", &crc32)).outcome(), "200");
    assert_eq!(keys(&mut plane), Vec::<String>::new());
    for payload in Payload::ALL.into_iter().filter(|payload| payload.has_trailer()) {
        plane.object("/photos/a", b"");
        assert_eq!(plane.s3(&admin, &post().payload(payload)).outcome(), "200", "{payload:?}");
        assert_eq!(keys(&mut plane), Vec::<String>::new(), "{payload:?}");
    }
}

#[test]
fn bodies_that_name_nothing_to_delete() {
    let (mut plane, admin) = plane(&["a"]);
    let object = "<Object><Key>a</Key></Object>";
    let many = |count: usize| body(&vec!["a"; count]);
    for (name, xml, outcome) in [
        ("no XML", "a".to_owned(), "400 MalformedXML"),
        ("nothing", String::new(), "400 MalformedXML"),
        ("no object", "<Delete></Delete>".to_owned(), "400 MalformedXML"),
        ("no key", "<Delete><Object></Object></Delete>".to_owned(), "400 MalformedXML"),
        ("an empty key", "<Delete><Object><Key></Key></Object></Delete>".to_owned(), "400 MalformedXML"),
        (
            "two keys",
            "<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>".to_owned(),
            "400 MalformedXML",
        ),
        ("a longer key", body(&[&"k".repeat(1025)]), "400 MalformedXML"),
        ("an unknown element", format!("<Delete>{object}<Force/></Delete>"), "400 MalformedXML"),
        ("another root", format!("<Remove>{object}</Remove>"), "400 MalformedXML"),
        (
            "neither quiet nor not",
            format!("<Delete><Quiet>maybe</Quiet>{object}</Delete>"),
            "400 MalformedXML",
        ),
        ("cut short", format!("<Delete>{object}"), "400 MalformedXML"),
        ("more after the end", format!("<Delete>{object}</Delete><Delete/>"), "400 MalformedXML"),
        (
            "an entity",
            format!("<!DOCTYPE d [<!ENTITY k \"a\">]><Delete>{object}</Delete>"),
            "400 MalformedXML",
        ),
        ("one object too many", many(1001), "400 MalformedXML"),
        (
            "a condition",
            "<Delete><Object><Key>a</Key><ETag>x</ETag></Object></Delete>".to_owned(),
            "501 NotImplemented",
        ),
        (
            "too large",
            format!("<Delete>{object}{}</Delete>", " ".repeat(2_097_152)),
            "400 MaxMessageLengthExceeded",
        ),
    ] {
        assert_eq!(plane.s3(&admin, &delete_objects("photos", &xml)).code(), outcome, "{name}");
        assert_eq!(keys(&mut plane), ["a"], "{name}");
    }
    assert_eq!(
        plane.s3(&admin, &delete_objects("photos", &many(1000))).outcome(),
        "200",
        "as many as there may be"
    );
}
