//! Cache within a bound in bytes; the entries used least recently are dropped first.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::mem;
use std::sync::{PoisonError, RwLock};

#[cfg(test)]
mod tests;

/// Values by key, each with a weight, all together within a weight.
///
/// There are two generations. A value that is used moves to the young one; when that has half of the weight, the old one is
/// forgotten whole, and the young one becomes old. So a use of a young value takes a read lock alone.
pub(crate) struct Recent<K, V> {
    /// Weight of both generations together, at most.
    most: usize,
    held: RwLock<Held<K, V>>,
}

struct Held<K, V> {
    young: Generation<K, V>,
    old: Generation<K, V>,
}

struct Generation<K, V> {
    entries: HashMap<K, Entry<V>>,
    weight: usize,
}

struct Entry<V> {
    value: V,
    weight: usize,
}

impl<K: Hash + Eq, V: Clone> Recent<K, V> {
    /// Holds nothing yet, and at most this weight.
    pub(crate) fn new(most: usize) -> Self {
        let held = Held { young: Generation::default(), old: Generation::default() };
        Self { most, held: RwLock::new(held) }
    }

    /// The value under a key.
    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(entry) = held.young.entries.get(key) {
                return Some(entry.value.clone());
            }
            held.old.entries.get(key)?;
        }
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        // another request may have moved it meanwhile
        let Some((key, entry)) = held.old.remove(key) else {
            return held.young.entries.get(key).map(|entry| entry.value.clone());
        };
        let value = entry.value.clone();
        let forgotten = held.insert(key, entry, self.most);
        drop(held);
        drop(forgotten);
        Some(value)
    }

    /// Keeps a value in place of an older one under the same key; not at all if it weighs more than all may together.
    pub(crate) fn keep(&self, key: K, value: V, weight: usize) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let replaced = (held.young.remove(&key), held.old.remove(&key));
        if weight > self.most {
            return;
        }
        let forgotten = held.insert(key, Entry { value, weight }, self.most);
        // many values may end here, for which no other request is to wait
        drop(held);
        drop((replaced, forgotten));
    }
}

impl<K: Hash + Eq, V> Held<K, V> {
    /// Puts an entry into the young generation. Returns the entries that it takes the place of.
    fn insert(&mut self, key: K, entry: Entry<V>, most: usize) -> [Generation<K, V>; 2] {
        let mut forgotten = [Generation::default(), Generation::default()];
        let [first, second] = &mut forgotten;
        if self.young.weight.saturating_add(entry.weight) > most / 2 {
            *first = mem::replace(&mut self.old, mem::take(&mut self.young));
        }
        if self.old.weight.saturating_add(entry.weight) > most {
            *second = mem::take(&mut self.old);
        }
        self.young.insert(key, entry);
        forgotten
    }
}

impl<K, V> Default for Generation<K, V> {
    fn default() -> Self {
        Self { entries: HashMap::new(), weight: 0 }
    }
}

impl<K: Hash + Eq, V> Generation<K, V> {
    fn insert(&mut self, key: K, entry: Entry<V>) {
        self.weight = self.weight.saturating_add(entry.weight);
        self.entries.insert(key, entry);
    }

    fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<(K, Entry<V>)>
    where
        K: Borrow<Q>,
    {
        let (key, entry) = self.entries.remove_entry(key)?;
        self.weight = self.weight.saturating_sub(entry.weight);
        Some((key, entry))
    }
}
