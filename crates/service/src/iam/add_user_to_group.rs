use identity::command;
use wire::fault::Fault;
use wire::iam::{AddUserToGroupRequest, AddUserToGroupResponse};

use super::access;
use crate::call::Call;

/// Makes a user a member of a group.
pub(super) async fn add_user_to_group(
    call: &mut Call<'_, '_>,
    input: AddUserToGroupRequest,
) -> Result<AddUserToGroupResponse, Fault> {
    call.authorise(access::group(call, "iam:AddUserToGroup", &input.group_name))?;
    let command =
        command::AddUserToGroup { account: call.account(), group: input.group_name, user: input.user_name };
    call.execute(command).await?;
    Ok(AddUserToGroupResponse {})
}
