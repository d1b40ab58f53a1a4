use identity::command;
use wire::fault::Fault;
use wire::iam::{ResyncMFADeviceRequest, ResyncMFADeviceResponse};

use super::{access, mfa};
use crate::call::Call;

/// Finds out anew where the clock of a user's MFA device is, from two consecutive codes, the older first.
pub(super) async fn resync_mfa_device(
    call: &mut Call<'_, '_>,
    input: ResyncMFADeviceRequest,
) -> Result<ResyncMFADeviceResponse, Fault> {
    call.authorise(access::user(call, "iam:ResyncMFADevice", &input.user_name))?;
    let (code1, code2) = mfa::codes(&input.authentication_code1, &input.authentication_code2)?;
    let command = command::ResyncMfaDevice {
        account: call.account(),
        user: input.user_name,
        serial_number: input.serial_number,
        code1,
        code2,
        source: call.mfa_source(),
    };
    call.execute_mfa(command).await?;
    Ok(ResyncMFADeviceResponse {})
}
