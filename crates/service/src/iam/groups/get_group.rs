use std::sync::Arc;

use identity::Group;
use wire::fault::Fault;
use wire::iam::{GetGroupRequest, GetGroupResponse};

use super::view;
use crate::call::Call;
use crate::iam::users;
use crate::paging::seek;
use crate::permit::value::Permit;

/// Shows a group and its members, by name.
pub(in crate::iam) async fn get_group(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Group>>,
    input: GetGroupRequest,
) -> Result<GetGroupResponse, Fault> {
    let state = call.read(&permit);
    let after = |last| state.members_after(&permit.id, last);
    let page = seek(after, |user| user.name.to_ascii_lowercase(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|user| users::view::listed_user(user));
    Ok(GetGroupResponse {
        group: view::group(&permit),
        is_truncated: page.is_truncated(),
        users: page.items,
        marker: page.marker,
    })
}
