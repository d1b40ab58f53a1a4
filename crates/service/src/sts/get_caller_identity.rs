use wire::fault::Fault;
use wire::sts::{GetCallerIdentityRequest, GetCallerIdentityResponse};

use crate::call::Call;

/// Says who the caller is. Needs no permission and cannot be denied.
pub(super) async fn get_caller_identity(
    call: &mut Call<'_, '_>,
    _input: GetCallerIdentityRequest,
) -> Result<GetCallerIdentityResponse, Fault> {
    Ok(GetCallerIdentityResponse {
        user_id: Some(call.caller.user_id()),
        account: Some(call.account().to_string()),
        arn: Some(call.caller.arn()),
    })
}
