mod check;
mod entities;
mod records;
mod uses;

pub use check::Inconsistency;

use std::ops::Bound;
use std::sync::Arc;

use policy::Policy;

use crate::persistent::{Map, OrderedMap};
use crate::{
    AccessKey, Account, AccountId, AttachedPolicies, Change, Device, Group, Key, KeyOwner, KeyUse,
    ManagedPolicy, MfaHolder, Record, Role, RoleUse, Throttle, User, aws_managed,
};

use entities::{Entities, Named};
use uses::{AllUses, Holder, Using};
pub use uses::{IdsByName, PolicyUses};

/// Somebody who can hold credentials.
#[derive(Clone)]
pub enum Principal {
    /// The root user of an account.
    Root(AccountId),
    /// A user.
    User(Arc<User>),
    /// A role, through a session.
    Role(Arc<Role>),
}

/// The identity state of one installation, all accounts. Changes only through [`State::apply`]. A clone is a snapshot that
/// shares everything with the original until one of the two changes.
#[derive(Clone, Default)]
pub struct State {
    accounts: OrderedMap<AccountId, Arc<Account>>,
    ended: OrderedMap<AccountId, Arc<Account>>,
    aliases: Map<String, AccountId>,
    users: Entities<User>,
    groups: Entities<Group>,
    roles: Entities<Role>,
    policies: Entities<ManagedPolicy>,
    devices: Entities<Device>,
    keys: Map<String, Arc<AccessKey>>,
    keys_of: Map<(AccountId, KeyOwner), Vec<Arc<AccessKey>>>,
    devices_of: Map<(AccountId, MfaHolder), Vec<Arc<Device>>>,
    /// by group
    members: Map<String, IdsByName>,
    policy_uses: AllUses,
    key_uses: Map<String, Arc<KeyUse>>,
    role_uses: Map<String, Arc<RoleUse>>,
    throttles: OrderedMap<String, Arc<Throttle>>,
    policy_generation: u64,
}

impl State {
    /// Makes one change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Put(record) => self.put(record),
            Change::Delete(key) => self.remove(key),
        }
    }

    /// A number that grows whenever what somebody is permitted may have changed: what compiled policies are cached by.
    pub fn policy_generation(&self) -> u64 {
        self.policy_generation
    }

    fn put(&mut self, record: &Record) {
        self.remove(&record.key());
        match record.clone() {
            Record::Account(account) if account.ended.is_some() => {
                self.ended.insert(account.id, account);
            }
            Record::Account(account) => {
                if let Some(alias) = &account.alias {
                    self.aliases.insert(alias.clone(), account.id);
                }
                self.accounts.insert(account.id, account);
            }
            Record::User(user) => {
                for group in &user.groups {
                    let add = |members: &mut IdsByName| {
                        members.insert(user.name.to_ascii_lowercase(), user.id.clone());
                    };
                    self.members.change(group, add, IdsByName::is_empty);
                }
                self.policy_uses.link(&of_user(&user));
                self.users.put(user);
            }
            Record::Group(group) => {
                self.policy_uses.link(&of_group(&group));
                self.groups.put(group);
            }
            Record::Role(role) => {
                self.policy_uses.link(&of_role(&role));
                self.roles.put(role);
            }
            Record::Policy(policy) => self.policies.put(policy),
            Record::AccessKey(key) => {
                let add = |keys: &mut Vec<Arc<AccessKey>>| {
                    keys.push(key.clone());
                    keys.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
                };
                self.keys_of.change(&(key.account, key.owner.clone()), add, Vec::is_empty);
                self.keys.insert(key.id.clone(), key);
            }
            Record::KeyUse(key_use) => {
                self.key_uses.insert(key_use.access_key_id.clone(), key_use);
            }
            Record::RoleUse(role_use) => {
                self.role_uses.insert(role_use.role_id.clone(), role_use);
            }
            Record::Device(device) => {
                if let Some(enabled) = &device.enabled {
                    let add = |devices: &mut Vec<Arc<Device>>| {
                        devices.push(device.clone());
                        devices.sort_by_key(|device| device.serial_number());
                    };
                    self.devices_of.change(&(device.account, enabled.holder.clone()), add, Vec::is_empty);
                }
                self.devices.put(device);
            }
            Record::Throttle(throttle) => {
                self.throttles.insert(throttle.subject.clone(), throttle);
            }
        }
        self.note_generation(&record.key());
    }

    fn remove(&mut self, key: &Key) {
        match key {
            Key::Account(id) => {
                self.ended.remove(id);
                if let Some(alias) = self.accounts.remove(id).and_then(|account| account.alias.clone()) {
                    self.aliases.remove(&alias);
                }
            }
            Key::User(id) => {
                if let Some(user) = self.users.remove(id) {
                    for group in &user.groups {
                        let take = |members: &mut IdsByName| members.remove(&user.name.to_ascii_lowercase());
                        self.members.change(group, take, IdsByName::is_empty);
                    }
                    self.policy_uses.unlink(&of_user(&user));
                }
            }
            Key::Group(id) => {
                if let Some(group) = self.groups.remove(id) {
                    self.policy_uses.unlink(&of_group(&group));
                }
            }
            Key::Role(id) => {
                if let Some(role) = self.roles.remove(id) {
                    self.policy_uses.unlink(&of_role(&role));
                }
            }
            Key::Policy(arn) => {
                self.policies.remove(arn);
            }
            Key::AccessKey(id) => {
                if let Some(key) = self.keys.remove(id) {
                    let take = |keys: &mut Vec<Arc<AccessKey>>| keys.retain(|other| other.id != *id);
                    self.keys_of.change(&(key.account, key.owner.clone()), take, Vec::is_empty);
                }
            }
            Key::KeyUse(id) => {
                self.key_uses.remove(id);
            }
            Key::RoleUse(id) => {
                self.role_uses.remove(id);
            }
            Key::Device(serial) => {
                if let Some(device) = self.devices.remove(serial)
                    && let Some(enabled) = &device.enabled
                {
                    let take = |devices: &mut Vec<Arc<Device>>| {
                        devices.retain(|other| other.serial_number() != *serial);
                    };
                    self.devices_of.change(&(device.account, enabled.holder.clone()), take, Vec::is_empty);
                }
            }
            Key::Throttle(subject) => {
                self.throttles.remove(subject);
            }
        }
        self.note_generation(key);
    }

    fn note_generation(&mut self, key: &Key) {
        if matches!(key, Key::User(_) | Key::Group(_) | Key::Role(_) | Key::Policy(_)) {
            self.policy_generation = self.policy_generation.wrapping_add(1);
        }
    }
}

fn of_user(user: &User) -> Using<'_> {
    Using {
        kind: Holder::User,
        account: user.account,
        id: &user.id,
        name: &user.name,
        policies: &user.policies,
        boundary: user.permissions_boundary.as_deref(),
    }
}

fn of_group(group: &Group) -> Using<'_> {
    Using {
        kind: Holder::Group,
        account: group.account,
        id: &group.id,
        name: &group.name,
        policies: &group.policies,
        boundary: None,
    }
}

fn of_role(role: &Role) -> Using<'_> {
    Using {
        kind: Holder::Role,
        account: role.account,
        id: &role.id,
        name: &role.name,
        policies: &role.policies,
        boundary: role.permissions_boundary.as_deref(),
    }
}

/// Reading.
impl State {
    /// Every account, by id.
    pub fn accounts(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.accounts.values()
    }

    /// One account.
    pub fn account(&self, id: AccountId) -> Option<&Arc<Account>> {
        self.accounts.get(&id)
    }

    /// Accounts that were deleted, by id.
    pub fn ended_accounts(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.ended.values()
    }

    /// Whether an id is, or was, an account's.
    pub fn is_taken(&self, id: AccountId) -> bool {
        self.accounts.contains_key(&id) || self.ended.contains_key(&id)
    }

    /// Which account has this alias.
    pub fn account_with_alias(&self, alias: &str) -> Option<AccountId> {
        self.aliases.get(alias).copied()
    }

    /// A user by unique id.
    pub fn user(&self, id: &str) -> Option<&Arc<User>> {
        self.users.by_id.get(id)
    }

    /// A user by name in any case.
    pub fn user_named(&self, account: AccountId, name: &str) -> Option<&Arc<User>> {
        self.users.named(account, name)
    }

    /// The users of one account, by name.
    pub fn users_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<User>> {
        self.users.of(account)
    }

    /// The users of one account whose names come after `last`, which is in lower case; by name.
    pub fn users_after(&self, account: AccountId, last: Option<String>) -> impl Iterator<Item = &Arc<User>> {
        self.users.after(account, last)
    }

    /// How many users one account has.
    pub fn user_count(&self, account: AccountId) -> usize {
        self.users.count(account)
    }

    /// A group by unique id.
    pub fn group(&self, id: &str) -> Option<&Arc<Group>> {
        self.groups.by_id.get(id)
    }

    /// A group by name in any case.
    pub fn group_named(&self, account: AccountId, name: &str) -> Option<&Arc<Group>> {
        self.groups.named(account, name)
    }

    /// The groups of one account, by name.
    pub fn groups_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<Group>> {
        self.groups.of(account)
    }

    /// The groups of one account whose names come after `last`, which is in lower case; by name.
    pub fn groups_after(
        &self,
        account: AccountId,
        last: Option<String>,
    ) -> impl Iterator<Item = &Arc<Group>> {
        self.groups.after(account, last)
    }

    /// How many groups one account has.
    pub fn group_count(&self, account: AccountId) -> usize {
        self.groups.count(account)
    }

    /// The members of a group, by name.
    pub fn members_of(&self, group_id: &str) -> Vec<Arc<User>> {
        self.members_after(group_id, None).cloned().collect()
    }

    /// The members of a group whose names come after `last`, which is in lower case; by name.
    pub fn members_after(&self, group_id: &str, last: Option<String>) -> impl Iterator<Item = &Arc<User>> {
        let start = last.map_or(Bound::Unbounded, Bound::Excluded);
        let members = self.members.get(group_id).map(|names| names.range_from(start));
        members.into_iter().flatten().filter_map(|(_, id)| self.user(id))
    }

    /// A role by unique id.
    pub fn role(&self, id: &str) -> Option<&Arc<Role>> {
        self.roles.by_id.get(id)
    }

    /// A role by name in any case.
    pub fn role_named(&self, account: AccountId, name: &str) -> Option<&Arc<Role>> {
        self.roles.named(account, name)
    }

    /// The roles of one account, by name.
    pub fn roles_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<Role>> {
        self.roles.of(account)
    }

    /// The roles of one account whose names come after `last`, which is in lower case; by name.
    pub fn roles_after(&self, account: AccountId, last: Option<String>) -> impl Iterator<Item = &Arc<Role>> {
        self.roles.after(account, last)
    }

    /// How many roles one account has.
    pub fn role_count(&self, account: AccountId) -> usize {
        self.roles.count(account)
    }

    /// A customer managed policy by ARN.
    pub fn policy(&self, arn: &str) -> Option<&Arc<ManagedPolicy>> {
        self.policies.by_id.get(arn)
    }

    /// A customer managed policy by name in any case.
    pub fn policy_named(&self, account: AccountId, name: &str) -> Option<&Arc<ManagedPolicy>> {
        self.policies.named(account, name)
    }

    /// The customer managed policies of one account, by name.
    pub fn policies_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<ManagedPolicy>> {
        self.policies.of(account)
    }

    /// The customer managed policies of one account whose names come after `last`, which is in lower case; by name.
    pub fn policies_after(
        &self,
        account: AccountId,
        last: Option<String>,
    ) -> impl Iterator<Item = &Arc<ManagedPolicy>> {
        self.policies.after(account, last)
    }

    /// How many customer managed policies one account has.
    pub fn policy_count(&self, account: AccountId) -> usize {
        self.policies.count(account)
    }

    /// To how many entities of all accounts a managed policy is attached, and how many it bounds.
    pub fn policy_use_counts(&self, arn: &str) -> (usize, usize) {
        let uses = self.policy_uses.everywhere(arn);
        uses.fold((0, 0), |(attached, bounding), uses| {
            (attached + uses.attachments(), bounding + uses.boundaries())
        })
    }

    /// Who in `account` uses a managed policy, AWS's or a customer's.
    pub fn policy_uses_in(&self, account: AccountId, arn: &str) -> &PolicyUses {
        self.policy_uses.of(account, arn)
    }

    /// The document in force of a managed policy that `account` may use: its own or AWS's.
    pub fn usable_policy(&self, account: AccountId, arn: &str) -> Option<Arc<Policy>> {
        if let Some(managed) = aws_managed::find(arn) {
            return Some(managed.policy.clone());
        }
        let managed = self.policy(arn).filter(|managed| managed.account == account)?;
        managed.default().map(|version| version.policy.clone())
    }

    /// A long-term access key.
    pub fn access_key(&self, id: &str) -> Option<&Arc<AccessKey>> {
        self.keys.get(id)
    }

    /// The long-term access keys of one owner, oldest first.
    pub fn access_keys_of(&self, account: AccountId, owner: &KeyOwner) -> Vec<Arc<AccessKey>> {
        self.keys_of.get(&(account, owner.clone())).cloned().unwrap_or_default()
    }

    /// When an access key was last used, as far as that is written down.
    pub fn key_use(&self, access_key_id: &str) -> Option<&Arc<KeyUse>> {
        self.key_uses.get(access_key_id)
    }

    /// When a role was last used, as far as that is written down.
    pub fn role_use(&self, role_id: &str) -> Option<&Arc<RoleUse>> {
        self.role_uses.get(role_id)
    }

    /// An MFA device by serial number.
    pub fn device(&self, serial_number: &str) -> Option<&Arc<Device>> {
        self.devices.by_id.get(serial_number)
    }

    /// An MFA device by path and name in any case.
    pub fn device_named(&self, account: AccountId, path: &str, name: &str) -> Option<&Arc<Device>> {
        self.devices.named(account, &format!("{path}{name}"))
    }

    /// The MFA devices of one account, by path and name.
    pub fn devices_in(&self, account: AccountId) -> impl Iterator<Item = &Arc<Device>> {
        self.devices.of(account)
    }

    /// The MFA devices of one account whose path and name together come after `last`, which is in lower case.
    pub fn devices_after(
        &self,
        account: AccountId,
        last: Option<String>,
    ) -> impl Iterator<Item = &Arc<Device>> {
        self.devices.after(account, last)
    }

    /// How many MFA devices one account has.
    pub fn device_count(&self, account: AccountId) -> usize {
        self.devices.count(account)
    }

    /// The enabled MFA devices of one holder, by serial number.
    pub fn devices_of(&self, account: AccountId, holder: &MfaHolder) -> Vec<Arc<Device>> {
        self.devices_of.get(&(account, holder.clone())).cloned().unwrap_or_default()
    }

    /// What is held against a subject.
    pub fn throttle(&self, subject: &str) -> Option<&Arc<Throttle>> {
        self.throttles.get(subject)
    }

    /// What is held against the subjects whose names begin so, by name.
    pub fn throttles_below(&self, prefix: &str) -> impl Iterator<Item = &Arc<Throttle>> {
        let from = self.throttles.range_from(Bound::Included(prefix.to_owned()));
        from.take_while(move |(subject, _)| subject.starts_with(prefix)).map(|(_, throttle)| throttle)
    }

    /// The user or root user that owns a key, if it is still there.
    pub fn owner(&self, account: AccountId, owner: &KeyOwner) -> Option<Principal> {
        match owner {
            KeyOwner::Root => self.account(account).map(|account| Principal::Root(account.id)),
            KeyOwner::User(id) => {
                self.user(id).filter(|user| user.account == account).cloned().map(Principal::User)
            }
        }
    }

    /// The documents of an identity's own policies: inline ones and the managed ones attached.
    pub fn documents(&self, account: AccountId, policies: &AttachedPolicies) -> Vec<Arc<Policy>> {
        let inline = policies.inline.values().map(|inline| inline.policy.clone());
        inline.chain(policies.managed.iter().filter_map(|arn| self.usable_policy(account, arn))).collect()
    }

    /// Everything that grants or denies by identity: the principal's own policies and its groups'.
    pub fn identity_documents(&self, principal: &Principal) -> Vec<Arc<Policy>> {
        match principal {
            Principal::Root(_) => Vec::new(),
            Principal::Role(role) => self.documents(role.account, &role.policies),
            Principal::User(user) => {
                let mut all = self.documents(user.account, &user.policies);
                for group in user.groups.iter().filter_map(|id| self.group(id)) {
                    all.extend(self.documents(group.account, &group.policies));
                }
                all
            }
        }
    }
}
