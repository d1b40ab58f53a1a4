use wire::fault::Fault;
use wire::iam::{ListUserTagsRequest, ListUserTagsResponse};

use super::{access, tags};
use crate::call::Call;
use crate::paging::page;

/// The tags of a user.
pub(super) async fn list_user_tags(
    call: &mut Call<'_, '_>,
    input: ListUserTagsRequest,
) -> Result<ListUserTagsResponse, Fault> {
    call.authorise(access::user(call, "iam:ListUserTags", &input.user_name))?;
    let tags = call.find_user(&input.user_name, |user| tags::show(&user.tags))?;
    let page = page(tags, |tag| tag.key.clone(), input.marker.as_deref(), input.max_items)?;
    Ok(ListUserTagsResponse { is_truncated: page.is_truncated(), tags: page.items, marker: page.marker })
}
