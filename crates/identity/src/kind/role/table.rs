use std::sync::Arc;

use super::Role;
use crate::kind::named::{Entities, Named};
use crate::kind::uses::Uses;
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Roles, and the uses of managed policies by roles.
#[derive(Clone, Default)]
pub(crate) struct Roles {
    pub(super) roles: Entities<Role>,
    pub(super) attached: Uses,
    pub(super) bounding: Uses,
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

    fn replace(&mut self, old: &Role, new: Arc<Role>) {
        let alike = Entities::is_named_alike(old, &new)
            && old.policies.managed == new.policies.managed
            && old.permissions_boundary == new.permissions_boundary;
        if alike {
            self.roles.insert(new);
        } else {
            self.remove(&old.id);
            self.insert(new);
        }
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
