use std::sync::Arc;

use identity::{Entity, Group, Refusal};
use wire::fault::Fault;
use wire::iam::{GetGroupRequest, GetGroupResponse};

use super::{access, view};
use crate::call::Call;
use crate::paging::seek;
use crate::refusal;

/// A group and its members, by name.
pub(super) async fn get_group(
    call: &mut Call<'_, '_>,
    input: GetGroupRequest,
) -> Result<GetGroupResponse, Fault> {
    call.authorise(access::group(call, "iam:GetGroup", &input.group_name))?;
    let group = find_group(call, &input.group_name)?;
    let state = call.state();
    let after = |last| state.members_after(&group.id, last);
    let page = seek(after, |user| user.name.to_ascii_lowercase(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|user| view::listed_user(user));
    Ok(GetGroupResponse {
        group: view::group(&group),
        is_truncated: page.is_truncated(),
        users: page.items,
        marker: page.marker,
    })
}

fn find_group(call: &Call<'_, '_>, name: &str) -> Result<Arc<Group>, Fault> {
    let group = call.state().group_named(call.account(), name).cloned();
    group.ok_or_else(|| refusal::fault(Refusal::NoSuchEntity(Entity::Group, name.to_owned())))
}
