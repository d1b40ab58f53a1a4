use identity::command;
use wire::fault::Fault;
use wire::iam::{EnableMFADeviceRequest, EnableMFADeviceResponse};

use super::{access, mfa};
use crate::call::Call;

/// Associates a virtual MFA device with a user, given two consecutive codes, the older first.
pub(super) async fn enable_mfa_device(
    call: &mut Call<'_, '_>,
    input: EnableMFADeviceRequest,
) -> Result<EnableMFADeviceResponse, Fault> {
    call.authorise(access::user(call, "iam:EnableMFADevice", &input.user_name))?;
    let (code1, code2) = mfa::codes(&input.authentication_code1, &input.authentication_code2)?;
    let command = command::EnableMfaDevice {
        account: call.account(),
        user: input.user_name,
        serial_number: input.serial_number,
        code1,
        code2,
        source: call.mfa_source(),
    };
    call.execute_mfa(command).await?;
    Ok(EnableMFADeviceResponse {})
}
