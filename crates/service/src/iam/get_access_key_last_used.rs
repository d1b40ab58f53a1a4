use identity::{KeyOwner, KeyUse, arn};
use wire::fault::Fault;
use wire::iam::{AccessKeyLastUsed, GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse};

use super::access;
use crate::authorise::Access;
use crate::call::Call;
use crate::caller::timestamp;

const ACTION: &str = "iam:GetAccessKeyLastUsed";
/// What AWS says in place of service and region of a key that was never used.
const NEVER: &str = "N/A";

/// Says whose an access key of the account is, and when, where and for what it was last used.
pub(super) async fn get_access_key_last_used(
    call: &mut Call<'_, '_>,
    input: GetAccessKeyLastUsedRequest,
) -> Result<GetAccessKeyLastUsedResponse, Fault> {
    let id = input.access_key_id;
    let owner =
        call.state().access_key(&id).filter(|key| key.account == call.account()).map(|key| key.owner.clone());
    let owner = owner.ok_or_else(|| denied(call, &id))?;
    let user_name = access::owner_name(call, &owner);
    let access = match (&owner, &user_name) {
        (KeyOwner::User(_), Some(name)) => access::user(call, ACTION, name),
        _ => Access::to(ACTION, arn::root(call.account()), call.account()),
    };
    call.decide(&access).map_err(|_| denied(call, &id))?;
    // what is not written down yet is newer than what is
    let last =
        call.service.usage.of_key(&id).or_else(|| call.state().key_use(&id).map(|last| KeyUse::clone(last)));
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
    Ok(GetAccessKeyLastUsedResponse { user_name, access_key_last_used: Some(last) })
}

/// A key that is unknown, another account's, or not the caller's to ask about: one text for all, so that it tells nothing of
/// which keys there are. It has no colon after "perform", as AWS's has none.
fn denied(call: &Call<'_, '_>, access_key_id: &str) -> Fault {
    let caller = call.caller.arn();
    Fault::access_denied(format!(
        "User: {caller} is not authorized to perform {ACTION} on resource: access key {access_key_id}"
    ))
}
