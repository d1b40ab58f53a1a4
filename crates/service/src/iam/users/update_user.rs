use std::sync::Arc;

use identity::{User, command};
use wire::fault::Fault;
use wire::iam::{DeleteUserRequest, DeleteUserResponse, UpdateUserRequest, UpdateUserResponse};

use crate::call::Call;
use crate::permit::value::Permit;

/// Renames or moves a user.
pub(in crate::iam) async fn update_user(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<User>>,
    input: UpdateUserRequest,
) -> Result<UpdateUserResponse, Fault> {
    let command = command::UpdateUser {
        account: permit.account(),
        user: permit.reference(),
        new_name: input.new_user_name,
        new_path: input.new_path,
    };
    call.execute(&permit, command).await?;
    Ok(UpdateUserResponse {})
}

/// Removes a user that has nothing left.
pub(in crate::iam) async fn delete_user(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<User>>,
    _input: DeleteUserRequest,
) -> Result<DeleteUserResponse, Fault> {
    let command = command::DeleteUser { account: permit.account(), user: permit.reference() };
    call.execute(&permit, command).await?;
    Ok(DeleteUserResponse {})
}
