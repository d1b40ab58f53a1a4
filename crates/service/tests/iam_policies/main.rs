//! IAM's roles, policies and boundaries, called as clients call them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod attachments;
mod boundaries;
mod conditions;
mod denials;
mod documents;
mod escalation;
mod inline_policies;
mod managed_policies;
mod recorded;
mod roles;
mod simulation;
mod trust;
