//! S3, called as clients call it.

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
mod tagging;
mod uploads;
