use wire::fault::Fault;
use wire::iam::{SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse};

use super::simulation::{Asked, Documents, Source, simulate};
use crate::call::Call;

/// Says what a user, group or role is permitted, and which statements decide.
pub(super) async fn simulate_principal_policy(
    call: &mut Call<'_, '_>,
    input: SimulatePrincipalPolicyRequest,
) -> Result<SimulatePrincipalPolicyResponse, Fault> {
    let source = Source::principal(call, "iam:SimulatePrincipalPolicy", &input.policy_source_arn)?;
    let source = source.called_by(call, input.caller_arn.as_deref())?;
    let documents = Documents {
        policies: input.policy_input_list.unwrap_or_default(),
        boundary: input.permissions_boundary_policy_input_list.unwrap_or_default(),
    };
    let asked = Asked {
        action_names: input.action_names,
        resource_arns: input.resource_arns,
        resource_policy: input.resource_policy,
        resource_owner: input.resource_owner,
        context_entries: input.context_entries,
        resource_handling_option: input.resource_handling_option,
        max_items: input.max_items,
        marker: input.marker,
    };
    let page = simulate(call, source, documents, asked).await?;
    Ok(SimulatePrincipalPolicyResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        evaluation_results: Some(page.items),
    })
}
