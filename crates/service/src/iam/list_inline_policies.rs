//! ListUserPolicies, ListGroupPolicies and ListRolePolicies: one operation on three kinds of holder.

use identity::command::Target;
use wire::fault::Fault;
use wire::iam::{
    ListGroupPoliciesRequest, ListGroupPoliciesResponse, ListRolePoliciesRequest, ListRolePoliciesResponse,
    ListUserPoliciesRequest, ListUserPoliciesResponse,
};

use super::access;
use crate::call::Call;
use crate::paging::{Page, page};
use crate::refusal;

/// Names of the policies embedded in a user.
pub(super) async fn list_user_policies(
    call: &mut Call<'_, '_>,
    input: ListUserPoliciesRequest,
) -> Result<ListUserPoliciesResponse, Fault> {
    let target = Target::User(input.user_name);
    let page = list(call, "iam:ListUserPolicies", &target, input.marker.as_deref(), input.max_items)?;
    let is_truncated = page.is_truncated();
    Ok(ListUserPoliciesResponse { policy_names: page.items, is_truncated, marker: page.marker })
}

/// Names of the policies embedded in a group.
pub(super) async fn list_group_policies(
    call: &mut Call<'_, '_>,
    input: ListGroupPoliciesRequest,
) -> Result<ListGroupPoliciesResponse, Fault> {
    let target = Target::Group(input.group_name);
    let page = list(call, "iam:ListGroupPolicies", &target, input.marker.as_deref(), input.max_items)?;
    let is_truncated = page.is_truncated();
    Ok(ListGroupPoliciesResponse { policy_names: page.items, is_truncated, marker: page.marker })
}

/// Names of the policies embedded in a role.
pub(super) async fn list_role_policies(
    call: &mut Call<'_, '_>,
    input: ListRolePoliciesRequest,
) -> Result<ListRolePoliciesResponse, Fault> {
    let target = Target::Role(input.role_name);
    let page = list(call, "iam:ListRolePolicies", &target, input.marker.as_deref(), input.max_items)?;
    let is_truncated = page.is_truncated();
    Ok(ListRolePoliciesResponse { policy_names: page.items, is_truncated, marker: page.marker })
}

fn list(
    call: &Call<'_, '_>,
    action: &'static str,
    target: &Target,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<Page<String>, Fault> {
    call.authorise(access::holder(call, action, target))?;
    let state = call.state();
    let (_, policies) = target.policies(&state, call.account()).map_err(refusal::fault)?;
    page(policies.inline.keys().cloned().collect(), Clone::clone, marker, max_items)
}
