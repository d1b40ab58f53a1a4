use std::sync::Arc;

use super::Group;
use crate::kind::named::{Entities, Named};
use crate::kind::uses::Uses;
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Groups, and the uses of managed policies by groups.
#[derive(Clone, Default)]
pub(crate) struct Groups {
    pub(super) groups: Entities<Group>,
    pub(super) attached: Uses,
}

impl Kind for Group {
    type Id = String;
    const NAME: &'static str = "group";

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

impl Named for Group {
    fn holder(&self) -> AccountId {
        self.account
    }

    fn name_key(&self) -> String {
        self.name.to_ascii_lowercase()
    }
}

impl Table for Groups {
    type Record = Group;

    fn get(&self, id: &String) -> Option<&Arc<Group>> {
        self.groups.get(id)
    }

    fn insert(&mut self, group: Arc<Group>) {
        self.attached.link(group.account, &group.policies.managed, &group.name, &group.id);
        self.groups.insert(group);
    }

    fn remove(&mut self, id: &String) {
        let Some(group) = self.groups.remove(id) else { return };
        self.attached.unlink(group.account, &group.policies.managed, &group.name);
    }

    fn replace(&mut self, old: &Group, new: Arc<Group>) {
        let alike = Entities::is_named_alike(old, &new) && old.policies.managed == new.policies.managed;
        if alike {
            self.groups.insert(new);
        } else {
            self.remove(&old.id);
            self.insert(new);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Group>> {
        self.groups.all()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            ("groups", self.groups.is_like(&other.groups)),
            ("policies attached to groups", self.attached == other.attached),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}
