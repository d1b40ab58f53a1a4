use std::sync::Arc;

use identity::{Device, command};
use wire::fault::Fault;
use wire::iam::{
    DeactivateMFADeviceRequest, DeactivateMFADeviceResponse, DeleteVirtualMFADeviceRequest,
    DeleteVirtualMFADeviceResponse, EnableMFADeviceRequest, EnableMFADeviceResponse, ResyncMFADeviceRequest,
    ResyncMFADeviceResponse,
};

use crate::call::Call;
use crate::permit::iam::{Owner, Synchronisation};
use crate::permit::value::Permit;

/// Associates a virtual MFA device with a user, given two consecutive codes, the older first.
pub(in crate::iam) async fn enable_mfa_device(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Synchronisation>,
    input: EnableMFADeviceRequest,
) -> Result<EnableMFADeviceResponse, Fault> {
    let command = command::EnableMfaDevice {
        account: permit.account(),
        user: permit.user.reference(),
        serial_number: input.serial_number,
        code1: permit.code1,
        code2: permit.code2,
        source: call.mfa_source(),
    };
    call.execute_mfa(&permit, command).await?;
    Ok(EnableMFADeviceResponse {})
}

/// Finds the drift of the clock of a user's MFA device again, from two consecutive codes, the older first.
pub(in crate::iam) async fn resync_mfa_device(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Synchronisation>,
    input: ResyncMFADeviceRequest,
) -> Result<ResyncMFADeviceResponse, Fault> {
    let command = command::ResyncMfaDevice {
        account: permit.account(),
        user: permit.user.reference(),
        serial_number: input.serial_number,
        code1: permit.code1,
        code2: permit.code2,
        source: call.mfa_source(),
    };
    call.execute_mfa(&permit, command).await?;
    Ok(ResyncMFADeviceResponse {})
}

/// Ends the association of a device with a user, or with the caller itself. The device stays, unassigned.
pub(in crate::iam) async fn deactivate_mfa_device(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Owner>,
    input: DeactivateMFADeviceRequest,
) -> Result<DeactivateMFADeviceResponse, Fault> {
    let (account, owner, serial_number) = (permit.account(), permit.reference(), input.serial_number);
    call.execute(&permit, command::DeactivateMfaDevice { account, owner, serial_number }).await?;
    Ok(DeactivateMFADeviceResponse {})
}

/// Removes a virtual MFA device that is not assigned.
pub(in crate::iam) async fn delete_virtual_mfa_device(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Arc<Device>>,
    _input: DeleteVirtualMFADeviceRequest,
) -> Result<DeleteVirtualMFADeviceResponse, Fault> {
    let (account, device) = (permit.account(), permit.reference());
    call.execute(&permit, command::DeleteVirtualMfaDevice { account, device }).await?;
    Ok(DeleteVirtualMFADeviceResponse {})
}
