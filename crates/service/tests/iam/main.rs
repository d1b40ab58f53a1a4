//! IAM's operations, called as clients call them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod absent;
mod access_keys;
mod account;
mod adversaries;
mod groups;
mod json;
mod mfa;
mod paging;
mod permissions;
mod users;
