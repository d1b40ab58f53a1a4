use identity::Refusal;
use identity::command::is_policy_arn;
use wire::fault::Fault;
use wire::iam::{GetPolicyVersionRequest, GetPolicyVersionResponse};

use super::access;
use super::view_policy::Managed;
use crate::call::Call;
use crate::refusal;

/// Shows a version of a managed policy, its document too. A missing policy is reported as a missing version.
pub(super) async fn get_policy_version(
    call: &mut Call<'_, '_>,
    input: GetPolicyVersionRequest,
) -> Result<GetPolicyVersionResponse, Fault> {
    call.authorise(access::policy(call, "iam:GetPolicyVersion", &input.policy_arn))?;
    let policy = Managed::find(&call.state(), call.account(), &input.policy_arn);
    let policy = match policy {
        Err(_) if is_policy_arn(&input.policy_arn) => {
            Err(refusal::fault(Refusal::no_version(&input.policy_arn, &input.version_id)))
        }
        found => found,
    }?;
    let version = policy.version(&input.version_id).map_err(refusal::fault)?;
    Ok(GetPolicyVersionResponse { policy_version: Some(version) })
}
