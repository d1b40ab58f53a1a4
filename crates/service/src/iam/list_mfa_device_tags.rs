use wire::fault::Fault;
use wire::iam::{ListMFADeviceTagsRequest, ListMFADeviceTagsResponse};

use super::{mfa, tags};
use crate::call::Call;
use crate::paging::page;

/// The tags of a virtual MFA device.
pub(super) async fn list_mfa_device_tags(
    call: &mut Call<'_, '_>,
    input: ListMFADeviceTagsRequest,
) -> Result<ListMFADeviceTagsResponse, Fault> {
    call.authorise(mfa::access(call, "iam:ListMFADeviceTags", &input.serial_number))?;
    let tags = mfa::find(call, &input.serial_number, |device| tags::show(&device.tags))?;
    let page = page(tags, |tag| tag.key.clone(), input.marker.as_deref(), input.max_items)?;
    Ok(ListMFADeviceTagsResponse { is_truncated: page.is_truncated(), tags: page.items, marker: page.marker })
}
