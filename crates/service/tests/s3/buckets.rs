//! Buckets: making, listing, finding, deleting.

use crate::support::s3::{Ask, ask, delete, get, head, put};
use crate::support::{ACCOUNT, Plane};

#[test]
fn a_bucket_from_beginning_to_end() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let made = plane.s3(&admin, &put("/photos", b""));
    assert_eq!((made.outcome().as_str(), made.header("location")), ("200", Some("/photos")));
    assert_eq!(made.header("x-amz-bucket-arn"), Some("arn:aws:s3:::photos"));
    let there = plane.s3(&admin, &head("/photos"));
    assert_eq!((there.outcome().as_str(), there.header("x-amz-bucket-region")), ("200", Some("us-east-1")));
    assert_eq!(plane.s3(&admin, &get("/")).texts("Name"), ["photos"]);
    assert_eq!(plane.s3(&admin, &delete("/photos")).outcome(), "204");
    let gone = plane.s3(&admin, &head("/photos"));
    assert_eq!((gone.outcome().as_str(), gone.body.as_slice()), ("404", &b""[..]));
    assert_eq!(plane.s3(&admin, &get("/")).texts("Name"), Vec::<String>::new());
}

#[test]
fn buckets_survive_a_restart() {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.object("/photos/a", b"data");
    let mut plane = plane.restart();
    let admin = plane.admin.clone();
    assert_eq!(plane.s3(&admin, &get("/")).texts("Name"), ["photos"]);
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]));
}

#[test]
fn the_shape_of_list_buckets() {
    let mut plane = Plane::new();
    plane.bucket("photos");
    plane.advance(60);
    plane.bucket("music");
    let admin = plane.admin.clone();
    let listed = plane.s3(&admin, &get("/"));
    let owner = plane.service.store().snapshot().accounts().next().unwrap().canonical_user_id.clone();
    assert_eq!(owner.len(), 64);
    let bucket = |name, minute| {
        format!(
            "<Bucket><Name>{name}</Name><CreationDate>2027-01-15T08:0{minute}:00.000Z</CreationDate>\
             <BucketRegion>us-east-1</BucketRegion><BucketArn>arn:aws:s3:::{name}</BucketArn></Bucket>"
        )
    };
    let expected = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Owner><ID>{owner}</ID></Owner>\
         <Buckets>{}{}</Buckets></ListAllMyBucketsResult>",
        bucket("music", 1),
        bucket("photos", 0)
    );
    assert_eq!(listed.text(), expected);
    assert_eq!(listed.header("content-type"), Some("application/xml"));
    assert_eq!(listed.header("x-amz-request-id"), Some(crate::support::REQUEST_ID));
    assert!(listed.header("x-amz-id-2").is_some());
}

#[test]
fn buckets_are_listed_page_by_page() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    for name in ["aaa", "bbb-1", "bbb-2", "bbb-3", "ccc"] {
        plane.bucket(name);
    }
    let west = in_region("west", "eu-west-1");
    assert_eq!(plane.s3(&admin, &west).outcome(), "200");
    let mut list = |query: &str| plane.s3(&admin, &get(&format!("/?{query}")));
    let all = list("x-id=ListBuckets");
    assert_eq!(all.texts("Name"), ["aaa", "bbb-1", "bbb-2", "bbb-3", "ccc", "west"]);
    assert_eq!(
        all.texts("ContinuationToken"),
        Vec::<String>::new(),
        "without max-buckets there are no pages"
    );

    let first = list("max-buckets=2&prefix=bbb-");
    assert_eq!(
        (first.texts("Name"), first.texts("Prefix")),
        (vec!["bbb-1".into(), "bbb-2".into()], vec!["bbb-".into()])
    );
    let token = &first.texts("ContinuationToken")[0];
    let second = list(&format!("max-buckets=2&prefix=bbb-&continuation-token={token}"));
    assert_eq!((second.texts("Name"), second.texts("ContinuationToken")), (vec!["bbb-3".to_owned()], vec![]));

    assert_eq!(list("bucket-region=eu-west-1").texts("Name"), ["west"]);
    assert_eq!(list("bucket-region=ap-south-2").texts("Name"), Vec::<String>::new());
    for (name, query, outcome) in [
        ("no bucket", "max-buckets=0", "400 InvalidArgument"),
        ("one past the limit", "max-buckets=10001", "400 InvalidArgument"),
        ("the limit", "max-buckets=10000", "200"),
        ("not a number", "max-buckets=two", "400 InvalidArgument"),
        ("a negative number", "max-buckets=-1", "400 InvalidArgument"),
        ("an empty token", "continuation-token=", "400 InvalidArgument"),
        ("a token that is none", "continuation-token=%21", "400 InvalidArgument"),
        ("a token of bytes that are no text", "continuation-token=_w", "400 InvalidArgument"),
        ("a parameter twice", "prefix=a&prefix=b", "400 InvalidURI"),
    ] {
        assert_eq!(list(query).code(), outcome, "{name}");
    }
    assert_eq!(
        list("bucket-region=eu-east-1").outcome(),
        "400 InvalidArgument: Argument value eu-east-1 is not a valid AWS Region"
    );
}

fn in_region(bucket: &str, region: &str) -> Ask {
    let body = format!(
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
    );
    put(&format!("/{bucket}"), body.as_bytes())
}

#[test]
fn where_buckets_are() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("here");
    let located = plane.s3(&admin, &get("/here?location"));
    assert!(
        located.text().ends_with("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"),
        "{}",
        located.text()
    );
    for (name, region, located) in [("one", "eu-central-1", "eu-central-1"), ("two", "EU", "eu-west-1")] {
        let bucket = format!("{name}-bucket");
        assert_eq!(plane.s3(&admin, &in_region(&bucket, region)).outcome(), "200", "{name}");
        let text = plane.s3(&admin, &get(&format!("/{bucket}?location="))).text();
        assert!(text.ends_with(&format!(">{located}</LocationConstraint>")), "{text}");
        let head = plane.s3(&admin, &head(&format!("/{bucket}")));
        assert_eq!(head.header("x-amz-bucket-region"), Some(located), "{name}");
    }
    for (name, region, outcome) in [
        (
            "the endpoint's own region",
            "us-east-1",
            "400 InvalidLocationConstraint: The specified location-constraint is not valid",
        ),
        (
            "no region",
            "mars-north-1",
            "400 InvalidLocationConstraint: The specified location-constraint is not valid",
        ),
        ("a path", "../x", "400 InvalidLocationConstraint: The specified location-constraint is not valid"),
    ] {
        assert_eq!(plane.s3(&admin, &in_region("nowhere", region)).outcome(), outcome, "{name}");
    }
    assert_eq!(plane.s3(&admin, &head("/nowhere")).outcome(), "404", "nothing was made");
}

#[test]
fn names_of_buckets() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let long = "b".repeat(63);
    let longer = "b".repeat(64);
    for (name, bucket, outcome) in [
        ("the shortest", "abc", "200"),
        ("the longest", long.as_str(), "200"),
        ("dots and hyphens", "a.b-c", "200"),
        ("as in published samples", "amzn-s3-demo-bucket", "200"),
        ("too short", "ab", "400 InvalidBucketName"),
        ("too long", longer.as_str(), "400 InvalidBucketName"),
        ("capitals", "Photos", "400 InvalidBucketName"),
        ("an underscore", "my_photos", "400 InvalidBucketName"),
        ("two dots", "a..b", "400 InvalidBucketName"),
        ("a hyphen at the end", "photos-", "400 InvalidBucketName"),
        ("an address", "192.168.1.1", "400 InvalidBucketName"),
        ("dots for a path", "..", "400 InvalidBucketName"),
        ("an encoded path", "..%2F..%2Fetc", "400 InvalidBucketName"),
        ("a reserved beginning", "xn--photos", "400 InvalidBucketName"),
        ("a reserved end", "photos-s3alias", "400 InvalidBucketName"),
        ("a directory bucket", "photos--use1-az4--x-s3", "400 InvalidBucketName"),
    ] {
        assert_eq!(plane.s3(&admin, &put(&format!("/{bucket}"), b"")).code(), outcome, "{name}");
    }
}

#[test]
fn a_name_is_taken_in_all_accounts() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let (other, _) = plane.account("second", "210987654321");
    plane.bucket("photos");
    let taken = plane.s3(&other, &put("/photos", b""));
    assert_eq!(taken.code(), "409 BucketAlreadyExists");
    assert_eq!(taken.texts("BucketName"), ["photos"]);
    assert_eq!(plane.s3(&admin, &delete("/photos")).outcome(), "204");
    assert_eq!(plane.s3(&other, &put("/photos", b"")).outcome(), "200");
    assert_eq!(plane.s3(&admin, &put("/photos", b"")).code(), "409 BucketAlreadyExists");
}

/// The endpoint of us-east-1 answers as it always has where nothing but its own region is in play.
#[test]
fn a_bucket_of_ones_own_again() {
    let mine = "409 BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.";
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    assert_eq!(plane.s3(&admin, &in_region("prints", "eu-west-1")).outcome(), "200");
    plane.object("/photos/a", b"data");
    for (name, asked, outcome) in [
        ("in us-east-1", put("/photos", b""), "200"),
        ("in us-east-1, asked for in another region", in_region("photos", "eu-west-1"), mine),
        ("in another region", in_region("prints", "eu-west-1"), mine),
        ("in another region, asked for in us-east-1", put("/prints", b""), mine),
    ] {
        assert_eq!(plane.s3(&admin, &asked).outcome(), outcome, "{name}");
    }
    let again = plane.s3(&admin, &put("/photos", b""));
    assert_eq!(again.header("location"), Some("/photos"));
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]), "nothing was changed");
    let mut plane = Plane::new().at_region("eu-west-1");
    let admin = plane.admin.clone();
    let asked = Ask { region: "eu-west-1".to_owned(), ..in_region("photos", "eu-west-1") };
    assert_eq!(plane.s3(&admin, &asked).outcome(), "200");
    assert_eq!(plane.s3(&admin, &asked).outcome(), mine, "at another endpoint");
}

#[test]
fn what_create_bucket_refuses() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let configuration =
        |inner: &str| format!("<CreateBucketConfiguration>{inner}</CreateBucketConfiguration>");
    let wrong_hash = {
        let mut sent = plane.sign(&admin, &in_region("photos", "eu-west-1"));
        sent.edit_body(b"eu-west-1", b"eu-west-2");
        plane.send(&sent).code()
    };
    assert_eq!(wrong_hash, "400 XAmzContentSHA256Mismatch");
    for (name, body, outcome) in [
        ("not XML", "region=eu-west-1".to_owned(), "400 MalformedXML"),
        ("XML cut short", "<CreateBucketConfiguration>".to_owned(), "400 MalformedXML"),
        ("another root", "<Bucket/>".to_owned(), "400 MalformedXML"),
        ("an unknown element", configuration("<Region>eu-west-1</Region>"), "400 MalformedXML"),
        (
            "two regions",
            configuration(&"<LocationConstraint>eu-west-1</LocationConstraint>".repeat(2)),
            "400 MalformedXML",
        ),
        (
            "a document type",
            format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", configuration("")),
            "400 MalformedXML",
        ),
        (
            "a directory bucket",
            configuration("<Location><Type>AvailabilityZone</Type></Location>"),
            "501 NotImplemented",
        ),
        ("tags", configuration("<Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags>"), "501 NotImplemented"),
        ("a body past the limit", " ".repeat(65_537), "400 MaxMessageLengthExceeded"),
    ] {
        let made = plane.s3(&admin, &put("/photos", body.as_bytes()));
        assert_eq!(made.code(), outcome, "{name}");
    }
    for (name, header, value, outcome) in [
        ("a public list", "x-amz-acl", "public-read", "400 InvalidBucketAclWithObjectOwnership"),
        (
            "a list for all with an account",
            "x-amz-acl",
            "authenticated-read",
            "400 InvalidBucketAclWithObjectOwnership",
        ),
        ("a grant", "x-amz-grant-read", "id=\"abc\"", "400 InvalidBucketAclWithObjectOwnership"),
        ("another ownership", "x-amz-object-ownership", "ObjectWriter", "501 NotImplemented"),
        ("object lock", "x-amz-bucket-object-lock-enabled", "true", "501 NotImplemented"),
        ("a namespace of the account", "x-amz-bucket-namespace", "account-regional", "501 NotImplemented"),
        ("a checksum that is wrong", "x-amz-checksum-crc32", "AAAAAQ==", "400 BadDigest"),
    ] {
        let made = plane.s3(&admin, &put("/photos", b"").header(header, value));
        assert_eq!(made.code(), outcome, "{name}");
    }
    assert_eq!(plane.s3(&admin, &head("/photos")).outcome(), "404", "none of it made a bucket");
    for (header, value) in [
        ("x-amz-acl", "private"),
        ("x-amz-object-ownership", "BucketOwnerEnforced"),
        ("x-amz-bucket-object-lock-enabled", "false"),
        ("x-amz-bucket-namespace", "global"),
    ] {
        assert_eq!(plane.s3(&admin, &put("/photos", b"").header(header, value)).outcome(), "200", "{header}");
        assert_eq!(plane.s3(&admin, &delete("/photos")).outcome(), "204");
    }
}

#[test]
fn only_an_empty_bucket_is_deleted() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    plane.object("/photos/a", b"");
    let refused = plane.s3(&admin, &delete("/photos"));
    assert_eq!(refused.outcome(), "409 BucketNotEmpty: The bucket you tried to delete is not empty");
    assert_eq!(plane.s3(&admin, &delete("/photos/a")).outcome(), "204");
    assert_eq!(plane.s3(&admin, &delete("/photos")).outcome(), "204");
    assert_eq!(
        plane.s3(&admin, &delete("/photos")).outcome(),
        "404 NoSuchBucket: The specified bucket does not exist"
    );
}

#[test]
fn the_owner_that_a_request_expects() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    plane.object("/photos/a", b"data");
    for target in [get("/photos/a"), head("/photos"), get("/photos?list-type=2"), put("/photos/b", b"x")] {
        for (name, owner, code) in [
            ("the owner", ACCOUNT, ""),
            ("another account", "210987654321", "403 AccessDenied"),
            ("an account that does not exist", "000000000000", "403 AccessDenied"),
            ("no account", "12345678901", "400 InvalidBucketOwnerAWSAccountID"),
            ("13 digits", "1234567890123", "400 InvalidBucketOwnerAWSAccountID"),
            ("nothing", "", "400 InvalidBucketOwnerAWSAccountID"),
        ] {
            let asked = target.clone().header("x-amz-expected-bucket-owner", owner);
            let got = plane.s3(&admin, &asked);
            let expected = match (code, asked.method) {
                ("", _) => "200".to_owned(),
                (code, "HEAD") => code[..3].to_owned(),
                (code, _) => code.to_owned(),
            };
            assert_eq!(got.code(), expected, "{} {}: {name}", asked.method, asked.path);
        }
    }
}

#[test]
fn every_operation_that_is_not_built_says_so() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.bucket("photos");
    plane.object("/photos/a", b"data");
    for (name, method, target) in [
        ("GetBucketPolicy", "GET", "/photos?policy"),
        ("PutBucketPolicy", "PUT", "/photos?policy"),
        ("DeleteBucketPolicy", "DELETE", "/photos?policy"),
        ("PutBucketAcl", "PUT", "/photos?acl"),
        ("PutBucketVersioning", "PUT", "/photos?versioning"),
        ("DeleteBucketCors", "DELETE", "/photos?cors"),
        ("ListObjectVersions", "GET", "/photos?versions"),
        ("GetObjectTagging", "GET", "/photos/a?tagging"),
        ("PutObjectAcl", "PUT", "/photos/a?acl"),
        ("RestoreObject", "POST", "/photos/a?restore"),
        ("SelectObjectContent", "POST", "/photos/a?select&select-type=2"),
    ] {
        let got = plane.s3(&admin, &ask(method, target));
        assert_eq!(got.code(), "501 NotImplemented", "{name}");
        assert!(got.text().contains(name), "{}", got.text());
    }
    assert_eq!(plane.stored("/photos/a").as_deref(), Some(&b"data"[..]), "and none of them did anything");
}
