use identity::{KeyStatus, command};
use wire::fault::Fault;
use wire::iam::{
    DeleteAccessKeyRequest, DeleteAccessKeyResponse, StatusType, UpdateAccessKeyRequest,
    UpdateAccessKeyResponse,
};

use crate::call::Call;
use crate::permit::iam::Owner;
use crate::permit::value::Permit;

/// Switches an access key of a user, or of the caller itself, on or off.
pub(in crate::iam) async fn update_access_key(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Owner>,
    input: UpdateAccessKeyRequest,
) -> Result<UpdateAccessKeyResponse, Fault> {
    let status = match input.status {
        StatusType::Active => KeyStatus::Active,
        StatusType::Inactive => KeyStatus::Inactive,
        // a value of the same type in the model, which other kinds of credentials have; AWS's words are not known
        StatusType::Expired => {
            return Err(Fault::invalid_input("The status of an access key is Active or Inactive."));
        }
    };
    let (account, owner) = (permit.account(), permit.reference());
    let command = command::UpdateAccessKey { account, owner, access_key_id: input.access_key_id, status };
    call.execute(&permit, command).await?;
    Ok(UpdateAccessKeyResponse {})
}

/// Removes an access key of a user, or of the caller itself.
pub(in crate::iam) async fn delete_access_key(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Owner>,
    input: DeleteAccessKeyRequest,
) -> Result<DeleteAccessKeyResponse, Fault> {
    let (account, owner) = (permit.account(), permit.reference());
    let command = command::DeleteAccessKey { account, owner, access_key_id: input.access_key_id };
    call.execute(&permit, command).await?;
    Ok(DeleteAccessKeyResponse {})
}
