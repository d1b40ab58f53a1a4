use identity::command;
use wire::fault::Fault;
use wire::iam::{DeleteGroupRequest, DeleteGroupResponse};

use super::access;
use crate::call::Call;

/// Removes an empty group.
pub(super) async fn delete_group(
    call: &mut Call<'_, '_>,
    input: DeleteGroupRequest,
) -> Result<DeleteGroupResponse, Fault> {
    call.authorise(access::group(call, "iam:DeleteGroup", &input.group_name))?;
    call.execute(command::DeleteGroup { account: call.account(), name: input.group_name }).await?;
    Ok(DeleteGroupResponse {})
}
