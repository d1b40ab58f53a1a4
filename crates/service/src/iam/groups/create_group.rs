use identity::command;
use wire::fault::Fault;
use wire::iam::{CreateGroupRequest, CreateGroupResponse};

use super::view;
use crate::call::Call;
use crate::permit::iam::NewEntity;
use crate::permit::value::Permit;

/// Makes a group.
pub(in crate::iam) async fn create_group(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, NewEntity>,
    input: CreateGroupRequest,
) -> Result<CreateGroupResponse, Fault> {
    let (account, path) = (permit.account(), permit.path.clone());
    let command = command::CreateGroup { account, name: input.group_name, path };
    let group = call.execute(&permit, command).await?;
    Ok(CreateGroupResponse { group: view::group(&group) })
}
