use identity::command::{Bounded, PutPermissionsBoundary};
use wire::fault::Fault;
use wire::iam::{PutRolePermissionsBoundaryRequest, PutRolePermissionsBoundaryResponse};

use super::access::{self, PERMISSIONS_BOUNDARY};
use crate::call::Call;

/// Sets or replaces a role's permissions boundary.
pub(super) async fn put_role_permissions_boundary(
    call: &mut Call<'_, '_>,
    input: PutRolePermissionsBoundaryRequest,
) -> Result<PutRolePermissionsBoundaryResponse, Fault> {
    let access = access::role(call, "iam:PutRolePermissionsBoundary", &input.role_name);
    call.authorise(access.with(PERMISSIONS_BOUNDARY, input.permissions_boundary.as_str()))?;
    let command = PutPermissionsBoundary {
        account: call.account(),
        target: Bounded::Role(input.role_name),
        policy_arn: input.permissions_boundary,
    };
    call.execute(command).await?;
    Ok(PutRolePermissionsBoundaryResponse {})
}
