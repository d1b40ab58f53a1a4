//! The kinds of record, a folder each: model, table with its indexes, commands, tests.

pub(crate) mod access_key;
pub(crate) mod account;
pub(crate) mod group;
pub(crate) mod last_use;
pub(crate) mod mfa_device;
pub(crate) mod named;
pub(crate) mod password_policy;
pub(crate) mod policy;
pub(crate) mod role;
pub(crate) mod throttle;
pub(crate) mod user;
mod uses;

pub use uses::{IdsByName, PolicyUses};
