//! Allocations of one request in this floor and the ones below, counted from reading its credentials to dropping its
//! answer. The count is the same in every run, so that a change which adds some shows. The HTTP server takes
//! 7 more for a POST, 6 for a GET, as `benches/load` measures.

use bytes::Bytes;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use service::{BodyError, Head, Request, RequestBody};
use sha2::{Digest, Sha256};
use wire::route::{Hosts, Route, route};
use wire::sigv4::{Family, RequestDate, RequestHead, SigningCredentials, SigningRequest};

use crate::support::{Credentials, Plane};

const MFA_ONLY: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"arn:aws:s3:::*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
    {"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}]}"#;
const ID: &str = "01234567-89ab-4def-8123-456789abcdef";

/// A request as it comes off the wire, again and again.
struct Recorded {
    method: &'static str,
    headers: Vec<(String, Vec<u8>)>,
    form: &'static str,
    hosts: Hosts,
}

/// The body of a request that has none.
struct Nothing;

impl RequestBody for Nothing {
    async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        None
    }

    fn length(&self) -> Option<u64> {
        Some(0)
    }
}

fn recorded(plane: &Plane, who: &Credentials, service: &str, form: &'static str) -> Recorded {
    let is_s3 = service == "s3";
    let mut headers: Vec<(String, Vec<u8>)> =
        vec![("host".to_owned(), format!("{service}.example.com").into())];
    if !is_s3 {
        let form = b"application/x-www-form-urlencoded; charset=utf-8";
        headers.push(("content-type".to_owned(), form.to_vec()));
    }
    let method = if is_s3 { "GET" } else { "POST" };
    let list: Vec<(&str, &[u8])> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
    let request = SigningRequest {
        family: if is_s3 { Family::S3 } else { Family::Query },
        method,
        path: "/",
        query: "",
        headers: &list,
        payload: &HEXLOWER.encode(&Sha256::digest(form.as_bytes())),
        region: "us-east-1",
        service,
    };
    let credentials = SigningCredentials {
        access_key_id: &who.access_key_id,
        secret_access_key: who.secret.as_bytes(),
        session_token: who.token.as_deref(),
    };
    let now = Timestamp::from_millisecond(i64::try_from(plane.now.millis()).unwrap()).unwrap();
    let added = request.sign(&credentials, RequestDate::new(now));
    headers.extend(added.into_iter().map(|(name, value)| (name.to_owned(), value.into_bytes())));
    // what clients send beside
    headers.push(("user-agent".to_owned(), b"aws-cli/2.0".to_vec()));
    headers.push(("content-length".to_owned(), form.len().to_string().into()));
    Recorded { method, headers, form, hosts: Hosts::new(["s3.example.com"]) }
}

/// Has the request answered, as the server does, and says with which status.
fn answer(plane: &mut Plane, recorded: &Recorded) -> u16 {
    let headers: Vec<(&str, &[u8])> =
        recorded.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
    let head = RequestHead { method: recorded.method, path: "/", query: "", headers: &headers };
    let credentials = wire::sigv4::Credentials::read(head);
    let routed = route(&head, None, credentials.scope_service(), &recorded.hosts);
    let head = Head::new(&credentials, plane.source_ip, false);
    let mut request = Request::new(head, plane.now, ID, &mut plane.entropy);
    match routed {
        Route::Query(service) => {
            let admission = plane.service.admit_query(service, &mut request).map_err(|answer| answer.status);
            let Ok(_admission) = admission else { panic!("not admitted") };
            let answer = plane.service.answer_query(service, &mut request, recorded.form.as_bytes());
            plane.runtime.block_on(answer).0.status
        }
        Route::S3(asked) => {
            let mut nothing = Nothing;
            let answer = plane.service.answer_s3(asked, &mut request, &mut nothing);
            plane.runtime.block_on(answer).answer.status
        }
        Route::Refused(_) | Route::Health(_) => panic!("refused"),
    }
}

fn count(plane: &mut Plane, who: &Credentials, service: &str, form: &'static str, status: u16) -> u64 {
    let recorded = recorded(plane, who, service, form);
    // the first requests fill caches
    for _ in 0..3 {
        assert_eq!(answer(plane, &recorded), status, "{service} {form}");
    }
    let counted = |plane: &mut Plane| {
        allocation_counter::measure(|| {
            answer(plane, &recorded);
        })
        .count_total
    };
    let (first, second) = (counted(plane), counted(plane));
    assert!(first.abs_diff(second) <= 1, "{first} {second}");
    first.max(second)
}

#[test]
fn allocations_of_a_request() {
    let mut plane = Plane::new();
    let key = plane.user("alice", Some(MFA_ONLY));
    let device = plane.enabled_device("alice", "alice");
    plane.advance(90);
    let call = device.session(plane.now, 0);
    let session = plane.sts(&key, &call).credentials();
    let role = plane.role_session("role", MFA_ONLY);
    for bucket in ["load-first", "load-second", "load-third"] {
        plane.bucket(bucket);
    }
    let identity = "Action=GetCallerIdentity&Version=2011-06-15";
    let token = "Action=GetSessionToken&Version=2011-06-15";
    let user = "Action=GetUser&Version=2010-05-08";
    let rows = [
        ("GetCallerIdentity, key", &key, "sts", identity, 200, 14),
        ("GetCallerIdentity, MFA session", &session, "sts", identity, 200, 14),
        ("GetCallerIdentity, role session", &role, "sts", identity, 200, 13),
        ("GetUser, MFA session", &session, "iam", user, 200, 18),
        ("GetSessionToken, key", &key, "sts", token, 200, 30),
        ("ListBuckets, key (denied)", &key, "s3", "", 403, 24),
        ("ListBuckets, MFA session", &session, "s3", "", 200, 42),
    ];
    let mut over = Vec::new();
    for (name, who, service, form, status, most) in rows {
        let counted = count(&mut plane, who, service, form, status);
        println!("{name:34} {counted:4} of {most}");
        if counted > most {
            over.push(format!("{name}: {counted} allocations, at most {most} expected"));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
