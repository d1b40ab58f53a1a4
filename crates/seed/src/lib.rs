//! Seeds: files, YAML or JSON, that say with which accounts, users, policies and buckets an installation begins.
//!
//! [`Seed::read`] turns a text into a plan of identity changes ([`identity::plan`]) and a list of buckets, or into all its
//! faults, each with line and column. Names, paths and tags are held to the constraints of the requests that make the same
//! things, everything else to the commands of the state machine. Knows nothing of directories: the caller reads the files that
//! a seed names ([`Files`]).

mod compile;
mod fault;
mod files;
mod json;
mod keys;
pub mod limits;
mod model;
mod node;
mod reader;
mod request;
mod seed;
#[cfg(test)]
mod tests;

pub use fault::{Fault, Place};
pub use files::{Files, FoundFile};
pub use model::{Content, FIRST_ACCOUNT, NewBucket, NewObject, Options};
pub use seed::Seed;
