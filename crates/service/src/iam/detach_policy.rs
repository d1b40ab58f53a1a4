//! DetachUserPolicy, DetachGroupPolicy and DetachRolePolicy: one operation on three kinds of holder.

use identity::command::{DetachPolicy, Target};
use wire::fault::Fault;
use wire::iam::{
    DetachGroupPolicyRequest, DetachGroupPolicyResponse, DetachRolePolicyRequest, DetachRolePolicyResponse,
    DetachUserPolicyRequest, DetachUserPolicyResponse,
};

use super::access::{self, POLICY_ARN};
use crate::call::Call;

/// Detaches a managed policy from a user, to which it must be attached.
pub(super) async fn detach_user_policy(
    call: &mut Call<'_, '_>,
    input: DetachUserPolicyRequest,
) -> Result<DetachUserPolicyResponse, Fault> {
    detach(call, "iam:DetachUserPolicy", Target::User(input.user_name), input.policy_arn).await?;
    Ok(DetachUserPolicyResponse {})
}

/// Detaches a managed policy from a group, to which it must be attached.
pub(super) async fn detach_group_policy(
    call: &mut Call<'_, '_>,
    input: DetachGroupPolicyRequest,
) -> Result<DetachGroupPolicyResponse, Fault> {
    detach(call, "iam:DetachGroupPolicy", Target::Group(input.group_name), input.policy_arn).await?;
    Ok(DetachGroupPolicyResponse {})
}

/// Detaches a managed policy from a role, to which it must be attached.
pub(super) async fn detach_role_policy(
    call: &mut Call<'_, '_>,
    input: DetachRolePolicyRequest,
) -> Result<DetachRolePolicyResponse, Fault> {
    detach(call, "iam:DetachRolePolicy", Target::Role(input.role_name), input.policy_arn).await?;
    Ok(DetachRolePolicyResponse {})
}

async fn detach(
    call: &mut Call<'_, '_>,
    action: &'static str,
    target: Target,
    policy_arn: String,
) -> Result<(), Fault> {
    call.authorise(access::holder(call, action, &target).with(POLICY_ARN, policy_arn.as_str()))?;
    call.execute(DetachPolicy { account: call.account(), target, policy_arn }).await
}
