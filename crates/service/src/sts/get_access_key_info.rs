use identity::AccountId;
use wire::fault::Fault;
use wire::sts::{GetAccessKeyInfoRequest, GetAccessKeyInfoResponse};

use crate::authorise::Access;
use crate::call::Call;

/// Says which account an access key id is of, from the id alone: also for keys that are deleted or another's.
pub(super) async fn get_access_key_info(
    call: &mut Call<'_, '_>,
    input: GetAccessKeyInfoRequest,
) -> Result<GetAccessKeyInfoResponse, Fault> {
    super::refuse_session_credentials(call, "GetAccessKeyInfo")?;
    call.authorise(Access::to_any("sts:GetAccessKeyInfo", call.account()))?;
    let account = secret::id::account_of(&input.access_key_id).and_then(AccountId::from_number);
    match account {
        Some(account) => Ok(GetAccessKeyInfoResponse { account: Some(account.to_string()) }),
        None => Err(Fault::validation_error("Invalid Access Key Id format.")),
    }
}
