use proptest::prelude::*;

use super::binding::{Request, Response, Scalar, Sent};
use super::model::*;
use super::*;
use crate::fault::Fault;
use crate::limits;
use crate::query::Params;
use crate::route::{BucketName, ObjectKey, S3Request};
use crate::sigv4::RequestHead;
use crate::timestamp::Timestamp;

fn params(query: &str) -> Params {
    Params::parse_unique(query).unwrap()
}

fn with_head<T>(headers: &[(&str, &str)], read: impl FnOnce(&RequestHead<'_>) -> T) -> T {
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    read(&RequestHead { method: "GET", path: "/b/k", query: "", headers: &headers })
}

/// A request to an object, to be bound to whichever shape.
fn asked(query: &str) -> S3Request {
    S3Request {
        operation: Operation::GetObject,
        bucket: BucketName::parse("bucket"),
        bucket_in_host: false,
        key: ObjectKey::parse("key").ok(),
        params: params(query),
    }
}

/// Reads something of a request that has these headers and parameters.
macro_rules! bound {
    ($request:ident, $headers:expr, $query:expr, $read:expr) => {{
        let asked = asked($query);
        with_head($headers, |head| $read($request::bind(head, &asked).unwrap()))
    }};
}

fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> String {
    result.map_or_else(|fault| fault.to_string(), |value| format!("{value:?}"))
}

#[test]
fn members_of_heads_are_in_their_places() {
    let query = "list-type=2&prefix=a%2Fb&delimiter=/&max-keys=7&start-after=x&continuation-token=t&fetch-owner=true&encoding-type=url";
    let headers =
        [("X-Amz-Optional-Object-Attributes", "RestoreStatus"), ("x-amz-request-payer", "requester")];
    bound!(ListObjectsV2Request, &headers, query, |request: ListObjectsV2Request<'_>| {
        assert_eq!(request.bucket.as_str(), "bucket");
        assert_eq!((request.prefix, request.delimiter), (Some("a/b"), Some("/")));
        assert_eq!((request.start_after, request.continuation_token), (Some("x"), Some("t")));
        assert_eq!(
            (request.max_keys.read().unwrap(), request.fetch_owner.read().unwrap()),
            (Some(7), Some(true))
        );
        assert_eq!(request.encoding_type.read().unwrap(), Some(EncodingType::Url));
        assert_eq!(request.optional_object_attributes, Some(vec!["RestoreStatus"]));
        assert_eq!(request.request_payer.read().unwrap(), Some(RequestPayer::Requester));
        assert_eq!(request.expected_bucket_owner, None);
        assert_eq!(format!("{request:?}"), "ListObjectsV2Request", "customer keys are in heads");
    });
    let headers = [("x-amz-meta-A", "1"), ("X-AMZ-META-b", "2"), ("x-amz-met", "3"), ("content-length", "5")];
    bound!(PutObjectRequest, &headers, "", |request: PutObjectRequest<'_>| {
        assert_eq!(request.metadata, [("A", &b"1"[..]), ("b", &b"2"[..])]);
        assert_eq!((request.key.as_str(), request.content_length.read().unwrap()), ("key", Some(5)));
    });
    let mut service = asked("");
    service.bucket = None;
    with_head(&[], |head| assert!(ListObjectsV2Request::of(head, &service).is_err()));
}

fn sent<T: for<'a> Scalar<'a>>(text: Option<&str>) -> Sent<'_, T> {
    Sent::new("", text)
}

#[test]
fn sizes_of_pages() {
    let max_keys = |query: &str| {
        bound!(ListObjectsRequest, &[], query, |request: ListObjectsRequest<'_>| paging::max_keys(
            request.max_keys
        ))
    };
    for (query, want) in [
        ("", 1000),
        ("max-keys=0", 0),
        ("max-keys=1000", 1000),
        ("max-keys=1001", 1000),
        ("max-keys=2147483647", 1000),
        ("max-keys=", 1000),
    ] {
        assert_eq!(max_keys(query).unwrap(), want, "{query}");
    }
    for (query, want) in [
        ("max-keys=-1", "400 InvalidArgument: Argument maxKeys must be an integer between 0 and 2147483647"),
        (
            "max-keys=2147483648",
            "400 InvalidArgument: Provided max-keys not an integer or within integer range",
        ),
        ("max-keys=ten", "400 InvalidArgument: Provided max-keys not an integer or within integer range"),
    ] {
        assert_eq!(code(max_keys(query)), want, "{query}");
    }
    let max_parts = |query: &str| {
        bound!(ListPartsRequest, &[], query, |request: ListPartsRequest<'_>| code(paging::page_size(
            request.max_parts
        )))
    };
    assert_eq!((max_parts("").as_str(), max_parts("max-parts=").as_str()), ("1000", "1000"));
    assert_eq!((max_parts("max-parts=2000").as_str(), max_parts("max-parts=0").as_str()), ("1000", "0"));
    assert!(max_parts("max-parts=-1").starts_with("400 InvalidArgument"));
    let marker = |query: &str| {
        bound!(ListPartsRequest, &[], query, |request: ListPartsRequest<'_>| {
            code(paging::part_marker(request.part_number_marker))
        })
    };
    assert_eq!((marker("").as_str(), marker("part-number-marker=7").as_str()), ("0", "7"));
    assert!(marker("part-number-marker=x").starts_with("400 InvalidArgument"));
    let max_uploads = |query: &str| {
        bound!(ListMultipartUploadsRequest, &[], query, |request: ListMultipartUploadsRequest<'_>| {
            code(paging::page_size(request.max_uploads))
        })
    };
    assert_eq!(max_uploads("max-uploads=0"), "0");
    assert!(max_uploads("max-uploads=99999999999").starts_with("400 InvalidArgument"));
    let max_buckets = |query: &str| {
        bound!(ListBucketsRequest, &[], query, |request: ListBucketsRequest<'_>| paging::max_buckets(
            request.max_buckets
        ))
    };
    assert_eq!(max_buckets("").unwrap(), None);
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
        let read = max_buckets(&format!("max-buckets={}", text.replace('+', "%2B")));
        assert_eq!(read.is_ok(), ok, "{text}");
    }
    let refused = "400 InvalidArgument: Argument max-buckets must be an integer between 1 and 10000";
    assert_eq!(code(max_buckets("max-buckets=0")), refused);
}

#[test]
fn parameters_of_listings() {
    let refused = "400 InvalidArgument: Invalid Encoding Method specified in Request";
    assert_eq!(code(paging::encoding_type(sent(Some("utf8")))), refused);
    assert_eq!(paging::encoding_type(sent(Some("url"))).unwrap(), Some(EncodingType::Url));
    assert_eq!(paging::encoding_type(sent(Some(""))).unwrap(), None);
    let refused = "400 InvalidArgument: Invalid List Type specified in Request";
    assert_eq!(code(paging::list_type(Some("3"))), refused);
    assert!(paging::list_type(None).is_ok() && paging::list_type(Some("1")).is_ok());
    let refused = "400 InvalidArgument: The continuation token provided is incorrect";
    assert_eq!(code(paging::continuation_token(Some(""))), refused);
    let token = |length: usize| paging::continuation_token(Some(&"t".repeat(length))).is_ok();
    assert!(token(limits::S3_CONTINUATION_TOKEN_BYTES));
    assert!(!token(limits::S3_CONTINUATION_TOKEN_BYTES + 1));
    for (text, good) in [
        ("1", true),
        ("10000", true),
        ("0", false),
        ("10001", false),
        ("65537", false),
        ("+1", false),
        ("-1", false),
        ("1.0", false),
        ("", false),
    ] {
        assert_eq!(paging::part_number(sent(Some(text))).is_ok(), good, "{text}");
    }
}

/// The document of an answer without its declaration.
fn document(response: &impl Response) -> String {
    let body = response.body().unwrap();
    body.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap().to_owned()
}

/// Content of the root element, behind its namespace.
fn inside(response: &impl Response) -> String {
    let document = document(response);
    let (_, rest) = document.split_once(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">").unwrap();
    rest.to_owned()
}

fn owner() -> Owner<'static> {
    Owner { display_name: None, id: Some("own".into()) }
}

#[test]
fn bucket_lists() {
    let list = ListBucketsResponse {
        owner: Some(Owner { display_name: None, id: Some("abc".into()) }),
        buckets: Some(vec![Bucket {
            name: Some("photos".into()),
            creation_date: Some(Timestamp::from_epoch_seconds(1_440_938_160)),
            bucket_region: Some("us-east-1".into()),
            bucket_arn: Some("arn:aws:s3:::photos".into()),
        }]),
        ..Default::default()
    };
    assert_eq!(
        list.body().unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Owner><ID>abc</ID></Owner><Buckets><Bucket><Name>photos</Name><CreationDate>2015-08-30T12:36:00.000Z</CreationDate><BucketRegion>us-east-1</BucketRegion><BucketArn>arn:aws:s3:::photos</BucketArn></Bucket></Buckets></ListAllMyBucketsResult>"
    );
    let empty = ListBucketsResponse {
        buckets: Some(vec![]),
        continuation_token: Some("t".into()),
        prefix: Some("p".into()),
        ..list
    };
    assert!(inside(&empty).contains("<Buckets/><ContinuationToken>t</ContinuationToken><Prefix>p</Prefix>"));
}

#[test]
fn object_lists() {
    let object = |owner: Option<Owner<'static>>| Object {
        key: Some("a b/ü<\u{1}".into()),
        last_modified: Some(Timestamp::from_epoch_seconds(0)),
        e_tag: Some("\"d41d8\"".into()),
        size: Some(5),
        owner,
        storage_class: Some(ObjectStorageClass::Standard),
        ..Default::default()
    };
    let prefixes = || vec![CommonPrefix { prefix: Some("c+d/".into()) }];
    let contents =
        "<LastModified>1970-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8&quot;</ETag><Size>5</Size>";
    let first = ListObjectsResponse {
        name: Some("b".into()),
        prefix: Some("".into()),
        marker: Some("".into()),
        max_keys: Some(1000),
        is_truncated: Some(false),
        contents: vec![object(Some(owner()))],
        common_prefixes: prefixes(),
        ..Default::default()
    };
    assert_eq!(
        document(&first),
        format!(
            "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name><Prefix></Prefix><Marker></Marker><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><Contents><Key>a b/ü&lt;&#x1;</Key>{contents}<Owner><ID>own</ID></Owner><StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>c+d/</Prefix></CommonPrefixes></ListBucketResult>"
        )
    );
    let encoded = ListObjectsResponse {
        prefix: Some("a b".into()),
        marker: Some("m".into()),
        next_marker: Some("n o".into()),
        max_keys: Some(1),
        delimiter: Some("/".into()),
        encoding_type: Some(EncodingType::Url),
        is_truncated: Some(true),
        ..first
    };
    assert_eq!(
        inside(&encoded),
        format!(
            "<Name>b</Name><Prefix>a+b</Prefix><Marker>m</Marker><NextMarker>n+o</NextMarker><MaxKeys>1</MaxKeys><Delimiter>/</Delimiter><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><Contents><Key>a+b/%C3%BC%3C%01</Key>{contents}<Owner><ID>own</ID></Owner><StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>c%2Bd/</Prefix></CommonPrefixes></ListBucketResult>"
        )
    );
    let second = ListObjectsV2Response {
        name: Some("b".into()),
        prefix: Some("".into()),
        continuation_token: Some("t".into()),
        next_continuation_token: Some("next".into()),
        start_after: Some("s".into()),
        key_count: Some(2),
        max_keys: Some(1000),
        is_truncated: Some(true),
        contents: vec![object(None)],
        common_prefixes: prefixes(),
        ..Default::default()
    };
    assert_eq!(
        inside(&second),
        format!(
            "<Name>b</Name><Prefix></Prefix><ContinuationToken>t</ContinuationToken><NextContinuationToken>next</NextContinuationToken><StartAfter>s</StartAfter><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated><Contents><Key>a b/ü&lt;&#x1;</Key>{contents}<StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>c+d/</Prefix></CommonPrefixes></ListBucketResult>"
        )
    );
}

#[test]
fn delete_results_and_locations() {
    let deleted = DeletedObject { key: Some("a".into()), ..Default::default() };
    let failed = super::model::Error {
        key: Some("k".into()),
        version_id: None,
        code: Some("AccessDenied".into()),
        message: Some("Access Denied".into()),
    };
    let outcomes = vec![DeleteOutcome::Error(failed), DeleteOutcome::Deleted(deleted)];
    let result = DeleteObjectsResponse { outcomes, ..Default::default() };
    assert_eq!(
        document(&result),
        "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Error><Key>k</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error><Deleted><Key>a</Key></Deleted></DeleteResult>"
    );
    let nothing = DeleteObjectsResponse::default();
    assert_eq!(document(&nothing), "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>");
    let location = |region: &str| {
        document(&GetBucketLocationResponse { location_constraint: Some(region.to_owned().into()) })
    };
    assert_eq!(location(""), "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>");
    assert_eq!(
        location("eu-west-1"),
        "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1</LocationConstraint>"
    );
}

#[test]
fn answers_about_uploads() {
    let initiate = CreateMultipartUploadResponse {
        bucket: Some("b".into()),
        key: Some("k&1".into()),
        upload_id: Some("id".into()),
        ..Default::default()
    };
    assert_eq!(
        inside(&initiate),
        "<Bucket>b</Bucket><Key>k&amp;1</Key><UploadId>id</UploadId></InitiateMultipartUploadResult>"
    );
    let complete = CompleteMultipartUploadResponse {
        location: Some("http://h/b/k".into()),
        bucket: Some("b".into()),
        key: Some("k".into()),
        e_tag: Some("\"a-2\"".into()),
        checksum_crc32: Some("AAAAAA==-2".into()),
        checksum_type: Some(ChecksumType::Composite),
        ..Default::default()
    };
    assert_eq!(
        inside(&complete),
        "<Location>http://h/b/k</Location><Bucket>b</Bucket><Key>k</Key><ETag>&quot;a-2&quot;</ETag>\
         <ChecksumCRC32>AAAAAA==-2</ChecksumCRC32><ChecksumType>COMPOSITE</ChecksumType></CompleteMultipartUploadResult>"
    );
    let initiator = || Initiator { display_name: None, id: Some("own".into()) };
    let list = ListPartsResponse {
        bucket: Some("b".into()),
        key: Some("k".into()),
        upload_id: Some("id".into()),
        initiator: Some(initiator()),
        owner: Some(owner()),
        storage_class: Some(StorageClass::Standard),
        part_number_marker: Some(0),
        next_part_number_marker: Some(3),
        max_parts: Some(1),
        is_truncated: Some(true),
        parts: vec![Part {
            part_number: Some(3),
            last_modified: Some(Timestamp::default()),
            e_tag: Some("\"e\"".into()),
            size: Some(5),
            ..Default::default()
        }],
        ..Default::default()
    };
    assert_eq!(
        inside(&list),
        "<Bucket>b</Bucket><Key>k</Key><UploadId>id</UploadId><Initiator><ID>own</ID></Initiator><Owner><ID>own</ID></Owner>\
         <StorageClass>STANDARD</StorageClass><PartNumberMarker>0</PartNumberMarker>\
         <NextPartNumberMarker>3</NextPartNumberMarker><MaxParts>1</MaxParts><IsTruncated>true</IsTruncated>\
         <Part><PartNumber>3</PartNumber><LastModified>1970-01-01T00:00:00.000Z</LastModified>\
         <ETag>&quot;e&quot;</ETag><Size>5</Size></Part></ListPartsResult>"
    );
    let list = ListMultipartUploadsResponse {
        bucket: Some("b".into()),
        key_marker: Some("c+d".into()),
        upload_id_marker: Some("u".into()),
        next_key_marker: Some("a b/".into()),
        next_upload_id_marker: Some("".into()),
        prefix: Some("a b".into()),
        delimiter: Some("/".into()),
        max_uploads: Some(1),
        encoding_type: Some(EncodingType::Url),
        is_truncated: Some(true),
        common_prefixes: vec![CommonPrefix { prefix: Some("a b/".into()) }],
        ..Default::default()
    };
    assert_eq!(
        inside(&list),
        "<Bucket>b</Bucket><KeyMarker>c%2Bd</KeyMarker><UploadIdMarker>u</UploadIdMarker><NextKeyMarker>a+b/</NextKeyMarker>\
         <NextUploadIdMarker></NextUploadIdMarker><Prefix>a+b</Prefix><Delimiter>/</Delimiter><MaxUploads>1</MaxUploads>\
         <EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>\
         <CommonPrefixes><Prefix>a+b/</Prefix></CommonPrefixes></ListMultipartUploadsResult>"
    );
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
        location_constraint(body.as_bytes())
            .map_or_else(|fault| fault.code().name.to_owned(), Option::unwrap_or_default)
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
fn bodies_of_complete_multipart_upload() {
    let outcome = |result: Result<Vec<body::CompletedPart>, Fault>| {
        result.map_or_else(|fault| fault.code().name, |_| "ok")
    };
    let part =
        |number: &str| format!("<Part><PartNumber>{number}</PartNumber><ETag>&quot;a&quot;</ETag></Part>");
    let body = |inner: &str| format!("<CompleteMultipartUpload>{inner}</CompleteMultipartUpload>");
    let read = completed_parts(
        body(&format!(
            "{}<Part><ChecksumCRC32>AAAAAA==</ChecksumCRC32><ETag>b</ETag><PartNumber>2</PartNumber></Part>",
            part("1")
        ))
        .as_bytes(),
    );
    assert_eq!(
        read.unwrap(),
        [
            body::CompletedPart { number: 1, etag: "\"a\"".to_owned(), checksum: None },
            body::CompletedPart {
                number: 2,
                etag: "b".to_owned(),
                checksum: crate::chunked::Checksum::parse(crate::chunked::Algorithm::Crc32, "AAAAAA==")
            }
        ]
    );
    let many = |count: u16| (1..=count).map(|number| part(&number.to_string())).collect::<String>();
    for (name, text, expected) in [
        ("as many as there may be", body(&many(10_000)), "ok"),
        ("one more", body(&(many(10_000) + &part("1"))), "MalformedXML"),
        ("nothing", String::new(), "MalformedXML"),
        ("no part", body(""), "MalformedXML"),
        ("another root", "<Complete></Complete>".to_owned(), "MalformedXML"),
        ("no number", body("<Part><ETag>a</ETag></Part>"), "MalformedXML"),
        ("no tag", body("<Part><PartNumber>1</PartNumber></Part>"), "MalformedXML"),
        ("a number too small", body(&part("0")), "MalformedXML"),
        ("a number too large", body(&part("10001")), "MalformedXML"),
        ("no number at all", body(&part("one")), "MalformedXML"),
        (
            "two numbers",
            body("<Part><PartNumber>1</PartNumber><PartNumber>2</PartNumber><ETag>a</ETag></Part>"),
            "MalformedXML",
        ),
        ("an unknown element", body("<Part><Number>1</Number><ETag>a</ETag></Part>"), "MalformedXML"),
        (
            "a broken checksum",
            body("<Part><PartNumber>1</PartNumber><ETag>a</ETag><ChecksumCRC32>A</ChecksumCRC32></Part>"),
            "MalformedXML",
        ),
        (
            "an unknown checksum",
            body(
                "<Part><PartNumber>1</PartNumber><ETag>a</ETag><ChecksumXXHASH32>A</ChecksumXXHASH32></Part>",
            ),
            "MalformedXML",
        ),
        ("too long", body(&" ".repeat(limits::S3_COMPLETE_BODY_BYTES)), "MaxMessageLengthExceeded"),
    ] {
        assert_eq!(outcome(completed_parts(text.as_bytes())), expected, "{name}");
    }
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
        let range = ByteRange::parse(header);
        let got = range.map(|range| range.within(size)).transpose().map_err(|fault| {
            assert_eq!(fault.status(), 416);
        });
        assert_eq!(got, want, "{header} of {size}");
    }
}

fn read_conditions(request: GetObjectRequest<'_>) -> Conditions {
    let (modified, unmodified) = (request.if_modified_since, request.if_unmodified_since);
    Conditions::new(request.if_match, request.if_none_match, modified, unmodified)
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
        let conditions = bound!(GetObjectRequest, headers, "", read_conditions);
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
        bound!(GetObjectRequest, &[header], "", read_conditions).for_write(etag)
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
        let encoded = super::binding::url_encoded(&key);
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
