use super::User;
use crate::check::{Checked, Found};
use crate::kind::IdsByName;
use crate::table::Kind;
use crate::{AccountId, State};
use std::ops::Bound;
use std::sync::Arc;

impl Checked for User {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        found.named(&state.tables.users.users, self, Self::NAME);
        found.policies(self.account, &self.policies, self.permissions_boundary.as_deref());
        for id in &self.groups {
            let there = state.group(id).is_some_and(|group| group.account == self.account);
            found.unless(there, || format!("its group {id} is not there"));
        }
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
