use identity::arn;
use identity::command::CreateRole;
use wire::fault::Fault;
use wire::iam::{CreateRoleRequest, CreateRoleResponse, Role};

use super::access::Creation;
use super::{tags, view_policy};
use crate::call::Call;

/// Makes a role. The answer shows neither description nor longest session.
pub(super) async fn create_role(
    call: &mut Call<'_, '_>,
    input: CreateRoleRequest,
) -> Result<CreateRoleResponse, Fault> {
    let path = input.path.unwrap_or_else(|| "/".to_owned());
    let tags = tags::read(input.tags);
    let creation = Creation {
        action: "iam:CreateRole",
        tag_action: "iam:TagRole",
        resource: arn::role(call.account(), &path, &input.role_name),
        tags: &tags,
        boundary: input.permissions_boundary.as_deref(),
    };
    creation.authorise(call)?;
    let command = CreateRole {
        account: call.account(),
        name: input.role_name,
        path,
        trust_policy: input.assume_role_policy_document,
        description: input.description,
        // the model has checked the range, so the number is not negative
        max_session_seconds: input.max_session_duration.and_then(|seconds| u32::try_from(seconds).ok()),
        permissions_boundary: input.permissions_boundary,
        tags,
    };
    let role = call.execute(command).await?;
    let shown = Role {
        permissions_boundary: view_policy::boundary(role.permissions_boundary.as_ref()),
        tags: tags::show_some(&role.tags),
        ..view_policy::role(&call.state(), &role)
    };
    Ok(CreateRoleResponse { role: shown })
}
