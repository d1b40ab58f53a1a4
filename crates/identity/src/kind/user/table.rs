use std::sync::Arc;

use super::User;
use crate::kind::IdsByName;
use crate::kind::named::{Entities, Named};
use crate::kind::uses::Uses;
use crate::persistent::Map;
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Users, the members of groups, and the uses of managed policies by users.
#[derive(Clone, Default)]
pub(crate) struct Users {
    pub(super) users: Entities<User>,
    /// By unique id of the group.
    pub(super) members: Map<String, IdsByName>,
    pub(super) attached: Uses,
    pub(super) bounding: Uses,
}

impl Kind for User {
    type Id = String;
    const NAME: &'static str = "user";

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

impl Named for User {
    fn holder(&self) -> AccountId {
        self.account
    }

    fn name_key(&self) -> String {
        self.name.to_ascii_lowercase()
    }
}

impl Table for Users {
    type Record = User;

    fn get(&self, id: &String) -> Option<&Arc<User>> {
        self.users.get(id)
    }

    fn insert(&mut self, user: Arc<User>) {
        for group in &user.groups {
            let add = |members: &mut IdsByName| members.insert(user.name_key(), user.id.clone());
            self.members.change(group, add, IdsByName::is_empty);
        }
        self.attached.link(user.account, &user.policies.managed, &user.name, &user.id);
        self.bounding.link(user.account, &user.permissions_boundary, &user.name, &user.id);
        self.users.insert(user);
    }

    fn remove(&mut self, id: &String) {
        let Some(user) = self.users.remove(id) else { return };
        for group in &user.groups {
            let take = |members: &mut IdsByName| members.remove(&user.name_key());
            self.members.change(group, take, IdsByName::is_empty);
        }
        self.attached.unlink(user.account, &user.policies.managed, &user.name);
        self.bounding.unlink(user.account, &user.permissions_boundary, &user.name);
    }

    fn replace(&mut self, old: &User, new: Arc<User>) {
        let alike = Entities::is_named_alike(old, &new)
            && old.groups == new.groups
            && old.policies.managed == new.policies.managed
            && old.permissions_boundary == new.permissions_boundary;
        if alike {
            self.users.insert(new);
        } else {
            self.remove(&old.id);
            self.insert(new);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Arc<User>> {
        self.users.all()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            ("users", self.users.is_like(&other.users)),
            ("members of groups", self.members == other.members),
            ("policies attached to users", self.attached == other.attached),
            ("boundaries of users", self.bounding == other.bounding),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}
