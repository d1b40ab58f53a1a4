use policy::Kind;
use wire::fault::Fault;
use wire::iam::{SimulateCustomPolicyRequest, SimulateCustomPolicyResponse};

use super::simulation::{Asked, Simulation, Source, read_policies};
use crate::authorise::Access;
use crate::call::Call;

/// Says what the policies given would permit, and which statements decide.
pub(super) async fn simulate_custom_policy(
    call: &mut Call<'_, '_>,
    input: SimulateCustomPolicyRequest,
) -> Result<SimulateCustomPolicyResponse, Fault> {
    call.authorise(Access::to_any("iam:SimulateCustomPolicy", call.account()).shown_as("*"))?;
    let policies = read_policies(Kind::Inline, "PolicyInputList", &input.policy_input_list)?;
    let source = Source::nobody(call).with(policies).called_by(call, input.caller_arn.as_deref())?;
    let boundary = input.permissions_boundary_policy_input_list.unwrap_or_default();
    let boundary = read_policies(Kind::Boundary, "PermissionsBoundaryPolicyInputList", &boundary)?;
    let boundary = source.boundary(boundary)?;
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
    let page = Simulation::new(call, source, boundary, &asked)?.run(&asked)?;
    Ok(SimulateCustomPolicyResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        evaluation_results: Some(page.items),
    })
}
