//! Shares of a common bound: uploads by account, connections by network, bytes held by caller.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

mod network;
#[cfg(test)]
mod tests;

pub use network::Network;

/// Places of which there is a total, and a most for each key. Clones share the same places.
///
/// A place has a weight: 1 where places are counted, bytes where a budget is kept. Nothing waits: there is room, or there is
/// none. Only keys that hold something take memory.
pub struct Shares<K: Eq + Hash> {
    held: Arc<Mutex<Held<K>>>,
    total: u64,
    most_per_key: u64,
}

struct Held<K> {
    all: u64,
    by_key: HashMap<K, u64>,
}

/// A place held until it is dropped.
#[must_use = "the place is free again as soon as this is dropped"]
pub struct Place<K: Eq + Hash> {
    shares: Shares<K>,
    key: K,
    weight: u64,
}

impl<K: Eq + Hash> Clone for Shares<K> {
    fn clone(&self) -> Self {
        Self { held: self.held.clone(), total: self.total, most_per_key: self.most_per_key }
    }
}

impl<K: Eq + Hash> Shares<K> {
    /// `total` for all keys together, `most_per_key` for each.
    pub fn new(total: u64, most_per_key: u64) -> Self {
        let held = Held { all: 0, by_key: HashMap::new() };
        Self { held: Arc::new(Mutex::new(held)), total, most_per_key }
    }

    /// Takes a place of this weight, unless the total or the key's share would be exceeded.
    pub fn enter(&self, key: K, weight: u64) -> Option<Place<K>>
    where
        K: Clone,
    {
        self.take(&key, weight).then(|| Place { shares: self.clone(), key, weight })
    }

    /// The weight of all places held.
    pub fn held(&self) -> u64 {
        self.lock().all
    }

    /// The weight of the places that a key holds.
    pub fn held_by(&self, key: &K) -> u64 {
        self.lock().by_key.get(key).copied().unwrap_or(0)
    }

    /// The number of keys that hold something.
    pub fn keys(&self) -> usize {
        self.lock().by_key.len()
    }

    fn take(&self, key: &K, weight: u64) -> bool
    where
        K: Clone,
    {
        let mut held = self.lock();
        let of_key = held.by_key.get(key).copied().unwrap_or(0).saturating_add(weight);
        let all = held.all.saturating_add(weight);
        if of_key > self.most_per_key || all > self.total {
            return false;
        }
        held.all = all;
        held.by_key.insert(key.clone(), of_key);
        true
    }

    fn give_back(&self, key: &K, weight: u64) {
        let mut held = self.lock();
        held.all = held.all.saturating_sub(weight);
        let left = held.by_key.get_mut(key).map(|of_key| {
            *of_key = of_key.saturating_sub(weight);
            *of_key
        });
        if left == Some(0) {
            held.by_key.remove(key);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Held<K>> {
        // counters are whole between any two lines that can panic
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash + Clone> Place<K> {
    /// Makes the place heavier, unless the total or the key's share would be exceeded: then nothing changes.
    pub fn grow(&mut self, more: u64) -> bool {
        let grown = self.shares.take(&self.key, more);
        if grown {
            self.weight = self.weight.saturating_add(more);
        }
        grown
    }

    /// Gives a part of the weight back; at most all of it.
    pub fn shrink(&mut self, less: u64) {
        let less = less.min(self.weight);
        self.weight -= less;
        self.shares.give_back(&self.key, less);
    }

    /// The weight of this place.
    pub fn weight(&self) -> u64 {
        self.weight
    }
}

impl<K: Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        self.shares.give_back(&self.key, self.weight);
    }
}
