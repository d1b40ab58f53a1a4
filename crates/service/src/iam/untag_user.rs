use identity::command::{Tagged, UntagResource};
use wire::fault::Fault;
use wire::iam::{UntagUserRequest, UntagUserResponse};

use super::access;
use crate::call::Call;

/// Removes tags from a user.
pub(super) async fn untag_user(
    call: &mut Call<'_, '_>,
    input: UntagUserRequest,
) -> Result<UntagUserResponse, Fault> {
    let access = access::user(call, "iam:UntagUser", &input.user_name);
    call.authorise(access.with_list("aws:TagKeys", input.tag_keys.iter().map(String::as_str)))?;
    let resource = Tagged::User(input.user_name);
    call.execute(UntagResource { account: call.account(), resource, keys: input.tag_keys }).await?;
    Ok(UntagUserResponse {})
}
