//! Shapes of the service models, written by `cargo xtask codegen`. Do not edit.

#[rustfmt::skip]
pub mod iam;
#[rustfmt::skip]
pub mod sts;
#[rustfmt::skip]
pub mod s3;
