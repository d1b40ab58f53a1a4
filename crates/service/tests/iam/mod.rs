//! IAM's operations, called as clients call them.

mod absent;
mod access_keys;
mod account;
mod adversaries;
mod groups;
mod json;
mod mfa;
mod paging;
mod password_policy;
mod permissions;
mod users;
