use std::sync::Arc;

use super::{AccessKey, KeyOwner};
use crate::persistent::Map;
use crate::table::{Kind, Table, lists_newest, replace_in_list, same_lists};
use crate::{AccountId, Time};

/// Long-term access keys, and those of each owner, oldest first.
#[derive(Clone, Default)]
pub(crate) struct AccessKeys {
    pub(super) keys: Map<String, Arc<AccessKey>>,
    pub(super) of: Map<(AccountId, KeyOwner), Vec<Arc<AccessKey>>>,
}

impl Kind for AccessKey {
    type Id = String;
    const NAME: &'static str = "access key";

    fn id(&self) -> String {
        self.id.clone()
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }

    fn latest(&self) -> Time {
        self.created
    }
}

impl Table for AccessKeys {
    type Record = AccessKey;

    fn get(&self, id: &String) -> Option<&Arc<AccessKey>> {
        self.keys.get(id)
    }

    fn insert(&mut self, key: Arc<AccessKey>) {
        let add = |keys: &mut Vec<Arc<AccessKey>>| {
            let after = |other: &Arc<AccessKey>| (other.created, &other.id) < (key.created, &key.id);
            keys.insert(keys.partition_point(after), key.clone());
        };
        self.of.change(&(key.account, key.owner.clone()), add, Vec::is_empty);
        self.keys.insert(key.id.clone(), key);
    }

    fn remove(&mut self, id: &String) {
        let Some(key) = self.keys.remove(id) else { return };
        let take = |keys: &mut Vec<Arc<AccessKey>>| keys.retain(|other| other.id != *id);
        self.of.change(&(key.account, key.owner.clone()), take, Vec::is_empty);
    }

    fn replace(&mut self, old: &AccessKey, new: Arc<AccessKey>) {
        if (old.account, &old.owner, old.created) != (new.account, &new.owner, new.created) {
            self.remove(&old.id);
            self.insert(new);
            return;
        }
        let put = |keys: &mut Vec<Arc<AccessKey>>| replace_in_list(keys, new.clone());
        self.of.change(&(new.account, new.owner.clone()), put, Vec::is_empty);
        self.keys.insert(new.id.clone(), new);
    }

    fn all(&self) -> impl Iterator<Item = &Arc<AccessKey>> {
        self.keys.values()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = lists_newest(self, &self.of) && same_lists(&self.of, &other.of);
        if same { Vec::new() } else { vec!["access keys by owner"] }
    }
}
