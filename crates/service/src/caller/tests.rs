use identity::AccountId;
use jiff::Timestamp;
use wire::sigv4::{
    Claim, Credentials, Endpoint, Family, Proof, RequestDate, RequestHead, SigningCredentials, SigningKey,
    SigningRequest,
};

use super::{Caller, CallerKind, KeyHolder};

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A proof as requests get theirs: by a signature that was made and verified.
fn proof(region: &str) -> Proof {
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let headers: Vec<(&str, &[u8])> = vec![("host", b"localhost")];
    let request = SigningRequest {
        family: Family::Query,
        method: "POST",
        path: "/",
        query: "",
        headers: &headers,
        payload: EMPTY_SHA256,
        region,
        service: "iam",
    };
    let credentials = SigningCredentials {
        access_key_id: "AKIAIOSFODNN7EXAMPLE",
        secret_access_key: SECRET,
        session_token: None,
    };
    let added = request.sign(&credentials, RequestDate::new(now));
    let mut headers = headers;
    headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let head = RequestHead { method: "POST", path: "/", query: "", headers: &headers };
    let endpoint = Endpoint::Query { service: "iam", body: b"", allow_v2: false };
    let credentials = Credentials::read(head);
    let Ok(Claim::Signed(signed)) = Claim::judge(&credentials, endpoint, now) else {
        panic!("not well signed")
    };
    let key: SigningKey = signed.derive_key(SECRET);
    signed.verify(&key).unwrap()
}

/// An account's root user, authenticated.
pub(crate) fn root_user(account: AccountId) -> Caller {
    let holder = KeyHolder { account, kind: CallerKind::Root { session: None } };
    Caller::new(proof("us-east-1"), holder, "us-east-1")
}

#[test]
fn key_and_region_are_those_of_the_proof() {
    let account = AccountId::from_number(1).unwrap();
    let holder = KeyHolder { account, kind: CallerKind::Root { session: None } };
    let caller = Caller::new(proof("eu-central-1"), holder, "us-east-1");
    assert_eq!(caller.access_key_id(), "AKIAIOSFODNN7EXAMPLE");
    assert_eq!(caller.region(), "eu-central-1", "the scope's, not the installation's");
    assert_eq!(caller.account(), account);
}
