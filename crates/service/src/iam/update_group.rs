use identity::{arn, command};
use wire::fault::Fault;
use wire::iam::{UpdateGroupRequest, UpdateGroupResponse};

use super::access;
use crate::authorise::Access;
use crate::call::Call;

const ACTION: &str = "iam:UpdateGroup";

/// Renames or moves a group.
pub(super) async fn update_group(
    call: &mut Call<'_, '_>,
    input: UpdateGroupRequest,
) -> Result<UpdateGroupResponse, Fault> {
    call.authorise(access::group(call, ACTION, &input.group_name))?;
    if let Some(access) = access_to_target(call, &input) {
        call.authorise(access)?;
    }
    let command = command::UpdateGroup {
        account: call.account(),
        name: input.group_name,
        new_name: input.new_group_name,
        new_path: input.new_path,
    };
    call.execute(command).await?;
    Ok(UpdateGroupResponse {})
}

/// AWS asks for the permission on the group as it will be, too.
fn access_to_target(call: &Call<'_, '_>, input: &UpdateGroupRequest) -> Option<Access> {
    if input.new_group_name.is_none() && input.new_path.is_none() {
        return None;
    }
    let account = call.account();
    let state = call.state();
    let group = state.group_named(account, &input.group_name)?;
    let name = input.new_group_name.as_deref().unwrap_or(&group.name);
    let path = input.new_path.as_deref().unwrap_or(&group.path);
    let shown = input.new_group_name.as_deref().unwrap_or(&input.group_name);
    Some(Access::to(ACTION, arn::group(account, path, name), account).shown_as(format!("group {shown}")))
}
