//! AttachUserPolicy, AttachGroupPolicy and AttachRolePolicy: one operation on three kinds of holder.

use identity::command::{AttachPolicy, Target};
use wire::fault::Fault;
use wire::iam::{
    AttachGroupPolicyRequest, AttachGroupPolicyResponse, AttachRolePolicyRequest, AttachRolePolicyResponse,
    AttachUserPolicyRequest, AttachUserPolicyResponse,
};

use super::access::{self, POLICY_ARN};
use crate::call::Call;

/// Attaches a managed policy to a user; nothing happens if it is attached.
pub(super) async fn attach_user_policy(
    call: &mut Call<'_, '_>,
    input: AttachUserPolicyRequest,
) -> Result<AttachUserPolicyResponse, Fault> {
    attach(call, "iam:AttachUserPolicy", Target::User(input.user_name), input.policy_arn).await?;
    Ok(AttachUserPolicyResponse {})
}

/// Attaches a managed policy to a group; nothing happens if it is attached.
pub(super) async fn attach_group_policy(
    call: &mut Call<'_, '_>,
    input: AttachGroupPolicyRequest,
) -> Result<AttachGroupPolicyResponse, Fault> {
    attach(call, "iam:AttachGroupPolicy", Target::Group(input.group_name), input.policy_arn).await?;
    Ok(AttachGroupPolicyResponse {})
}

/// Attaches a managed policy to a role; nothing happens if it is attached.
pub(super) async fn attach_role_policy(
    call: &mut Call<'_, '_>,
    input: AttachRolePolicyRequest,
) -> Result<AttachRolePolicyResponse, Fault> {
    attach(call, "iam:AttachRolePolicy", Target::Role(input.role_name), input.policy_arn).await?;
    Ok(AttachRolePolicyResponse {})
}

async fn attach(
    call: &mut Call<'_, '_>,
    action: &'static str,
    target: Target,
    policy_arn: String,
) -> Result<(), Fault> {
    call.authorise(access::holder(call, action, &target).with(POLICY_ARN, policy_arn.as_str()))?;
    call.execute(AttachPolicy { account: call.account(), target, policy_arn }).await
}
