//! What IAM's operations ask to be permitted: the resource as it is stored, or as it would be if there were one.
//!
//! An entity that does not exist is asked about under its path-less ARN, so that whoever may not touch it does not learn
//! whether it is there.

use identity::command::Target;
use identity::{AccountId, KeyOwner, TagSet, arn, aws_managed};
use wire::fault::Fault;

use crate::authorise::Access;
use crate::call::Call;

/// Actions that see the permissions boundary of the user or role they are about as `iam:PermissionsBoundary`. Those that
/// set a boundary see the new one instead. Source: service authorization reference of IAM.
const BOUNDARY_ACTIONS: &[&str] = &[
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:DeleteRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPermissionsBoundary",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:GetRole",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
];

/// The condition key of a permissions boundary.
pub(super) const PERMISSIONS_BOUNDARY: &str = "iam:PermissionsBoundary";

/// The condition key of the policy that is attached or detached.
pub(super) const POLICY_ARN: &str = "iam:PolicyARN";

/// An action on a user of the caller's account, by name. The denial names it as the request does.
pub(super) fn user(call: &Call<'_, '_>, action: &'static str, name: &str) -> Access {
    let account = call.account();
    let state = call.state();
    let access = match state.user_named(account, name) {
        Some(user) => {
            let access = Access::to(action, user.arn(), account).resource_tags("iam", &user.tags);
            with_boundary(access, action, user.permissions_boundary.as_deref())
        }
        None => Access::to(action, arn::user(account, "/", name), account),
    };
    access.shown_as(format!("user {name}"))
}

/// An action on a group of the caller's account, by name.
pub(super) fn group(call: &Call<'_, '_>, action: &'static str, name: &str) -> Access {
    let account = call.account();
    let state = call.state();
    let resource = state.group_named(account, name).map(|group| group.arn());
    let resource = resource.unwrap_or_else(|| arn::group(account, "/", name));
    Access::to(action, resource, account).shown_as(format!("group {name}"))
}

/// An action on a role of the caller's account, by name.
pub(super) fn role(call: &Call<'_, '_>, action: &'static str, name: &str) -> Access {
    let account = call.account();
    let state = call.state();
    let access = match state.role_named(account, name) {
        Some(role) => {
            let access = Access::to(action, role.arn(), account).resource_tags("iam", &role.tags);
            with_boundary(access, action, role.permissions_boundary.as_deref())
        }
        None => Access::to(action, arn::role(account, "/", name), account),
    };
    access.shown_as(format!("role {name}"))
}

fn with_boundary(access: Access, action: &str, boundary: Option<&str>) -> Access {
    let applies = BOUNDARY_ACTIONS.contains(&action);
    access.with_some(PERMISSIONS_BOUNDARY, boundary.filter(|_| applies))
}

/// Goes on only if the caller may do this to what the user named owns (keys, devices), or to what is its own if none is
/// named. Says whose it is. The user must be there.
pub(super) fn authorise_owner(
    call: &Call<'_, '_>,
    action: &'static str,
    named: Option<&str>,
) -> Result<KeyOwner, Fault> {
    let own = call.caller.user().map(|user| user.name.as_str());
    let access = match named.or(own) {
        Some(name) => user(call, action, name),
        None => {
            // only root goes on: roles own nothing
            call.key_owner(None)?;
            Access::to(action, arn::root(call.account()), call.account())
        }
    };
    call.authorise(access)?;
    call.key_owner(named)
}

/// The name of the user who owns something; root has none.
pub(super) fn owner_name(call: &Call<'_, '_>, owner: &KeyOwner) -> Option<String> {
    match owner {
        KeyOwner::Root => None,
        KeyOwner::User(id) => call.state().user(id).map(|user| user.name.clone()),
    }
}

/// An action on whoever holds policies.
pub(super) fn holder(call: &Call<'_, '_>, action: &'static str, holder: &Target) -> Access {
    match holder {
        Target::User(name) => user(call, action, name),
        Target::Group(name) => group(call, action, name),
        Target::Role(name) => role(call, action, name),
    }
}

/// An action on a managed policy, by ARN: of the caller's account, of AWS, or of the account in the ARN.
pub(super) fn policy(call: &Call<'_, '_>, action: &'static str, policy_arn: &str) -> Access {
    let owner = arn::account_of(policy_arn).unwrap_or(call.account());
    let state = call.state();
    let mut access = Access::to(action, policy_arn, owner);
    if let Some(managed) = state.policy(policy_arn) {
        for tag in &managed.tags.0 {
            // there is no iam:ResourceTag for policies
            access = access.with(&format!("aws:ResourceTag/{}", tag.key), tag.value.as_str());
        }
    }
    access.shown_as(format!("policy {policy_arn}"))
}

/// Goes on only if the caller may change a managed policy. What AWS manages nobody may change, whatever policies say: the
/// command then refuses it in words of its own.
pub(super) fn authorise_policy_change(
    call: &Call<'_, '_>,
    action: &'static str,
    policy_arn: &str,
    add: impl FnOnce(Access) -> Access,
) -> Result<(), Fault> {
    let access = add(policy(call, action, policy_arn));
    let of_aws = policy_arn.starts_with(aws_managed::ARN_PREFIX);
    match call.decide(&access) {
        Err(denial) if of_aws && denial.decision.decided_by.is_none() => Ok(()),
        Err(denial) => Err(call.denied(&denial)),
        Ok(()) => Ok(()),
    }
}

/// What creating something with tags asks for: the creation, and the tagging if there are tags. `resource` is the ARN that
/// it will have; denials show it.
pub(super) struct Creation<'a> {
    /// `iam:Create…`
    pub action: &'static str,
    /// `iam:Tag…`
    pub tag_action: &'static str,
    /// The ARN to be.
    pub resource: String,
    /// The tags given.
    pub tags: &'a TagSet,
    /// The permissions boundary given.
    pub boundary: Option<&'a str>,
}

impl Creation<'_> {
    /// Goes on only if the caller may do all of it.
    pub(super) fn authorise(&self, call: &Call<'_, '_>) -> Result<(), Fault> {
        let access = self.access(self.action, call.account());
        call.authorise(access.with_some(PERMISSIONS_BOUNDARY, self.boundary))?;
        if self.tags.0.is_empty() {
            Ok(())
        } else {
            call.authorise(self.access(self.tag_action, call.account()))
        }
    }

    fn access(&self, action: &'static str, account: AccountId) -> Access {
        Access::to(action, self.resource.as_str(), account).request_tags(self.tags)
    }
}
