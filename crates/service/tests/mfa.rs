//! MFA codes as their owners and their thieves see them: which policy is judged before a code is read, what a session from one is
//! worth, and who is slowed by wrong ones.

mod order;
mod self_management;
mod throttling;

const INVALID_CODE: &str =
    "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ";
