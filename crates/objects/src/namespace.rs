//! All buckets, by name and by owner.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, RwLock};

use crate::contents::BucketState;
use crate::locking::lock;
use crate::model::BucketInfo;
use crate::usage::Owners;

/// All buckets and their owners, shared by all handles.
#[derive(Debug)]
pub(crate) struct Namespace {
    pub(crate) owners: Owners,
    pub(crate) buckets: RwLock<Buckets>,
    /// Held while the set of buckets changes on disk.
    changing: Mutex<()>,
}

impl Namespace {
    pub(crate) fn new(owners: Owners, buckets: Buckets) -> Namespace {
        Namespace { owners, buckets: RwLock::new(buckets), changing: Mutex::new(()) }
    }

    /// Does something while no bucket comes or goes.
    pub(crate) fn hold<T>(&self, work: impl FnOnce() -> T) -> T {
        let _changing = lock(&self.changing);
        work()
    }
}

/// The buckets that exist durably.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    pub(crate) by_name: BTreeMap<String, Arc<BucketState>>,
    pub(crate) by_owner: BTreeMap<String, BTreeMap<String, Arc<BucketState>>>,
}

impl Buckets {
    pub(crate) fn insert(&mut self, state: Arc<BucketState>) {
        let name = state.info.name.as_str();
        self.by_owner
            .entry(state.info.owner.clone())
            .or_default()
            .insert(name.to_owned(), Arc::clone(&state));
        self.by_name.insert(name.to_owned(), state);
    }

    pub(crate) fn remove(&mut self, info: &BucketInfo) {
        self.by_name.remove(info.name.as_str());
        if let Some(owned) = self.by_owner.get_mut(&info.owner) {
            owned.remove(info.name.as_str());
            if owned.is_empty() {
                self.by_owner.remove(&info.owner);
            }
        }
    }

    pub(crate) fn count(&self, owner: &str) -> usize {
        self.by_owner.get(owner).map_or(0, BTreeMap::len)
    }
}
