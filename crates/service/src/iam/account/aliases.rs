use identity::command;
use wire::fault::Fault;
use wire::iam::{
    CreateAccountAliasRequest, CreateAccountAliasResponse, DeleteAccountAliasRequest,
    DeleteAccountAliasResponse, ListAccountAliasesRequest, ListAccountAliasesResponse,
};

use crate::call::Call;
use crate::paging::page;
use crate::permit::value::Permit;

/// Gives the account its alias, in place of the one that it had.
pub(in crate::iam) async fn create_account_alias(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: CreateAccountAliasRequest,
) -> Result<CreateAccountAliasResponse, Fault> {
    let command = command::CreateAccountAlias { account: permit.account(), alias: input.account_alias };
    call.execute(&permit, command).await?;
    Ok(CreateAccountAliasResponse {})
}

/// Removes the account's alias.
pub(in crate::iam) async fn delete_account_alias(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: DeleteAccountAliasRequest,
) -> Result<DeleteAccountAliasResponse, Fault> {
    let command = command::DeleteAccountAlias { account: permit.account(), alias: input.account_alias };
    call.execute(&permit, command).await?;
    Ok(DeleteAccountAliasResponse {})
}

/// Lists the alias of the account: one or none.
pub(in crate::iam) async fn list_account_aliases(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: ListAccountAliasesRequest,
) -> Result<ListAccountAliasesResponse, Fault> {
    let alias = call.read(&permit).account(permit.account()).and_then(|account| account.alias.clone());
    let aliases = alias.into_iter().collect();
    let page = page(aliases, String::clone, input.marker.as_deref(), input.max_items)?;
    Ok(ListAccountAliasesResponse {
        is_truncated: page.is_truncated(),
        account_aliases: page.items,
        marker: page.marker,
    })
}
