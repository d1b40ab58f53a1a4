use crate::kind::account::Members;
use crate::refusal::{Entity, Refusal};
use crate::{Account, AccountId, Command, KeyOwner, Quotas, RecordKey, State, Tx};

use crate::kind::throttle::subjects_of;

use super::commands::ADMIN_USER;

/// Gives an account another name for the operator; its id and everything in it stay.
pub struct RenameAccount {
    /// The account.
    pub account: AccountId,
    /// The new name, unique in the installation.
    pub new_name: String,
}

impl Command for RenameAccount {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let account = tx.state.account(self.account).ok_or(Refusal::CallerGone)?;
        if tx.state.account_named(&self.new_name).is_some_and(|other| other != self.account) {
            return Err(Refusal::AlreadyExists(Entity::Account, self.new_name.clone()));
        }
        tx.put(Account { name: self.new_name.clone(), ..Account::clone(account) });
        Ok(())
    }
}

impl Members {
    /// Counts the entities of `account`.
    pub fn of(state: &State, account: AccountId) -> Self {
        let others = state.accounts().map(|other| other.id).filter(|other| *other != account);
        let trusting = others.flat_map(|other| state.roles_of(other)).filter(|role| {
            role.trust
                .policy()
                .principal_entries()
                .any(|(kind, named)| kind == "AWS" && names(named, account))
        });
        Self {
            users: state.user_count(account),
            groups: state.group_count(account),
            roles: state.role_count(account),
            policies: state.policy_count(account),
            devices: state.device_count(account),
            trusted_by: trusting.map(|role| role.arn()).collect(),
        }
    }

    /// True if there is nothing but what an account begins with.
    pub fn is_empty(&self) -> bool {
        let begins_with = Self { users: self.users.min(1), ..Self::default() };
        *self == begins_with
    }
}

/// True if a principal of a trust policy is an account or an identity of it.
fn names(principal: &str, account: AccountId) -> bool {
    let id = account.to_string();
    principal == id || principal.split(':').nth(4) == Some(id.as_str())
}

/// Ends an account: everything of it goes, and with its keys, users and roles all their sessions. Its id stays taken, so
/// that no other account inherits its sessions and the trust in it.
pub struct DeleteAccount {
    /// The account.
    pub account: AccountId,
    /// True if it goes although it has more than what an account begins with.
    pub force: bool,
}

impl Command for DeleteAccount {
    type Answer = Members;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Members, Refusal> {
        let account = tx.state.account(self.account).ok_or(Refusal::CallerGone)?;
        if tx.state.account_count() == 1 {
            return Err(Refusal::LastAccount);
        }
        let members = Members::of(tx.state, self.account);
        let only_admin = tx.state.users_of(self.account).all(|user| user.name == ADMIN_USER);
        let in_use = !(members.is_empty() && only_admin);
        if in_use && !self.force {
            return Err(Refusal::AccountInUse(members));
        }
        let ended = Account {
            alias: None,
            quotas: Quotas::default(),
            ended: Some(tx.now.truncated()),
            ..Account::clone(account)
        };
        for key in records_of(tx.state, self.account) {
            tx.delete(key);
        }
        tx.put(ended);
        Ok(members)
    }
}

/// Every record of an account but its own.
fn records_of(state: &State, account: AccountId) -> Vec<RecordKey> {
    let mut keys = Vec::new();
    let users = state.users_of(account).map(|user| KeyOwner::User(user.id.clone()));
    for owner in users.chain([KeyOwner::Root]) {
        for key in state.access_keys_of(account, &owner) {
            if state.key_use(&key.id).is_some() {
                keys.push(RecordKey::KeyUse(key.id.clone()));
            }
            keys.push(RecordKey::AccessKey(key.id.clone()));
        }
        if let KeyOwner::User(id) = owner {
            keys.push(RecordKey::User(id));
        }
    }
    keys.extend(state.groups_of(account).map(|group| RecordKey::Group(group.id.clone())));
    for role in state.roles_of(account) {
        if state.role_use(&role.id).is_some() {
            keys.push(RecordKey::RoleUse(role.id.clone()));
        }
        keys.push(RecordKey::Role(role.id.clone()));
    }
    keys.extend(state.policies_of(account).map(|policy| RecordKey::Policy(policy.arn())));
    keys.extend(state.devices_in(account).map(|device| RecordKey::Device(device.serial_number())));
    keys.extend(state.password_policy(account).map(|_| RecordKey::PasswordPolicy(account)));
    keys.extend(subjects_of(state, account).into_iter().map(RecordKey::Throttle));
    keys
}
