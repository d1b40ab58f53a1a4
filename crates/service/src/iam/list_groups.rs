use wire::fault::Fault;
use wire::iam::{ListGroupsRequest, ListGroupsResponse};

use super::view;
use crate::authorise::Access;
use crate::call::Call;
use crate::paging::seek;

/// The groups of the account whose paths begin with a prefix, by name.
pub(super) async fn list_groups(
    call: &mut Call<'_, '_>,
    input: ListGroupsRequest,
) -> Result<ListGroupsResponse, Fault> {
    let prefix = input.path_prefix.as_deref().unwrap_or("/");
    let shown = format!("arn:aws:iam::{}:group{prefix}", call.account());
    call.authorise(Access::to_any("iam:ListGroups", call.account()).shown_as(shown))?;
    let state = call.state();
    let account = call.account();
    let after = |last| state.groups_after(account, last).filter(|group| group.path.starts_with(prefix));
    let page =
        seek(after, |group| group.name.to_ascii_lowercase(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|group| view::group(group));
    Ok(ListGroupsResponse { is_truncated: page.is_truncated(), groups: page.items, marker: page.marker })
}
