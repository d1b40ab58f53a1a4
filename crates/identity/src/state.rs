mod check;
mod records;

pub use check::Inconsistency;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use policy::Policy;

use crate::{
    AccessKey, Account, AccountId, AttachedPolicies, Change, Device, Group, Key, KeyOwner, KeyUse,
    ManagedPolicy, MfaHolder, Record, Role, RoleUse, Throttle, User, aws_managed,
};

/// Something that an account holds under a name which is unique there ignoring case.
trait Named {
    fn account(&self) -> AccountId;
    fn id(&self) -> String;
    fn name(&self) -> String;
}

macro_rules! named {
    ($model:ty, $value:ident, $id:expr, $name:expr) => {
        impl Named for $model {
            fn account(&self) -> AccountId {
                self.account
            }
            fn id(&self) -> String {
                let $value = self;
                $id
            }
            fn name(&self) -> String {
                let $value = self;
                $name
            }
        }
    };
}

named!(User, user, user.id.clone(), user.name.to_ascii_lowercase());
named!(Group, group, group.id.clone(), group.name.to_ascii_lowercase());
named!(Role, role, role.id.clone(), role.name.to_ascii_lowercase());
named!(ManagedPolicy, policy, policy.arn(), policy.name.to_ascii_lowercase());
// a device is identified by path and name together
named!(
    Device,
    device,
    device.serial_number(),
    format!("{}{}", device.path, device.name).to_ascii_lowercase()
);

/// All entities of one kind, by id and by name.
struct Entities<T> {
    by_id: HashMap<String, Arc<T>>,
    by_name: BTreeMap<(AccountId, String), String>,
    counts: HashMap<AccountId, usize>,
}

impl<T> Default for Entities<T> {
    fn default() -> Self {
        Self { by_id: HashMap::new(), by_name: BTreeMap::new(), counts: HashMap::new() }
    }
}

impl<T: Named> Entities<T> {
    fn put(&mut self, entity: Arc<T>) {
        self.remove(&entity.id());
        *self.counts.entry(entity.account()).or_default() += 1;
        self.by_name.insert((entity.account(), entity.name()), entity.id());
        self.by_id.insert(entity.id(), entity);
    }

    fn remove(&mut self, id: &str) -> Option<Arc<T>> {
        let old = self.by_id.remove(id)?;
        // it was counted when it was put
        if let Some(count) = self.counts.get_mut(&old.account()) {
            *count -= 1;
        }
        self.by_name.remove(&(old.account(), old.name()));
        Some(old)
    }

    fn named(&self, account: AccountId, name: &str) -> Option<&Arc<T>> {
        self.by_id.get(self.by_name.get(&(account, name.to_ascii_lowercase()))?)
    }

    fn count(&self, account: AccountId) -> usize {
        self.counts.get(&account).copied().unwrap_or(0)
    }

    fn of(&self, account: AccountId) -> impl Iterator<Item = &Arc<T>> {
        let ids = self
            .by_name
            .range((account, String::new())..)
            .take_while(move |((owner, _), _)| *owner == account);
        ids.filter_map(|(_, id)| self.by_id.get(id))
    }
}

/// Who uses a managed policy, by unique id.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PolicyUses {
    /// Users that it is attached to.
    pub users: BTreeSet<String>,
    /// Groups that it is attached to.
    pub groups: BTreeSet<String>,
    /// Roles that it is attached to.
    pub roles: BTreeSet<String>,
    /// Users whose permissions it bounds.
    pub bounded_users: BTreeSet<String>,
    /// Roles whose permissions it bounds.
    pub bounded_roles: BTreeSet<String>,
}

impl PolicyUses {
    /// To how many entities it is attached.
    pub fn attachments(&self) -> usize {
        self.users.len() + self.groups.len() + self.roles.len()
    }

    /// How many entities it bounds.
    pub fn boundaries(&self) -> usize {
        self.bounded_users.len() + self.bounded_roles.len()
    }
}

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

/// The identity state of one installation, all accounts. Changes only through [`State::apply`].
#[derive(Default)]
pub struct State {
    accounts: BTreeMap<AccountId, Arc<Account>>,
    ended: BTreeMap<AccountId, Arc<Account>>,
    aliases: BTreeMap<String, AccountId>,
    users: Entities<User>,
    groups: Entities<Group>,
    roles: Entities<Role>,
    policies: Entities<ManagedPolicy>,
    devices: Entities<Device>,
    keys: HashMap<String, Arc<AccessKey>>,
    keys_of: BTreeMap<(AccountId, KeyOwner), Vec<String>>,
    devices_of: BTreeMap<(AccountId, MfaHolder), BTreeSet<String>>,
    members: HashMap<String, BTreeSet<String>>,
    policy_uses: HashMap<String, PolicyUses>,
    key_uses: HashMap<String, Arc<KeyUse>>,
    role_uses: HashMap<String, Arc<RoleUse>>,
    throttles: BTreeMap<String, Arc<Throttle>>,
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
                    self.members.entry(group.clone()).or_default().insert(user.id.clone());
                }
                self.link(&user.policies, user.permissions_boundary.as_deref(), &user.id, |uses| {
                    (&mut uses.users, &mut uses.bounded_users)
                });
                self.users.put(user);
            }
            Record::Group(group) => {
                self.link(&group.policies, None, &group.id, |uses| {
                    (&mut uses.groups, &mut uses.bounded_users)
                });
                self.groups.put(group);
            }
            Record::Role(role) => {
                self.link(&role.policies, role.permissions_boundary.as_deref(), &role.id, |uses| {
                    (&mut uses.roles, &mut uses.bounded_roles)
                });
                self.roles.put(role);
            }
            Record::Policy(policy) => self.policies.put(policy),
            Record::AccessKey(key) => {
                let ids = self.keys_of.entry((key.account, key.owner.clone())).or_default();
                ids.push(key.id.clone());
                let created = |id: &String| self.keys.get(id).map_or(key.created, |other| other.created);
                ids.sort_by_key(|id| (created(id), id.clone()));
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
                    let holder = (device.account, enabled.holder.clone());
                    self.devices_of.entry(holder).or_default().insert(device.serial_number());
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
                        remove_from(&mut self.members, group, id);
                    }
                    self.unlink(&user.policies, user.permissions_boundary.as_deref(), id);
                }
            }
            Key::Group(id) => {
                if let Some(group) = self.groups.remove(id) {
                    self.unlink(&group.policies, None, id);
                }
            }
            Key::Role(id) => {
                if let Some(role) = self.roles.remove(id) {
                    self.unlink(&role.policies, role.permissions_boundary.as_deref(), id);
                }
            }
            Key::Policy(arn) => {
                self.policies.remove(arn);
            }
            Key::AccessKey(id) => {
                if let Some(key) = self.keys.remove(id) {
                    let owner = (key.account, key.owner.clone());
                    if let Some(ids) = self.keys_of.get_mut(&owner) {
                        ids.retain(|other| other != id);
                        if ids.is_empty() {
                            self.keys_of.remove(&owner);
                        }
                    }
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
                    let holder = (device.account, enabled.holder.clone());
                    if let Some(serials) = self.devices_of.get_mut(&holder) {
                        serials.remove(serial);
                        if serials.is_empty() {
                            self.devices_of.remove(&holder);
                        }
                    }
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

    fn link(
        &mut self,
        policies: &AttachedPolicies,
        boundary: Option<&str>,
        id: &str,
        sets: impl Fn(&mut PolicyUses) -> (&mut BTreeSet<String>, &mut BTreeSet<String>),
    ) {
        for arn in &policies.managed {
            sets(self.policy_uses.entry(arn.clone()).or_default()).0.insert(id.to_owned());
        }
        if let Some(arn) = boundary {
            sets(self.policy_uses.entry(arn.to_owned()).or_default()).1.insert(id.to_owned());
        }
    }

    /// Unique ids differ between kinds, so an id is taken out of whichever set has it.
    fn unlink(&mut self, policies: &AttachedPolicies, boundary: Option<&str>, id: &str) {
        for arn in policies.managed.iter().map(String::as_str).chain(boundary) {
            if let Some(uses) = self.policy_uses.get_mut(arn) {
                for set in [
                    &mut uses.users,
                    &mut uses.groups,
                    &mut uses.roles,
                    &mut uses.bounded_users,
                    &mut uses.bounded_roles,
                ] {
                    set.remove(id);
                }
                if uses.attachments() + uses.boundaries() == 0 {
                    self.policy_uses.remove(arn);
                }
            }
        }
    }
}

fn remove_from(sets: &mut HashMap<String, BTreeSet<String>>, key: &str, member: &str) {
    if let Some(set) = sets.get_mut(key) {
        set.remove(member);
        if set.is_empty() {
            sets.remove(key);
        }
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

    /// How many groups one account has.
    pub fn group_count(&self, account: AccountId) -> usize {
        self.groups.count(account)
    }

    /// The members of a group, by name.
    pub fn members_of(&self, group_id: &str) -> Vec<Arc<User>> {
        let ids = self.members.get(group_id).into_iter().flatten();
        let mut users: Vec<_> = ids.filter_map(|id| self.user(id).cloned()).collect();
        users.sort_by_key(|user| user.name.to_ascii_lowercase());
        users
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

    /// How many customer managed policies one account has.
    pub fn policy_count(&self, account: AccountId) -> usize {
        self.policies.count(account)
    }

    /// Who uses a managed policy, AWS's or a customer's; all accounts together for AWS's.
    pub fn policy_uses(&self, arn: &str) -> PolicyUses {
        self.policy_uses.get(arn).cloned().unwrap_or_default()
    }

    /// Who in `account` uses a managed policy.
    pub fn policy_uses_in(&self, account: AccountId, arn: &str) -> PolicyUses {
        let mut uses = self.policy_uses(arn);
        let user_is_here = |id: &String| self.user(id).is_some_and(|user| user.account == account);
        let role_is_here = |id: &String| self.role(id).is_some_and(|role| role.account == account);
        uses.users.retain(user_is_here);
        uses.groups.retain(|id| self.group(id).is_some_and(|group| group.account == account));
        uses.roles.retain(role_is_here);
        uses.bounded_users.retain(user_is_here);
        uses.bounded_roles.retain(role_is_here);
        uses
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
        let ids = self.keys_of.get(&(account, owner.clone())).into_iter().flatten();
        ids.filter_map(|id| self.keys.get(id).cloned()).collect()
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

    /// How many MFA devices one account has.
    pub fn device_count(&self, account: AccountId) -> usize {
        self.devices.count(account)
    }

    /// The enabled MFA devices of one holder, by serial number.
    pub fn devices_of(&self, account: AccountId, holder: &MfaHolder) -> Vec<Arc<Device>> {
        let serials = self.devices_of.get(&(account, holder.clone())).into_iter().flatten();
        serials.filter_map(|serial| self.device(serial).cloned()).collect()
    }

    /// What is held against a subject.
    pub fn throttle(&self, subject: &str) -> Option<&Arc<Throttle>> {
        self.throttles.get(subject)
    }

    /// What is held against the subjects whose names begin so, by name.
    pub fn throttles_below(&self, prefix: &str) -> impl Iterator<Item = &Arc<Throttle>> {
        let from = self.throttles.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
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
