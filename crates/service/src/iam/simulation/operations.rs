use wire::fault::Fault;
use wire::iam::{
    GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse,
    GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse,
    SimulateCustomPolicyRequest, SimulateCustomPolicyResponse, SimulatePrincipalPolicyRequest,
    SimulatePrincipalPolicyResponse,
};

use super::{Asked, Documents, Source, context_keys, simulate};
use crate::call::Call;
use crate::iam::holder::Holder;
use crate::permit::value::Permit;

/// Lists the condition keys that the policies given name, in conditions and as variables.
pub(in crate::iam) async fn get_context_keys_for_custom_policy(
    call: &mut Call<'_, '_>,
    _permit: Permit<'_, ()>,
    input: GetContextKeysForCustomPolicyRequest,
) -> Result<GetContextKeysForCustomPolicyResponse, Fault> {
    let documents = Documents { policies: input.policy_input_list, ..Documents::default() };
    let names = context_keys(call, None, documents).await?;
    Ok(GetContextKeysForCustomPolicyResponse { context_key_names: Some(names) })
}

/// Lists the condition keys that the policies of a user (and its groups), group or role name, and those of policies given
/// besides.
pub(in crate::iam) async fn get_context_keys_for_principal_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Holder>,
    input: GetContextKeysForPrincipalPolicyRequest,
) -> Result<GetContextKeysForPrincipalPolicyResponse, Fault> {
    let source = Source::of(&call.read(&permit), &permit, call.request.now);
    let policies = input.policy_input_list.unwrap_or_default();
    let documents = Documents { policies, ..Documents::default() };
    let names = context_keys(call, Some(source), documents).await?;
    Ok(GetContextKeysForPrincipalPolicyResponse { context_key_names: Some(names) })
}

/// Simulates the policies given: returns the outcomes, and the statements that decide.
pub(in crate::iam) async fn simulate_custom_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: SimulateCustomPolicyRequest,
) -> Result<SimulateCustomPolicyResponse, Fault> {
    let source = Source::unnamed(call).called_by(call, &permit, input.caller_arn.as_deref())?;
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

/// Simulates the policies of a user, group or role: returns the outcomes, and the statements that decide.
pub(in crate::iam) async fn simulate_principal_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Holder>,
    input: SimulatePrincipalPolicyRequest,
) -> Result<SimulatePrincipalPolicyResponse, Fault> {
    let source = Source::of(&call.read(&permit), &permit, call.request.now);
    let source = source.called_by(call, &permit, input.caller_arn.as_deref())?;
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
