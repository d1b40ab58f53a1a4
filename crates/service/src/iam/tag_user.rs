use identity::command::{TagResource, Tagged};
use wire::fault::Fault;
use wire::iam::{TagUserRequest, TagUserResponse};

use super::{access, tags};
use crate::call::Call;

/// Adds tags to a user, replacing those of the same keys.
pub(super) async fn tag_user(
    call: &mut Call<'_, '_>,
    input: TagUserRequest,
) -> Result<TagUserResponse, Fault> {
    let tags = tags::read(Some(input.tags));
    call.authorise(access::user(call, "iam:TagUser", &input.user_name).request_tags(&tags))?;
    let resource = Tagged::User(input.user_name);
    call.execute(TagResource { account: call.account(), resource, tags }).await?;
    Ok(TagUserResponse {})
}
