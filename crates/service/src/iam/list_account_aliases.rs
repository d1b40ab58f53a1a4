use wire::fault::Fault;
use wire::iam::{ListAccountAliasesRequest, ListAccountAliasesResponse};

use crate::authorise::Access;
use crate::call::Call;
use crate::paging::page;

/// The alias of the account: one or none.
pub(super) async fn list_account_aliases(
    call: &mut Call<'_, '_>,
    input: ListAccountAliasesRequest,
) -> Result<ListAccountAliasesResponse, Fault> {
    call.authorise(Access::to_any("iam:ListAccountAliases", call.account()).shown_as("*"))?;
    let alias = call.state().account(call.account()).and_then(|account| account.alias.clone());
    let aliases = alias.into_iter().collect();
    let page = page(aliases, String::clone, input.marker.as_deref(), input.max_items)?;
    Ok(ListAccountAliasesResponse {
        is_truncated: page.is_truncated(),
        account_aliases: page.items,
        marker: page.marker,
    })
}
