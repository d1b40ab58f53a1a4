//! MFA codes as their owners and their thieves see them: which policy is judged before a code is read, what a session from one is
//! worth, and who is slowed by wrong ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "mfa/order.rs"]
mod order;
#[path = "mfa/self_management.rs"]
mod self_management;
#[path = "mfa/throttling.rs"]
mod throttling;

mod support;

const INVALID_CODE: &str =
    "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ";
