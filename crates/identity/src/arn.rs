//! Amazon Resource Names of users, groups, roles, policies and devices.

use std::fmt::Write as _;

use crate::AccountId;

/// The partition of everything here.
pub const PARTITION: &str = "aws";

/// ARN of a root user: `arn:aws:iam::ACCOUNT:root`.
pub fn root(account: AccountId) -> String {
    made(format_args!("arn:{PARTITION}:iam::{account}:root"), 0)
}

/// ARN of a user: `arn:aws:iam::ACCOUNT:user/path/name`.
pub fn user(account: AccountId, path: &str, name: &str) -> String {
    entity(account, "user", path, name)
}

/// ARN of a group: `arn:aws:iam::ACCOUNT:group/path/name`.
pub fn group(account: AccountId, path: &str, name: &str) -> String {
    entity(account, "group", path, name)
}

/// ARN of a role: `arn:aws:iam::ACCOUNT:role/path/name`.
pub fn role(account: AccountId, path: &str, name: &str) -> String {
    entity(account, "role", path, name)
}

/// ARN of a customer managed policy: `arn:aws:iam::ACCOUNT:policy/path/name`.
pub fn policy(account: AccountId, path: &str, name: &str) -> String {
    entity(account, "policy", path, name)
}

/// `arn:aws:iam::ACCOUNT:mfa/path/name`: also the serial number of a virtual MFA device.
pub fn mfa(account: AccountId, path: &str, name: &str) -> String {
    entity(account, "mfa", path, name)
}

/// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`: the role's path is dropped.
pub fn assumed_role(account: AccountId, role_name: &str, session_name: &str) -> String {
    let names = role_name.len() + session_name.len();
    made(format_args!("arn:{PARTITION}:sts::{account}:assumed-role/{role_name}/{session_name}"), names)
}

/// `path` begins and ends with a slash, and may hold `//`, which is kept.
fn entity(account: AccountId, kind: &str, path: &str, name: &str) -> String {
    let names = kind.len() + path.len() + name.len();
    made(format_args!("arn:{PARTITION}:iam::{account}:{kind}{path}{name}"), names)
}

/// Bytes of an ARN without the names in it, at most: `arn:aws:sts::123456789012:assumed-role//`.
const ARN_BYTES: usize = 40;

/// The text, whose names have so many bytes, in one allocation.
fn made(text: std::fmt::Arguments<'_>, names: usize) -> String {
    let mut arn = String::with_capacity(ARN_BYTES + names);
    // writing into a string cannot fail
    let _ = arn.write_fmt(text);
    arn
}

/// The account field of an ARN, if it has one of twelve digits.
pub fn account_of(arn: &str) -> Option<AccountId> {
    arn.split(':').nth(4).and_then(AccountId::parse)
}
