use identity::command::{Bounded, DeletePermissionsBoundary};
use wire::fault::Fault;
use wire::iam::{DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse};

use super::access;
use crate::call::Call;

/// Removes a role's permissions boundary.
pub(super) async fn delete_role_permissions_boundary(
    call: &mut Call<'_, '_>,
    input: DeleteRolePermissionsBoundaryRequest,
) -> Result<DeleteRolePermissionsBoundaryResponse, Fault> {
    call.authorise(access::role(call, "iam:DeleteRolePermissionsBoundary", &input.role_name))?;
    let target = Bounded::Role(input.role_name);
    call.execute(DeletePermissionsBoundary { account: call.account(), target }).await?;
    Ok(DeleteRolePermissionsBoundaryResponse {})
}
