//! PutUserPolicy, PutGroupPolicy and PutRolePolicy: one operation on three kinds of holder.

use identity::command::{PutInlinePolicy, Target};
use wire::fault::Fault;
use wire::iam::{
    PutGroupPolicyRequest, PutGroupPolicyResponse, PutRolePolicyRequest, PutRolePolicyResponse,
    PutUserPolicyRequest, PutUserPolicyResponse,
};

use super::access;
use crate::call::Call;

/// Embeds a policy in a user, or replaces the one of that name.
pub(super) async fn put_user_policy(
    call: &mut Call<'_, '_>,
    input: PutUserPolicyRequest,
) -> Result<PutUserPolicyResponse, Fault> {
    let target = Target::User(input.user_name);
    put(call, "iam:PutUserPolicy", target, input.policy_name, input.policy_document).await?;
    Ok(PutUserPolicyResponse {})
}

/// Embeds a policy in a group, or replaces the one of that name.
pub(super) async fn put_group_policy(
    call: &mut Call<'_, '_>,
    input: PutGroupPolicyRequest,
) -> Result<PutGroupPolicyResponse, Fault> {
    let target = Target::Group(input.group_name);
    put(call, "iam:PutGroupPolicy", target, input.policy_name, input.policy_document).await?;
    Ok(PutGroupPolicyResponse {})
}

/// Embeds a policy in a role, or replaces the one of that name.
pub(super) async fn put_role_policy(
    call: &mut Call<'_, '_>,
    input: PutRolePolicyRequest,
) -> Result<PutRolePolicyResponse, Fault> {
    let target = Target::Role(input.role_name);
    put(call, "iam:PutRolePolicy", target, input.policy_name, input.policy_document).await?;
    Ok(PutRolePolicyResponse {})
}

async fn put(
    call: &mut Call<'_, '_>,
    action: &'static str,
    target: Target,
    policy_name: String,
    document: String,
) -> Result<(), Fault> {
    call.authorise(access::holder(call, action, &target))?;
    call.execute(PutInlinePolicy { account: call.account(), target, policy_name, document }).await
}
