use identity::{arn, command};
use wire::fault::Fault;
use wire::iam::{UpdateUserRequest, UpdateUserResponse};

use super::access;
use crate::authorise::Access;
use crate::call::Call;

const ACTION: &str = "iam:UpdateUser";

/// Renames or moves a user.
pub(super) async fn update_user(
    call: &mut Call<'_, '_>,
    input: UpdateUserRequest,
) -> Result<UpdateUserResponse, Fault> {
    call.authorise(access::user(call, ACTION, &input.user_name))?;
    if let Some(access) = access_to_target(call, &input) {
        call.authorise(access)?;
    }
    let command = command::UpdateUser {
        account: call.account(),
        name: input.user_name,
        new_name: input.new_user_name,
        new_path: input.new_path,
    };
    call.execute(command).await?;
    Ok(UpdateUserResponse {})
}

/// AWS asks for the permission on the user as it will be, too: else a user could be moved out of what a policy protects, or
/// into what it grants.
fn access_to_target(call: &Call<'_, '_>, input: &UpdateUserRequest) -> Option<Access> {
    if input.new_user_name.is_none() && input.new_path.is_none() {
        return None;
    }
    let account = call.account();
    let state = call.state();
    let user = state.user_named(account, &input.user_name)?;
    let name = input.new_user_name.as_deref().unwrap_or(&user.name);
    let path = input.new_path.as_deref().unwrap_or(&user.path);
    let shown = input.new_user_name.as_deref().unwrap_or(&input.user_name);
    let access = Access::to(ACTION, arn::user(account, path, name), account);
    Some(access.shown_as(format!("user {shown}")).resource_tags("iam", &user.tags))
}
