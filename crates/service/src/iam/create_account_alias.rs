use identity::command;
use wire::fault::Fault;
use wire::iam::{CreateAccountAliasRequest, CreateAccountAliasResponse};

use crate::authorise::Access;
use crate::call::Call;

/// Gives the account its alias, in place of the one that it had.
pub(super) async fn create_account_alias(
    call: &mut Call<'_, '_>,
    input: CreateAccountAliasRequest,
) -> Result<CreateAccountAliasResponse, Fault> {
    call.authorise(Access::to_any("iam:CreateAccountAlias", call.account()).shown_as("*"))?;
    call.execute(command::CreateAccountAlias { account: call.account(), alias: input.account_alias }).await?;
    Ok(CreateAccountAliasResponse {})
}
