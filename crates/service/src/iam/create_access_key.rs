use identity::command;
use wire::fault::Fault;
use wire::iam::{CreateAccessKeyRequest, CreateAccessKeyResponse};

use super::{access, view};
use crate::call::Call;

/// Makes an access key for a user, or for the caller itself, who may be root. Its secret is shown here and never again.
pub(super) async fn create_access_key(
    call: &mut Call<'_, '_>,
    input: CreateAccessKeyRequest,
) -> Result<CreateAccessKeyResponse, Fault> {
    let owner = access::authorise_owner(call, "iam:CreateAccessKey", input.user_name.as_deref())?;
    let command = command::CreateAccessKey { account: call.account(), owner };
    let key = call.execute(command).await?;
    let user_name = access::owner_name(call, &key.owner);
    Ok(CreateAccessKeyResponse { access_key: view::new_access_key(&key, user_name) })
}
