//! A query string under authentication, and its canonical form.
//!
//! A query string that is signed by us is proved by us, with any content, unless a name in it repeats or is one of
//! authentication; and as it stands it never makes the verifier panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::sigv4::{
    AuthError, Claim, Credentials, Endpoint, Family, RequestDate, RequestHead, SigningCredentials, SigningRequest,
    UNSIGNED_PAYLOAD,
};

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let now = "2026-11-22T12:00:00Z".parse().expect("a time");
    let headers: [(&str, &[u8]); 1] = [("host", b"127.0.0.1:4747")];
    for (endpoint, family, service, payload) in [
        (Endpoint::Query { service: "sts", body: b"", allow_v2: true }, Family::Query, "sts", EMPTY),
        (
            Endpoint::S3 { home_region: "us-east-1", bucket_in_host: None, allow_v2: true },
            Family::S3,
            "s3",
            UNSIGNED_PAYLOAD,
        ),
    ] {
        let as_is = RequestHead { method: "GET", path: "/", query: text, headers: &headers };
        if let Ok(Claim::Signed(signed)) = Claim::judge(&Credentials::read(as_is), endpoint, now) {
            signed.spend_as_verified();
        }
        let request = SigningRequest {
            family,
            method: "GET",
            path: "/",
            query: text,
            headers: &headers,
            payload,
            region: "us-east-1",
            service,
        };
        let credentials = SigningCredentials {
            access_key_id: "AKIAIOSFODNN7EXAMPLE",
            secret_access_key: SECRET,
            session_token: None,
        };
        let query = request.presign(&credentials, RequestDate::new(now), Some(60));
        let head = RequestHead { method: "GET", path: "/", query: &query, headers: &headers };
        match Claim::judge(&Credentials::read(head), endpoint, now) {
            Ok(Claim::Signed(signed)) => {
                let key = signed.derive_key(SECRET);
                let lowered = query.to_ascii_lowercase();
                // A payload hash in the URL is what is signed then.
                let own_payload = lowered.contains("content-sha256") || lowered.contains('%');
                assert!(signed.verify(&key).is_ok() || own_payload, "{query}");
            }
            Ok(Claim::Anonymous) => panic!("the signature was not found"),
            Err(
                AuthError::RepeatedParameter { .. }
                | AuthError::SeveralCarriers { .. }
                | AuthError::PayloadHash { .. }
                | AuthError::TokenMismatch { .. },
            ) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
});
