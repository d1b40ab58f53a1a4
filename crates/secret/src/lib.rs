//! Secrets that do not leak, AEAD sealing, TOTP, and generators of ids and keys.
//!
//! Knows nothing of accounts, files, sockets or clocks: time steps and entropy are arguments.

pub mod id;
pub mod pieces;
pub mod seal;
pub mod totp;

mod entropy;
mod generator;
mod guarded;
mod limits;

pub use entropy::{Drawn, Entropy};
pub use generator::{GENERATOR_SEED_BYTES, Generator};
pub use guarded::Secret;
