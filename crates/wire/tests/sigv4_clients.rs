//! Requests recorded from real clients pass the verifier, and the same requests with another secret do not.

use crate::signing::{ID, Request, SECRET, TOKEN};
use jiff::Timestamp;
use wire::chunked::Receiver;
use wire::limits::PUT_BYTES;
use wire::sigv4::{AuthError, Carrier, Claim, Credentials, Family, Scheme};

const CAPTURES: &str = include_str!("captures/clients.json");
const LEAST: usize = 75;

struct Capture {
    name: String,
    request: Request,
}

fn captures() -> Vec<Capture> {
    let all: Vec<serde_json::Value> = serde_json::from_str(CAPTURES).unwrap();
    assert!(all.len() >= LEAST);
    all.iter().map(capture).collect()
}

fn capture(record: &serde_json::Value) -> Capture {
    let text = |key: &str| record[key].as_str().unwrap().to_owned();
    let name = text("name");
    let headers: Vec<(String, Vec<u8>)> = record["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().as_bytes().to_vec()))
        .collect();
    let host = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("host")).unwrap();
    let host = String::from_utf8(host.1.clone()).unwrap();
    let service = ["iam", "sts"].into_iter().find(|service| name.contains(service)).unwrap_or("s3");
    let request = Request {
        family: if service == "s3" { Family::S3 } else { Family::Query },
        service: service.to_owned(),
        method: text("method"),
        path: text("path"),
        query: text("query"),
        headers,
        body: data_encoding::BASE64.decode(text("body").as_bytes()).unwrap(),
        bucket_in_host: host.strip_prefix("my-bucket.").map(|_| "my-bucket".to_owned()),
        allow_v2: true,
        at: Timestamp::from_second(record["at"].as_i64().unwrap()).unwrap(),
        secret: SECRET.to_owned(),
    };
    Capture { name, request }
}

#[test]
fn recorded_requests_are_proved_and_their_bodies_accepted() {
    let mut schemes = [0; 2];
    let mut carriers = [0; 2];
    for Capture { name, request } in captures() {
        let proof = match request.judge() {
            Ok(proof) => proof,
            Err(AuthError::SignatureMismatch(mismatch)) => {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let canonical = mismatch.canonical_request.as_deref().map(text);
                panic!("{name}\n{}\n{canonical:?}", text(&mismatch.string_to_sign));
            }
            Err(error) => panic!("{name}: {error:?}"),
        };
        assert_eq!(proof.access_key_id(), ID);
        schemes[usize::from(proof.scheme() == Scheme::V4)] += 1;
        carriers[usize::from(proof.carrier() == Carrier::Header)] += 1;
        if request.family == Family::S3 {
            let headers = request.header_list();
            let mut receiver = Receiver::new(&request.head(&headers), Some(&proof), PUT_BYTES).unwrap();
            let mut input = request.body.as_slice();
            while receiver.next(&mut input).unwrap().is_some() {}
            assert!(receiver.finish().is_ok(), "{name}");
        }
    }
    assert!(schemes.iter().chain(&carriers).all(|count| *count >= 15), "{schemes:?} {carriers:?}");
}

#[test]
fn recorded_requests_with_another_secret_are_refused() {
    for Capture { name, mut request } in captures() {
        request.secret = "another".to_owned();
        assert!(matches!(request.judge(), Err(AuthError::SignatureMismatch(_))), "{name}");
    }
}

#[test]
fn recorded_tokens_are_found() {
    let mut found = 0;
    for Capture { name, request } in captures() {
        let headers = request.header_list();
        let credentials = Credentials::read(request.head(&headers));
        let Ok(Claim::Signed(signed)) = Claim::judge(&credentials, request.endpoint(), request.at) else {
            panic!("{name}");
        };
        match signed.session_token() {
            None => assert!(!name.contains("session"), "{name}"),
            Some(token) => {
                assert!([TOKEN, "tok"].contains(&token), "{name}");
                found += 1;
            }
        }
    }
    assert!(found > 25, "{found}");
}

#[test]
fn stale_records_are_refused() {
    for Capture { name, mut request } in captures() {
        request.at = Timestamp::from_second(request.at.as_second() + 8 * 86_400).unwrap();
        let error = request.judge().err().unwrap();
        let stale =
            matches!(error, AuthError::TooOld { .. } | AuthError::Skewed { .. } | AuthError::Expired { .. });
        assert!(stale, "{name}: {error:?}");
    }
}
