//! ListAttachedUserPolicies, ListAttachedGroupPolicies and ListAttachedRolePolicies: one operation on three kinds of
//! holder.

use identity::command::Target;
use wire::fault::Fault;
use wire::iam::{
    AttachedPolicy, ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse,
    ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse, ListAttachedUserPoliciesRequest,
    ListAttachedUserPoliciesResponse,
};

use super::access;
use super::view_policy::Managed;
use crate::call::Call;
use crate::paging::{Page, page};
use crate::refusal;

/// What a list is asked for.
struct Asked {
    path_prefix: Option<String>,
    marker: Option<String>,
    max_items: Option<i32>,
}

/// The managed policies attached to a user.
pub(super) async fn list_attached_user_policies(
    call: &mut Call<'_, '_>,
    input: ListAttachedUserPoliciesRequest,
) -> Result<ListAttachedUserPoliciesResponse, Fault> {
    let asked = Asked { path_prefix: input.path_prefix, marker: input.marker, max_items: input.max_items };
    let page = list(call, "iam:ListAttachedUserPolicies", &Target::User(input.user_name), &asked)?;
    Ok(ListAttachedUserPoliciesResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        attached_policies: Some(page.items),
    })
}

/// The managed policies attached to a group.
pub(super) async fn list_attached_group_policies(
    call: &mut Call<'_, '_>,
    input: ListAttachedGroupPoliciesRequest,
) -> Result<ListAttachedGroupPoliciesResponse, Fault> {
    let asked = Asked { path_prefix: input.path_prefix, marker: input.marker, max_items: input.max_items };
    let page = list(call, "iam:ListAttachedGroupPolicies", &Target::Group(input.group_name), &asked)?;
    Ok(ListAttachedGroupPoliciesResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        attached_policies: Some(page.items),
    })
}

/// The managed policies attached to a role.
pub(super) async fn list_attached_role_policies(
    call: &mut Call<'_, '_>,
    input: ListAttachedRolePoliciesRequest,
) -> Result<ListAttachedRolePoliciesResponse, Fault> {
    let asked = Asked { path_prefix: input.path_prefix, marker: input.marker, max_items: input.max_items };
    let page = list(call, "iam:ListAttachedRolePolicies", &Target::Role(input.role_name), &asked)?;
    Ok(ListAttachedRolePoliciesResponse {
        is_truncated: page.is_truncated(),
        marker: page.marker,
        attached_policies: Some(page.items),
    })
}

/// By name.
fn list(
    call: &Call<'_, '_>,
    action: &'static str,
    target: &Target,
    asked: &Asked,
) -> Result<Page<AttachedPolicy>, Fault> {
    call.authorise(access::holder(call, action, target))?;
    let state = call.state();
    let (_, policies) = target.policies(&state, call.account()).map_err(refusal::fault)?;
    let attached = policies.managed.iter().map(|arn| Managed::find(&state, call.account(), arn));
    let mut attached = attached.collect::<Result<Vec<_>, Fault>>()?;
    let prefix = asked.path_prefix.as_deref().unwrap_or("/");
    attached.retain(|policy| policy.path().starts_with(prefix));
    attached.sort_by_cached_key(|policy| (policy.name().to_ascii_lowercase(), policy.arn()));
    let page = page(attached, Managed::arn, asked.marker.as_deref(), asked.max_items)?;
    Ok(page.map(|policy| AttachedPolicy {
        policy_name: Some(policy.name().to_owned()),
        policy_arn: Some(policy.arn()),
    }))
}
