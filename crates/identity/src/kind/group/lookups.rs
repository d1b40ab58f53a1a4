use super::Group;
use crate::check::{Checked, Found};
use crate::kind::IdsByName;
use crate::table::Kind;
use crate::{AccountId, State};
use std::sync::Arc;

impl Checked for Group {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        found.named(&state.tables.groups.groups, self, Self::NAME);
        found.policies(self.account, &self.policies, None);
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
