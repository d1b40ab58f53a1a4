use identity::command;
use wire::fault::Fault;
use wire::iam::{RemoveUserFromGroupRequest, RemoveUserFromGroupResponse};

use super::access;
use crate::call::Call;

/// Ends a user's membership of a group.
pub(super) async fn remove_user_from_group(
    call: &mut Call<'_, '_>,
    input: RemoveUserFromGroupRequest,
) -> Result<RemoveUserFromGroupResponse, Fault> {
    call.authorise(access::group(call, "iam:RemoveUserFromGroup", &input.group_name))?;
    let command = command::RemoveUserFromGroup {
        account: call.account(),
        group: input.group_name,
        user: input.user_name,
    };
    call.execute(command).await?;
    Ok(RemoveUserFromGroupResponse {})
}
