use identity::command::{Bounded, DeletePermissionsBoundary};
use wire::fault::Fault;
use wire::iam::{DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse};

use super::access;
use crate::call::Call;

/// Takes a user's permissions boundary away.
pub(super) async fn delete_user_permissions_boundary(
    call: &mut Call<'_, '_>,
    input: DeleteUserPermissionsBoundaryRequest,
) -> Result<DeleteUserPermissionsBoundaryResponse, Fault> {
    call.authorise(access::user(call, "iam:DeleteUserPermissionsBoundary", &input.user_name))?;
    let target = Bounded::User(input.user_name);
    call.execute(DeletePermissionsBoundary { account: call.account(), target }).await?;
    Ok(DeleteUserPermissionsBoundaryResponse {})
}
