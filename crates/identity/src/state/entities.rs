//! Entities of one kind, by id and by name.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

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

/// All entities of one kind, by id and by name.
pub(super) struct Entities<T> {
    pub(super) by_id: HashMap<String, Arc<T>>,
    pub(super) by_name: BTreeMap<(AccountId, String), String>,
    pub(super) counts: HashMap<AccountId, usize>,
}

impl<T> Default for Entities<T> {
    fn default() -> Self {
        Self { by_id: HashMap::new(), by_name: BTreeMap::new(), counts: HashMap::new() }
    }
}

impl<T: Named> Entities<T> {
    pub(super) fn put(&mut self, entity: Arc<T>) {
        self.remove(&entity.id());
        *self.counts.entry(entity.account()).or_default() += 1;
        self.by_name.insert((entity.account(), entity.name()), entity.id());
        self.by_id.insert(entity.id(), entity);
    }

    pub(super) fn remove(&mut self, id: &str) -> Option<Arc<T>> {
        let old = self.by_id.remove(id)?;
        // it was counted when it was put
        if let Some(count) = self.counts.get_mut(&old.account()) {
            *count -= 1;
        }
        self.by_name.remove(&(old.account(), old.name()));
        Some(old)
    }

    pub(super) fn named(&self, account: AccountId, name: &str) -> Option<&Arc<T>> {
        self.by_id.get(self.by_name.get(&(account, name.to_ascii_lowercase()))?)
    }

    pub(super) fn count(&self, account: AccountId) -> usize {
        self.counts.get(&account).copied().unwrap_or(0)
    }

    /// Those of one account, by name.
    pub(super) fn of(&self, account: AccountId) -> impl Iterator<Item = &Arc<T>> {
        self.after(account, None)
    }

    /// Those of one account whose names come after `last`, which is in lower case; by name.
    pub(super) fn after(&self, account: AccountId, last: Option<String>) -> impl Iterator<Item = &Arc<T>> {
        let start = match last {
            Some(name) => Bound::Excluded((account, name)),
            None => Bound::Included((account, String::new())),
        };
        let names = self.by_name.range((start, Bound::Unbounded));
        let ids = names.take_while(move |((owner, _), _)| *owner == account);
        ids.filter_map(|(_, id)| self.by_id.get(id))
    }
}
