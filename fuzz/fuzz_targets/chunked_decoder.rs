//! A chunked body, whole and in pieces.
//!
//! Both ways give the same data and the same verdict; never more data than was promised, nor more than came in; and no
//! body of signed chunks is accepted, since nothing here can sign them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::chunked::{ContentError, Received, Receiver};
use wire::sigv4::{Claim, Credentials, Endpoint, Family, Proof, RequestDate, RequestHead, SigningCredentials, SigningRequest};

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const LIMIT: u64 = 1 << 20;

const FORMS: [&str; 4] = [
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "UNSIGNED-PAYLOAD",
];
const TRAILERS: [&str; 3] = ["", "x-amz-checksum-crc32", "x-amz-checksum-crc64nvme"];

fuzz_target!(|input: &[u8]| {
    let [form, trailer, promised, step, body @ ..] = input else { return };
    let form = FORMS[usize::from(*form) % FORMS.len()];
    let trailer = TRAILERS[usize::from(*trailer) % TRAILERS.len()];
    let promised = promised.to_string();
    let mut headers: Vec<(&str, &[u8])> =
        vec![("host", b"h"), ("x-amz-decoded-content-length", promised.as_bytes())];
    if !trailer.is_empty() {
        headers.push(("x-amz-trailer", trailer.as_bytes()));
    }
    let now = "2026-11-22T12:00:00Z".parse().expect("a time");
    let request = SigningRequest {
        family: Family::S3,
        method: "PUT",
        path: "/b/k",
        query: "",
        headers: &headers,
        payload: form,
        region: "us-east-1",
        service: "s3",
    };
    let credentials =
        SigningCredentials { access_key_id: "AKIAIOSFODNN7EXAMPLE", secret_access_key: SECRET, session_token: None };
    let added = request.sign(&credentials, RequestDate::new(now));
    let mut all = headers.clone();
    all.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
    let head = RequestHead { method: "PUT", path: "/b/k", query: "", headers: &all };
    let endpoint = Endpoint::S3 { home_region: "us-east-1", bucket_in_host: None, allow_v2: true };
    let credentials = Credentials::read(head);
    let Ok(Claim::Signed(signed)) = Claim::judge(&credentials, endpoint, now) else { panic!("not claimed") };
    let key = signed.derive_key(SECRET);
    let Ok(proof) = signed.verify(&key) else { panic!("not proved") };

    let whole = receive(&head, &proof, body, usize::MAX);
    let pieces = receive(&head, &proof, body, usize::from(*step).max(1));
    match (&whole, &pieces) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Err(_), Err(_)) => {}
        _ => panic!("{whole:?} is not {pieces:?}"),
    }
    if let Ok((data, received)) = whole {
        assert!(data.len() <= body.len() && received.length == data.len() as u64);
        assert!(!form.contains("HMAC"), "signed chunks accepted");
        assert!(form == "UNSIGNED-PAYLOAD" || received.length.to_string() == promised);
    }
});

fn receive(
    head: &RequestHead<'_>,
    proof: &Proof,
    body: &[u8],
    step: usize,
) -> Result<(Vec<u8>, Received), ContentError> {
    let mut receiver = Receiver::new(head, Some(proof), LIMIT)?;
    let mut data = Vec::new();
    for mut piece in body.chunks(step) {
        while let Some(part) = receiver.next(&mut piece)? {
            data.extend_from_slice(part);
        }
    }
    receiver.finish().map(|received| (data, received))
}
