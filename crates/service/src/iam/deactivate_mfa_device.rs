use identity::command;
use wire::fault::Fault;
use wire::iam::{DeactivateMFADeviceRequest, DeactivateMFADeviceResponse};

use super::{access, mfa};
use crate::call::Call;

/// Ends the association of a device with a user, or with the caller itself. The device stays, assigned to nobody.
pub(super) async fn deactivate_mfa_device(
    call: &mut Call<'_, '_>,
    input: DeactivateMFADeviceRequest,
) -> Result<DeactivateMFADeviceResponse, Fault> {
    let owner = access::authorise_owner(call, "iam:DeactivateMFADevice", input.user_name.as_deref())?;
    // a root user's device could not be enabled here
    let user = access::owner_name(call, &owner).ok_or_else(|| mfa::no_such_device(&input.serial_number))?;
    let command =
        command::DeactivateMfaDevice { account: call.account(), user, serial_number: input.serial_number };
    call.execute(command).await?;
    Ok(DeactivateMFADeviceResponse {})
}
