use identity::{arn, command};
use wire::fault::Fault;
use wire::iam::{CreateGroupRequest, CreateGroupResponse};

use super::view;
use crate::authorise::Access;
use crate::call::Call;

/// Makes a group.
pub(super) async fn create_group(
    call: &mut Call<'_, '_>,
    input: CreateGroupRequest,
) -> Result<CreateGroupResponse, Fault> {
    let account = call.account();
    let path = input.path.unwrap_or_else(|| "/".to_owned());
    let resource = arn::group(account, &path, &input.group_name);
    call.authorise(Access::to("iam:CreateGroup", resource, account))?;
    let group = call.execute(command::CreateGroup { account, name: input.group_name, path }).await?;
    Ok(CreateGroupResponse { group: view::group(&group) })
}
