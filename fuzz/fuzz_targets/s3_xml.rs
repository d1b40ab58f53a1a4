//! XML from clients, and from servers.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::query::{ErrorAnswer, Response};
use wire::s3::{DeleteObjects, completed_parts, location_constraint};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(delete) = DeleteObjects::parse(bytes) {
        assert!((1..=wire::limits::S3_DELETE_OBJECTS).contains(&delete.objects.len()));
        assert!(delete.objects.iter().all(|object| !object.key.as_str().is_empty()));
    }
    let _ = location_constraint(bytes);
    let _ = completed_parts(bytes);
    let _ = ErrorAnswer::from_xml(bytes);
    if let Ok(users) = wire::iam::ListUsersResponse::from_xml(bytes) {
        let again = wire::iam::ListUsersResponse::from_xml(users.to_xml("request").as_bytes());
        // what XML cannot carry was replaced on the way out, so that only the shape has to be the same
        assert_eq!(again.map(|again| again.users.len()), Ok(users.users.len()));
    }
    let _ = wire::iam::GetAccountSummaryResponse::from_xml(bytes);
    let _ = wire::sts::AssumeRoleResponse::from_xml(bytes);
});
