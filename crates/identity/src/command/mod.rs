//! What can be asked of the state machine, a module a subject.

mod access_key;
mod account;
mod account_end;
mod attachment;
mod group;
mod inline_policy;
mod managed_policy;
mod mfa;
mod mfa_unlock;
mod role;
mod tag;
mod usage;
mod user;

pub use access_key::{CreateAccessKey, DeleteAccessKey, UpdateAccessKey};
pub use account::{
    ADMIN_USER, CreateAccount, CreateAccountAlias, CreatedAccount, DeleteAccountAlias, SetQuotas,
};
pub use account_end::{DeleteAccount, Members, RenameAccount};
pub use attachment::{
    AttachPolicy, Bounded, DeletePermissionsBoundary, DetachPolicy, PutPermissionsBoundary,
};
pub use group::{AddUserToGroup, CreateGroup, DeleteGroup, RemoveUserFromGroup, UpdateGroup};
pub use inline_policy::{DeleteInlinePolicy, PutInlinePolicy};
pub use managed_policy::{
    CreatePolicy, CreatePolicyVersion, DeletePolicy, DeletePolicyVersion, SetDefaultPolicyVersion,
};
pub use mfa::{
    CreateVirtualMfaDevice, DeactivateMfaDevice, DeleteVirtualMfaDevice, EnableMfaDevice, ResyncMfaDevice,
    VerifyMfaCode,
};
pub use mfa_unlock::{UnlockMfa, UnlockTarget, Unlocked, UnlockedDevice};
pub use role::{CreateRole, DeleteRole, UpdateAssumeRolePolicy, UpdateRole};
pub use tag::{TagResource, Tagged, UntagResource, is_reserved_tag_key};
pub use usage::RecordUses;
pub use user::{CreateUser, DeleteUser, UpdateUser};

use std::sync::Arc;

use policy::{Kind, Policy};

use crate::{
    AccountId, AttachedPolicies, Entity, Group, ManagedPolicy, Record, Refusal, Role, State, User, arn,
    aws_managed,
};

/// Who has policies: a user, group or role by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A user.
    User(String),
    /// A group.
    Group(String),
    /// A role.
    Role(String),
}

/// A target that was found.
enum Found<'s> {
    User(&'s Arc<User>),
    Group(&'s Arc<Group>),
    Role(&'s Arc<Role>),
}

impl Found<'_> {
    fn policies(&self) -> &AttachedPolicies {
        match self {
            Self::User(user) => &user.policies,
            Self::Group(group) => &group.policies,
            Self::Role(role) => &role.policies,
        }
    }

    /// The entity with other policies.
    fn with(&self, policies: AttachedPolicies) -> Record {
        match self {
            Self::User(user) => User { policies, ..User::clone(user) }.into(),
            Self::Group(group) => Group { policies, ..Group::clone(group) }.into(),
            Self::Role(role) => Role { policies, ..Role::clone(role) }.into(),
        }
    }

    /// The name as stored.
    fn name(&self) -> &str {
        match self {
            Self::User(user) => &user.name,
            Self::Group(group) => &group.name,
            Self::Role(role) => &role.name,
        }
    }
}

impl Target {
    /// The name as stored, and the policies, of whoever it names.
    pub fn policies<'s>(
        &self,
        state: &'s State,
        account: AccountId,
    ) -> Result<(&'s str, &'s AttachedPolicies), Refusal> {
        Ok(match self.find(state, account)? {
            Found::User(user) => (&user.name, &user.policies),
            Found::Group(group) => (&group.name, &group.policies),
            Found::Role(role) => (&role.name, &role.policies),
        })
    }

    fn find<'s>(&self, state: &'s State, account: AccountId) -> Result<Found<'s>, Refusal> {
        match self {
            Self::User(name) => user_named(state, account, name).map(Found::User),
            Self::Group(name) => group_named(state, account, name).map(Found::Group),
            Self::Role(name) => role_named(state, account, name).map(Found::Role),
        }
    }
}

fn user_named<'s>(state: &'s State, account: AccountId, name: &str) -> Result<&'s Arc<User>, Refusal> {
    state.user_named(account, name).ok_or_else(|| Refusal::NoSuchEntity(Entity::User, name.to_owned()))
}

fn group_named<'s>(state: &'s State, account: AccountId, name: &str) -> Result<&'s Arc<Group>, Refusal> {
    state.group_named(account, name).ok_or_else(|| Refusal::NoSuchEntity(Entity::Group, name.to_owned()))
}

fn role_named<'s>(state: &'s State, account: AccountId, name: &str) -> Result<&'s Arc<Role>, Refusal> {
    state.role_named(account, name).ok_or_else(|| Refusal::NoSuchEntity(Entity::Role, name.to_owned()))
}

/// A customer managed policy of `account` that is to be read or changed. AWS's cannot be: `attempt` says what was tried.
fn own_policy<'s>(
    state: &'s State,
    account: AccountId,
    policy_arn: &str,
    attempt: &'static str,
) -> Result<&'s Arc<ManagedPolicy>, Refusal> {
    check_policy_arn(policy_arn)?;
    if aws_managed::find(policy_arn).is_some() {
        return Err(Refusal::AwsManagedPolicy(attempt));
    }
    let found = state.policy(policy_arn).filter(|policy| policy.account == account);
    found.ok_or_else(|| Refusal::NoSuchEntity(Entity::PolicyArn, policy_arn.to_owned()))
}

/// Refuses what is not an ARN of a managed policy.
fn check_policy_arn(policy_arn: &str) -> Result<(), Refusal> {
    if is_policy_arn(policy_arn) { Ok(()) } else { Err(Refusal::InvalidArn(policy_arn.to_owned())) }
}

/// Whether a text has the form of a managed policy's ARN.
pub fn is_policy_arn(text: &str) -> bool {
    let fields: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, "iam", "", account, resource] = fields.as_slice() else { return false };
    let owned = *account == "aws" || AccountId::parse(account).is_some();
    *partition == arn::PARTITION
        && owned
        && resource.strip_prefix("policy/").is_some_and(|name| !name.is_empty())
}

/// Parses a document or refuses with AWS's text.
fn parse(kind: Kind, text: &str) -> Result<Policy, Refusal> {
    Policy::parse(kind, text).map_err(|malformed| Refusal::MalformedPolicy(malformed.to_string()))
}

/// Reads a document that was saved once. The checks of saving may have become stricter since then; what was accepted
/// stays in force.
fn read(kind: Kind, text: &str) -> Result<Policy, Refusal> {
    Policy::read(kind, text).map_err(|malformed| Refusal::MalformedPolicy(malformed.to_string()))
}

#[cfg(test)]
mod tests;
