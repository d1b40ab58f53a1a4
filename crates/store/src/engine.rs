use std::fmt;
use std::sync::Arc;

/// Counts the commits of a log: 0 when nothing was committed, and greater with each commit.
pub type Revision = u64;

/// One record's part in a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The record's name.
    pub key: Vec<u8>,
    /// The record's bytes from now on; `None` deletes it.
    pub value: Option<Vec<u8>>,
}

/// Changes that were committed together.
#[derive(Debug, PartialEq, Eq)]
pub struct Commit {
    /// Revision of the log once they were made.
    pub revision: Revision,
    /// In order: a later change of the same record replaces an earlier one.
    pub changes: Vec<RecordChange>,
}

/// A record as an engine holds it: its name and its bytes.
pub type StoredRecord = (Vec<u8>, Vec<u8>);

/// Everything that an engine holds.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Every record, in any order.
    pub records: Vec<StoredRecord>,
    /// Revision of the log that they are of.
    pub revision: Revision,
}

/// Commits of other writers, as [`Engine::watch`] tells them.
#[derive(Debug, PartialEq, Eq)]
pub enum Watched {
    /// Every commit after the revision asked about, in order.
    Commits(Vec<Arc<Commit>>),
    /// The log no longer goes back to that revision: everything has to be loaded.
    Compacted,
}

/// Tells a store that there may be commits of others. Called from any thread; returns at once.
pub type Notify = Box<dyn Fn() + Send + Sync>;

/// Reason for which an engine did not do as asked.
#[derive(Debug)]
pub enum EngineError {
    /// The log is no longer at the expected revision: another writer committed. Nothing was committed.
    Moved,
    /// There is no space, or the operating system lacks something else for the moment. Nothing was committed and no sync
    /// failed: the records are as they were, and the same changes may be tried again.
    NoSpace(String),
    /// Another process has the store open.
    Locked,
    /// The engine's own reason: I/O error, failed sync, damaged file.
    Failed(String),
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moved => f.write_str("another writer changed the identity store"),
            Self::NoSpace(reason) => write!(f, "the identity store finds no space: {reason}"),
            Self::Locked => f.write_str("another process has the identity store open"),
            Self::Failed(reason) => write!(f, "the identity store failed: {reason}"),
        }
    }
}

impl std::error::Error for EngineError {}

/// Findings of [`Engine::verify`].
pub struct Verified {
    /// Every record that can be read.
    pub records: Vec<StoredRecord>,
    /// The fault of the storage itself, if there is one.
    pub problem: Option<String>,
}

/// Storage of records as one log of commits: a contract that an embedded file and a distributed store can both meet.
///
/// A commit names the revision that its changes were decided at, and happens only if nothing was committed since. One
/// number protects everything that a decision read, names, quotas and references included, without any list of it. No
/// record is read one by one: the state is loaded once and follows the log.
pub trait Engine: Send + 'static {
    /// Returns every record and the revision that they are of.
    fn load(&mut self) -> Result<Loaded, EngineError>;

    /// Makes changes durable, all of them or none, if the log is at `expected`; returns the log's revision afterwards.
    ///
    /// `Ok` means that they are on stable storage. [`EngineError::Moved`] and [`EngineError::NoSpace`] mean that none of
    /// them happened; any other error means that the caller cannot know and must not go on. Without changes it only
    /// confirms that the log is at `expected`.
    fn commit(&mut self, changes: Vec<RecordChange>, expected: Revision) -> Result<Revision, EngineError>;

    /// Returns the commits after `from`, in order. An engine with one writer has none to tell.
    fn watch(&mut self, from: Revision) -> Result<Watched, EngineError> {
        let _ = from;
        Ok(Watched::Commits(Vec::new()))
    }

    /// Asks to be told when others have committed. An engine with one writer never tells.
    fn notify(&mut self, tell: Notify) {
        drop(tell);
    }

    /// Returns every record as it is on stable storage, and the fault of the storage itself, such as a damaged page.
    /// Nothing is written.
    fn verify(&mut self) -> Result<Verified, EngineError> {
        Ok(Verified { records: self.load()?.records, problem: None })
    }

    /// Does ahead of need what can be done so. Called now and then while nothing is committed.
    fn maintain(&mut self) {}
}
