use identity::command;
use wire::fault::Fault;
use wire::iam::{CreateAccessKeyRequest, CreateAccessKeyResponse};

use super::view;
use crate::call::Call;
use crate::permit::iam::Owner;
use crate::permit::value::Permit;

/// Makes an access key for a user, or for the caller itself, who may be root. Its secret is shown here and never again.
pub(in crate::iam) async fn create_access_key(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Owner>,
    _input: CreateAccessKeyRequest,
) -> Result<CreateAccessKeyResponse, Fault> {
    let command = command::CreateAccessKey { account: permit.account(), owner: permit.reference() };
    let key = call.execute(&permit, command).await?;
    Ok(CreateAccessKeyResponse { access_key: view::new_access_key(&key, permit.name().map(str::to_owned)) })
}
