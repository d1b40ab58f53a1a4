use std::sync::Arc;

use super::Group;
use crate::check::Found;
use crate::kind::IdsByName;
use crate::kind::named::{Entities, Named};
use crate::kind::uses::Uses;
use crate::kinds::{Kind, Table};
use crate::{AccountId, State, Time};

/// Groups, and the uses of managed policies by groups.
#[derive(Clone, Default)]
pub(crate) struct Groups {
    groups: Entities<Group>,
    attached: Uses,
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

    fn check(&self, state: &State, found: &mut Found<'_>) {
        state.tables.groups.groups.check(self, Self::NAME, found);
        found.policies(self.account, &self.policies, None);
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

impl State {
    /// A group by unique id.
    pub fn group(&self, id: &str) -> Option<&Arc<Group>> {
        self.tables.groups.groups.get(id)
    }

    /// A group by name in any case.
    pub fn group_named(&self, account: AccountId, name: &str) -> Option<&Arc<Group>> {
        self.tables.groups.groups.named(account, name)
    }

    /// The groups of one account, by name.
    pub fn groups_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<Group>> {
        self.tables.groups.groups.of(account)
    }

    /// The groups of one account whose names come after `last`, which is in lower case; by name.
    pub fn groups_after(
        &self,
        account: AccountId,
        last: Option<String>,
    ) -> impl Iterator<Item = &Arc<Group>> {
        self.tables.groups.groups.after(account, last)
    }

    /// Number of groups in one account.
    pub fn group_count(&self, account: AccountId) -> usize {
        self.tables.groups.groups.count(account)
    }

    /// Groups of an account that a managed policy is attached to.
    pub(crate) fn groups_of_policy(&self, account: AccountId, arn: &str) -> &IdsByName {
        self.tables.groups.attached.of(account, arn)
    }
}
