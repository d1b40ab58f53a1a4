use identity::{State, aws_managed};
use wire::fault::Fault;
use wire::iam::{ListPoliciesRequest, ListPoliciesResponse, PolicyScopeType, PolicyUsageType};

use super::view_policy::Managed;
use crate::authorise::Access;
use crate::call::Call;
use crate::paging::page;

/// The managed policies of the account, of AWS, or both, by name; without descriptions and tags.
pub(super) async fn list_policies(
    call: &mut Call<'_, '_>,
    input: ListPoliciesRequest,
) -> Result<ListPoliciesResponse, Fault> {
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    let access = Access::to_any("iam:ListPolicies", call.account());
    call.authorise(access.shown_as(format!("policy path {prefix}")))?;
    let account = call.account();
    let state = call.state();
    let scope = input.scope.unwrap_or(PolicyScopeType::All);
    let mut policies = Vec::new();
    if scope != PolicyScopeType::Aws {
        policies.extend(state.policies_of(account).cloned().map(Managed::Own));
    }
    if scope != PolicyScopeType::Local {
        policies.extend(aws_managed::all().iter().map(Managed::Aws));
    }
    policies.retain(|policy| policy.path().starts_with(prefix) && is_used(&state, call, &input, policy));
    policies.sort_by_cached_key(|policy| (policy.name().to_ascii_lowercase(), policy.arn()));
    let page = page(policies, Managed::arn, input.marker.as_deref(), input.max_items)?;
    let page = page.map(|policy| policy.show(&state, account));
    Ok(ListPoliciesResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        policies: Some(page.items),
    })
}

/// Whether a policy is used as the request wants it used.
fn is_used(state: &State, call: &Call<'_, '_>, input: &ListPoliciesRequest, policy: &Managed) -> bool {
    if input.only_attached != Some(true) && input.policy_usage_filter.is_none() {
        return true;
    }
    let uses = state.policy_uses_in(call.account(), &policy.arn());
    match input.policy_usage_filter {
        Some(PolicyUsageType::PermissionsBoundary) => uses.boundaries() > 0,
        Some(PolicyUsageType::PermissionsPolicy) | None => uses.attachments() > 0,
    }
}
