use super::*;

fn with_head<T>(headers: &[(&str, &str)], read: impl FnOnce(&RequestHead<'_>) -> T) -> T {
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    read(&RequestHead { method: "POST", path: "/b/k", query: "", headers: &headers })
}

fn code<T>(result: Result<T, Fault>) -> &'static str {
    result.map_or_else(|fault| fault.code().name, |_| "ok")
}

#[test]
fn planned_checksums() {
    use ChecksumType::{Composite, FullObject};
    let (algorithm, kind) = ("x-amz-checksum-algorithm", "x-amz-checksum-type");
    for (name, headers, planned) in [
        ("none", vec![], Ok(None)),
        ("CRC32", vec![(algorithm, "CRC32")], Ok(Some((Algorithm::Crc32, Composite)))),
        (
            "CRC32 of the data",
            vec![(algorithm, "CRC32"), (kind, "FULL_OBJECT")],
            Ok(Some((Algorithm::Crc32, FullObject))),
        ),
        ("CRC64NVME", vec![(algorithm, "CRC64NVME")], Ok(Some((Algorithm::Crc64Nvme, FullObject)))),
        (
            "SHA256",
            vec![(algorithm, "SHA256"), (kind, "COMPOSITE")],
            Ok(Some((Algorithm::Sha256, Composite))),
        ),
        (
            "CRC64NVME of the parts",
            vec![(algorithm, "CRC64NVME"), (kind, "COMPOSITE")],
            Err("InvalidRequest"),
        ),
        ("SHA1 of the data", vec![(algorithm, "SHA1"), (kind, "FULL_OBJECT")], Err("InvalidRequest")),
        ("a type alone", vec![(kind, "COMPOSITE")], Err("InvalidRequest")),
        ("another type", vec![(algorithm, "CRC32"), (kind, "PARTIAL")], Err("InvalidRequest")),
        ("XXHASH3", vec![(algorithm, "XXHASH3")], Ok(Some((Algorithm::XxHash3, Composite)))),
        ("SHA512 of the data", vec![(algorithm, "SHA512"), (kind, "FULL_OBJECT")], Err("InvalidRequest")),
        ("another algorithm", vec![(algorithm, "XXHASH32")], Err("InvalidRequest")),
        ("small letters", vec![(algorithm, "crc32")], Err("InvalidRequest")),
    ] {
        let read = with_head(&headers, planned_checksum).map_err(|fault| fault.code().name);
        assert_eq!(read, planned, "{name}");
    }
}

#[test]
fn part_numbers() {
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
        let params = Params::parse_unique(&format!("partNumber={}", text.replace('+', "%2B"))).unwrap();
        assert_eq!(part_number(&params).is_ok(), good, "{text}");
    }
}

#[test]
fn bodies_of_complete_multipart_upload() {
    let part =
        |number: &str| format!("<Part><PartNumber>{number}</PartNumber><ETag>&quot;a&quot;</ETag></Part>");
    let body = |inner: &str| format!("<CompleteMultipartUpload>{inner}</CompleteMultipartUpload>");
    let read = CompleteMultipartUpload::parse(
        body(&format!(
            "{}<Part><ChecksumCRC32>AAAAAA==</ChecksumCRC32><ETag>b</ETag><PartNumber>2</PartNumber></Part>",
            part("1")
        ))
        .as_bytes(),
    );
    assert_eq!(
        read.unwrap().parts,
        [
            CompletedPart { number: 1, etag: "\"a\"".to_owned(), checksum: None },
            CompletedPart {
                number: 2,
                etag: "b".to_owned(),
                checksum: Checksum::parse(Algorithm::Crc32, "AAAAAA==")
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
        assert_eq!(code(CompleteMultipartUpload::parse(text.as_bytes())), expected, "{name}");
    }
}

#[test]
fn ranges_to_copy() {
    for (text, range) in [
        ("bytes=0-9", Some((0, 9))),
        ("bytes=5-5", Some((5, 5))),
        ("bytes=9-5", None),
        ("bytes=5-", None),
        ("bytes=-5", None),
        ("5-9", None),
        ("bytes=0-9,11-12", None),
        ("bytes=+0-9", None),
    ] {
        let read = with_head(&[("x-amz-copy-source-range", text)], copy_source_range);
        assert_eq!(read.ok().flatten(), range, "{text}");
    }
    assert_eq!(with_head(&[], copy_source_range).ok(), Some(None));
}

#[test]
fn parameters_of_lists() {
    let parse = |query: &str| Params::parse_unique(query).unwrap();
    let parts = |query: &str| ListParts::parse(&parse(query)).map_err(|fault| fault.code().name);
    assert_eq!(parts(""), Ok(ListParts { after: 0, max_parts: 1000 }));
    assert_eq!(parts("part-number-marker=7&max-parts=2000"), Ok(ListParts { after: 7, max_parts: 1000 }));
    assert_eq!(parts("max-parts=-1"), Err("InvalidArgument"));
    assert_eq!(parts("part-number-marker=x"), Err("InvalidArgument"));
    let uploads = |query: &str| code(ListMultipartUploads::parse(&parse(query)));
    assert_eq!(uploads("prefix=a&max-uploads=0&delimiter="), "ok");
    assert_eq!(uploads("delimiter=/"), "ok");
    assert_eq!(uploads("max-uploads=99999999999"), "InvalidArgument");
    assert_eq!(uploads("encoding-type=other"), "InvalidArgument");
}

#[test]
fn answers() {
    let tail = |xml: String| xml.split_once("2006-03-01/\">").unwrap().1.to_owned();
    assert_eq!(
        tail(initiate_result("b", "k&1", "id")),
        "<Bucket>b</Bucket><Key>k&amp;1</Key><UploadId>id</UploadId></InitiateMultipartUploadResult>"
    );
    let complete = CompleteResult {
        location: "http://h/b/k",
        bucket: "b",
        key: "k",
        etag: "\"a-2\"",
        checksum: Some((Algorithm::Crc32, "AAAAAA==-2", ChecksumType::Composite)),
    };
    assert_eq!(
        tail(complete.to_xml()),
        "<Location>http://h/b/k</Location><Bucket>b</Bucket><Key>k</Key><ETag>&quot;a-2&quot;</ETag>\
         <ChecksumCRC32>AAAAAA==-2</ChecksumCRC32><ChecksumType>COMPOSITE</ChecksumType></CompleteMultipartUploadResult>"
    );
    let asked = ListParts { after: 0, max_parts: 1 };
    let list = PartList {
        bucket: "b",
        key: "k",
        upload_id: "id",
        asked: &asked,
        owner_id: "o",
        checksum: None,
        parts: vec![ListedPart {
            number: 3,
            modified: Timestamp::default(),
            etag: "\"e\"".to_owned(),
            size: 5,
            checksum: None,
        }],
        is_truncated: true,
    };
    assert_eq!(
        tail(list.to_xml()),
        "<Bucket>b</Bucket><Key>k</Key><UploadId>id</UploadId><Initiator><ID>o</ID></Initiator><Owner><ID>o</ID></Owner>\
         <StorageClass>STANDARD</StorageClass><PartNumberMarker>0</PartNumberMarker>\
         <NextPartNumberMarker>3</NextPartNumberMarker><MaxParts>1</MaxParts><IsTruncated>true</IsTruncated>\
         <Part><PartNumber>3</PartNumber><LastModified>1970-01-01T00:00:00.000Z</LastModified>\
         <ETag>&quot;e&quot;</ETag><Size>5</Size></Part></ListPartsResult>"
    );
    let query =
        "delimiter=/&prefix=a%20b&key-marker=c%2Bd&upload-id-marker=u&encoding-type=url&max-uploads=1";
    let asked = ListMultipartUploads::parse(&Params::parse_unique(query).unwrap()).unwrap();
    let list = UploadList {
        bucket: "b",
        asked: &asked,
        owner_id: "o",
        uploads: Vec::new(),
        common_prefixes: vec!["a b/"],
        next: Some(("a b/", None)),
    };
    assert_eq!(
        tail(list.to_xml()),
        "<Bucket>b</Bucket><KeyMarker>c%2Bd</KeyMarker><UploadIdMarker>u</UploadIdMarker><NextKeyMarker>a+b/</NextKeyMarker>\
         <NextUploadIdMarker></NextUploadIdMarker><Prefix>a+b</Prefix><Delimiter>/</Delimiter><MaxUploads>1</MaxUploads>\
         <EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>\
         <CommonPrefixes><Prefix>a+b/</Prefix></CommonPrefixes></ListMultipartUploadsResult>"
    );
}
