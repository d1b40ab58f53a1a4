use identity::{KeyStatus, command};
use wire::fault::Fault;
use wire::iam::{StatusType, UpdateAccessKeyRequest, UpdateAccessKeyResponse};

use super::access;
use crate::call::Call;

/// Switches an access key of a user, or of the caller itself, on or off.
pub(super) async fn update_access_key(
    call: &mut Call<'_, '_>,
    input: UpdateAccessKeyRequest,
) -> Result<UpdateAccessKeyResponse, Fault> {
    let owner = access::authorise_owner(call, "iam:UpdateAccessKey", input.user_name.as_deref())?;
    let status = match input.status {
        StatusType::Active => KeyStatus::Active,
        StatusType::Inactive => KeyStatus::Inactive,
        // a value of the same type in the model, which other kinds of credentials have; AWS's words are not known
        StatusType::Expired => {
            return Err(Fault::invalid_input("The status of an access key is Active or Inactive."));
        }
    };
    let command = command::UpdateAccessKey {
        account: call.account(),
        owner,
        access_key_id: input.access_key_id,
        status,
    };
    call.execute(command).await?;
    Ok(UpdateAccessKeyResponse {})
}
