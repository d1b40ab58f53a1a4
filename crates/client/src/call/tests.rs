use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use jiff::Timestamp;

use super::{Authorities, Client, Credentials, Endpoint, Endpoints, Error};
use crate::place::Clock;

const NOW: &str = "2026-01-31T12:00:00Z";

/// Answers one request with these bytes and gives back what was asked.
fn answering(answer: &str) -> (Client, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = answer.to_owned();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            let got = stream.read(&mut buffer).unwrap();
            asked.extend_from_slice(&buffer[..got]);
            let text = String::from_utf8_lossy(&asked).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                let length: usize = length.map_or(0, |length| length.parse().unwrap());
                if body.len() >= length {
                    break;
                }
            }
            assert_ne!(got, 0, "the request ends early: {text}");
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(asked).unwrap()
    });
    let now: Timestamp = NOW.parse().unwrap();
    let credentials = Credentials {
        session_token: Some(secret::Secret::new("TOKEN".to_owned())),
        ..Credentials::long_term("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY")
    };
    let endpoints = Endpoints::single(&url, "eu-west-1").unwrap();
    (Client::new(endpoints, Some(credentials), Clock::fixed(now)), server)
}

fn http(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

#[test]
fn query_call() {
    let body = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
        <Arn>arn:aws:iam::111122223333:user/ana</Arn><UserId>AIDAEXAMPLE</UserId><Account>111122223333</Account>\
        </GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>";
    let (client, server) = answering(&http("200 OK", "", body));
    let identity = client.call(&wire::sts::GetCallerIdentityRequest {}).unwrap();
    assert_eq!(identity.arn.as_deref(), Some("arn:aws:iam::111122223333:user/ana"));
    let asked = server.join().unwrap();
    assert!(asked.starts_with("POST / HTTP/1.1\r\n"), "{asked}");
    assert!(asked.ends_with("\r\n\r\nAction=GetCallerIdentity&Version=2011-06-15"), "{asked}");
    let scope = "Credential=AKIAIOSFODNN7EXAMPLE/20260131/eu-west-1/sts/aws4_request, \
        SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=";
    assert!(asked.contains(scope), "{asked}");
    assert!(!asked.contains("wJalr"), "{asked}");
    assert_eq!(asked.matches("host: ").count(), 1, "{asked}");
}

#[test]
fn service_error_with_clock_skew() {
    let body = "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code>\
        <Message>Signature expired</Message></Error><RequestId>abc</RequestId></ErrorResponse>";
    let (client, server) = answering(&http("403 Forbidden", "date: Sat, 31 Jan 2026 12:30:00 GMT\r\n", body));
    let error = client.call(&wire::sts::GetCallerIdentityRequest {}).unwrap_err();
    server.join().unwrap();
    let service = error.service().unwrap();
    assert_eq!((service.status, service.code.as_str()), (403, "SignatureDoesNotMatch"));
    assert_eq!(service.request_id.as_deref(), Some("abc"));
    assert_eq!(service.clock_skew_seconds(), Some(1800));
    assert_eq!(error.to_string(), "GetCallerIdentity: SignatureDoesNotMatch (HTTP 403): Signature expired");
}

#[test]
fn something_else_answers() {
    let (client, server) = answering(&http("404 Not Found", "", "<html>no</html>"));
    let error = client.call(&wire::sts::GetCallerIdentityRequest {}).unwrap_err();
    server.join().unwrap();
    assert_eq!(error, Error::Answer { operation: "GetCallerIdentity", status: 404 });
}

#[test]
fn nothing_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let endpoints = Endpoints::single(&url, "us-east-1").unwrap();
    let client = Client::new(endpoints, None, Clock::system());
    let Err(Error::Transport(error)) = client.call(&wire::sts::GetCallerIdentityRequest {}) else { panic!() };
    assert_eq!(error.endpoint, url);
    assert!(!error.timeout);
}

#[test]
fn object_keys_are_encoded_in_the_path() {
    let (client, server) = answering(&http("200 OK", "", ""));
    client.s3().put_object("box", "a b/c+d/é", b"hello".to_vec()).unwrap();
    let asked = server.join().unwrap();
    assert!(asked.starts_with("PUT /box/a%20b/c%2Bd/%C3%A9 HTTP/1.1\r\n"), "{asked}");
    assert!(
        asked.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token"),
        "{asked}"
    );
    assert!(asked.ends_with("\r\n\r\nhello"), "{asked}");
}

#[test]
fn listings() {
    let body = "<?xml version=\"1.0\"?><ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
        <Owner><ID>x</ID></Owner><Buckets><Bucket><Name>one</Name><CreationDate>y</CreationDate></Bucket>\
        <Bucket><Name>two</Name></Bucket></Buckets></ListAllMyBucketsResult>";
    let (client, server) = answering(&http("200 OK", "", body));
    assert_eq!(client.s3().list_buckets().unwrap(), ["one", "two"]);
    server.join().unwrap();
    let body = "<ListBucketResult><Name>one</Name><Contents><Key>k1</Key><Size>1</Size></Contents>\
        <Contents><Key>k&amp;2</Key></Contents></ListBucketResult>";
    let (client, server) = answering(&http("200 OK", "", body));
    assert_eq!(client.s3().list_objects("one", "k").unwrap(), ["k1", "k&2"]);
    assert!(server.join().unwrap().starts_with("GET /one?list-type=2&prefix=k HTTP/1.1\r\n"));
}

#[test]
fn s3_error() {
    let body = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message>\
        <RequestId>r1</RequestId><HostId>h</HostId></Error>";
    let (client, server) = answering(&http("403 Forbidden", "", body));
    let error = client.s3().list_buckets().unwrap_err();
    server.join().unwrap();
    assert!(error.is("AccessDenied"));
    assert_eq!(error.to_string(), "ListBuckets: AccessDenied (HTTP 403): Access Denied");
}

#[test]
fn endpoint_urls() {
    type Want = Option<(&'static str, &'static str, bool)>;
    let cases: &[(&str, &str, Want)] = &[
        ("loopback", "http://127.0.0.1:4747", Some(("http://127.0.0.1:4747", "127.0.0.1:4747", false))),
        ("slash at the end", "http://h:1/", Some(("http://h:1", "h:1", false))),
        ("path", "https://h/sts/", Some(("https://h/sts", "h", false))),
        ("the scheme's own port", "https://h:443", Some(("https://h", "h", false))),
        ("IPv6", "http://[::1]:80", Some(("http://[::1]", "[::1]", false))),
        (
            "of AWS",
            "https://sts.eu-west-1.amazonaws.com",
            Some(("https://sts.eu-west-1.amazonaws.com", "sts.eu-west-1.amazonaws.com", true)),
        ),
        (
            "only ends like AWS's",
            "https://evilamazonaws.com",
            Some(("https://evilamazonaws.com", "evilamazonaws.com", false)),
        ),
        ("fragment", "http://h#f", None),
        ("no scheme", "127.0.0.1:4747", None),
        ("another scheme", "ftp://h", None),
        ("user", "http://u:p@h", None),
        ("query", "http://h/?a=b", None),
        ("nothing", "", None),
    ];
    for (name, url, want) in cases {
        let got = Endpoint::parse(url, "r").ok();
        let got = got.as_ref().map(|endpoint| (endpoint.url(), endpoint.host(), endpoint.aws));
        assert_eq!(got, want.map(|(url, host, aws)| (url.to_owned(), host, aws)), "{name}");
    }
    let error = Endpoint::parse("http://u:hunter2@h", "r").unwrap_err();
    assert!(!error.to_string().contains("hunter2"));
}

/// Customers' machines have names in AWS's domains: what is AWS's own is not theirs.
#[test]
fn hosts_of_aws() {
    let own = [
        "https://sts.amazonaws.com",
        "https://sts.eu-west-1.amazonaws.com",
        "https://STS.eu-west-1.amazonaws.com/",
        "https://sts-fips.us-east-1.amazonaws.com",
        "https://sts.cn-north-1.amazonaws.com.cn",
        "https://sts.eusc-de-east-1.amazonaws.eu",
        "https://iam.amazonaws.com",
        "https://iam.us-gov.amazonaws.com",
        "https://iam.global.api.aws",
        "https://s3.dualstack.eu-west-1.amazonaws.com",
        "https://vpce-0a1b-c2.sts.eu-west-1.vpce.amazonaws.com",
    ];
    let others = [
        "http://sts.eu-west-1.amazonaws.com",
        "https://sts.eu-west-1.amazonaws.com:8443",
        "https://sts.eu-west-1.amazonaws.com/ostiary",
        "https://ec2-3-4-5-6.eu-west-1.compute.amazonaws.com",
        "https://sts.eu-west-1.elb.amazonaws.com.example.com",
        "https://abc.execute-api.eu-west-1.amazonaws.com",
        "https://mine-123.eu-west-1.elb.amazonaws.com",
        "https://vpce-0a1b-c2.vpce-svc-1.eu-west-1.vpce.amazonaws.com",
        "https://bucket.s3.eu-west-1.amazonaws.com",
        "https://amazonaws.com",
        "https://api.aws",
    ];
    for (urls, want) in [(&own, true), (&others, false)] {
        for url in urls {
            assert_eq!(Endpoint::parse(url, "r").unwrap().aws, want, "{url}");
        }
    }
}

#[test]
fn endpoints_of_aws() {
    let cases = [
        ("eu-west-1", "iam.amazonaws.com", "us-east-1", "sts.eu-west-1.amazonaws.com", "eu-west-1"),
        ("us-east-1", "iam.amazonaws.com", "us-east-1", "sts.us-east-1.amazonaws.com", "us-east-1"),
        (
            "cn-northwest-1",
            "iam.cn-north-1.amazonaws.com.cn",
            "cn-north-1",
            "sts.cn-northwest-1.amazonaws.com.cn",
            "cn-northwest-1",
        ),
        (
            "us-gov-east-1",
            "iam.us-gov.amazonaws.com",
            "us-gov-west-1",
            "sts.us-gov-east-1.amazonaws.com",
            "us-gov-east-1",
        ),
        (
            "eusc-de-east-1",
            "iam.eusc-de-east-1.amazonaws.eu",
            "eusc-de-east-1",
            "sts.eusc-de-east-1.amazonaws.eu",
            "eusc-de-east-1",
        ),
        (
            "us-isob-east-1",
            "iam.us-isob-east-1.sc2s.sgov.gov",
            "us-isob-east-1",
            "sts.us-isob-east-1.sc2s.sgov.gov",
            "us-isob-east-1",
        ),
        ("aws-global", "iam.amazonaws.com", "us-east-1", "sts.amazonaws.com", "us-east-1"),
    ];
    for (region, iam, iam_region, sts, sts_region) in cases {
        let got = Endpoints::aws(region);
        assert_eq!((got.iam.host(), got.iam.region.as_str()), (iam, iam_region), "{region}");
        assert_eq!((got.sts.host(), got.sts.region.as_str()), (sts, sts_region), "{region}");
        assert!(got.iam.aws && got.sts.aws && got.s3.aws);
    }
}

#[test]
fn endpoints_of_aws_by_fips() {
    let cases = [
        (
            "us-east-1",
            "iam-fips.amazonaws.com",
            "sts-fips.us-east-1.amazonaws.com",
            "s3-fips.us-east-1.amazonaws.com",
        ),
        (
            "eu-west-1",
            "iam-fips.amazonaws.com",
            "sts-fips.eu-west-1.amazonaws.com",
            "s3-fips.eu-west-1.amazonaws.com",
        ),
        (
            "us-gov-west-1",
            "iam.us-gov.amazonaws.com",
            "sts.us-gov-west-1.amazonaws.com",
            "s3-fips.us-gov-west-1.amazonaws.com",
        ),
        (
            "aws-global",
            "iam-fips.amazonaws.com",
            "sts-fips.us-east-1.amazonaws.com",
            "s3-fips.us-east-1.amazonaws.com",
        ),
    ];
    for (region, iam, sts, s3) in cases {
        let got = Endpoints::aws_fips(region);
        assert_eq!((got.iam.host(), got.sts.host(), got.s3.host()), (iam, sts, s3), "{region}");
        assert!(got.iam.aws && got.sts.aws && got.s3.aws);
    }
}

#[test]
fn no_secret_in_debug() {
    let endpoints = Endpoints::aws("us-east-1");
    let credentials = Credentials {
        session_token: Some(secret::Secret::new("TOKEN".to_owned())),
        ..Credentials::long_term("AKIAX", "hunter2")
    };
    let client = Client::new(endpoints, Some(credentials), Clock::system());
    let text = format!("{client:?}");
    assert!(text.contains("AKIAX") && !text.contains("hunter2") && !text.contains("TOKEN"), "{text}");
}

#[test]
fn certificates() {
    assert!(Authorities::of_pem(b"nothing").is_err());
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(Authorities::of_pem(broken.as_bytes()).is_err(), "one that is none");
    // among others that can be used, one that cannot is passed over
    let machine = Authorities::of_machine().pem();
    let good: Vec<u8> = [broken.as_bytes(), &machine, b"-----BEGIN CERTIFICATE-----\n*\n"].concat();
    if !machine.is_empty() {
        assert_eq!(Authorities::of_pem(&good).unwrap().pem(), machine);
    }
}
