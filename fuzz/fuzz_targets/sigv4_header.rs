//! A whole request, judged by each service.
//!
//! Nothing panics, every refusal has a 4xx answer of each family, and what one secret proves another does not. The input
//! is a request as text: method, target, header lines, an empty line, the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::sigv4::{Claim, Credentials, Endpoint, Family, RequestHead};

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, target) = lines.next().unwrap_or_default().split_once(' ').unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers: Vec<(&str, &[u8])> =
        lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.as_bytes())).collect();
    let head = RequestHead { method, path, query, headers: &headers };
    let _ = Credentials::read(head).scope_service();
    for endpoint in [
        Endpoint::Query { service: "sts", body: body.as_bytes(), allow_v2: true },
        Endpoint::S3 { home_region: "us-east-1", bucket_in_host: None, allow_v2: true },
        Endpoint::S3 { home_region: "us-east-1", bucket_in_host: Some("bucket"), allow_v2: false },
    ] {
        // when the seeds were recorded
        let now = "2026-11-22T16:13:25Z".parse().expect("a time");
        let credentials = Credentials::read(head);
        let claim = || match Claim::judge(&credentials, endpoint, now) {
            Ok(Claim::Signed(signed)) => Some(signed),
            Ok(Claim::Anonymous) => None,
            Err(error) => {
                for family in [Family::Query, Family::S3] {
                    assert!((400..500).contains(&error.fault(family).status()));
                }
                None
            }
        };
        let (Some(one), Some(other)) = (claim(), claim()) else { continue };
        let right = one.derive_key(SECRET);
        let wrong = other.derive_key(b"another");
        let proved = one.verify(&right).is_ok();
        assert!(other.verify(&wrong).is_err() || !proved, "two secrets prove one request");
    }
});
