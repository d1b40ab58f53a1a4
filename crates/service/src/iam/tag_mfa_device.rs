use identity::command::{TagResource, Tagged};
use wire::fault::Fault;
use wire::iam::{TagMFADeviceRequest, TagMFADeviceResponse};

use super::{mfa, tags};
use crate::call::Call;

/// Adds tags to a virtual MFA device, replacing those of the same keys.
pub(super) async fn tag_mfa_device(
    call: &mut Call<'_, '_>,
    input: TagMFADeviceRequest,
) -> Result<TagMFADeviceResponse, Fault> {
    let tags = tags::read(Some(input.tags));
    call.authorise(mfa::access(call, "iam:TagMFADevice", &input.serial_number).request_tags(&tags))?;
    let resource = Tagged::Device(input.serial_number);
    call.execute(TagResource { account: call.account(), resource, tags }).await?;
    Ok(TagMFADeviceResponse {})
}
