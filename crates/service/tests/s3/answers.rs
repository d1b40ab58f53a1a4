//! Headers and refusals of all operations alike: the region of a bucket, that there is no bucket, which signatures are taken.

use crate::support::s3::{Ask, Payload, Signing, ask, delete, get, head, put};
use crate::support::{Credentials, Plane};

/// `photos` in us-east-1 and `prints` in eu-west-1, with an object each; and a user without any policy.
fn plane() -> (Plane, Credentials, Credentials) {
    let mut plane = Plane::new();
    plane.bucket("photos");
    let admin = plane.admin.clone();
    let body = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
    assert_eq!(plane.s3(&admin, &put("/prints", body.as_bytes())).outcome(), "200");
    plane.object("/photos/a", b"data");
    plane.object("/prints/a", b"data");
    let bob = plane.user("bob", None);
    (plane, admin, bob)
}

fn region(plane: &mut Plane, who: &Credentials, asked: &Ask) -> (u16, Option<String>) {
    let got = plane.s3(who, asked);
    let all = got.headers.iter().filter(|(name, _)| name == "x-amz-bucket-region").count();
    assert!(all <= 1, "given once: {} {}", asked.method, asked.path);
    (got.status, got.header("x-amz-bucket-region").map(str::to_owned))
}

/// Every kind of answer about a bucket: granted, denied, not found, refused before and after authentication.
#[test]
fn the_region_is_on_every_answer_about_a_bucket() {
    let (mut plane, admin, bob) = plane();
    let wrong = Credentials { secret: "w".repeat(40), ..admin.clone() };
    let stranger = Credentials { access_key_id: "AKIAIOSFODNN7NOBODY1".to_owned(), ..admin.clone() };
    let far = |asked: Ask| Ask { region: "not a region".to_owned(), ..asked };
    for (bucket, expected) in [("photos", "us-east-1"), ("prints", "eu-west-1")] {
        let of = |path: &str| format!("/{bucket}{path}");
        let anonymous = |asked: Ask| asked.signing(Signing::Anonymous);
        for (name, who, asked, status) in [
            ("HeadBucket", &admin, head(&of("")), 200),
            ("ListObjects", &admin, get(&of("")), 200),
            ("GetObject", &admin, get(&of("/a")), 200),
            ("a range", &admin, get(&of("/a")).header("range", "bytes=0-1"), 206),
            ("not modified", &admin, get(&of("/a")).header("if-none-match", "*"), 304),
            ("PutObject", &admin, put(&of("/b"), b"data"), 200),
            ("DeleteObject", &admin, delete(&of("/b")), 204),
            ("no such key", &admin, get(&of("/x")), 404),
            ("no such upload", &admin, get(&of("/x?uploadId=x")), 404),
            ("a condition that fails", &admin, get(&of("/a")).header("if-match", "x"), 412),
            ("a range outside", &admin, get(&of("/a")).header("range", "bytes=9-"), 416),
            ("not empty", &admin, delete(&of("")), 409),
            ("not built", &admin, get(&of("?policy")), 501),
            ("an argument that is wrong", &admin, get(&of("?max-keys=x")), 400),
            (
                "another owner expected",
                &admin,
                head(&of("")).header("x-amz-expected-bucket-owner", "210987654321"),
                403,
            ),
            ("denied HeadBucket", &bob, head(&of("")), 403),
            ("denied GetObject", &bob, get(&of("/a")), 403),
            ("denied PutObject", &bob, put(&of("/a"), b"data"), 403),
            ("anonymous HeadBucket", &bob, anonymous(head(&of(""))), 403),
            ("anonymous GetObject", &bob, anonymous(get(&of("/a"))), 403),
            ("a wrong signature", &wrong, head(&of("")), 403),
            ("a key that there is not", &stranger, get(&of("/a")), 403),
            ("a scope without a region", &admin, far(get(&of(""))), 400),
            ("no such method", &admin, ask("PATCH", &of("/a")), 405),
            ("conflicting parameters", &admin, get(&of("?acl&cors")), 400),
            ("a preflight", &admin, ask("OPTIONS", &of("/a")), 403),
        ] {
            assert_eq!(
                region(&mut plane, who, &asked),
                (status, Some(expected.to_owned())),
                "{name} of {bucket}"
            );
        }
        let there = head(&of("")).virtual_host(bucket);
        assert_eq!(region(&mut plane, &bob, &there), (403, Some(expected.to_owned())), "by host name");
    }
    for (name, asked) in [
        ("no bucket", get("/")),
        ("one that there is not", head("/pictures")),
        ("an object in one that there is not", get("/pictures/a")),
    ] {
        assert_eq!(region(&mut plane, &admin, &asked).1, None, "{name}");
    }
    let made = region(&mut plane, &admin, &put("/pictures", b""));
    assert_eq!(made, (200, Some("us-east-1".to_owned())), "of the one that was just made");
    assert_eq!(region(&mut plane, &admin, &delete("/pictures")).0, 204);
}

#[test]
fn that_there_is_no_bucket_is_no_secret() {
    let (mut plane, admin, bob) = plane();
    let missing = "404 NoSuchBucket: The specified bucket does not exist";
    for (method, target) in [
        ("GET", "/pictures"),
        ("GET", "/pictures?list-type=2"),
        ("GET", "/pictures?location"),
        ("GET", "/pictures/a"),
        ("PUT", "/pictures/a"),
        ("DELETE", "/pictures/a"),
        ("DELETE", "/pictures"),
        ("POST", "/pictures/a?uploads"),
        ("GET", "/pictures?policy"),
    ] {
        let asked = ask(method, target);
        assert_eq!(
            plane.s3(&bob, &asked.clone().signing(Signing::Anonymous)).outcome(),
            missing,
            "{method} {target}"
        );
    }
    for target in ["/pictures", "/pictures/a"] {
        assert_eq!(plane.s3(&bob, &head(target).signing(Signing::Anonymous)).status, 404, "{target}");
        assert_eq!(plane.s3(&admin, &head(target)).status, 404, "{target}");
    }
    for asked in [put("/pictures", b""), get("/"), get("/photos/x"), head("/photos/x")] {
        assert_eq!(
            plane.s3(&bob, &asked.clone().signing(Signing::Anonymous)).status,
            403,
            "{} {}",
            asked.method,
            asked.path
        );
    }
    assert_eq!(plane.s3(&admin, &head("/pictures")).status, 404, "nobody made one");
}

#[test]
fn signature_version_2_is_taken_only_if_the_operator_says_so() {
    let (mut plane, admin, _) = plane();
    let text = "400 InvalidRequest: The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
    let requests = |signing: Signing| {
        [
            get("/photos/a"),
            get("/photos"),
            get("/photos?uploads"),
            put("/photos/b", b"data").payload(Payload::Unsigned),
            delete("/photos/a"),
            get("/"),
        ]
        .map(|asked| asked.signing(signing))
    };
    let mut plane = {
        plane = plane.with_sigv2(false);
        plane
    };
    for signing in [Signing::V2, Signing::V2Url(60)] {
        for asked in requests(signing) {
            assert_eq!(
                plane.s3(&admin, &asked).outcome(),
                text,
                "{signing:?} {} {}",
                asked.method,
                asked.path
            );
        }
        let mut spoiled = plane.sign(&admin, &get("/photos/a").signing(signing));
        spoiled.spoil_signature();
        assert_eq!(plane.send(&spoiled).outcome(), text, "whatever the signature");
    }
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]));
    assert_eq!(plane.stored("/photos/b"), None);
    for signing in [Signing::V4, Signing::V4Url(60)] {
        assert_eq!(plane.s3(&admin, &get("/photos/a").signing(signing)).status, 200);
    }
    let mut plane = plane.with_sigv2(true);
    for signing in [Signing::V2, Signing::V2Url(60)] {
        assert_eq!(plane.s3(&admin, &get("/photos/a").signing(signing)).status, 200, "{signing:?}");
    }
}
