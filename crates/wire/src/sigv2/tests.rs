//! Examples of the S3 developer guide ("Signing and authenticating REST requests") and of the EMR guide.

use super::*;
use crate::sigv4::{AuthError, Claim, Credentials, Endpoint, Proof, RequestHead, Scheme};

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

struct Example {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    query: &'static str,
    bucket: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
    at: &'static str,
}

const MARCH: &str = "2007-03-27T19:40:00Z";

const PUBLISHED: [Example; 9] = [
    Example {
        name: "object GET",
        method: "GET",
        path: "/photos/puppy.jpg",
        query: "",
        bucket: Some("johnsmith"),
        headers: &[
            ("Date", "Tue, 27 Mar 2007 19:36:42 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:bWq2s1WEIj+Ydj0vQ697zp+IXMU="),
        ],
        at: MARCH,
    },
    Example {
        name: "object PUT",
        method: "PUT",
        path: "/photos/puppy.jpg",
        query: "",
        bucket: Some("johnsmith"),
        headers: &[
            ("Content-Type", "image/jpeg"),
            ("Content-Length", "94328"),
            ("Date", "Tue, 27 Mar 2007 21:15:45 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:MyyxeRY7whkBe+bq8fHCL/2kKUg="),
        ],
        at: "2007-03-27T21:15:45Z",
    },
    Example {
        name: "list, its parameters unsigned",
        method: "GET",
        path: "/",
        query: "prefix=photos&max-keys=50&marker=puppy",
        bucket: Some("johnsmith"),
        headers: &[
            ("User-Agent", "Mozilla/5.0"),
            ("Date", "Tue, 27 Mar 2007 19:42:41 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:htDYFYduRNen8P9ZfE/s9SuKy0U="),
        ],
        at: MARCH,
    },
    Example {
        name: "fetch of the access control policy",
        method: "GET",
        path: "/",
        query: "acl",
        bucket: Some("johnsmith"),
        headers: &[
            ("Date", "Tue, 27 Mar 2007 19:44:46 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:c2WLPFtWHVgbEmeEG93a4cG37dM="),
        ],
        at: MARCH,
    },
    Example {
        // The guide sends this date as x-amz-date, but signs it as if it were Date; so it is sent as Date here.
        name: "DELETE, path style",
        method: "DELETE",
        path: "/awsexamplebucket1/photos/puppy.jpg",
        query: "",
        bucket: None,
        headers: &[
            ("Date", "Tue, 27 Mar 2007 21:20:26 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:XbyTlbQdu9Xw5o8P4iMwPktxQd8="),
        ],
        at: "2007-03-27T21:20:27Z",
    },
    Example {
        // Not in the guide: the same by its rule that x-amz-date empties the Date line.
        name: "DELETE with x-amz-date",
        method: "DELETE",
        path: "/awsexamplebucket1/photos/puppy.jpg",
        query: "",
        bucket: None,
        headers: &[
            ("Date", "Tue, 27 Mar 2007 21:20:27 +0000"),
            ("x-amz-date", "Tue, 27 Mar 2007 21:20:26 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:Ri1hpB1zpS9pGqR7y8kuNFCl4sE="),
        ],
        at: "2007-03-27T21:20:27Z",
    },
    Example {
        name: "list of all buckets",
        method: "GET",
        path: "/",
        query: "",
        bucket: None,
        headers: &[
            ("Date", "Wed, 28 Mar 2007 01:29:59 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:qGdzdERIC03wnaRNKh6OqZehG9s="),
        ],
        at: "2007-03-28T01:29:59Z",
    },
    Example {
        name: "path with encoded characters",
        method: "GET",
        path: "/dictionary/fran%C3%A7ais/pr%c3%a9f%c3%a8re",
        query: "",
        bucket: None,
        headers: &[
            ("Date", "Wed, 28 Mar 2007 01:49:49 +0000"),
            ("Authorization", "AWS AKIAIOSFODNN7EXAMPLE:DNEZGsoieTZ92F3bUfSPQcbGmlM="),
        ],
        at: "2007-03-28T01:49:49Z",
    },
    Example {
        name: "query string authentication",
        method: "GET",
        path: "/photos/puppy.jpg",
        query: "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620",
        bucket: Some("johnsmith"),
        headers: &[],
        at: MARCH,
    },
];

fn prove(head: RequestHead<'_>, endpoint: Endpoint<'_>, at: &str) -> Result<Proof, AuthError> {
    match Claim::judge(&Credentials::read(head), endpoint, at.parse().unwrap())? {
        Claim::Anonymous => Err(AuthError::Missing),
        Claim::Signed(signed) => {
            let key = signed.derive_key(SECRET);
            signed.verify(&key)
        }
    }
}

#[test]
fn published_s3_examples() {
    for example in PUBLISHED {
        let headers: Vec<(&str, &[u8])> =
            example.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
        let head = RequestHead {
            method: example.method,
            path: example.path,
            query: example.query,
            headers: &headers,
        };
        let endpoint =
            Endpoint::S3 { home_region: "us-east-1", bucket_in_host: example.bucket, allow_v2: true };
        match prove(head, endpoint, example.at) {
            Ok(proof) => assert_eq!(proof.scheme(), Scheme::V2Sha1),
            Err(AuthError::SignatureMismatch(mismatch)) => {
                panic!("{}: {}", example.name, String::from_utf8_lossy(&mismatch.string_to_sign))
            }
            Err(error) => panic!("{}: {error:?}", example.name),
        }
    }
}

/// Signs by Version 2's rules, with this resource, and has it judged.
fn judge(
    query: &str,
    date: &str,
    at: &str,
    resource: &str,
    more: &[(&str, &str)],
) -> Result<Proof, AuthError> {
    let mut text = format!("GET\n\n\n{date}\n");
    let mut signed: Vec<(&str, String)> = Vec::new();
    for (name, value) in more {
        match signed.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => *values = format!("{values},{value}"),
            None => signed.push((name, (*value).to_owned())),
        }
    }
    for (name, value) in signed {
        text.push_str(&format!("{name}:{value}\n"));
    }
    text.push_str(resource);
    let mut mac = mac_sha1(SECRET);
    mac.update(text.as_bytes());
    let signature = data_encoding::BASE64.encode(&mac.finalize().into_bytes());
    let authorization = format!("AWS AKIAIOSFODNN7EXAMPLE:{signature}");
    let mut headers = vec![("Date", date.as_bytes()), ("Authorization", authorization.as_bytes())];
    headers.extend(more.iter().map(|(name, value)| (*name, value.as_bytes())));
    let head = RequestHead { method: "GET", path: "/photos", query, headers: &headers };
    let endpoint = Endpoint::S3 { home_region: "us-east-1", bucket_in_host: None, allow_v2: true };
    prove(head, endpoint, at)
}

const TUESDAY: &str = "Tue, 27 Mar 2007 19:36:42 +0000";

/// Clients write `?uploads=` and sign `?uploads`, or the other way of writing it; they ask for the same.
#[test]
fn sub_resources_with_an_empty_value() {
    let judge =
        |query: &str, signed: &str| judge(query, TUESDAY, MARCH, &format!("/photos?{signed}"), &[]).is_ok();
    for name in s3::SUBRESOURCES {
        for (sent, signed, right) in [
            (format!("{name}="), name.to_owned(), true),
            (format!("{name}="), format!("{name}="), true),
            (name.to_owned(), name.to_owned(), true),
            (format!("{name}=x"), format!("{name}=x"), true),
            (format!("{name}=x"), name.to_owned(), false),
            (format!("{name}=x"), format!("{name}="), false),
            (name.to_owned(), format!("{name}=x"), false),
            (format!("{name}="), format!("{name}=x"), false),
        ] {
            assert_eq!(judge(&sent, &signed), right, "?{sent} signed as ?{signed}");
        }
    }
    for (sent, signed, right) in [
        ("uploads=&prefix=a&uploadId=1", "uploadId=1&uploads", true),
        ("acl=&versionId=", "acl&versionId", true),
        ("acl=&versionId=", "acl=&versionId=", true),
        ("acl=&versionId=7", "acl&versionId", false),
    ] {
        assert_eq!(judge(sent, signed), right, "?{sent} signed as ?{signed}");
    }
}

/// The day of the week adds nothing to a date, and does not make one unreadable.
#[test]
fn a_wrong_weekday_is_judged_by_its_date() {
    let judge = |date: &str, at: &str| judge("", date, at, "/photos", &[]);
    for day in ["Mon", "Tue", "Sun"] {
        let date = format!("{day}, 27 Mar 2007 19:36:42 +0000");
        assert!(judge(&date, MARCH).is_ok(), "{date}");
        let old = judge(&date, "2008-03-27T19:40:00Z").map(|_| ());
        assert!(matches!(old, Err(AuthError::Skewed { .. })), "{date}: {old:?}");
    }
    for date in ["Xyz, 27 Mar 2007 19:36:42 +0000", "Tue, 32 Mar 2007 19:36:42 +0000", "today", ""] {
        assert!(matches!(judge(date, MARCH), Err(AuthError::Date { .. })), "{date}");
    }
}

#[test]
fn lists_on_several_lines() {
    let list = [("x-amz-object-attributes", "ETag"), ("x-amz-object-attributes", "ObjectSize")];
    assert!(judge("", TUESDAY, MARCH, "/photos", &list).is_ok());
    let once = [("x-amz-meta-a", "1"), ("x-amz-meta-a", "2")];
    assert!(matches!(judge("", TUESDAY, MARCH, "/photos", &once), Err(AuthError::RepeatedHeader { .. })));
}

/// The EMR guide's example of a signed Query request.
#[test]
fn published_query_example() {
    let query = "Action=DescribeJobFlows&SignatureMethod=HmacSHA256&SignatureVersion=2&Version=2009-03-31&\
                 AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Timestamp=2011-10-03T15%3A19%3A30&\
                 Signature=i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf%2FMj6vPxyYIs%3D";
    for (host, proved) in [
        ("elasticmapreduce.amazonaws.com", true),
        ("ElasticMapReduce.amazonaws.com", true),
        ("elasticmapreduce.amazonaws.com:443", true),
        ("elasticmapreduce.example.com", false),
    ] {
        let headers = [("Host", host.as_bytes())];
        let head = RequestHead { method: "GET", path: "/", query, headers: &headers };
        let endpoint = Endpoint::Query { service: "sts", body: b"", allow_v2: true };
        let proof = prove(head, endpoint, "2011-10-03T15:20:00Z");
        assert_eq!(proof.map(|proof| proof.scheme()).ok(), proved.then_some(Scheme::V2Sha256), "{host}");
    }
}
