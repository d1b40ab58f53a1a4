use identity::command;
use wire::fault::Fault;
use wire::iam::{
    AddUserToGroupRequest, AddUserToGroupResponse, RemoveUserFromGroupRequest, RemoveUserFromGroupResponse,
};

use crate::call::Call;
use crate::permit::iam::Membership;
use crate::permit::value::Permit;

/// Makes a user a member of a group.
pub(in crate::iam) async fn add_user_to_group(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Membership>,
    _input: AddUserToGroupRequest,
) -> Result<AddUserToGroupResponse, Fault> {
    let command = command::AddUserToGroup {
        account: permit.account(),
        group: permit.group.reference(),
        user: permit.user.reference(),
    };
    call.execute(&permit, command).await?;
    Ok(AddUserToGroupResponse {})
}

/// Ends a user's membership of a group.
pub(in crate::iam) async fn remove_user_from_group(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Membership>,
    _input: RemoveUserFromGroupRequest,
) -> Result<RemoveUserFromGroupResponse, Fault> {
    let command = command::RemoveUserFromGroup {
        account: permit.account(),
        group: permit.group.reference(),
        user: permit.user.reference(),
    };
    call.execute(&permit, command).await?;
    Ok(RemoveUserFromGroupResponse {})
}
