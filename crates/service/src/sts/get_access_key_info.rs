use identity::AccountId;
use wire::fault::Fault;
use wire::sts::{GetAccessKeyInfoRequest, GetAccessKeyInfoResponse};

use crate::call::Call;
use crate::permit::value::Permit;

/// Returns the account of an access key id, from the id alone: also for keys that are deleted or another's.
pub(super) async fn get_access_key_info(
    _call: &mut Call<'_, '_>,
    _permit: Permit<'_, ()>,
    input: GetAccessKeyInfoRequest,
) -> Result<GetAccessKeyInfoResponse, Fault> {
    let account = secret::id::account_of(&input.access_key_id).and_then(AccountId::from_number);
    match account {
        Some(account) => Ok(GetAccessKeyInfoResponse { account: Some(account.to_string()) }),
        None => Err(Fault::validation_error("Invalid Access Key Id format.")),
    }
}
