use identity::command;
use wire::fault::Fault;
use wire::iam::{DeleteAccessKeyRequest, DeleteAccessKeyResponse};

use super::access;
use crate::call::Call;

/// Removes an access key of a user, or of the caller itself.
pub(super) async fn delete_access_key(
    call: &mut Call<'_, '_>,
    input: DeleteAccessKeyRequest,
) -> Result<DeleteAccessKeyResponse, Fault> {
    let owner = access::authorise_owner(call, "iam:DeleteAccessKey", input.user_name.as_deref())?;
    let account = call.account();
    call.execute(command::DeleteAccessKey { account, owner, access_key_id: input.access_key_id }).await?;
    Ok(DeleteAccessKeyResponse {})
}
