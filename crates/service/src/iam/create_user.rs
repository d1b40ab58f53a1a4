use identity::{arn, command};
use wire::fault::Fault;
use wire::iam::{CreateUserRequest, CreateUserResponse};

use super::access::Creation;
use super::{tags, view};
use crate::call::Call;

/// Makes a user.
pub(super) async fn create_user(
    call: &mut Call<'_, '_>,
    input: CreateUserRequest,
) -> Result<CreateUserResponse, Fault> {
    let path = input.path.unwrap_or_else(|| "/".to_owned());
    let tags = tags::read(input.tags);
    let creation = Creation {
        action: "iam:CreateUser",
        tag_action: "iam:TagUser",
        resource: arn::user(call.account(), &path, &input.user_name),
        tags: &tags,
        boundary: input.permissions_boundary.as_deref(),
    };
    creation.authorise(call)?;
    let command = command::CreateUser {
        account: call.account(),
        name: input.user_name,
        path,
        permissions_boundary: input.permissions_boundary,
        tags,
    };
    let user = call.execute(command).await?;
    Ok(CreateUserResponse { user: Some(view::user(&user)) })
}
