//! Entities of one kind, by id and by name.

use std::ops::Bound;
use std::sync::Arc;

use crate::persistent::{Map, OrderedMap};
use crate::{AccountId, Device, Group, ManagedPolicy, Role, User};

/// Something that an account holds under a name which is unique there ignoring case.
pub(super) trait Named {
    fn account(&self) -> AccountId;
    fn id(&self) -> String;
    fn name(&self) -> String;
}

macro_rules! named {
    ($model:ty, $value:ident, $id:expr, $name:expr) => {
        impl Named for $model {
            fn account(&self) -> AccountId {
                self.account
            }
            fn id(&self) -> String {
                let $value = self;
                $id
            }
            fn name(&self) -> String {
                let $value = self;
                $name
            }
        }
    };
}

named!(User, user, user.id.clone(), user.name.to_ascii_lowercase());
named!(Group, group, group.id.clone(), group.name.to_ascii_lowercase());
named!(Role, role, role.id.clone(), role.name.to_ascii_lowercase());
named!(ManagedPolicy, policy, policy.arn(), policy.name.to_ascii_lowercase());
// a device is identified by path and name together
named!(
    Device,
    device,
    device.serial_number(),
    format!("{}{}", device.path, device.name).to_ascii_lowercase()
);

/// All entities of one kind, by id, and of each account by name in lower case.
pub(super) struct Entities<T> {
    pub(super) by_id: Map<String, Arc<T>>,
    pub(super) by_name: Map<AccountId, OrderedMap<String, Arc<T>>>,
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
    pub(super) fn put(&mut self, entity: Arc<T>) {
        self.remove(&entity.id());
        let named = |names: &mut OrderedMap<String, Arc<T>>| names.insert(entity.name(), entity.clone());
        self.by_name.change(&entity.account(), named, OrderedMap::is_empty);
        self.by_id.insert(entity.id(), entity);
    }

    pub(super) fn remove(&mut self, id: &str) -> Option<Arc<T>> {
        let old = self.by_id.remove(id)?;
        let unnamed = |names: &mut OrderedMap<String, Arc<T>>| {
            // a record with the same name may have taken its place
            if names.get(&old.name()).is_some_and(|entity| entity.id() == id) {
                names.remove(&old.name());
            }
        };
        self.by_name.change(&old.account(), unnamed, OrderedMap::is_empty);
        Some(old)
    }

    pub(super) fn named(&self, account: AccountId, name: &str) -> Option<&Arc<T>> {
        self.by_name.get(&account)?.get(&name.to_ascii_lowercase())
    }

    pub(super) fn count(&self, account: AccountId) -> usize {
        self.by_name.get(&account).map_or(0, OrderedMap::len)
    }

    /// Those of one account, by name.
    pub(super) fn of(&self, account: AccountId) -> impl Iterator<Item = &Arc<T>> {
        self.after(account, None)
    }

    /// Those of one account whose names come after `last`, which is in lower case; by name.
    pub(super) fn after(&self, account: AccountId, last: Option<String>) -> impl Iterator<Item = &Arc<T>> {
        let start = last.map_or(Bound::Unbounded, Bound::Excluded);
        let names = self.by_name.get(&account).map(|names| names.range_from(start));
        names.into_iter().flatten().map(|(_, entity)| entity)
    }
}
