use identity::command::{Tagged, UntagResource};
use wire::fault::Fault;
use wire::iam::{UntagRoleRequest, UntagRoleResponse};

use super::access;
use crate::call::Call;

/// Removes tags of a role.
pub(super) async fn untag_role(
    call: &mut Call<'_, '_>,
    input: UntagRoleRequest,
) -> Result<UntagRoleResponse, Fault> {
    let access = access::role(call, "iam:UntagRole", &input.role_name);
    call.authorise(access.with_list("aws:TagKeys", input.tag_keys.iter().map(String::as_str)))?;
    let resource = Tagged::Role(input.role_name);
    call.execute(UntagResource { account: call.account(), resource, keys: input.tag_keys }).await?;
    Ok(UntagRoleResponse {})
}
