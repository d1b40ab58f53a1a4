//! Persistent maps. A clone shares everything with its original and costs a counter; a change copies the path to it. No other
//! file names the library; `docs/decisions/persistent-state.md` has the choice.

use std::borrow::Borrow;
use std::fmt;
use std::hash::Hash;
use std::ops::Bound;

use rpds::{HashTrieMapSync, RedBlackTreeMapSync};

#[cfg(test)]
thread_local! {
    /// Entries that this thread's iterators have yielded.
    pub(crate) static VISITED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Passes entries on; tests count them.
fn visit<T>(entry: T) -> T {
    #[cfg(test)]
    VISITED.set(VISITED.get() + 1);
    entry
}

/// A persistent map without order.
#[derive(Clone)]
pub struct Map<K: Eq + Hash, V>(HashTrieMapSync<K, V>);

impl<K: Eq + Hash, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(HashTrieMapSync::new_sync())
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Map<K, V> {
    /// Number of entries; constant time.
    pub fn len(&self) -> usize {
        self.0.size()
    }

    /// True if there is no entry.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// True if the key has a value.
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        self.0.insert_mut(key, value);
    }

    /// Removes a key and returns its value.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let old = self.0.get(key).cloned()?;
        self.0.remove_mut(key);
        Some(old)
    }

    /// Changes the value of a key, which begins with the default, and drops it if it `is_empty` afterwards.
    pub(crate) fn change<Q: Hash + Eq + ToOwned<Owned = K> + ?Sized, R>(
        &mut self,
        key: &Q,
        change: impl FnOnce(&mut V) -> R,
        is_empty: impl FnOnce(&V) -> bool,
    ) -> R
    where
        K: Borrow<Q>,
        V: Default,
    {
        if let Some(value) = self.0.get_mut(key) {
            let result = change(value);
            if is_empty(value) {
                self.0.remove_mut(key);
            }
            return result;
        }
        let mut value = V::default();
        let result = change(&mut value);
        if !is_empty(&value) {
            self.0.insert_mut(key.to_owned(), value);
        }
        result
    }

    /// Every entry, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(visit)
    }

    /// Every key, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys().map(visit)
    }

    /// Every value, in no order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.values().map(visit)
    }
}

impl<K: Eq + Hash, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash + fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter()).finish()
    }
}

/// A persistent map in order of its keys.
#[derive(Clone)]
pub struct OrderedMap<K: Ord, V>(RedBlackTreeMapSync<K, V>);

impl<K: Ord, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        Self(RedBlackTreeMapSync::new_sync())
    }
}

impl<K: Ord + Clone, V: Clone> OrderedMap<K, V> {
    /// Number of entries; constant time.
    pub fn len(&self) -> usize {
        self.0.size()
    }

    /// True if there is no entry.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// True if the key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        self.0.insert_mut(key, value);
    }

    /// Removes a key and returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let old = self.0.get(key).cloned()?;
        self.0.remove_mut(key);
        Some(old)
    }

    /// Every entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(visit)
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys().map(visit)
    }

    /// Every value, in order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.values().map(visit)
    }

    /// Entries from a bound on, in order. Finding the first takes the logarithm of the size.
    pub fn range_from(&self, start: Bound<K>) -> impl Iterator<Item = (&K, &V)> {
        self.0.range::<K, _>((start, Bound::Unbounded)).map(visit)
    }
}

impl<K: Ord, V: PartialEq> PartialEq for OrderedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for OrderedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter()).finish()
    }
}
