//! Cache of sessions: each in a file of its own, sealed.
//!
//! An entry's name is a hash of everything that the session depends on: endpoint, principal (by access key or profile), device,
//! role and its parameters. The sealing key lies apart from the entries: in the operating system's keyring or, where none
//! answers, in the state directory. Entries under one key lie apart from entries under the other, so that a person who works at
//! the desktop at times and over SSH at others keeps the sessions of both.

mod entry;
mod error;
mod key;
mod sealing;
mod sessions;
#[cfg(feature = "keyring")]
mod system_keyring;

pub use entry::{Entry, Kind};
pub use error::CacheError;
pub use key::Key;
pub use sealing::{KeyPlace, Keyring};
pub use sessions::Cache;

#[cfg(test)]
mod tests;
