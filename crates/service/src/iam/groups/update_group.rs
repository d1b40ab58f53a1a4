use std::sync::Arc;

use identity::{Group, command};
use wire::fault::Fault;
use wire::iam::{DeleteGroupRequest, DeleteGroupResponse, UpdateGroupRequest, UpdateGroupResponse};

use crate::call::Call;
use crate::permit::value::Permit;

/// Renames or moves a group.
pub(in crate::iam) async fn update_group(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Group>>,
    input: UpdateGroupRequest,
) -> Result<UpdateGroupResponse, Fault> {
    let command = command::UpdateGroup {
        account: permit.account(),
        group: permit.reference(),
        new_name: input.new_group_name,
        new_path: input.new_path,
    };
    call.execute(&permit, command).await?;
    Ok(UpdateGroupResponse {})
}

/// Removes an empty group.
pub(in crate::iam) async fn delete_group(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Group>>,
    _input: DeleteGroupRequest,
) -> Result<DeleteGroupResponse, Fault> {
    let command = command::DeleteGroup { account: permit.account(), group: permit.reference() };
    call.execute(&permit, command).await?;
    Ok(DeleteGroupResponse {})
}
