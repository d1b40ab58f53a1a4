//! An engine in memory: one log that any number of handles share, so that several stores can stand on it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::{
    Commit, Engine, EngineError, Loaded, Notify, RecordChange, Revision, StoredRecord, Watched,
};
use crate::limits::MEMORY_COMMITS_MAX;

/// One handle of a log in memory. Nothing outlives the last handle.
///
/// [`MemoryEngine::another`] makes a further writer on the same log, such as a second node of an installation has; what
/// one commits moves the log for the others.
#[derive(Default)]
pub struct MemoryEngine {
    log: Arc<Mutex<Log>>,
    before_commit: Option<Hook>,
    /// Number of its subscription, once it has one.
    subscription: Option<u64>,
}

/// Called before each commit of a handle, with no lock held: may let other handles commit, or refuse.
type Hook = Box<dyn FnMut(&[RecordChange]) -> Result<(), EngineError> + Send>;

#[derive(Default)]
struct Log {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
    revision: Revision,
    /// The newest commits, oldest first.
    commits: VecDeque<Arc<Commit>>,
    subscribers: BTreeMap<u64, Arc<Notify>>,
    subscriptions: u64,
}

impl Log {
    fn append(&mut self, changes: Vec<RecordChange>) {
        for change in &changes {
            match &change.value {
                Some(value) => self.records.insert(change.key.clone(), value.clone()),
                None => self.records.remove(&change.key),
            };
        }
        self.revision += 1;
        if self.commits.len() == MEMORY_COMMITS_MAX {
            self.commits.pop_front();
        }
        self.commits.push_back(Arc::new(Commit { revision: self.revision, changes }));
    }
}

impl MemoryEngine {
    /// Makes an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a log that holds these records.
    pub fn with_records(records: impl IntoIterator<Item = StoredRecord>) -> Self {
        let engine = Self::default();
        engine.lock().records.extend(records);
        engine
    }

    /// Makes a further handle of the same log.
    pub fn another(&self) -> Self {
        Self { log: Arc::clone(&self.log), before_commit: None, subscription: None }
    }

    /// Calls `hook` before each commit of this handle, while the log is free for other handles; its error is the commit's.
    pub fn before_commit(
        mut self,
        hook: impl FnMut(&[RecordChange]) -> Result<(), EngineError> + Send + 'static,
    ) -> Self {
        self.before_commit = Some(Box::new(hook));
        self
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        // nothing panics between the steps of one change
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for MemoryEngine {
    fn load(&mut self) -> Result<Loaded, EngineError> {
        let log = self.lock();
        let records = log.records.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        Ok(Loaded { records, revision: log.revision })
    }

    fn commit(&mut self, changes: Vec<RecordChange>, expected: Revision) -> Result<Revision, EngineError> {
        if let Some(hook) = &mut self.before_commit {
            hook(&changes)?;
        }
        let mut log = self.lock();
        if log.revision != expected {
            return Err(EngineError::Moved);
        }
        if changes.is_empty() {
            return Ok(expected);
        }
        log.append(changes);
        let revision = log.revision;
        let others = log.subscribers.iter().filter(|(number, _)| Some(**number) != self.subscription);
        let others: Vec<Arc<Notify>> = others.map(|(_, tell)| Arc::clone(tell)).collect();
        drop(log);
        for tell in others {
            tell();
        }
        Ok(revision)
    }

    fn watch(&mut self, from: Revision) -> Result<Watched, EngineError> {
        let log = self.lock();
        if from == log.revision {
            return Ok(Watched::Commits(Vec::new()));
        }
        // the commits after `from` are all there if the first of them is
        if log.commits.front().is_none_or(|oldest| oldest.revision > from + 1) {
            return Ok(Watched::Compacted);
        }
        let after = log.commits.iter().filter(|commit| commit.revision > from);
        Ok(Watched::Commits(after.cloned().collect()))
    }

    fn notify(&mut self, tell: Notify) {
        let mut log = self.lock();
        log.subscriptions += 1;
        let number = log.subscriptions;
        log.subscribers.insert(number, Arc::new(tell));
        drop(log);
        self.subscription = Some(number);
    }
}

impl Drop for MemoryEngine {
    fn drop(&mut self) {
        if let Some(number) = self.subscription {
            self.lock().subscribers.remove(&number);
        }
    }
}

#[cfg(test)]
mod tests;
