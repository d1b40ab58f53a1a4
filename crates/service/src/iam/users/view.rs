use identity::{Account, User, arn};

use crate::caller::timestamp;
use crate::iam::shown;

/// A user with everything.
pub(in crate::iam) fn user(user: &User) -> wire::iam::User {
    wire::iam::User {
        permissions_boundary: shown::boundary(user.permissions_boundary.as_ref()),
        tags: shown::some_tags(&user.tags),
        ..listed_user(user)
    }
}

/// A user in a list, where AWS shows neither tags nor permissions boundary.
pub(in crate::iam) fn listed_user(user: &User) -> wire::iam::User {
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
pub(in crate::iam) fn root_user(account: &Account) -> wire::iam::User {
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
