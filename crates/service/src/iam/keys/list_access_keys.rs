use wire::fault::Fault;
use wire::iam::{ListAccessKeysRequest, ListAccessKeysResponse};

use super::view;
use crate::call::Call;
use crate::paging::page;
use crate::permit::iam::Owner;
use crate::permit::value::Permit;

/// Lists the access keys of a user, or of the caller itself, who may be root, without their secrets.
pub(in crate::iam) async fn list_access_keys(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Owner>,
    input: ListAccessKeysRequest,
) -> Result<ListAccessKeysResponse, Fault> {
    let keys = call.read(&permit).access_keys_of(permit.account(), &permit.key_owner());
    let page = page(keys, |key| key.id.clone(), input.marker.as_deref(), input.max_items)?;
    let page = page.map(|key| view::access_key(&key, permit.name().map(str::to_owned)));
    Ok(ListAccessKeysResponse {
        is_truncated: page.is_truncated(),
        access_key_metadata: page.items,
        marker: page.marker,
    })
}
