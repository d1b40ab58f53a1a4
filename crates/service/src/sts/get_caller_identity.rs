use identity::{MfaSource, Time, standing};
use wire::fault::Fault;
use wire::sts::{GetCallerIdentityRequest, GetCallerIdentityResponse};

use crate::call::Call;
use crate::caller::iso_rounded_up;
use crate::permit::value::Permit;

/// Header with the number of wrong MFA codes held against the user: absent if there are none.
const MFA_FAILURES: &str = "x-ostiary-mfa-failures";
/// Header with the time from which a code of the user is looked at again, from the address that asks: absent if that is so now.
const MFA_THROTTLED_UNTIL: &str = "x-ostiary-mfa-throttled-until";

/// Returns the caller's identity. Needs no permission and cannot be denied. A user also learns, in headers of our own, of wrong
/// MFA codes held against it.
pub(super) async fn get_caller_identity(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    _input: GetCallerIdentityRequest,
) -> Result<GetCallerIdentityResponse, Fault> {
    if call.caller.user().is_some() {
        tell_of_wrong_codes(call, &permit);
    }
    Ok(GetCallerIdentityResponse {
        user_id: Some(call.caller.user_id()),
        account: Some(call.account().to_string()),
        arn: Some(call.caller.arn()),
    })
}

fn tell_of_wrong_codes(call: &mut Call<'_, '_>, permit: &Permit<'_, ()>) {
    let (source, now): (MfaSource, Time) = (call.mfa_source(), call.request.now);
    let standing = standing(&call.read(permit), call.account(), &source, now);
    if standing.failures > 0 {
        call.headers.push((MFA_FAILURES, standing.failures.to_string()));
    }
    if let Some(until) = standing.throttled_until {
        call.headers.push((MFA_THROTTLED_UNTIL, iso_rounded_up(until)));
    }
}
