use identity::command::{TagResource, Tagged};
use wire::fault::Fault;
use wire::iam::{TagRoleRequest, TagRoleResponse};

use super::{access, tags};
use crate::call::Call;

/// Sets tags of a role.
pub(super) async fn tag_role(
    call: &mut Call<'_, '_>,
    input: TagRoleRequest,
) -> Result<TagRoleResponse, Fault> {
    let tags = tags::read(Some(input.tags));
    call.authorise(access::role(call, "iam:TagRole", &input.role_name).request_tags(&tags))?;
    let resource = Tagged::Role(input.role_name);
    call.execute(TagResource { account: call.account(), resource, tags }).await?;
    Ok(TagRoleResponse {})
}
