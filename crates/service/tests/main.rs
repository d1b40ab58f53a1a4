//! The service without a socket: every operation, called as clients call it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod allocations;
mod compatibility;
mod coverage;
mod iam;
mod iam_policies;
mod mfa;
mod s3;
mod sts;
mod support;
