//! Routes of requests, and the readings of an S3 request's head.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::route::{Hosts, Route, route};
use wire::s3::binding::Request;
use wire::s3::model::{GetObjectRequest, ListBucketsRequest, ListObjectsV2Request, PutObjectRequest};
use wire::s3::{ByteRange, Conditions, ContentHeaders, UserMetadata, paging};
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
        Route::Health(_) => assert!(path.starts_with("/-/")),
        Route::Refused(refusal) => {
            let answer = refusal.answer(method, "request", "host");
            assert!(answer.headers.iter().all(|(_, value)| !value.chars().any(char::is_control)));
        }
        Route::S3(request) => {
            assert!(request.bucket.is_some() || request.key.is_none());
            if let Some(list) = ListBucketsRequest::bind(&head, &request) {
                let _ = paging::max_buckets(list.max_buckets);
            }
            if let Some(list) = ListObjectsV2Request::bind(&head, &request) {
                assert!(
                    paging::max_keys(list.max_keys).is_ok_and(|most| most <= 1000) || list.max_keys.is_sent()
                );
                let _ = paging::encoding_type(list.encoding_type);
            }
            if let Some(get) = GetObjectRequest::bind(&head, &request) {
                let (since, until) = (get.if_modified_since, get.if_unmodified_since);
                let conditions = Conditions::new(get.if_match, get.if_none_match, since, until);
                let _ = conditions.for_read("etag", wire::Timestamp::from_epoch_seconds(0));
            }
            if let Some(put) = PutObjectRequest::bind(&head, &request) {
                assert!(put.metadata.len() <= headers.len());
                let _ = put.content_length.read();
            }
            let _ = wire::s3::response_overrides(&request.params);
        }
    }
    let _ = UserMetadata::from_head(&head);
    let _ = ContentHeaders::from_head(&head);
    let _ = wire::s3::refuse_unsupported(&head);
    let _ = wire::s3::expected_bucket_owner(&head);
    if let Some(range) = ByteRange::parse(host) {
        for size in [0, 1, 10, u64::MAX] {
            if let Ok((first, last)) = range.within(size) {
                assert!(first <= last && last < size);
            }
        }
    }
});
