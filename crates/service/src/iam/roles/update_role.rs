use std::sync::Arc;

use identity::{Role, command};
use wire::fault::Fault;
use wire::iam::{
    DeleteRoleRequest, DeleteRoleResponse, UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse,
    UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse, UpdateRoleRequest, UpdateRoleResponse,
};

use super::view;
use crate::call::Call;
use crate::permit::value::Permit;

/// Changes a role's description and longest session; what is not given stays.
pub(in crate::iam) async fn update_role(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Role>>,
    input: UpdateRoleRequest,
) -> Result<UpdateRoleResponse, Fault> {
    let command = command::UpdateRole {
        account: permit.account(),
        role: permit.reference(),
        description: input.description,
        // the model has checked the range, so the number is not negative
        max_session_seconds: input.max_session_duration.and_then(|seconds| u32::try_from(seconds).ok()),
    };
    call.execute(&permit, command).await?;
    Ok(UpdateRoleResponse {})
}

/// Changes a role's description. The answer does not show the longest session.
pub(in crate::iam) async fn update_role_description(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Role>>,
    input: UpdateRoleDescriptionRequest,
) -> Result<UpdateRoleDescriptionResponse, Fault> {
    let command = command::UpdateRole {
        account: permit.account(),
        role: permit.reference(),
        description: Some(input.description),
        max_session_seconds: None,
    };
    let role = call.execute(&permit, command).await?;
    let shown = wire::iam::Role {
        description: role.description.clone(),
        ..view::role(&call.read_written(&permit), &role)
    };
    Ok(UpdateRoleDescriptionResponse { role: Some(shown) })
}

/// Replaces a role's trust policy.
pub(in crate::iam) async fn update_assume_role_policy(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Role>>,
    input: UpdateAssumeRolePolicyRequest,
) -> Result<UpdateAssumeRolePolicyResponse, Fault> {
    let command = command::UpdateAssumeRolePolicy {
        account: permit.account(),
        role: permit.reference(),
        trust_policy: input.policy_document,
    };
    call.execute(&permit, command).await?;
    Ok(UpdateAssumeRolePolicyResponse {})
}

/// Removes a role that has no policies left. Its sessions die with it.
pub(in crate::iam) async fn delete_role(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Role>>,
    _input: DeleteRoleRequest,
) -> Result<DeleteRoleResponse, Fault> {
    let command = command::DeleteRole { account: permit.account(), role: permit.reference() };
    call.execute(&permit, command).await?;
    Ok(DeleteRoleResponse {})
}
