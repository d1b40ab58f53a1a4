use wire::fault::Fault;
use wire::iam::{SimulateCustomPolicyRequest, SimulateCustomPolicyResponse};

use super::simulation::{Asked, Documents, Source, simulate};
use crate::authorise::Access;
use crate::call::Call;

/// Says what the policies given would permit, and which statements decide.
pub(super) async fn simulate_custom_policy(
    call: &mut Call<'_, '_>,
    input: SimulateCustomPolicyRequest,
) -> Result<SimulateCustomPolicyResponse, Fault> {
    call.authorise(Access::to_any("iam:SimulateCustomPolicy", call.account()).shown_as("*"))?;
    let source = Source::nobody(call).called_by(call, input.caller_arn.as_deref())?;
    let documents = Documents {
        policies: input.policy_input_list,
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
    Ok(SimulateCustomPolicyResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        evaluation_results: Some(page.items),
    })
}
