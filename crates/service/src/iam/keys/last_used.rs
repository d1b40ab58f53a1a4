use identity::KeyUse;
use wire::fault::Fault;
use wire::iam::{AccessKeyLastUsed, GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse};

use crate::call::Call;
use crate::caller::timestamp;
use crate::permit::iam::UsedKey;
use crate::permit::value::Permit;

/// AWS's text in place of service and region of a key that was never used.
const NEVER: &str = "N/A";

/// Shows the owner of an access key of the account, and when, where and for what it was last used.
pub(in crate::iam) async fn get_access_key_last_used(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, UsedKey>,
    input: GetAccessKeyLastUsedRequest,
) -> Result<GetAccessKeyLastUsedResponse, Fault> {
    let id = input.access_key_id;
    // what is not written down yet is newer than what is
    let pending = call.usage().of_key(&id);
    let last = pending.or_else(|| call.read(&permit).key_use(&id).map(|last| KeyUse::clone(last)));
    let last = match last {
        Some(last) => AccessKeyLastUsed {
            last_used_date: Some(timestamp(last.time)),
            service_name: last.service,
            region: last.region,
        },
        None => AccessKeyLastUsed {
            last_used_date: None,
            service_name: NEVER.to_owned(),
            region: NEVER.to_owned(),
        },
    };
    Ok(GetAccessKeyLastUsedResponse { user_name: permit.user_name.clone(), access_key_last_used: Some(last) })
}
