use identity::command;
use wire::fault::Fault;
use wire::iam::{DeleteAccountAliasRequest, DeleteAccountAliasResponse};

use crate::authorise::Access;
use crate::call::Call;

/// Takes the account's alias away.
pub(super) async fn delete_account_alias(
    call: &mut Call<'_, '_>,
    input: DeleteAccountAliasRequest,
) -> Result<DeleteAccountAliasResponse, Fault> {
    call.authorise(Access::to_any("iam:DeleteAccountAlias", call.account()).shown_as("*"))?;
    call.execute(command::DeleteAccountAlias { account: call.account(), alias: input.account_alias }).await?;
    Ok(DeleteAccountAliasResponse {})
}
