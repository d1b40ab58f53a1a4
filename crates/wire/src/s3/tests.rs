use proptest::prelude::*;

use super::*;
use crate::fault::Fault;
use crate::limits;
use crate::query::Params;
use crate::route::ObjectKey;
use crate::sigv4::RequestHead;
use crate::timestamp::Timestamp;

fn params(query: &str) -> Params {
    Params::parse_unique(query).unwrap()
}

fn with_head<T>(headers: &[(&str, &str)], read: impl FnOnce(&RequestHead<'_>) -> T) -> T {
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    read(&RequestHead { method: "GET", path: "/b/k", query: "", headers: &headers })
}

fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> String {
    result.map_or_else(|fault| fault.to_string(), |value| format!("{value:?}"))
}

#[test]
fn parameters_of_list_objects() {
    let parsed = ListObjects::parse(&params("")).unwrap();
    let version = ListVersion::V1 { marker: String::new() };
    assert_eq!(
        parsed,
        ListObjects { prefix: String::new(), delimiter: None, max_keys: 1000, url_encoding: false, version }
    );
    let query = "list-type=2&prefix=a%2Fb&delimiter=/&max-keys=7&start-after=x&continuation-token=t&fetch-owner=true&encoding-type=url";
    assert_eq!(
        ListObjects::parse(&params(query)).unwrap(),
        ListObjects {
            prefix: "a/b".into(),
            delimiter: Some("/".into()),
            max_keys: 7,
            url_encoding: true,
            version: ListVersion::V2 {
                continuation_token: Some("t".into()),
                start_after: Some("x".into()),
                fetch_owner: true,
            },
        }
    );
    for (query, want) in [
        ("max-keys=0", 0),
        ("max-keys=1000", 1000),
        ("max-keys=1001", 1000),
        ("max-keys=2147483647", 1000),
        ("max-keys=", 1000),
    ] {
        assert_eq!(ListObjects::parse(&params(query)).unwrap().max_keys, want, "{query}");
    }
    for (query, want) in [
        ("max-keys=-1", "400 InvalidArgument: Argument maxKeys must be an integer between 0 and 2147483647"),
        (
            "max-keys=2147483648",
            "400 InvalidArgument: Provided max-keys not an integer or within integer range",
        ),
        ("max-keys=ten", "400 InvalidArgument: Provided max-keys not an integer or within integer range"),
        ("encoding-type=utf8", "400 InvalidArgument: Invalid Encoding Method specified in Request"),
        ("list-type=3", "400 InvalidArgument: Invalid List Type specified in Request"),
        (
            "list-type=2&continuation-token=",
            "400 InvalidArgument: The continuation token provided is incorrect",
        ),
    ] {
        assert_eq!(code(ListObjects::parse(&params(query))), want, "{query}");
    }
    let token = |length: usize| format!("list-type=2&continuation-token={}", "t".repeat(length));
    assert!(ListObjects::parse(&params(&token(limits::S3_CONTINUATION_TOKEN_BYTES))).is_ok());
    assert!(ListObjects::parse(&params(&token(limits::S3_CONTINUATION_TOKEN_BYTES + 1))).is_err());
}

#[test]
fn parameters_of_list_buckets() {
    let none = ListBuckets { max_buckets: None, prefix: None, region: None, continuation_token: None };
    assert_eq!(ListBuckets::parse(&params("")).unwrap(), none);
    assert_eq!(ListBuckets::parse(&params("x-id=ListBuckets&prefix=")).unwrap(), none);
    assert_eq!(
        ListBuckets::parse(&params("max-buckets=10&prefix=a&bucket-region=eu-west-1&continuation-token=t"))
            .unwrap(),
        ListBuckets {
            max_buckets: Some(10),
            prefix: Some("a".into()),
            region: Some("eu-west-1".into()),
            continuation_token: Some("t".into()),
        }
    );
    for (text, ok) in [
        ("1", true),
        ("10000", true),
        ("0", false),
        ("10001", false),
        ("-1", false),
        ("", false),
        ("+1", false),
        ("70000", false),
    ] {
        assert_eq!(
            ListBuckets::parse(&params(&format!("max-buckets={}", text.replace('+', "%2B")))).is_ok(),
            ok,
            "{text}"
        );
    }
}

#[test]
fn bucket_list() {
    let list = BucketList {
        owner_id: "abc",
        buckets: vec![Bucket {
            name: "photos",
            created: Timestamp::from_epoch_seconds(1_440_938_160),
            region: "us-east-1",
        }],
        continuation_token: None,
        prefix: None,
    };
    assert_eq!(
        list.to_xml(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Owner><ID>abc</ID></Owner><Buckets><Bucket><Name>photos</Name><CreationDate>2015-08-30T12:36:00.000Z</CreationDate><BucketRegion>us-east-1</BucketRegion><BucketArn>arn:aws:s3:::photos</BucketArn></Bucket></Buckets></ListAllMyBucketsResult>"
    );
    let empty = BucketList { buckets: vec![], continuation_token: Some("t"), prefix: Some("p"), ..list };
    assert!(empty.to_xml().contains("<Buckets/><ContinuationToken>t</ContinuationToken><Prefix>p</Prefix>"));
}

fn object(key: &str) -> ListedObject<'_> {
    ListedObject { key, modified: Timestamp::from_epoch_seconds(0), etag: "d41d8", size: 5, owner_id: "own" }
}

fn list(query: &str, next: Option<&str>) -> String {
    let asked = ListObjects::parse(&params(query)).unwrap();
    let list = ObjectList {
        bucket: "b",
        asked: &asked,
        objects: vec![object("a b/ü<\u{1}")],
        common_prefixes: vec!["c+d/"],
        next,
    };
    let xml = list.to_xml();
    let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name>";
    xml.strip_prefix(start).and_then(|rest| rest.strip_suffix("</ListBucketResult>")).unwrap().to_owned()
}

#[test]
fn object_lists() {
    let contents =
        "<LastModified>1970-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8&quot;</ETag><Size>5</Size>";
    assert_eq!(
        list("", None),
        format!(
            "<Prefix></Prefix><Marker></Marker><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><Contents><Key>a b/ü&lt;&#x1;</Key>{contents}<Owner><ID>own</ID></Owner><StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>c+d/</Prefix></CommonPrefixes>"
        )
    );
    assert_eq!(
        list("prefix=a+b&delimiter=/&marker=m&max-keys=1&encoding-type=url", Some("n o")),
        format!(
            "<Prefix>a+b</Prefix><Marker>m</Marker><NextMarker>n+o</NextMarker><MaxKeys>1</MaxKeys><Delimiter>/</Delimiter><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><Contents><Key>a+b/%C3%BC%3C%01</Key>{contents}<Owner><ID>own</ID></Owner><StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>c%2Bd/</Prefix></CommonPrefixes>"
        )
    );
    assert!(!list("", Some("n")).contains("NextMarker"), "only with a delimiter");
    assert_eq!(
        list("list-type=2&continuation-token=t&start-after=s", Some("next")),
        format!(
            "<Prefix></Prefix><ContinuationToken>t</ContinuationToken><NextContinuationToken>next</NextContinuationToken><StartAfter>s</StartAfter><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated><Contents><Key>a b/ü&lt;&#x1;</Key>{contents}<StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>c+d/</Prefix></CommonPrefixes>"
        )
    );
    assert!(list("list-type=2&fetch-owner=true", None).contains("<Owner><ID>own</ID></Owner>"));
}

#[test]
fn delete_results_and_locations() {
    let failed =
        Deletion::Failed { key: "k", version_id: None, code: "AccessDenied", message: "Access Denied" };
    let result = DeleteResult { deletions: vec![Deletion::Done { key: "a" }, failed] };
    let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    let error =
        "<Error><Key>k</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>";
    assert_eq!(result.to_xml(false), format!("{start}<Deleted><Key>a</Key></Deleted>{error}"));
    assert_eq!(result.to_xml(true), format!("{start}{error}"));
    assert!(
        location_constraint("us-east-1")
            .ends_with("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>")
    );
    assert!(location_constraint("eu-west-1").ends_with(
        "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1</LocationConstraint>"
    ));
}

#[test]
fn bodies_of_delete_objects() {
    let keys = |body: &str| -> String {
        match DeleteObjects::parse(body.as_bytes()) {
            Ok(delete) => {
                let keys: Vec<String> = delete
                    .objects
                    .iter()
                    .map(|object| {
                        format!("{}@{}", object.key, object.version_id.as_deref().unwrap_or_default())
                    })
                    .collect();
                format!("{} {}", delete.quiet, keys.join(","))
            }
            Err(fault) => fault.code().name.to_owned(),
        }
    };
    let ns = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    let cases = [
        ("one", format!("<Delete {ns}><Object><Key>a</Key></Object></Delete>"), "false a@"),
        ("no namespace", "<Delete><Object><Key>a</Key></Object></Delete>".into(), "false a@"),
        ("quiet", "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>".into(), "true a@"),
        (
            "version",
            "<Delete><Object><VersionId>v</VersionId><Key>a</Key></Object></Delete>".into(),
            "false a@v",
        ),
        ("white space", "<Delete>\n <Object>\n <Key> a </Key>\n</Object>\n</Delete>".into(), "false  a @"),
        ("dots are data", "<Delete><Object><Key>../x</Key></Object></Delete>".into(), "false ../x@"),
        ("references", "<Delete><Object><Key>a&#13;&amp;</Key></Object></Delete>".into(), "false a\r&@"),
        ("no object", "<Delete></Delete>".into(), "MalformedXML"),
        ("no key", "<Delete><Object/></Delete>".into(), "MalformedXML"),
        ("empty key", "<Delete><Object><Key/></Object></Delete>".into(), "MalformedXML"),
        ("two keys", "<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>".into(), "MalformedXML"),
        (
            "quiet twice",
            "<Delete><Quiet>true</Quiet><Quiet>false</Quiet><Object><Key>a</Key></Object></Delete>".into(),
            "MalformedXML",
        ),
        (
            "quiet neither",
            "<Delete><Quiet>yes</Quiet><Object><Key>a</Key></Object></Delete>".into(),
            "MalformedXML",
        ),
        ("unknown element", "<Delete><Object><Key>a</Key><X/></Object></Delete>".into(), "MalformedXML"),
        (
            "condition",
            "<Delete><Object><Key>a</Key><ETag>x</ETag></Object></Delete>".into(),
            "NotImplemented",
        ),
        ("another root", "<Remove><Object><Key>a</Key></Object></Remove>".into(), "MalformedXML"),
        (
            "entity",
            "<!DOCTYPE D [<!ENTITY k \"a\">]><Delete><Object><Key>&k;</Key></Object></Delete>".into(),
            "MalformedXML",
        ),
        ("not closed", "<Delete><Object><Key>a</Key></Object>".into(), "MalformedXML"),
        ("trailing", "<Delete><Object><Key>a</Key></Object></Delete><Delete/>".into(), "MalformedXML"),
        ("nothing", String::new(), "MalformedXML"),
        (
            "key too long",
            format!("<Delete><Object><Key>{}</Key></Object></Delete>", "k".repeat(1025)),
            "MalformedXML",
        ),
    ];
    for (name, body, want) in cases {
        assert_eq!(keys(&body), want, "{name}");
    }
    let many = |count: usize| {
        format!(
            "<Delete><Quiet>true</Quiet>{}</Delete>",
            "<Object><Key>k</Key><VersionId>v</VersionId></Object>".repeat(count)
        )
    };
    assert_eq!(DeleteObjects::parse(many(1000).as_bytes()).unwrap().objects.len(), 1000);
    assert_eq!(keys(&many(1001)), "MalformedXML");
    let short = |count: usize| format!("<Delete>{}</Delete>", "<Object><Key>k</Key></Object>".repeat(count));
    assert_eq!(DeleteObjects::parse(short(1000).as_bytes()).unwrap().objects.len(), 1000);
    assert_eq!(keys(&short(1001)), "MalformedXML");
    let padded = |bytes: usize| format!("{}{}", many(1), " ".repeat(bytes - many(1).len()));
    assert!(DeleteObjects::parse(padded(limits::S3_DELETE_BODY_BYTES).as_bytes()).is_ok());
    assert_eq!(keys(&padded(limits::S3_DELETE_BODY_BYTES + 1)), "MaxMessageLengthExceeded");
}

#[test]
fn bodies_of_create_bucket() {
    let region = |body: &str| {
        CreateBucket::parse(body.as_bytes()).map_or_else(
            |fault| fault.code().name.to_owned(),
            |parsed| parsed.location_constraint.unwrap_or_default(),
        )
    };
    for (body, want) in [
        ("", ""),
        ("<CreateBucketConfiguration/>", ""),
        (
            "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
            "eu-west-1",
        ),
        ("<CreateBucketConfiguration><LocationConstraint/></CreateBucketConfiguration>", ""),
        ("<CreateBucketConfiguration><Tags><Tag/></Tags></CreateBucketConfiguration>", "NotImplemented"),
        (
            "<CreateBucketConfiguration><Bucket><Type>Directory</Type></Bucket></CreateBucketConfiguration>",
            "NotImplemented",
        ),
        ("<CreateBucketConfiguration><X/></CreateBucketConfiguration>", "MalformedXML"),
        ("<X/>", "MalformedXML"),
        ("x", "MalformedXML"),
    ] {
        assert_eq!(region(body), want, "{body}");
    }
    let padded = |bytes: usize| {
        let root = "<CreateBucketConfiguration/>";
        format!("{root}{}", " ".repeat(bytes - root.len()))
    };
    assert_eq!(region(&padded(limits::S3_CONFIGURATION_BODY_BYTES)), "");
    assert_eq!(region(&padded(limits::S3_CONFIGURATION_BODY_BYTES + 1)), "MaxMessageLengthExceeded");
}

#[test]
fn ranges() {
    let cases = [
        ("bytes=0-4", 10, Ok(Some((0, 4)))),
        ("bytes=5-", 10, Ok(Some((5, 9)))),
        ("bytes=-3", 10, Ok(Some((7, 9)))),
        ("bytes=-30", 10, Ok(Some((0, 9)))),
        ("bytes=0-99", 10, Ok(Some((0, 9)))),
        ("bytes=9-9", 10, Ok(Some((9, 9)))),
        ("bytes=10-", 10, Err(())),
        ("bytes=10-12", 10, Err(())),
        ("bytes=-0", 10, Err(())),
        ("bytes=0-", 0, Err(())),
        ("bytes=-1", 0, Err(())),
        ("bytes=0-18446744073709551615", 10, Ok(Some((0, 9)))),
        ("bytes=18446744073709551615-", 10, Err(())),
        // no range at all: the whole object
        ("bytes=4-2", 10, Ok(None)),
        ("bytes=a-b", 10, Ok(None)),
        ("bytes=-", 10, Ok(None)),
        ("bytes=0-1,3-4", 10, Ok(None)),
        ("bytes=+1-2", 10, Ok(None)),
        ("lines=0-1", 10, Ok(None)),
        ("bytes=0-18446744073709551616", 10, Ok(None)),
        ("", 10, Ok(None)),
    ];
    for (header, size, want) in cases {
        let range = with_head(&[("Range", header)], ByteRange::from_head);
        let got = range.map(|range| range.within(size)).transpose().map_err(|fault| {
            assert_eq!(fault.status(), 416);
        });
        assert_eq!(got, want, "{header} of {size}");
    }
}

#[test]
fn conditions() {
    const MODIFIED: &str = "Sun, 30 Aug 2015 12:36:00 GMT";
    const EARLIER: &str = "Sun, 30 Aug 2015 12:35:59 GMT";
    type Headers = &'static [(&'static str, &'static str)];
    let cases: &[(&str, Headers, &str)] = &[
        ("none", &[], "go"),
        ("tag", &[("If-Match", "\"e1\"")], "go"),
        ("bare tag", &[("If-Match", "e1")], "go"),
        ("list of tags", &[("If-Match", "\"x\", \"e1\"")], "go"),
        ("any", &[("If-Match", "*")], "go"),
        ("other tag", &[("If-Match", "\"x\"")], "412 If-Match"),
        ("weak tag", &[("If-Match", "W/\"e1\"")], "412 If-Match"),
        ("not this tag", &[("If-None-Match", "\"e1\"")], "304"),
        ("not any", &[("If-None-Match", "*")], "304"),
        ("not another", &[("If-None-Match", "\"x\"")], "go"),
        ("modified", &[("If-Modified-Since", EARLIER)], "go"),
        ("not modified", &[("If-Modified-Since", MODIFIED)], "304"),
        ("unmodified", &[("If-Unmodified-Since", MODIFIED)], "go"),
        ("modified after all", &[("If-Unmodified-Since", EARLIER)], "412 If-Unmodified-Since"),
        ("the tag outweighs the date", &[("If-Match", "\"e1\""), ("If-Unmodified-Since", EARLIER)], "go"),
        (
            "the tag outweighs the other date",
            &[("If-None-Match", "\"x\""), ("If-Modified-Since", MODIFIED)],
            "go",
        ),
        ("a date that is none", &[("If-Unmodified-Since", "yesterday")], "go"),
    ];
    for (name, headers, want) in cases {
        let conditions = with_head(headers, Conditions::from_head);
        let got = match conditions.for_read("e1", Timestamp::parse_http_date(MODIFIED).unwrap()) {
            Outcome::Proceed => "go".to_owned(),
            Outcome::NotModified => "304".to_owned(),
            Outcome::Failed(fault) => {
                let answer = fault.answer(crate::fault::Form::S3 { host_id: "", head: false }, "");
                let body = String::from_utf8(answer.body).unwrap();
                let condition =
                    body.split("<Condition>").nth(1).unwrap().split('<').next().unwrap().to_owned();
                format!("{} {condition}", answer.status)
            }
        };
        assert_eq!(got, *want, "{name}");
    }
    let write = |header: (&str, &str), etag: Option<&str>| {
        with_head(&[header], Conditions::from_head).for_write(etag)
    };
    assert!(matches!(write(("If-None-Match", "*"), Some("e1")), Outcome::Failed(_)));
    assert_eq!(write(("If-None-Match", "*"), None), Outcome::Proceed);
    assert_eq!(write(("If-Match", "\"e1\""), Some("e1")), Outcome::Proceed);
    assert!(matches!(write(("If-Match", "\"e1\""), None), Outcome::Failed(_)));
}

#[test]
fn expected_owner() {
    let owner =
        |value: &str| code(with_head(&[("X-Amz-Expected-Bucket-Owner", value)], expected_bucket_owner));
    assert_eq!(code(with_head(&[], expected_bucket_owner)), "None");
    assert_eq!(owner("123456789012"), "Some(\"123456789012\")");
    let refused = "400 InvalidBucketOwnerAWSAccountID: The value of the expected bucket owner parameter must be an AWS Account ID... [12345]";
    assert_eq!(owner("12345"), refused);
    for bad in ["", "1234567890123", "12345678901x", "１２３４"] {
        assert!(owner(bad).starts_with("400"), "{bad}");
    }
}

#[test]
fn metadata() {
    let read = |headers: &[(&str, &str)]| with_head(headers, UserMetadata::from_head);
    let found =
        read(&[("X-Amz-Meta-Color", " blue "), ("x-amz-meta-color", "red"), ("x-amz-metadata", "no")])
            .unwrap();
    assert_eq!(found.0.into_iter().collect::<Vec<_>>(), [("color".to_owned(), "blue,red".to_owned())]);
    let exactly = "v".repeat(limits::S3_USER_METADATA_BYTES - 1);
    assert!(read(&[("x-amz-meta-a", &exactly)]).is_ok());
    assert!(code(read(&[("x-amz-meta-ab", &exactly)])).starts_with("400 MetadataTooLarge"));
}

#[test]
fn adv_56_nothing_that_is_kept_ends_its_line() {
    for value in ["a\rb", "a\nb", "a\r\nx: y", "a\0b", "a\u{85}b", "a\u{7f}b"] {
        assert!(with_head(&[("x-amz-meta-a", value)], UserMetadata::from_head).is_err(), "{value:?}");
        assert!(
            with_head(&[("content-disposition", value)], ContentHeaders::from_head).is_err(),
            "{value:?}"
        );
        let query: String = value.bytes().map(|b| format!("%{b:02X}")).collect();
        for (parameter, _) in RESPONSE_OVERRIDES {
            assert!(
                response_overrides(&params(&format!("{parameter}={query}"))).is_err(),
                "{parameter} {value:?}"
            );
        }
    }
}

#[test]
fn content_headers() {
    let read = |headers: &[(&str, &str)]| with_head(headers, ContentHeaders::from_head).unwrap().0;
    assert_eq!(
        read(&[("Content-Encoding", "aws-chunked"), ("Content-Type", "text/plain")]),
        [("content-type", "text/plain".to_owned())]
    );
    assert_eq!(read(&[("content-encoding", "aws-chunked, gzip")]), [("content-encoding", "gzip".to_owned())]);
    assert_eq!(read(&[("x-other", "1")]), []);
    let overrides =
        response_overrides(&params("response-content-type=text%2Fhtml&response-expires=x&x=y")).unwrap();
    assert_eq!(overrides.0, [("content-type", "text/html".to_owned()), ("expires", "x".to_owned())]);
}

#[test]
fn adv_61_headers_for_what_is_not_built_are_refused() {
    let refused = |name: &str, value: &str| with_head(&[(name, value)], refuse_unsupported).is_err();
    for (name, value, want) in [
        ("x-amz-acl", "public-read", true),
        ("X-Amz-Acl", "private", false),
        ("x-amz-grant-read", "id=1", true),
        ("x-amz-object-lock-mode", "COMPLIANCE", true),
        ("x-amz-server-side-encryption", "aws:kms", true),
        ("x-amz-server-side-encryption", "AES256", false),
        ("x-amz-server-side-encryption-customer-key", "AES256", true),
        ("x-amz-storage-class", "GLACIER", true),
        ("x-amz-storage-class", "STANDARD", false),
        ("x-amz-tagging", "a=b", true),
        ("x-amz-meta-acl", "x", false),
        ("content-type", "x", false),
    ] {
        assert_eq!(refused(name, value), want, "{name}: {value}");
    }
}

proptest! {
    #[test]
    fn a_key_in_a_listing_is_read_back(key in "(?s:.){1,50}") {
        let encoded = url_encoded(&key);
        prop_assert!(encoded.bytes().all(|b| b.is_ascii_graphic()));
        let spaced = encoded.replace('+', " ");
        let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8().unwrap().into_owned();
        prop_assert_eq!(&decoded, &key);
        let body = format!("<Delete><Object><Key>{}</Key></Object></Delete>", key.chars().map(|c| format!("&#{};", u32::from(c))).collect::<String>());
        let delete = DeleteObjects::parse(body.as_bytes()).unwrap();
        prop_assert_eq!(delete.objects.first().map(|object| object.key.as_str()), Some(key.as_str()));
        prop_assert!(ObjectKey::parse(&key).is_ok());
    }

    #[test]
    fn http_dates_round_trip(seconds in 0_i64..253_402_207_200) {
        let at = Timestamp::from_epoch_seconds(seconds);
        prop_assert_eq!(Timestamp::parse_http_date(&at.to_http_date()), Some(at));
        prop_assert_eq!(Timestamp::parse(&at.to_iso_millis()), Some(at));
    }
}
