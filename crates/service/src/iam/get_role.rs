use wire::fault::Fault;
use wire::iam::{GetRoleRequest, GetRoleResponse, Role};

use super::{access, tags, view_policy};
use crate::call::Call;

/// Shows all of a role.
pub(super) async fn get_role(
    call: &mut Call<'_, '_>,
    input: GetRoleRequest,
) -> Result<GetRoleResponse, Fault> {
    call.authorise(access::role(call, "iam:GetRole", &input.role_name))?;
    let role = call.find_role(&input.role_name)?;
    let state = call.state();
    let shown = Role {
        description: role.description.clone(),
        max_session_duration: view_policy::max_session_duration(&role),
        permissions_boundary: view_policy::boundary(role.permissions_boundary.as_ref()),
        tags: tags::show_some(&role.tags),
        role_last_used: Some(view_policy::last_used(call.service, &state, &role)),
        ..view_policy::role(&state, &role)
    };
    Ok(GetRoleResponse { role: shown })
}
