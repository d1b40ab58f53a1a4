//! Sign-in by presigned GetCallerIdentity, answers in JSON, and operations that are not signed.

use jiff::Timestamp;
use serde_json::Value;
use service::{Head, Request};
use wire::query::Service as QueryService;
use wire::sigv4::{Family, RequestDate, RequestHead, SigningCredentials, SigningRequest};

use crate::support::*;

const HOST: &str = "sts.us-east-1.amazonaws.com";

/// Sends a request as it is.
fn send(plane: &mut Plane, method: &str, query: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let signed = RequestHead { method, path: "/", query, headers: &headers };
    let brought = wire::sigv4::Credentials::read(signed);
    let head = Head::new(&brought, plane.source_ip, false);
    let mut request = Request::new(head, plane.now, REQUEST_ID, &mut plane.entropy);
    let answer = plane.service.answer_query(Some(QueryService::Sts), &mut request, body.as_bytes());
    Reply(plane.runtime.block_on(answer).0)
}

/// The query of a presigned URL that names the header of a cluster, as EKS's authenticator makes it.
fn presigned(plane: &Plane, who: &Credentials, life: u32) -> String {
    let headers: [(&str, &[u8]); 2] = [("host", HOST.as_bytes()), ("x-k8s-aws-id", b"cluster")];
    let signing = SigningRequest {
        family: Family::Query,
        method: "GET",
        path: "/",
        query: "Action=GetCallerIdentity&Version=2011-06-15",
        headers: &headers,
        payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        region: "us-east-1",
        service: "sts",
    };
    let credentials = SigningCredentials {
        access_key_id: &who.access_key_id,
        secret_access_key: who.secret.as_bytes(),
        session_token: who.token.as_deref(),
    };
    let clock = Timestamp::from_millisecond(i64::try_from(plane.now.millis()).unwrap()).unwrap();
    signing.presign(&credentials, RequestDate::new(clock), Some(life))
}

fn json(reply: &Reply) -> Value {
    let content_type = reply.0.headers.iter().find(|(name, _)| *name == "content-type");
    assert_eq!(content_type.unwrap().1, "application/json");
    serde_json::from_slice(&reply.0.body).unwrap()
}

/// Requests of EKS's authenticator: a signed GetCallerIdentity of its own, to learn the session's name, and the presigned
/// one that its server replays. The answer is read as the server reads it.
#[test]
fn the_requests_of_aws_iam_authenticator_replayed() {
    let mut plane = Plane::new();
    let alice = plane.user("alice", None);
    assert_eq!(plane.sts(&alice, "GetCallerIdentity").text("Account"), ACCOUNT);
    let headers = [
        ("host", HOST),
        ("user-agent", "Go-http-client/1.1"),
        ("accept", "application/json"),
        ("x-k8s-aws-id", "cluster"),
        ("accept-encoding", "gzip"),
    ];
    for life in [0, 60] {
        let url = presigned(&plane, &alice, life);
        let made = plane.now;
        for (age, is_good) in [(0, true), (14 * 60, true), (15 * 60, true), (15 * 60 + 1, false)] {
            plane.now = made.plus_seconds(age);
            let reply = send(&mut plane, "GET", &url, &headers, "");
            let answer = json(&reply);
            if is_good {
                assert_eq!(reply.0.status, 200, "{answer}");
                let identity = &answer["GetCallerIdentityResponse"]["GetCallerIdentityResult"];
                assert_eq!(identity["Account"], ACCOUNT);
                assert_eq!(identity["Arn"], format!("arn:aws:iam::{ACCOUNT}:user/alice"));
                assert!(identity["UserId"].as_str().unwrap().starts_with("AIDA"));
                assert_eq!(answer["GetCallerIdentityResponse"]["ResponseMetadata"]["RequestId"], REQUEST_ID);
            } else {
                assert_eq!(
                    (reply.0.status, &answer["Error"]["Code"]),
                    (403, &"SignatureDoesNotMatch".into())
                );
                assert_eq!(
                    (&answer["Error"]["Type"], &answer["RequestId"]),
                    (&"Sender".into(), &REQUEST_ID.into())
                );
            }
        }
        plane.now = made;
        let without: Vec<_> = headers.iter().copied().filter(|(name, _)| *name != "x-k8s-aws-id").collect();
        assert_eq!(
            send(&mut plane, "GET", &url, &without, "").0.status,
            403,
            "a signed header that is missing"
        );
    }
}

#[test]
fn every_kind_of_answer_is_in_json_for_who_asks() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let summary = json(&plane.accepting("application/json", QueryService::Iam, &admin, "GetAccountSummary"));
    let counts = &summary["GetAccountSummaryResponse"]["GetAccountSummaryResult"]["SummaryMap"];
    assert_eq!((&counts["Users"], &counts["Groups"]), (&1.into(), &0.into()));
    let users = json(&plane.accepting("application/json", QueryService::Iam, &admin, "ListUsers MaxItems=1"));
    let result = &users["ListUsersResponse"]["ListUsersResult"];
    assert_eq!((&result["IsTruncated"], &result["Users"][0]["UserName"]), (&false.into(), &"admin".into()));
    assert_eq!(result["Users"][0]["CreateDate"], 1_800_000_000);
    let session = json(&plane.accepting("application/json", QueryService::Sts, &admin, "GetSessionToken"));
    let credentials = &session["GetSessionTokenResponse"]["GetSessionTokenResult"]["Credentials"];
    assert_eq!(credentials["Expiration"], 1_800_000_000 + 43_200);
    let made =
        json(&plane.accepting("application/json", QueryService::Iam, &admin, "CreateUser UserName=bob"));
    assert_eq!(made["CreateUserResponse"]["CreateUserResult"]["User"]["Path"], "/");
    let gone =
        json(&plane.accepting("application/json", QueryService::Iam, &admin, "DeleteUser UserName=bob"));
    assert_eq!(
        gone,
        serde_json::json!({"DeleteUserResponse": {"ResponseMetadata": {"RequestId": REQUEST_ID}}})
    );
    for (call, code) in [
        ("GetUser UserName=bob", "NoSuchEntity"),
        ("GetUser UserName=", "ValidationError"),
        ("CreateInstanceProfile InstanceProfileName=p", "UnsupportedOperation"),
        ("NoSuchOperation", "InvalidAction"),
    ] {
        let error = json(&plane.accepting("application/json", QueryService::Iam, &admin, call));
        assert_eq!(
            (&error["Error"]["Code"], &error["RequestId"]),
            (&code.into(), &REQUEST_ID.into()),
            "{call}"
        );
    }
    let xml = plane.accepting("text/xml, application/json", QueryService::Iam, &admin, "ListUsers");
    assert_eq!(xml.text("UserName"), "admin");
}

#[test]
fn operations_without_signature_are_not_told_to_sign() {
    let mut plane = Plane::new();
    let form = [("host", HOST), ("content-type", "application/x-www-form-urlencoded; charset=utf-8")];
    let role = "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr";
    let not_built = |name: &str| {
        format!(
            "400 UnsupportedOperation: The operation {name} is recognised but not built in this server yet."
        )
    };
    let missing = "403 MissingAuthenticationToken: Request is missing Authentication Token";
    for (name, parameters, expected) in [
        (
            "AssumeRoleWithWebIdentity",
            format!("{role}&RoleSessionName=pod&WebIdentityToken=eyJh.bcd.efg"),
            not_built("AssumeRoleWithWebIdentity"),
        ),
        (
            "AssumeRoleWithSAML",
            format!(
                "{role}&PrincipalArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Asaml-provider%2Fp&SAMLAssertion=abcd"
            ),
            not_built("AssumeRoleWithSAML"),
        ),
        ("GetCallerIdentity", String::new(), missing.to_owned()),
        ("AssumeRole", format!("{role}&RoleSessionName=pod"), missing.to_owned()),
    ] {
        let body = format!("Action={name}&Version=2011-06-15&{parameters}");
        assert_eq!(send(&mut plane, "POST", "", &form, &body).outcome(), expected, "{name}");
    }
    let body = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15";
    let refusal = send(&mut plane, "POST", "", &form, body).refusal();
    assert!(refusal.starts_with("400 ValidationError: 3 validation errors detected: "), "{refusal}");
}
