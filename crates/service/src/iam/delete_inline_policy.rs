//! DeleteUserPolicy, DeleteGroupPolicy and DeleteRolePolicy: one operation on three kinds of holder.

use identity::command::{DeleteInlinePolicy, Target};
use wire::fault::Fault;
use wire::iam::{
    DeleteGroupPolicyRequest, DeleteGroupPolicyResponse, DeleteRolePolicyRequest, DeleteRolePolicyResponse,
    DeleteUserPolicyRequest, DeleteUserPolicyResponse,
};

use super::access;
use crate::call::Call;

/// Removes a policy embedded in a user.
pub(super) async fn delete_user_policy(
    call: &mut Call<'_, '_>,
    input: DeleteUserPolicyRequest,
) -> Result<DeleteUserPolicyResponse, Fault> {
    delete(call, "iam:DeleteUserPolicy", Target::User(input.user_name), input.policy_name).await?;
    Ok(DeleteUserPolicyResponse {})
}

/// Removes a policy embedded in a group.
pub(super) async fn delete_group_policy(
    call: &mut Call<'_, '_>,
    input: DeleteGroupPolicyRequest,
) -> Result<DeleteGroupPolicyResponse, Fault> {
    delete(call, "iam:DeleteGroupPolicy", Target::Group(input.group_name), input.policy_name).await?;
    Ok(DeleteGroupPolicyResponse {})
}

/// Removes a policy embedded in a role.
pub(super) async fn delete_role_policy(
    call: &mut Call<'_, '_>,
    input: DeleteRolePolicyRequest,
) -> Result<DeleteRolePolicyResponse, Fault> {
    delete(call, "iam:DeleteRolePolicy", Target::Role(input.role_name), input.policy_name).await?;
    Ok(DeleteRolePolicyResponse {})
}

async fn delete(
    call: &mut Call<'_, '_>,
    action: &'static str,
    target: Target,
    policy_name: String,
) -> Result<(), Fault> {
    call.authorise(access::holder(call, action, &target))?;
    call.execute(DeleteInlinePolicy { account: call.account(), target, policy_name }).await
}
