use wire::fault::Fault;
use wire::iam::{ListMFADevicesRequest, ListMFADevicesResponse, MFADevice};

use super::access;
use crate::call::Call;
use crate::caller::timestamp;
use crate::paging::page;

/// The enabled MFA devices of a user, or of the caller itself, by serial number.
pub(super) async fn list_mfa_devices(
    call: &mut Call<'_, '_>,
    input: ListMFADevicesRequest,
) -> Result<ListMFADevicesResponse, Fault> {
    let owner = access::authorise_owner(call, "iam:ListMFADevices", input.user_name.as_deref())?;
    let user_name = access::owner_name(call, &owner).unwrap_or_default();
    let devices = call.state().devices_of(call.account(), &owner);
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
