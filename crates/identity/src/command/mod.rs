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

use crate::{AccountId, AttachedPolicies, Group, Record, Reference, Refusal, Role, State, User, arn};

/// A user, group or role as the holder of policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyHolder {
    /// A user.
    User(Reference<User>),
    /// A group.
    Group(Reference<Group>),
    /// A role.
    Role(Reference<Role>),
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

impl PolicyHolder {
    pub(crate) fn find<'s>(&self, state: &'s State, account: AccountId) -> Result<Found<'s>, Refusal> {
        match self {
            Self::User(user) => user.find(state, account).map(Found::User),
            Self::Group(group) => group.find(state, account).map(Found::Group),
            Self::Role(role) => role.find(state, account).map(Found::Role),
        }
    }
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
