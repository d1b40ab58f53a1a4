use std::ops::Bound;
use std::sync::Arc;

use super::User;
use crate::check::Found;
use crate::kind::IdsByName;
use crate::kind::named::{Entities, Named};
use crate::kind::uses::Uses;
use crate::kinds::{Kind, Table};
use crate::persistent::Map;
use crate::{AccountId, State, Time};

/// Users, the members of groups, and the uses of managed policies by users.
#[derive(Clone, Default)]
pub(crate) struct Users {
    users: Entities<User>,
    /// By unique id of the group.
    members: Map<String, IdsByName>,
    attached: Uses,
    bounding: Uses,
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

    fn check(&self, state: &State, found: &mut Found<'_>) {
        state.tables.users.users.check(self, Self::NAME, found);
        found.policies(self.account, &self.policies, self.permissions_boundary.as_deref());
        for id in &self.groups {
            let there = state.group(id).is_some_and(|group| group.account == self.account);
            found.unless(there, || format!("its group {id} is not there"));
        }
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

impl State {
    /// A user by unique id.
    pub fn user(&self, id: &str) -> Option<&Arc<User>> {
        self.tables.users.users.get(id)
    }

    /// A user by name in any case.
    pub fn user_named(&self, account: AccountId, name: &str) -> Option<&Arc<User>> {
        self.tables.users.users.named(account, name)
    }

    /// The users of one account, by name.
    pub fn users_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<User>> {
        self.tables.users.users.of(account)
    }

    /// The users of one account whose names come after `last`, which is in lower case; by name.
    pub fn users_after(&self, account: AccountId, last: Option<String>) -> impl Iterator<Item = &Arc<User>> {
        self.tables.users.users.after(account, last)
    }

    /// Number of users in one account.
    pub fn user_count(&self, account: AccountId) -> usize {
        self.tables.users.users.count(account)
    }

    /// The members of a group, by name.
    pub fn members_of(&self, group_id: &str) -> Vec<Arc<User>> {
        self.members_after(group_id, None).cloned().collect()
    }

    /// The members of a group whose names come after `last`, which is in lower case; by name.
    pub fn members_after(&self, group_id: &str, last: Option<String>) -> impl Iterator<Item = &Arc<User>> {
        let start = last.map_or(Bound::Unbounded, Bound::Excluded);
        let members = self.tables.users.members.get(group_id).map(|names| names.range_from(start));
        members.into_iter().flatten().filter_map(|(_, id)| self.user(id))
    }

    /// Users of an account that a managed policy is attached to, and those that it bounds.
    pub(crate) fn users_of_policy(&self, account: AccountId, arn: &str) -> (&IdsByName, &IdsByName) {
        (self.tables.users.attached.of(account, arn), self.tables.users.bounding.of(account, arn))
    }
}
