use identity::command::UpdateAssumeRolePolicy;
use wire::fault::Fault;
use wire::iam::{UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse};

use super::access;
use crate::call::Call;

/// Replaces a role's trust policy.
pub(super) async fn update_assume_role_policy(
    call: &mut Call<'_, '_>,
    input: UpdateAssumeRolePolicyRequest,
) -> Result<UpdateAssumeRolePolicyResponse, Fault> {
    call.authorise(access::role(call, "iam:UpdateAssumeRolePolicy", &input.role_name))?;
    let command = UpdateAssumeRolePolicy {
        account: call.account(),
        name: input.role_name,
        trust_policy: input.policy_document,
    };
    call.execute(command).await?;
    Ok(UpdateAssumeRolePolicyResponse {})
}
