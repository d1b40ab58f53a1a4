use identity::command::CreatePolicyVersion;
use wire::fault::Fault;
use wire::iam::{CreatePolicyVersionRequest, CreatePolicyVersionResponse};

use super::{access, view_policy};
use crate::call::Call;

/// Adds a version to a managed policy. The answer does not show the document.
pub(super) async fn create_policy_version(
    call: &mut Call<'_, '_>,
    input: CreatePolicyVersionRequest,
) -> Result<CreatePolicyVersionResponse, Fault> {
    access::authorise_policy_change(call, "iam:CreatePolicyVersion", &input.policy_arn, |access| access)?;
    let command = CreatePolicyVersion {
        account: call.account(),
        policy_arn: input.policy_arn,
        document: input.policy_document,
        set_as_default: input.set_as_default.unwrap_or(false),
    };
    let (version, is_default) = call.execute(command).await?;
    let shown = view_policy::show_version(version.number, is_default, version.created);
    Ok(CreatePolicyVersionResponse { policy_version: Some(shown) })
}
