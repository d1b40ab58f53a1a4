use std::ops::Bound;
use std::sync::Arc;

use crate::AccountId;
use crate::persistent::{Map, OrderedMap};
use crate::table::Kind;

/// A record that an account holds under a name, which is unique there ignoring case.
pub(crate) trait Named: Kind<Id = String> {
    /// The account that holds it.
    fn holder(&self) -> AccountId;

    /// The unique name, in lower case.
    fn name_key(&self) -> String;
}

/// All records of one kind, by id, and of each account by name in lower case.
pub(crate) struct Entities<T> {
    by_id: Map<String, Arc<T>>,
    by_name: Map<AccountId, OrderedMap<String, Arc<T>>>,
}

impl<T> Clone for Entities<T> {
    fn clone(&self) -> Self {
        Self { by_id: self.by_id.clone(), by_name: self.by_name.clone() }
    }
}

impl<T> Default for Entities<T> {
    fn default() -> Self {
        Self { by_id: Map::default(), by_name: Map::default() }
    }
}

impl<T: Named> Entities<T> {
    /// Adds an entity, or puts it in the place of the one of its id, if that has the same name.
    pub(crate) fn insert(&mut self, entity: Arc<T>) {
        let add = |names: &mut OrderedMap<String, Arc<T>>| names.insert(entity.name_key(), entity.clone());
        self.by_name.change(&entity.holder(), add, OrderedMap::is_empty);
        self.by_id.insert(entity.id(), entity);
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Arc<T>> {
        let old = self.by_id.remove(id)?;
        let name = old.name_key();
        let take = |names: &mut OrderedMap<String, Arc<T>>| {
            // another record of the same name keeps its place
            if names.get(&name).is_some_and(|entity| entity.id() == id) {
                names.remove(&name);
            }
        };
        self.by_name.change(&old.holder(), take, OrderedMap::is_empty);
        Some(old)
    }

    /// True if two entities stand under the same name.
    pub(crate) fn is_named_alike(one: &T, other: &T) -> bool {
        one.holder() == other.holder() && one.name_key() == other.name_key()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Arc<T>> {
        self.by_id.get(id)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<T>> {
        self.by_id.values()
    }

    /// Finds by name in any case.
    pub(crate) fn named(&self, account: AccountId, name: &str) -> Option<&Arc<T>> {
        self.by_name.get(&account)?.get(&name.to_ascii_lowercase())
    }

    pub(crate) fn count(&self, account: AccountId) -> usize {
        self.by_name.get(&account).map_or(0, OrderedMap::len)
    }

    /// Those of one account, by name.
    pub(crate) fn of(&self, account: AccountId) -> impl Iterator<Item = &Arc<T>> {
        self.after(account, None)
    }

    /// Those of one account whose names come after `last`, which is in lower case; by name.
    pub(crate) fn after(&self, account: AccountId, last: Option<String>) -> impl Iterator<Item = &Arc<T>> {
        let start = last.map_or(Bound::Unbounded, Bound::Excluded);
        let names = self.by_name.get(&account).map(|names| names.range_from(start));
        names.into_iter().flatten().map(|(_, entity)| entity)
    }

    /// True if ids and names are the same, and names lead to the entities themselves.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let is_newest =
            |entity: &Arc<T>| self.by_id.get(&entity.id()).is_some_and(|held| Arc::ptr_eq(held, entity));
        let newest = self.by_name.values().flat_map(OrderedMap::values).all(is_newest);
        let ids =
            self.by_id.len() == other.by_id.len() && self.by_id.keys().all(|id| other.by_id.contains_key(id));
        let names = |names: &OrderedMap<String, Arc<T>>| {
            names.iter().map(|(name, entity)| (name.clone(), entity.id())).collect::<Vec<_>>()
        };
        let same = |account, of| other.by_name.get(account).is_some_and(|others| names(of) == names(others));
        let accounts = self.by_name.len() == other.by_name.len();
        newest && ids && accounts && self.by_name.iter().all(|(account, of)| same(account, of))
    }
}
