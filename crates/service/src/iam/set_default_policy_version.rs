use identity::command::SetDefaultPolicyVersion;
use wire::fault::Fault;
use wire::iam::{SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResponse};

use super::access;
use crate::call::Call;

/// Puts another version of a managed policy in force.
pub(super) async fn set_default_policy_version(
    call: &mut Call<'_, '_>,
    input: SetDefaultPolicyVersionRequest,
) -> Result<SetDefaultPolicyVersionResponse, Fault> {
    access::authorise_policy_change(call, "iam:SetDefaultPolicyVersion", &input.policy_arn, |access| access)?;
    let command = SetDefaultPolicyVersion {
        account: call.account(),
        policy_arn: input.policy_arn,
        version_id: input.version_id,
    };
    call.execute(command).await?;
    Ok(SetDefaultPolicyVersionResponse {})
}
