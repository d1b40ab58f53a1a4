use std::sync::Arc;

use identity::{Device, MfaHolder, State};
use wire::fault::Fault;
use wire::iam::{
    AssignmentStatusType, ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse, VirtualMFADevice,
};

use super::view;
use crate::authorise::Access;
use crate::call::Call;
use crate::caller::timestamp;
use crate::paging::seek;

/// The virtual MFA devices of the account, by path and name: all, those assigned to somebody, or those that are not.
pub(super) async fn list_virtual_mfa_devices(
    call: &mut Call<'_, '_>,
    input: ListVirtualMFADevicesRequest,
) -> Result<ListVirtualMFADevicesResponse, Fault> {
    let shown = format!("arn:aws:iam::{}:mfa/", call.account());
    call.authorise(Access::to_any("iam:ListVirtualMFADevices", call.account()).shown_as(shown))?;
    let wanted = |device: &&Arc<Device>| match input.assignment_status {
        Some(AssignmentStatusType::Assigned) => device.enabled.is_some(),
        Some(AssignmentStatusType::Unassigned) => device.enabled.is_none(),
        Some(AssignmentStatusType::Any) | None => true,
    };
    let state = call.state();
    let account = call.account();
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

/// A device without its seed and, as AWS has it, without its tags; whose it is and since when, if it is anybody's.
fn show(state: &State, device: &Device) -> VirtualMFADevice {
    let enabled = device.enabled.as_ref();
    let user = enabled.and_then(|enabled| match &enabled.holder {
        MfaHolder::Root => state.account(device.account).map(|account| view::root_user(account)),
        MfaHolder::User(id) => state.user(id).map(|user| view::listed_user(user)),
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
