use wire::fault::Fault;
use wire::iam::{
    GetMFADeviceRequest, GetMFADeviceResponse, ListMFADevicesRequest, ListMFADevicesResponse, MFADevice,
};

use super::no_such_device;
use crate::call::Call;
use crate::caller::timestamp;
use crate::paging::page;
use crate::permit::iam::Owner;
use crate::permit::value::Permit;

/// Lists the enabled MFA devices of a user, or of the caller itself, by serial number.
pub(in crate::iam) async fn list_mfa_devices(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, Owner>,
    input: ListMFADevicesRequest,
) -> Result<ListMFADevicesResponse, Fault> {
    let user_name = permit.name().unwrap_or_default().to_owned();
    let devices = call.read(&permit).devices_of(permit.account(), &permit.key_owner());
    let devices = devices.iter().filter_map(|device| {
        let enabled = device.enabled.as_ref()?;
        Some(MFADevice {
            user_name: user_name.clone(),
            serial_number: device.serial_number(),
            enable_date: timestamp(enabled.since),
        })
    });
    let key = |device: &MFADevice| device.serial_number.clone();
    let page = page(devices.collect(), key, input.marker.as_deref(), input.max_items)?;
    Ok(ListMFADevicesResponse {
        is_truncated: page.is_truncated(),
        mfa_devices: page.items,
        marker: page.marker,
    })
}

/// Shows a FIDO security key of a user, or of the caller itself. AWS knows no other devices here, and this server has no such
/// keys: there is none to show.
pub(in crate::iam) async fn get_mfa_device(
    _call: &mut Call<'_, '_>,
    _permit: Permit<'_, Owner>,
    input: GetMFADeviceRequest,
) -> Result<GetMFADeviceResponse, Fault> {
    Err(no_such_device(&input.serial_number))
}
