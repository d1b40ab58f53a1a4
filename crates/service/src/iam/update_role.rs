use identity::command::UpdateRole;
use wire::fault::Fault;
use wire::iam::{UpdateRoleRequest, UpdateRoleResponse};

use super::access;
use crate::call::Call;

/// Changes a role's description and longest session; what is not given stays.
pub(super) async fn update_role(
    call: &mut Call<'_, '_>,
    input: UpdateRoleRequest,
) -> Result<UpdateRoleResponse, Fault> {
    call.authorise(access::role(call, "iam:UpdateRole", &input.role_name))?;
    let command = UpdateRole {
        account: call.account(),
        name: input.role_name,
        description: input.description,
        // the model has checked the range, so the number is not negative
        max_session_seconds: input.max_session_duration.and_then(|seconds| u32::try_from(seconds).ok()),
    };
    call.execute(command).await?;
    Ok(UpdateRoleResponse {})
}
