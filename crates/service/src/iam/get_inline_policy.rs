//! GetUserPolicy, GetGroupPolicy and GetRolePolicy: one operation on three kinds of holder.

use identity::command::Target;
use identity::{Entity, Refusal};
use wire::fault::Fault;
use wire::iam::{
    GetGroupPolicyRequest, GetGroupPolicyResponse, GetRolePolicyRequest, GetRolePolicyResponse,
    GetUserPolicyRequest, GetUserPolicyResponse,
};

use super::{access, view_policy};
use crate::call::Call;
use crate::refusal;

/// A policy embedded in a user.
pub(super) async fn get_user_policy(
    call: &mut Call<'_, '_>,
    input: GetUserPolicyRequest,
) -> Result<GetUserPolicyResponse, Fault> {
    let target = Target::User(input.user_name);
    let (user_name, policy_document) = get(call, "iam:GetUserPolicy", &target, &input.policy_name)?;
    Ok(GetUserPolicyResponse { user_name, policy_name: input.policy_name, policy_document })
}

/// A policy embedded in a group.
pub(super) async fn get_group_policy(
    call: &mut Call<'_, '_>,
    input: GetGroupPolicyRequest,
) -> Result<GetGroupPolicyResponse, Fault> {
    let target = Target::Group(input.group_name);
    let (group_name, policy_document) = get(call, "iam:GetGroupPolicy", &target, &input.policy_name)?;
    Ok(GetGroupPolicyResponse { group_name, policy_name: input.policy_name, policy_document })
}

/// A policy embedded in a role.
pub(super) async fn get_role_policy(
    call: &mut Call<'_, '_>,
    input: GetRolePolicyRequest,
) -> Result<GetRolePolicyResponse, Fault> {
    let target = Target::Role(input.role_name);
    let (role_name, policy_document) = get(call, "iam:GetRolePolicy", &target, &input.policy_name)?;
    Ok(GetRolePolicyResponse { role_name, policy_name: input.policy_name, policy_document })
}

/// The holder's name as stored, and the document as it is shown.
fn get(
    call: &Call<'_, '_>,
    action: &'static str,
    target: &Target,
    policy_name: &str,
) -> Result<(String, String), Fault> {
    call.authorise(access::holder(call, action, target))?;
    let state = call.state();
    let (name, policies) = target.policies(&state, call.account()).map_err(refusal::fault)?;
    let Some(inline) = policies.inline.get(policy_name) else {
        let entity = match target {
            Target::User(_) => Entity::UserPolicy,
            Target::Group(_) => Entity::GroupPolicy,
            Target::Role(_) => Entity::RolePolicy,
        };
        return Err(refusal::fault(Refusal::NoSuchEntity(entity, policy_name.to_owned())));
    };
    Ok((name.to_owned(), view_policy::document(&inline.text)))
}
