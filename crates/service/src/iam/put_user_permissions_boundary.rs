use identity::command::{Bounded, PutPermissionsBoundary};
use wire::fault::Fault;
use wire::iam::{PutUserPermissionsBoundaryRequest, PutUserPermissionsBoundaryResponse};

use super::access::{self, PERMISSIONS_BOUNDARY};
use crate::call::Call;

/// Sets or replaces a user's permissions boundary.
pub(super) async fn put_user_permissions_boundary(
    call: &mut Call<'_, '_>,
    input: PutUserPermissionsBoundaryRequest,
) -> Result<PutUserPermissionsBoundaryResponse, Fault> {
    let access = access::user(call, "iam:PutUserPermissionsBoundary", &input.user_name);
    call.authorise(access.with(PERMISSIONS_BOUNDARY, input.permissions_boundary.as_str()))?;
    let command = PutPermissionsBoundary {
        account: call.account(),
        target: Bounded::User(input.user_name),
        policy_arn: input.permissions_boundary,
    };
    call.execute(command).await?;
    Ok(PutUserPermissionsBoundaryResponse {})
}
