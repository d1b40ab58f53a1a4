use identity::command::DeletePolicyVersion;
use wire::fault::Fault;
use wire::iam::{DeletePolicyVersionRequest, DeletePolicyVersionResponse};

use super::access;
use crate::call::Call;

/// Removes a version of a managed policy that is not in force.
pub(super) async fn delete_policy_version(
    call: &mut Call<'_, '_>,
    input: DeletePolicyVersionRequest,
) -> Result<DeletePolicyVersionResponse, Fault> {
    access::authorise_policy_change(call, "iam:DeletePolicyVersion", &input.policy_arn, |access| access)?;
    let command = DeletePolicyVersion {
        account: call.account(),
        policy_arn: input.policy_arn,
        version_id: input.version_id,
    };
    call.execute(command).await?;
    Ok(DeletePolicyVersionResponse {})
}
