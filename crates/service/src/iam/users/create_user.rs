use identity::command;
use wire::fault::Fault;
use wire::iam::{CreateUserRequest, CreateUserResponse};

use super::view;
use crate::call::Call;
use crate::permit::iam::NewEntity;
use crate::permit::value::Permit;

/// Makes a user.
pub(in crate::iam) async fn create_user(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, NewEntity>,
    input: CreateUserRequest,
) -> Result<CreateUserResponse, Fault> {
    let command = command::CreateUser {
        account: permit.account(),
        name: input.user_name,
        path: permit.path.clone(),
        permissions_boundary: input.permissions_boundary,
        tags: permit.tags.clone(),
    };
    let user = call.execute(&permit, command).await?;
    Ok(CreateUserResponse { user: Some(view::user(&user)) })
}
