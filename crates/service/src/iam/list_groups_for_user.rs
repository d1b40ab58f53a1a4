use std::sync::Arc;

use identity::Group;
use wire::fault::Fault;
use wire::iam::{ListGroupsForUserRequest, ListGroupsForUserResponse};

use super::{access, view};
use crate::call::Call;
use crate::paging::page;

/// The groups that a user is in, by name.
pub(super) async fn list_groups_for_user(
    call: &mut Call<'_, '_>,
    input: ListGroupsForUserRequest,
) -> Result<ListGroupsForUserResponse, Fault> {
    call.authorise(access::user(call, "iam:ListGroupsForUser", &input.user_name))?;
    let ids = call.find_user(&input.user_name, |user| user.groups.clone())?;
    let state = call.state();
    let mut groups: Vec<Arc<Group>> = ids.iter().filter_map(|id| state.group(id).cloned()).collect();
    groups.sort_by_key(|group| group.name.to_ascii_lowercase());
    let page = page(groups, |group| group.id.clone(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|group| view::group(&group));
    Ok(ListGroupsForUserResponse {
        is_truncated: page.is_truncated(),
        groups: page.items,
        marker: page.marker,
    })
}
