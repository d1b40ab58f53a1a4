use identity::command::DeletePolicy;
use wire::fault::Fault;
use wire::iam::{DeletePolicyRequest, DeletePolicyResponse};

use super::access;
use crate::call::Call;

/// Removes a managed policy that nobody uses, with its last version.
pub(super) async fn delete_policy(
    call: &mut Call<'_, '_>,
    input: DeletePolicyRequest,
) -> Result<DeletePolicyResponse, Fault> {
    access::authorise_policy_change(call, "iam:DeletePolicy", &input.policy_arn, |access| access)?;
    call.execute(DeletePolicy { account: call.account(), policy_arn: input.policy_arn }).await?;
    Ok(DeletePolicyResponse {})
}
