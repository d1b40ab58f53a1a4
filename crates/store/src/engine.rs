use std::fmt;

/// Counts the changes of one record: 1 when it is made. A deleted record that is made again starts anew.
pub type Version = u64;

/// A record as an engine holds it: its version, and its sealed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredValue {
    /// How often the record was written.
    pub version: Version,
    /// What the engine cannot read.
    pub sealed: Vec<u8>,
}

/// One record's part in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Names the record.
    pub key: Vec<u8>,
    /// The version that the decision was made on; `None` if there was no such record.
    pub expected: Option<Version>,
    /// The record from now on; `None` deletes it.
    pub value: Option<StoredValue>,
}

/// Changes that happen together or not at all, and only if every record is as expected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// In order: a later operation on the same key sees the earlier one's version.
    pub operations: Vec<Operation>,
}

/// Why an engine did not do as asked.
#[derive(Debug)]
pub enum EngineError {
    /// A record was not at the version that the batch expected: somebody else writes to this store.
    Conflict,
    /// There is no space, or the operating system lacks something else for the moment. Nothing was committed and no sync
    /// failed: the records are as they were, and the same batch may be tried again.
    NoSpace(String),
    /// Another process has the store open.
    Locked,
    /// The engine's own reason: I/O error, failed sync, damaged file.
    Failed(String),
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => f.write_str("another writer changed the identity store"),
            Self::NoSpace(reason) => write!(f, "the identity store finds no space: {reason}"),
            Self::Locked => f.write_str("another process has the identity store open"),
            Self::Failed(reason) => write!(f, "the identity store failed: {reason}"),
        }
    }
}

impl std::error::Error for EngineError {}

/// What [`Engine::verify`] found.
pub struct Verified {
    /// Every record that can be read.
    pub records: Vec<(Vec<u8>, StoredValue)>,
    /// What is wrong with the storage, if anything.
    pub problem: Option<String>,
}

/// Where records are kept: a small key-value contract that an embedded file and a distributed store can both meet. No read
/// is asked of an engine once the state is loaded.
pub trait Engine: Send + 'static {
    /// Every record, in any order.
    fn load(&mut self) -> Result<Vec<(Vec<u8>, StoredValue)>, EngineError>;

    /// Makes the batches durable, in order, each atomically. `Ok` means that all of them are on stable storage, and
    /// [`EngineError::NoSpace`] that none of them happened; any other error means that the caller cannot know and must not
    /// go on.
    fn commit(&mut self, batches: &[Batch]) -> Result<(), EngineError>;

    /// Every record as it is on stable storage, with what is wrong with the storage itself, such as a damaged page. Nothing
    /// is written.
    fn verify(&mut self) -> Result<Verified, EngineError> {
        Ok(Verified { records: self.load()?, problem: None })
    }

    /// Called now and then while nothing is committed, for what an engine does ahead of need.
    fn maintain(&mut self) {}
}
