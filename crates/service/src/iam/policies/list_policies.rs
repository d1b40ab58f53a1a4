use identity::{AccountId, State, aws_managed};
use wire::fault::Fault;
use wire::iam::{ListPoliciesRequest, ListPoliciesResponse, PolicyScopeType, PolicyUsageType};

use super::managed::Managed;
use crate::call::Call;
use crate::paging::seek;
use crate::permit::value::Permit;

/// Lists the managed policies of the account, of AWS, or both, by name; without descriptions and tags.
pub(in crate::iam) async fn list_policies(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: ListPoliciesRequest,
) -> Result<ListPoliciesResponse, Fault> {
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    let (state, account) = (call.read(&permit), permit.account());
    let scope = input.scope.unwrap_or(PolicyScopeType::All);
    let after = |last: Option<String>| {
        // AWS's are few; those of the account are kept in order
        let mut of_aws: Vec<Managed> = match scope {
            PolicyScopeType::Local => Vec::new(),
            _ => aws_managed::all().iter().map(Managed::Aws).collect(),
        };
        of_aws.retain(|policy| last.as_ref().is_none_or(|last| key(policy) > *last));
        of_aws.sort_by_cached_key(key);
        // a namesake of AWS's comes before it, so that none of the account's is left at the name of the marker
        let name = last.and_then(|last| last.split('\n').next().map(str::to_owned));
        let own = (scope != PolicyScopeType::Aws).then(|| state.policies_after(account, name));
        let own = own.into_iter().flatten().cloned().map(Managed::Own);
        merged(own, of_aws.into_iter())
            .filter(|policy| policy.path().starts_with(prefix) && is_used(&state, account, &input, policy))
    };
    let page = seek(after, key, input.marker.as_deref(), input.max_items)?;
    let page = page.map(|policy| policy.show(&state, account));
    Ok(ListPoliciesResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        policies: Some(page.items),
    })
}

/// Its place in the list: by name, namesakes by ARN.
fn key(policy: &Managed) -> String {
    format!("{}\n{}", policy.name().to_ascii_lowercase(), policy.arn())
}

/// Two lists that are in order, as one.
fn merged(
    one: impl Iterator<Item = Managed>,
    other: impl Iterator<Item = Managed>,
) -> impl Iterator<Item = Managed> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if key(b) < key(a) => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

/// True if a policy is used as the request asks.
fn is_used(state: &State, account: AccountId, input: &ListPoliciesRequest, policy: &Managed) -> bool {
    if input.only_attached != Some(true) && input.policy_usage_filter.is_none() {
        return true;
    }
    let uses = state.policy_uses_in(account, &policy.arn());
    match input.policy_usage_filter {
        Some(PolicyUsageType::PermissionsBoundary) => uses.boundaries() > 0,
        Some(PolicyUsageType::PermissionsPolicy) | None => uses.attachments() > 0,
    }
}
