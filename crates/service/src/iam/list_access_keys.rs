use wire::fault::Fault;
use wire::iam::{ListAccessKeysRequest, ListAccessKeysResponse};

use super::{access, view};
use crate::call::Call;
use crate::paging::page;

/// The access keys of a user, or of the caller itself, who may be root, without their secrets.
pub(super) async fn list_access_keys(
    call: &mut Call<'_, '_>,
    input: ListAccessKeysRequest,
) -> Result<ListAccessKeysResponse, Fault> {
    let owner = access::authorise_owner(call, "iam:ListAccessKeys", input.user_name.as_deref())?;
    let user_name = access::owner_name(call, &owner);
    let keys = call.state().access_keys_of(call.account(), &owner);
    let page = page(keys, |key| key.id.clone(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|key| view::access_key(&key, user_name.clone()));
    Ok(ListAccessKeysResponse {
        is_truncated: page.is_truncated(),
        access_key_metadata: page.items,
        marker: page.marker,
    })
}
