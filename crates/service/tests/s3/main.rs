//! S3, called as clients call it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod adversaries;
mod answers;
mod attributes;
mod buckets;
mod checksums;
mod completions;
mod copies;
mod deletes;
mod encryption;
mod listings;
mod multiparts;
mod objects;
mod parts;
mod quotas;
mod uploads;
