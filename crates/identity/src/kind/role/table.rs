use std::sync::Arc;

use super::Role;
use crate::check::Found;
use crate::kind::IdsByName;
use crate::kind::named::{Entities, Named};
use crate::kind::uses::Uses;
use crate::kinds::{Kind, Table};
use crate::{AccountId, State, Time};

/// Roles, and the uses of managed policies by roles.
#[derive(Clone, Default)]
pub(crate) struct Roles {
    roles: Entities<Role>,
    attached: Uses,
    bounding: Uses,
}

impl Kind for Role {
    type Id = String;
    const NAME: &'static str = "role";

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
        state.tables.roles.roles.check(self, Self::NAME, found);
        found.policies(self.account, &self.policies, self.permissions_boundary.as_deref());
        found.document(policy::Kind::Trust, self.trust.source(), || "trust policy".to_owned());
    }
}

impl Named for Role {
    fn holder(&self) -> AccountId {
        self.account
    }

    fn name_key(&self) -> String {
        self.name.to_ascii_lowercase()
    }
}

impl Table for Roles {
    type Record = Role;

    fn get(&self, id: &String) -> Option<&Arc<Role>> {
        self.roles.get(id)
    }

    fn insert(&mut self, role: Arc<Role>) {
        self.attached.link(role.account, &role.policies.managed, &role.name, &role.id);
        self.bounding.link(role.account, &role.permissions_boundary, &role.name, &role.id);
        self.roles.insert(role);
    }

    fn remove(&mut self, id: &String) {
        let Some(role) = self.roles.remove(id) else { return };
        self.attached.unlink(role.account, &role.policies.managed, &role.name);
        self.bounding.unlink(role.account, &role.permissions_boundary, &role.name);
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Role>> {
        self.roles.all()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            ("roles", self.roles.is_like(&other.roles)),
            ("policies attached to roles", self.attached == other.attached),
            ("boundaries of roles", self.bounding == other.bounding),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
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
