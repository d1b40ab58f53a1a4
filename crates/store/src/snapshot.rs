use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};

use identity::State;

use crate::engine::Revision;

/// The state as it was on stable storage at one revision. It stays as it is while changes go on.
#[derive(Clone, Default)]
pub struct Snapshot {
    state: Arc<State>,
    revision: Revision,
}

impl Snapshot {
    pub(crate) fn new(state: State, revision: Revision) -> Self {
        Self { state: Arc::new(state), revision }
    }

    /// Revision of the log that the state is of.
    pub fn revision(&self) -> Revision {
        self.revision
    }
}

impl Deref for Snapshot {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

/// The newest durable state. The lock is held for as long as a pointer takes to copy.
pub(crate) struct Published(RwLock<Snapshot>);

impl Published {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self(RwLock::new(snapshot))
    }

    pub(crate) fn get(&self) -> Snapshot {
        // nothing panics while it is written: one value takes another's place
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets a state be seen, and drops the one before it outside the lock.
    pub(crate) fn set(&self, snapshot: Snapshot) {
        let mut place = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *place, snapshot);
        drop(place);
        drop(before);
    }
}
