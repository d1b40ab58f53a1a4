//! Checking a state: references that lead nowhere, names held twice, indexes that are not what the records say.

use std::hash::Hash;
use std::sync::Arc;

use super::{Entities, Named, State};
use crate::persistent::{Map, OrderedMap};
use crate::{AccountId, AttachedPolicies, Key, KeyOwner, aws_managed};

/// Something that is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inconsistency {
    /// The record.
    pub key: Key,
    /// The fault.
    pub problem: String,
}

/// Gathers what is wrong.
struct Found<'s> {
    state: &'s State,
    all: Vec<Inconsistency>,
}

impl Found<'_> {
    fn unless(&mut self, right: bool, key: &Key, problem: impl FnOnce() -> String) {
        if !right {
            self.all.push(Inconsistency { key: key.clone(), problem: problem() });
        }
    }

    fn account(&mut self, key: &Key, account: AccountId) {
        let there = self.state.account(account).is_some();
        self.unless(there, key, || format!("its account {account} is not there"));
    }

    fn owner(&mut self, key: &Key, account: AccountId, owner: &KeyOwner) {
        let there = self.state.owner(account, owner).is_some();
        self.unless(there, key, || match owner {
            KeyOwner::Root => format!("its account {account} is not there"),
            KeyOwner::User(id) => format!("its user {id} is not there"),
        });
    }

    fn policies(&mut self, key: &Key, account: AccountId, policies: &AttachedPolicies, bound: Option<&str>) {
        for arn in policies.managed.iter().map(String::as_str).chain(bound) {
            let own = self.state.policy(arn).is_some_and(|policy| policy.account == account);
            let there = own || aws_managed::find(arn).is_some();
            self.unless(there, key, || format!("its policy {arn} is not there"));
        }
    }

    /// An entity that its name does not lead to shares that name with another.
    fn names<T: Named>(&mut self, entities: &Entities<T>, key: impl Fn(String) -> Key, kind: &str) {
        for entity in entities.by_id.values() {
            let held = entities.named(entity.account(), &entity.name());
            let right = held.is_some_and(|held| held.id() == entity.id());
            let key = key(entity.id());
            self.unless(right, &key, || {
                format!("the {kind} name {} is held by another as well", entity.name())
            });
        }
    }
}

impl State {
    /// Everything that is wrong with the records as a whole; each by itself was found right when it was read.
    pub fn check(&self) -> Vec<Inconsistency> {
        let mut found = Found { state: self, all: Vec::new() };
        self.check_accounts(&mut found);
        self.check_entities(&mut found);
        self.check_uses(&mut found);
        found.names(&self.users, Key::User, "user");
        found.names(&self.groups, Key::Group, "group");
        found.names(&self.roles, Key::Role, "role");
        found.names(&self.policies, Key::Policy, "policy");
        found.names(&self.devices, Key::Device, "device");
        found.all
    }

    fn check_accounts(&self, found: &mut Found<'_>) {
        for account in self.accounts.values() {
            let key = Key::Account(account.id);
            let alone = self.accounts.values().filter(|other| other.name == account.name).count() == 1;
            found.unless(alone, &key, || {
                format!("the account name {} is held by another as well", account.name)
            });
            if let Some(alias) = &account.alias {
                let held = self.aliases.get(alias) == Some(&account.id);
                found.unless(held, &key, || format!("the alias {alias} is held by another as well"));
            }
        }
    }

    fn check_entities(&self, found: &mut Found<'_>) {
        for user in self.users.by_id.values() {
            let key = Key::User(user.id.clone());
            found.account(&key, user.account);
            found.policies(&key, user.account, &user.policies, user.permissions_boundary.as_deref());
            for id in &user.groups {
                let there = self.group(id).is_some_and(|group| group.account == user.account);
                found.unless(there, &key, || format!("its group {id} is not there"));
            }
        }
        for group in self.groups.by_id.values() {
            let key = Key::Group(group.id.clone());
            found.account(&key, group.account);
            found.policies(&key, group.account, &group.policies, None);
        }
        for role in self.roles.by_id.values() {
            let key = Key::Role(role.id.clone());
            found.account(&key, role.account);
            found.policies(&key, role.account, &role.policies, role.permissions_boundary.as_deref());
        }
        for policy in self.policies.by_id.values() {
            let key = Key::Policy(policy.arn());
            found.account(&key, policy.account);
            found.unless(policy.default().is_some(), &key, || {
                format!("its default version v{} is not there", policy.default_version)
            });
        }
    }

    fn check_uses(&self, found: &mut Found<'_>) {
        for access_key in self.keys.values() {
            found.owner(&Key::AccessKey(access_key.id.clone()), access_key.account, &access_key.owner);
        }
        for device in self.devices.by_id.values() {
            let key = Key::Device(device.serial_number());
            found.account(&key, device.account);
            if let Some(enabled) = &device.enabled {
                found.owner(&key, device.account, &enabled.holder);
            }
        }
        for id in self.key_uses.keys() {
            let there = self.keys.contains_key(id);
            found.unless(there, &Key::KeyUse(id.clone()), || "its access key is not there".to_owned());
        }
        for id in self.role_uses.keys() {
            let there = self.role(id).is_some();
            found.unless(there, &Key::RoleUse(id.clone()), || "its role is not there".to_owned());
        }
    }

    /// Names of the indexes and record kinds in which this state differs from one that was made from the same records.
    pub fn differences(&self, rebuilt: &Self) -> Vec<&'static str> {
        let same = [
            ("accounts", self.accounts.keys().eq(rebuilt.accounts.keys())),
            ("ended accounts", self.ended.keys().eq(rebuilt.ended.keys())),
            ("aliases", self.aliases == rebuilt.aliases),
            ("users", self.users.is_like(&rebuilt.users)),
            ("groups", self.groups.is_like(&rebuilt.groups)),
            ("roles", self.roles.is_like(&rebuilt.roles)),
            ("policies", self.policies.is_like(&rebuilt.policies)),
            ("MFA devices", self.devices.is_like(&rebuilt.devices)),
            ("access keys by owner", is_like(&self.keys_of, &rebuilt.keys_of, |key| key.id.clone())),
            (
                "MFA devices by holder",
                is_like(&self.devices_of, &rebuilt.devices_of, |device| device.serial_number()),
            ),
            ("members of groups", self.members == rebuilt.members),
            ("uses of policies", self.policy_uses == rebuilt.policy_uses),
            ("uses of keys", self.key_uses == rebuilt.key_uses),
            ("uses of roles", self.role_uses == rebuilt.role_uses),
            ("throttles", self.throttles == rebuilt.throttles),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}

/// True if two indexes lead from the same keys to the same records, in the same order.
fn is_like<K: Eq + Hash + Clone, T>(
    one: &Map<K, Vec<Arc<T>>>,
    other: &Map<K, Vec<Arc<T>>>,
    id: impl Fn(&T) -> String,
) -> bool {
    let ids = |of: &[Arc<T>]| of.iter().map(|record| id(record)).collect::<Vec<_>>();
    let same = |key, of: &[Arc<T>]| other.get(key).is_some_and(|others| ids(of) == ids(others));
    one.len() == other.len() && one.iter().all(|(key, of)| same(key, of))
}

impl<T: Named> Entities<T> {
    fn is_like(&self, other: &Self) -> bool {
        let ids =
            self.by_id.len() == other.by_id.len() && self.by_id.keys().all(|id| other.by_id.contains_key(id));
        let names = |names: &OrderedMap<String, Arc<T>>| {
            names.iter().map(|(name, entity)| (name.clone(), entity.id())).collect::<Vec<_>>()
        };
        let same = |account, of| other.by_name.get(account).is_some_and(|others| names(of) == names(others));
        ids && self.by_name.len() == other.by_name.len()
            && self.by_name.iter().all(|(account, of)| same(account, of))
    }
}
