use identity::{AccessKey, KeyStatus};
use wire::iam::{AccessKeyMetadata, StatusType};

use crate::caller::timestamp;

/// An access key with its secret, shown once: when the key is made.
pub(in crate::iam) fn new_access_key(key: &AccessKey, user_name: Option<String>) -> wire::iam::AccessKey {
    wire::iam::AccessKey {
        user_name,
        access_key_id: key.id.clone(),
        status: status(key.status),
        secret_access_key: key.secret.expose().clone(),
        create_date: Some(timestamp(key.created)),
    }
}

/// An access key without its secret.
pub(in crate::iam) fn access_key(key: &AccessKey, user_name: Option<String>) -> AccessKeyMetadata {
    AccessKeyMetadata {
        user_name,
        access_key_id: Some(key.id.clone()),
        status: Some(status(key.status)),
        create_date: Some(timestamp(key.created)),
    }
}

fn status(status: KeyStatus) -> StatusType {
    match status {
        KeyStatus::Active => StatusType::Active,
        KeyStatus::Inactive => StatusType::Inactive,
    }
}
