use std::sync::Arc;

use identity::{Device, KeyOwner, State};
use wire::fault::Fault;
use wire::iam::{
    AssignmentStatusType, ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse, VirtualMFADevice,
};

use crate::call::Call;
use crate::caller::timestamp;
use crate::iam::users::view;
use crate::paging::seek;
use crate::permit::value::Permit;

/// Lists the virtual MFA devices of the account, by path and name: all, those assigned to a user, or those that are not.
pub(in crate::iam) async fn list_virtual_mfa_devices(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, ()>,
    input: ListVirtualMFADevicesRequest,
) -> Result<ListVirtualMFADevicesResponse, Fault> {
    let wanted = |device: &&Arc<Device>| match input.assignment_status {
        Some(AssignmentStatusType::Assigned) => device.enabled.is_some(),
        Some(AssignmentStatusType::Unassigned) => device.enabled.is_none(),
        Some(AssignmentStatusType::Any) | None => true,
    };
    let (state, account) = (call.read(&permit), permit.account());
    let after = |last| state.devices_after(account, last).filter(wanted);
    let key = |device: &&Arc<Device>| format!("{}{}", device.path, device.name).to_ascii_lowercase();
    let page = seek(after, key, input.marker.as_deref(), input.max_items)?;
    let page = page.map(|device| show(&state, device));
    Ok(ListVirtualMFADevicesResponse {
        is_truncated: page.is_truncated(),
        virtual_mfa_devices: page.items,
        marker: page.marker,
    })
}

/// A device without its seed and, as AWS has it, without its tags; with its user and the time since when, if it is assigned.
fn show(state: &State, device: &Device) -> VirtualMFADevice {
    let enabled = device.enabled.as_ref();
    let user = enabled.and_then(|enabled| match &enabled.holder {
        KeyOwner::Root => state.account(device.account).map(|account| view::root_user(account)),
        KeyOwner::User(id) => state.user(id).map(|user| view::listed_user(user)),
    });
    VirtualMFADevice {
        serial_number: device.serial_number(),
        base32_string_seed: None,
        qr_code_png: None,
        user,
        enable_date: enabled.map(|enabled| timestamp(enabled.since)),
        tags: None,
    }
}
