use identity::command::CreateRole;
use wire::fault::Fault;
use wire::iam::{CreateRoleRequest, CreateRoleResponse, Role};

use super::view;
use crate::call::Call;
use crate::iam::shown;
use crate::permit::iam::NewEntity;
use crate::permit::value::Permit;

/// Makes a role. The answer shows neither description nor longest session.
pub(in crate::iam) async fn create_role(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, NewEntity>,
    input: CreateRoleRequest,
) -> Result<CreateRoleResponse, Fault> {
    let command = CreateRole {
        account: permit.account(),
        name: input.role_name,
        path: permit.path.clone(),
        trust_policy: input.assume_role_policy_document,
        description: input.description,
        // the model has checked the range, so the number is not negative
        max_session_seconds: input.max_session_duration.and_then(|seconds| u32::try_from(seconds).ok()),
        permissions_boundary: input.permissions_boundary,
        tags: permit.tags.clone(),
    };
    let role = call.execute(&permit, command).await?;
    let shown = Role {
        permissions_boundary: shown::boundary(role.permissions_boundary.as_ref()),
        tags: shown::some_tags(&role.tags),
        ..view::role(&call.read_written(&permit), &role)
    };
    Ok(CreateRoleResponse { role: shown })
}
