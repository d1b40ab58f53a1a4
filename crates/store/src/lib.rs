//! Durable identity state behind one small [`Engine`] trait.
//!
//! [`Store`] decides commands one after another against the newest state, commits their changes in groups, and lets nobody
//! see or hear of a change before it is on stable storage. Values are sealed with a key that is not in the same file.
//! Knows nothing of HTTP, signatures or policies.

mod check;
pub mod codec;
mod engine;
pub mod private_file;
mod redb_engine;
mod root_key;
mod store;

pub use check::{Checked, Finding, check_file};
pub use engine::{Batch, Engine, EngineError, Operation, StoredValue, Verified, Version};
pub use redb_engine::{RESERVE_BYTES, RedbEngine};
pub use root_key::{RootKeyError, load as load_root_key, load_or_create as load_or_create_root_key};
pub use store::{ExecuteError, OpenError, Store};
