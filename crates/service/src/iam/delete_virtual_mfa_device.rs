use identity::command;
use wire::fault::Fault;
use wire::iam::{DeleteVirtualMFADeviceRequest, DeleteVirtualMFADeviceResponse};

use super::mfa;
use crate::call::Call;

/// Removes a virtual MFA device that is assigned to nobody.
pub(super) async fn delete_virtual_mfa_device(
    call: &mut Call<'_, '_>,
    input: DeleteVirtualMFADeviceRequest,
) -> Result<DeleteVirtualMFADeviceResponse, Fault> {
    let serial_number = input.serial_number;
    call.authorise(mfa::access(call, "iam:DeleteVirtualMFADevice", &serial_number))?;
    call.execute(command::DeleteVirtualMfaDevice { account: call.account(), serial_number }).await?;
    Ok(DeleteVirtualMFADeviceResponse {})
}
