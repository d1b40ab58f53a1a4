//! The commands of all kinds, and those that several kinds share.

mod attachment;
mod inline_policy;
mod tag;

pub use crate::kind::access_key::commands::{CreateAccessKey, DeleteAccessKey, UpdateAccessKey};
pub use crate::kind::account::Members;
pub use crate::kind::account::commands::{
    ADMIN_USER, CreateAccount, CreateAccountAlias, CreatedAccount, DeleteAccountAlias, SetQuotas,
};
pub use crate::kind::account::end::{DeleteAccount, RenameAccount};
pub use crate::kind::group::commands::{
    AddUserToGroup, CreateGroup, DeleteGroup, RemoveUserFromGroup, UpdateGroup,
};
pub use crate::kind::last_use::commands::RecordUses;
pub use crate::kind::mfa_device::commands::{
    CreateVirtualMfaDevice, DeactivateMfaDevice, DeleteVirtualMfaDevice, EnableMfaDevice, ResyncMfaDevice,
    VerifyMfaCode,
};
pub use crate::kind::mfa_device::unlock::{UnlockMfa, UnlockTarget, Unlocked, UnlockedDevice};
pub use crate::kind::password_policy::commands::DeleteAccountPasswordPolicy;
pub use crate::kind::password_policy::commands::UpdateAccountPasswordPolicy;
pub use crate::kind::policy::commands::{
    CreatePolicy, CreatePolicyVersion, DeletePolicy, DeletePolicyVersion, SetDefaultPolicyVersion,
};
pub use crate::kind::role::commands::{CreateRole, DeleteRole, UpdateAssumeRolePolicy, UpdateRole};
pub use crate::kind::user::commands::{CreateUser, DeleteUser, UpdateUser};
pub(crate) use attachment::check_boundary;
pub use attachment::{
    AttachPolicy, Bounded, DeletePermissionsBoundary, DetachPolicy, PutPermissionsBoundary,
};
pub use inline_policy::{DeleteInlinePolicy, PutInlinePolicy};
pub(crate) use tag::checked_tags;
pub use tag::{TagResource, Tagged, UntagResource, is_reserved_tag_key};

use std::sync::Arc;

use policy::{Kind, Policy};

use crate::{
    AccountId, AttachedPolicies, Entity, Group, ManagedPolicy, Record, Refusal, Role, State, User, arn,
    aws_managed,
};

/// A user, group or role, by name, as the holder of policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyHolder {
    /// A user.
    User(String),
    /// A group.
    Group(String),
    /// A role.
    Role(String),
}

/// A holder that was found.
pub(crate) enum Found<'s> {
    User(&'s Arc<User>),
    Group(&'s Arc<Group>),
    Role(&'s Arc<Role>),
}

impl Found<'_> {
    pub(crate) fn policies(&self) -> &AttachedPolicies {
        match self {
            Self::User(user) => &user.policies,
            Self::Group(group) => &group.policies,
            Self::Role(role) => &role.policies,
        }
    }

    /// The entity with other policies.
    pub(crate) fn with(&self, policies: AttachedPolicies) -> Record {
        match self {
            Self::User(user) => User { policies, ..User::clone(user) }.into(),
            Self::Group(group) => Group { policies, ..Group::clone(group) }.into(),
            Self::Role(role) => Role { policies, ..Role::clone(role) }.into(),
        }
    }

    /// The name as stored.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::User(user) => &user.name,
            Self::Group(group) => &group.name,
            Self::Role(role) => &role.name,
        }
    }
}

pub use PolicyHolder as Target;

impl PolicyHolder {
    /// The holder's name as stored, and its policies.
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

    pub(crate) fn find<'s>(&self, state: &'s State, account: AccountId) -> Result<Found<'s>, Refusal> {
        match self {
            Self::User(name) => user_named(state, account, name).map(Found::User),
            Self::Group(name) => group_named(state, account, name).map(Found::Group),
            Self::Role(name) => role_named(state, account, name).map(Found::Role),
        }
    }
}

pub(crate) fn user_named<'s>(
    state: &'s State,
    account: AccountId,
    name: &str,
) -> Result<&'s Arc<User>, Refusal> {
    state.user_named(account, name).ok_or_else(|| Refusal::NoSuchEntity(Entity::User, name.to_owned()))
}

pub(crate) fn group_named<'s>(
    state: &'s State,
    account: AccountId,
    name: &str,
) -> Result<&'s Arc<Group>, Refusal> {
    state.group_named(account, name).ok_or_else(|| Refusal::NoSuchEntity(Entity::Group, name.to_owned()))
}

pub(crate) fn role_named<'s>(
    state: &'s State,
    account: AccountId,
    name: &str,
) -> Result<&'s Arc<Role>, Refusal> {
    state.role_named(account, name).ok_or_else(|| Refusal::NoSuchEntity(Entity::Role, name.to_owned()))
}

/// A customer managed policy of `account` that is to be read or changed. AWS's cannot be: `attempt` says what was tried.
pub(crate) fn own_policy<'s>(
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
pub(crate) fn check_policy_arn(policy_arn: &str) -> Result<(), Refusal> {
    if is_policy_arn(policy_arn) { Ok(()) } else { Err(Refusal::InvalidArn(policy_arn.to_owned())) }
}

/// True if a text has the form of a managed policy's ARN.
pub fn is_policy_arn(text: &str) -> bool {
    let fields: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, "iam", "", account, resource] = fields.as_slice() else { return false };
    let owned = *account == "aws" || AccountId::parse(account).is_some();
    *partition == arn::PARTITION
        && owned
        && resource.strip_prefix("policy/").is_some_and(|name| !name.is_empty())
}

/// Parses a document or refuses with AWS's text.
pub(crate) fn parse(kind: Kind, text: &str) -> Result<Policy, Refusal> {
    Policy::parse(kind, text).map_err(|malformed| Refusal::MalformedPolicy(malformed.to_string()))
}

#[cfg(test)]
mod tests {
    mod attachment;
    mod inline_policy;
    mod tag;
}
