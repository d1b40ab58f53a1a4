use identity::command::UpdateRole;
use wire::fault::Fault;
use wire::iam::{Role, UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse};

use super::{access, view_policy};
use crate::call::Call;

/// Changes a role's description. The answer does not show the longest session.
pub(super) async fn update_role_description(
    call: &mut Call<'_, '_>,
    input: UpdateRoleDescriptionRequest,
) -> Result<UpdateRoleDescriptionResponse, Fault> {
    call.authorise(access::role(call, "iam:UpdateRoleDescription", &input.role_name))?;
    let command = UpdateRole {
        account: call.account(),
        name: input.role_name,
        description: Some(input.description),
        max_session_seconds: None,
    };
    let role = call.execute(command).await?;
    let shown = Role { description: role.description.clone(), ..view_policy::role(&call.state(), &role) };
    Ok(UpdateRoleDescriptionResponse { role: Some(shown) })
}
