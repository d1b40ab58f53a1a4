use super::Role;
use crate::check::{Checked, Found};
use crate::kind::IdsByName;
use crate::table::Kind;
use crate::{AccountId, State};
use std::sync::Arc;

impl Checked for Role {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        found.named(&state.tables.roles.roles, self, Self::NAME);
        found.policies(self.account, &self.policies, self.permissions_boundary.as_deref());
        found.document(policy::Kind::Trust, self.trust.source(), || "trust policy".to_owned());
    }
}

impl State {
    /// A role by unique id.
    pub fn role(&self, id: &str) -> Option<&Arc<Role>> {
        self.tables.roles.roles.get(id)
    }

    /// A role by name in any case.
    pub fn role_named(&self, account: AccountId, name: &str) -> Option<&Arc<Role>> {
        self.tables.roles.roles.named(account, name)
    }

    /// The roles of one account, by name.
    pub fn roles_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<Role>> {
        self.tables.roles.roles.of(account)
    }

    /// The roles of one account whose names come after `last`, which is in lower case; by name.
    pub fn roles_after(&self, account: AccountId, last: Option<String>) -> impl Iterator<Item = &Arc<Role>> {
        self.tables.roles.roles.after(account, last)
    }

    /// Number of roles in one account.
    pub fn role_count(&self, account: AccountId) -> usize {
        self.tables.roles.roles.count(account)
    }

    /// Roles of an account that a managed policy is attached to, and those that it bounds.
    pub(crate) fn roles_of_policy(&self, account: AccountId, arn: &str) -> (&IdsByName, &IdsByName) {
        (self.tables.roles.attached.of(account, arn), self.tables.roles.bounding.of(account, arn))
    }
}
