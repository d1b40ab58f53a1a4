use proptest::prelude::*;

use super::*;
use crate::chunked::Algorithm;
use crate::s3::Operation;
use crate::s3::model::*;
use crate::timestamp::Timestamp;

/// Documents as botocore writes them, for every operation that has one: with all members, and with the required ones.
const DOCUMENTS: &str = include_str!("../../../../../vectors/s3/documents.txt");

fn operation(name: &str) -> Operation {
    *Operation::ALL.iter().find(|operation| operation.name() == name).unwrap()
}

/// A document of ours in botocore's layout: no declaration, no escaped quotes, seconds without their thousandths.
fn as_botocore(document: &str) -> String {
    let body = document.split_once('\n').map_or(document, |(_, body)| body);
    body.replace("&quot;", "\"").replace(".000Z<", "Z<").replace("/>", " />")
}

#[test]
fn every_document_is_read_and_written() {
    let mut operations = std::collections::BTreeSet::new();
    for line in DOCUMENTS.lines() {
        let (name, document) = line.split_once('\t').unwrap();
        let ours = rewritten_document(operation(name), document.as_bytes())
            .unwrap_or_else(|fault| panic!("{name}: {fault}: {document}"))
            .unwrap_or_else(|| panic!("{name} has no document"));
        assert_eq!(as_botocore(&ours), document, "{name}");
        operations.insert(name.to_owned());
    }
    let with_document: Vec<&str> = Operation::ALL
        .iter()
        .filter(|operation| !matches!(rewritten_document(**operation, b"<>"), Ok(None)))
        .map(|operation| operation.name())
        .collect();
    assert_eq!(operations.into_iter().collect::<Vec<_>>(), with_document);
}

#[test]
fn documents_outside_the_schema_are_malformed() {
    let tags = |body: &str| match PutBucketTaggingRequest::parse(body.as_bytes()) {
        Ok(tagging) => {
            let tags: Vec<String> =
                tagging.tag_set.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
            tags.join(",")
        }
        Err(fault) => fault.code().name.to_owned(),
    };
    for (body, want) in [
        ("<Tagging><TagSet/></Tagging>", ""),
        ("<Tagging><TagSet><Tag><Key>k</Key><Value/></Tag></TagSet></Tagging>", "k="),
        ("<Tagging><TagSet><Tag><Value>v</Value><Key> k </Key></Tag></TagSet></Tagging>", " k =v"),
        ("<Tagging/>", "MalformedXML"),
        ("<Tagging><TagSet/><TagSet/></Tagging>", "MalformedXML"),
        ("<Tagging><TagSet><Tag><Key>k</Key></Tag></TagSet></Tagging>", "MalformedXML"),
        ("<Tagging><TagSet><Tag><Key/><Value/></Tag></TagSet></Tagging>", "="),
        ("<Tagging><TagSet><Tag><Key>k</Key><Key>k</Key><Value/></Tag></TagSet></Tagging>", "MalformedXML"),
        ("<Tagging><TagSet><Label/></TagSet></Tagging>", "MalformedXML"),
        ("<Tagging><TagSet/><X/></Tagging>", "MalformedXML"),
        ("<Tagging>x<TagSet/></Tagging>", "MalformedXML"),
        ("<TagSet/>", "MalformedXML"),
        ("<Tagging><TagSet/></Tagging><Tagging/>", "MalformedXML"),
        ("", "MalformedXML"),
    ] {
        assert_eq!(tags(body), want, "{body}");
    }
    let key = |key: &str| {
        let body = format!("<Delete><Object><Key>{key}</Key></Object></Delete>");
        DeleteObjectsRequest::parse(body.as_bytes()).is_ok()
    };
    assert!(key("k") && !key(""), "a key has one character at least");
    let versioning = |body: &str| {
        let read = PutBucketVersioningRequest::parse(body.as_bytes());
        read.map_or_else(|fault| fault.code().name.to_owned(), |read| format!("{:?}", read.status))
    };
    let with = |status: &str| {
        versioning(&format!("<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>"))
    };
    assert_eq!(with("Enabled"), "Some(Enabled)");
    assert_eq!(with(" Enabled\n"), "Some(Enabled)");
    assert_eq!(with("enabled"), "MalformedXML");
    assert_eq!(with("Disabled"), "MalformedXML");
    let rule = |days: &str| {
        let body = format!(
            "<LifecycleConfiguration><Rule><Status>Enabled</Status><Expiration><Days>{days}</Days></Expiration></Rule></LifecycleConfiguration>"
        );
        PutBucketLifecycleConfigurationRequest::parse(body.as_bytes()).is_ok()
    };
    assert!(rule("30") && rule("-1"));
    assert!(!rule("+30") && !rule("") && !rule("3.0") && !rule("2147483648"));
    assert!(
        PutBucketLifecycleConfigurationRequest::parse(b"<LifecycleConfiguration/>").is_err(),
        "one rule at least"
    );
}

#[test]
fn documents_are_bounded() {
    let padded = |bytes: usize| {
        let document = "<Tagging><TagSet/></Tagging>";
        format!("{document}{}", " ".repeat(bytes - document.len()))
    };
    let code = |body: &str| {
        let read = PutBucketTaggingRequest::parse(body.as_bytes());
        read.map_or_else(|fault| fault.code().name, |_| "")
    };
    assert_eq!(code(&padded(CONFIGURATION.bytes)), "");
    assert_eq!(code(&padded(CONFIGURATION.bytes + 1)), "MaxMessageLengthExceeded");
    // a tag has three elements, the document two
    let many = |tags: usize| {
        let tag = "<Tag><Key>k</Key><Value/></Tag>";
        format!("<Tagging><TagSet>{}</TagSet></Tagging>", tag.repeat(tags))
    };
    let most = (CONFIGURATION.elements - 2) / 3;
    assert_eq!(code(&many(most)), "");
    assert_eq!(code(&many(most + 1)), "MalformedXML");
}

#[test]
fn values_of_heads_are_judged_when_read() {
    let refusal = |sent: Sent<'_, i32>| match sent.read() {
        Ok(value) => format!("{value:?}"),
        Err(fault) => fault.to_string(),
    };
    let sent = |text| Sent::<i32>::new("max-parts", text);
    assert_eq!(refusal(sent(None)), "None");
    assert_eq!(refusal(sent(Some("7"))), "Some(7)");
    for text in ["", "-1", "+1", " 1", "x", "2147483648"] {
        let want = "400 InvalidArgument: Argument max-parts must be an integer between 0 and 2147483647";
        assert_eq!(refusal(sent(Some(text))), want, "{text}");
    }
    let buckets = |text| sent(Some(text)).in_range(1, 10);
    assert_eq!(refusal(buckets("10")), "Some(10)");
    for text in ["0", "11"] {
        let want = "400 InvalidArgument: Argument max-parts must be an integer between 1 and 10";
        assert_eq!(refusal(buckets(text)), want, "{text}");
    }
    let class = |text| Sent::<StorageClass>::new("x-amz-storage-class", Some(text));
    assert_eq!(class("STANDARD").read().unwrap(), Some(StorageClass::Standard));
    assert!(class("standard").read().is_err());
    assert_eq!(class("standard").text(), Some("standard"));
}

#[test]
fn access_control_lists_say_what_a_grantee_is() {
    let response = GetBucketAclResponse {
        grants: Some(vec![Grant {
            grantee: Some(Grantee {
                display_name: None,
                email_address: None,
                id: Some("abc".into()),
                r#type: Type::CanonicalUser,
                uri: None,
            }),
            permission: Some(Permission::FullControl),
        }]),
        ..Default::default()
    };
    assert_eq!(
        response.body().unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<AccessControlPolicy xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><AccessControlList><Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"><ID>abc</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>"
    );
    let other_prefix = "<AccessControlPolicy><AccessControlList><Grant><Grantee xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"Group\"><URI>u</URI></Grantee></Grant></AccessControlList></AccessControlPolicy>";
    let read = PutBucketAclRequest::parse(other_prefix.as_bytes()).unwrap();
    assert_eq!(read.grants.unwrap()[0].grantee.as_ref().unwrap().r#type, Type::Group);
    let untyped = other_prefix.replace("i:type=\"Group\"", "");
    assert!(PutBucketAclRequest::parse(untyped.as_bytes()).is_err());
}

#[test]
fn answers_have_headers_and_one_kind_of_body() {
    let at = Timestamp::from_epoch_seconds(1_440_938_160);
    let head = HeadObjectResponse {
        content_length: Some(5),
        last_modified: Some(at),
        object_lock_retain_until_date: Some(IsoTime(at)),
        delete_marker: Some(false),
        ..Default::default()
    };
    let answer = head.fill(crate::Answer::empty(200));
    let header =
        |name: &str| answer.headers.iter().find(|(have, _)| *have == name).map(|(_, value)| value.as_ref());
    assert_eq!(header("content-length"), Some("5"));
    assert_eq!(header("last-modified"), Some("Sun, 30 Aug 2015 12:36:00 GMT"));
    assert_eq!(header("x-amz-object-lock-retain-until-date"), Some("2015-08-30T12:36:00.000Z"));
    assert_eq!(header("x-amz-delete-marker"), Some("false"));
    assert!(answer.body.is_empty());
    let policy = GetBucketPolicyResponse { policy: Some("{}".into()) };
    assert_eq!(policy.body().as_deref(), Some("{}"));
    let tags = GetBucketTaggingResponse { tag_set: vec![] };
    assert!(tags.body().unwrap().ends_with("<TagSet/></Tagging>"));
    assert_eq!(DeleteBucketResponse::default().body(), None);
    assert_eq!((DeleteBucketResponse::STATUS, GetBucketTaggingResponse::STATUS), (204, 200));
}

#[test]
fn each_checksum_has_its_member() {
    for algorithm in Algorithm::CHECKSUMS {
        let mut part = Part::default();
        part.set_checksum(algorithm, "x".into());
        assert_eq!(part.checksums(), [(algorithm, "x")]);
        let mut sheet = Sheet::new(false);
        part.write("Part", &mut sheet);
        assert!(sheet.finish().contains(&format!("<Checksum{}>x<", algorithm.name())));
        let mut head = PutObjectResponse::default();
        head.set_checksum(algorithm, "x".into());
        let answer = head.fill(crate::Answer::empty(200));
        assert_eq!(answer.headers, [(algorithm.header(), "x".into())]);
    }
}

#[test]
fn sensitive_values_are_not_shown() {
    let rule = ServerSideEncryptionByDefault {
        sse_algorithm: ServerSideEncryption::AwsKms,
        kms_master_key_id: Some(Hidden("arn:secret".into())),
    };
    assert!(!format!("{rule:?}").contains("secret"));
}

proptest! {
    #[test]
    fn documents_survive_being_rewritten(line in 0..DOCUMENTS.lines().count(), cut in 0usize..4000, with in "[<>/A-Za-z ]{0,12}") {
        let (name, document) = DOCUMENTS.lines().nth(line).unwrap().split_once('\t').unwrap();
        let mut text = document.to_owned();
        let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.insert_str(at, &with);
        if let Ok(Some(first)) = rewritten_document(operation(name), text.as_bytes()) {
            let again = rewritten_document(operation(name), first.as_bytes()).unwrap().unwrap();
            prop_assert_eq!(first, again);
        }
    }
}
