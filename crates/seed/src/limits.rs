//! Bounds of a seed, each with its unit.

/// Bytes of a seed file.
pub const SEED_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of a file with a policy document that a seed names.
pub const DOCUMENT_BYTES: u64 = 1024 * 1024;
/// Values of a seed, those that aliases stand for counted each time: nested aliases would multiply.
pub const VALUES: usize = 1_000_000;
/// Lists and mappings within each other.
pub const DEPTH: usize = 64;
/// Objects that a seed puts into buckets.
pub const OBJECTS: usize = 100_000;
/// Faults that are told; there may be more.
pub const FAULTS: usize = 100;
