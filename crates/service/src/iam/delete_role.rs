use identity::command::DeleteRole;
use wire::fault::Fault;
use wire::iam::{DeleteRoleRequest, DeleteRoleResponse};

use super::access;
use crate::call::Call;

/// Removes a role that has no policies left. Its sessions die with it.
pub(super) async fn delete_role(
    call: &mut Call<'_, '_>,
    input: DeleteRoleRequest,
) -> Result<DeleteRoleResponse, Fault> {
    call.authorise(access::role(call, "iam:DeleteRole", &input.role_name))?;
    call.execute(DeleteRole { account: call.account(), name: input.role_name }).await?;
    Ok(DeleteRoleResponse {})
}
