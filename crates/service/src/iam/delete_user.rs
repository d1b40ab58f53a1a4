use identity::command;
use wire::fault::Fault;
use wire::iam::{DeleteUserRequest, DeleteUserResponse};

use super::access;
use crate::call::Call;

/// Removes a user that has nothing left.
pub(super) async fn delete_user(
    call: &mut Call<'_, '_>,
    input: DeleteUserRequest,
) -> Result<DeleteUserResponse, Fault> {
    call.authorise(access::user(call, "iam:DeleteUser", &input.user_name))?;
    call.execute(command::DeleteUser { account: call.account(), name: input.user_name }).await?;
    Ok(DeleteUserResponse {})
}
