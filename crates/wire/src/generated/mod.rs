//! Shapes of the service models, written by `cargo xtask codegen`. Do not edit.

#[rustfmt::skip]
pub mod iam;
#[rustfmt::skip]
pub mod sts;
#[rustfmt::skip]
pub(crate) mod s3;
#[rustfmt::skip]
pub(crate) mod s3_documents;
#[rustfmt::skip]
pub(crate) mod s3_requests;
#[rustfmt::skip]
pub(crate) mod s3_responses;
#[rustfmt::skip]
pub(crate) mod s3_rules;
