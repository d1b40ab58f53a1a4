use wire::fault::Fault;
use wire::iam::{ListRoleTagsRequest, ListRoleTagsResponse};

use super::{access, tags};
use crate::call::Call;
use crate::paging::page;

/// The tags of a role.
pub(super) async fn list_role_tags(
    call: &mut Call<'_, '_>,
    input: ListRoleTagsRequest,
) -> Result<ListRoleTagsResponse, Fault> {
    call.authorise(access::role(call, "iam:ListRoleTags", &input.role_name))?;
    let role = call.find_role(&input.role_name)?;
    let tags = tags::show(&role.tags);
    let page = page(tags, |tag| tag.key.clone(), input.marker.as_deref(), input.max_items)?;
    Ok(ListRoleTagsResponse { is_truncated: page.is_truncated(), marker: page.marker, tags: page.items })
}
