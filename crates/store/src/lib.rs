//! Durable identity state behind one small [`Engine`] trait: one log of commits.
//!
//! [`Store`] has one writer, which decides commands one after another against the newest state, commits their changes in
//! groups, and shows or answers no change before it is on stable storage. Readers take a [`Snapshot`]. Several
//! stores may share one log. Values are sealed with a key that is not in the same file.
//! Knows nothing of HTTP, signatures or policies.

mod check;
pub mod codec;
mod engine;
mod job;
pub mod limits;
mod memory_engine;
pub mod private_file;
mod redb_engine;
mod root_key;
mod sealed;
mod snapshot;
mod store;
mod writer;

pub use check::{Checked, Finding, check_file};
pub use engine::{
    Commit, Engine, EngineError, Loaded, Notify, RecordChange, Revision, StoredRecord, Verified, Watched,
};
pub use job::ExecuteError;
pub use limits::RESERVE_BYTES;
pub use memory_engine::MemoryEngine;
pub use redb_engine::RedbEngine;
pub use root_key::{RootKeyError, load as load_root_key, load_or_create as load_or_create_root_key};
pub use snapshot::Snapshot;
pub use store::{OpenError, Store};
