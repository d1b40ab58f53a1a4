//! Users, groups, keys and devices as answers show them.

use identity::{AccessKey, Account, Group, KeyStatus, User, arn};
use wire::iam::{AccessKeyMetadata, StatusType};

use super::{tags, view_policy};
use crate::caller::timestamp;

/// A user with everything.
pub(super) fn user(user: &User) -> wire::iam::User {
    wire::iam::User {
        permissions_boundary: view_policy::boundary(user.permissions_boundary.as_ref()),
        tags: tags::show_some(&user.tags),
        ..listed_user(user)
    }
}

/// A user in a list, where AWS shows neither tags nor permissions boundary.
pub(super) fn listed_user(user: &User) -> wire::iam::User {
    wire::iam::User {
        path: Some(user.path.clone()),
        user_name: Some(user.name.clone()),
        user_id: user.id.clone(),
        arn: user.arn(),
        create_date: timestamp(user.created),
        password_last_used: None,
        permissions_boundary: None,
        tags: None,
    }
}

/// The root user of an account, which has neither name nor path.
pub(super) fn root_user(account: &Account) -> wire::iam::User {
    wire::iam::User {
        path: None,
        user_name: None,
        user_id: account.id.to_string(),
        arn: arn::root(account.id),
        create_date: timestamp(account.created),
        password_last_used: None,
        permissions_boundary: None,
        tags: None,
    }
}

/// A group.
pub(super) fn group(group: &Group) -> wire::iam::Group {
    wire::iam::Group {
        path: group.path.clone(),
        group_name: group.name.clone(),
        group_id: group.id.clone(),
        arn: group.arn(),
        create_date: timestamp(group.created),
    }
}

/// An access key with its secret, which is shown once: when the key is made.
pub(super) fn new_access_key(key: &AccessKey, user_name: Option<String>) -> wire::iam::AccessKey {
    wire::iam::AccessKey {
        user_name,
        access_key_id: key.id.clone(),
        status: status(key.status),
        secret_access_key: key.secret.expose().clone(),
        create_date: Some(timestamp(key.created)),
    }
}

/// An access key without its secret.
pub(super) fn access_key(key: &AccessKey, user_name: Option<String>) -> AccessKeyMetadata {
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
