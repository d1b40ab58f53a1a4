use std::sync::Arc;

use identity::{Group, User};
use wire::fault::Fault;
use wire::iam::{ListGroupsForUserRequest, ListGroupsForUserResponse, ListGroupsRequest, ListGroupsResponse};

use super::view;
use crate::call::Call;
use crate::paging::{page, seek};
use crate::permit::value::Permit;

/// Lists the groups of the account whose paths begin with a prefix, by name.
pub(in crate::iam) async fn list_groups(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: ListGroupsRequest,
) -> Result<ListGroupsResponse, Fault> {
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    let (state, account) = (call.read(&permit), permit.account());
    let after = |last| state.groups_after(account, last).filter(|group| group.path.starts_with(prefix));
    let page =
        seek(after, |group| group.name.to_ascii_lowercase(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|group| view::group(group));
    Ok(ListGroupsResponse { is_truncated: page.is_truncated(), groups: page.items, marker: page.marker })
}

/// Lists the groups that a user is in, by name.
pub(in crate::iam) async fn list_groups_for_user(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<User>>,
    input: ListGroupsForUserRequest,
) -> Result<ListGroupsForUserResponse, Fault> {
    let state = call.read(&permit);
    let mut groups: Vec<Arc<Group>> =
        permit.groups.iter().filter_map(|id| state.group(id).cloned()).collect();
    groups.sort_by_key(|group| group.name.to_ascii_lowercase());
    let page = page(groups, |group| group.id.clone(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|group| view::group(&group));
    Ok(ListGroupsForUserResponse {
        is_truncated: page.is_truncated(),
        groups: page.items,
        marker: page.marker,
    })
}
