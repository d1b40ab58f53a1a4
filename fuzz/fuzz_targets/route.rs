//! The service that a request goes to, and what is read from an S3 request's head.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::route::{Hosts, Route, route};
use wire::s3::{ByteRange, Conditions, ContentHeaders, ListBuckets, ListObjects, UserMetadata};
use wire::sigv4::RequestHead;

const METHODS: [&str; 7] = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"];
const SCOPES: [Option<&str>; 5] = [None, Some("iam"), Some("sts"), Some("s3"), Some("127")];

fuzz_target!(|input: (u8, u8, &str, &str, &str, &str, &[u8])| {
    let (method, scope, host, path, query, name, value) = input;
    let method = METHODS[usize::from(method) % METHODS.len()];
    let scope = SCOPES[usize::from(scope) % SCOPES.len()];
    let headers = [("host", host.as_bytes()), (name, value)];
    let head = RequestHead { method, path, query, headers: &headers };
    match route(&head, None, scope, &Hosts::new(["s3.example.org"])) {
        Route::Query(service) => assert!(service.is_some() || matches!(path, "" | "/")),
        Route::Refused(refusal) => {
            let answer = refusal.answer(method, "request", "host");
            assert!(answer.headers.iter().all(|(_, value)| !value.chars().any(char::is_control)));
        }
        Route::S3(request) => {
            assert!(request.bucket.is_some() || request.key.is_none());
            let _ = ListBuckets::parse(&request.params);
            let _ = ListObjects::parse(&request.params);
            let _ = wire::s3::response_overrides(&request.params);
        }
    }
    let _ = UserMetadata::from_head(&head);
    let _ = ContentHeaders::from_head(&head);
    let _ = wire::s3::refuse_unsupported(&head);
    let _ = wire::s3::expected_bucket_owner(&head);
    let _ = Conditions::from_head(&head).for_read("etag", wire::Timestamp::from_epoch_seconds(0));
    if let Some(range) = ByteRange::from_head(&head) {
        for size in [0, 1, 10, u64::MAX] {
            if let Ok((first, last)) = range.within(size) {
                assert!(first <= last && last < size);
            }
        }
    }
});
