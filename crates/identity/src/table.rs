//! The contracts of a kind of record and of the table that holds its records.

use std::hash::Hash;
use std::sync::Arc;

use crate::persistent::Map;
use crate::{AccountId, Time};

/// Properties of one kind of record.
pub(crate) trait Kind {
    /// Permanent identity of a record within its kind.
    type Id;

    /// Words for the kind, in messages.
    const NAME: &'static str;

    /// See [`Self::Id`].
    fn id(&self) -> Self::Id;

    /// The account that it belongs to, if to one.
    fn account(&self) -> Option<AccountId>;

    /// The latest time in it.
    fn latest(&self) -> Time;
}

/// All records of one kind, and the indexes that follow from these alone.
pub(crate) trait Table: Clone + Default {
    /// The kind.
    type Record: Kind;

    /// One record.
    fn get(&self, id: &<Self::Record as Kind>::Id) -> Option<&Arc<Self::Record>>;

    /// Adds a record; none of its id is there.
    fn insert(&mut self, record: Arc<Self::Record>);

    /// Removes a record, if it is there.
    fn remove(&mut self, id: &<Self::Record as Kind>::Id);

    /// Puts a record in the place of `old`, which is there and has its id. Indexes that stay the same need not be touched.
    fn replace(&mut self, old: &Self::Record, new: Arc<Self::Record>) {
        self.remove(&old.id());
        self.insert(new);
    }

    /// Every record.
    fn all(&self) -> impl Iterator<Item = &Arc<Self::Record>>;

    /// Names of the indexes in which two tables differ.
    fn differences(&self, other: &Self) -> Vec<&'static str>;
}

/// Puts a record in the place of the one of its id in a list.
pub(crate) fn replace_in_list<T: Kind<Id: PartialEq>>(list: &mut [Arc<T>], new: Arc<T>) {
    let id = new.id();
    if let Some(place) = list.iter_mut().find(|record| record.id() == id) {
        *place = new;
    }
}

/// True if an index leads to the records of `table` themselves, and not to what they were.
pub(crate) fn lists_newest<K: Eq + Hash + Clone, T: Table<Record: Kind<Id: PartialEq>>>(
    table: &T,
    of: &Map<K, Vec<Arc<T::Record>>>,
) -> bool {
    let is_newest =
        |record: &Arc<T::Record>| table.get(&record.id()).is_some_and(|held| Arc::ptr_eq(held, record));
    of.values().flatten().all(is_newest)
}

/// True if two indexes lead from the same keys to the same records, in the same order.
pub(crate) fn same_lists<K: Eq + Hash + Clone, T: Kind<Id = String>>(
    one: &Map<K, Vec<Arc<T>>>,
    other: &Map<K, Vec<Arc<T>>>,
) -> bool {
    let ids = |of: &[Arc<T>]| of.iter().map(|record| record.id()).collect::<Vec<_>>();
    let same = |key, of: &[Arc<T>]| other.get(key).is_some_and(|others| ids(of) == ids(others));
    one.len() == other.len() && one.iter().all(|(key, of)| same(key, of))
}
