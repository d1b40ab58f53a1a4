use identity::command::{Tagged, UntagResource};
use wire::fault::Fault;
use wire::iam::{UntagMFADeviceRequest, UntagMFADeviceResponse};

use super::mfa;
use crate::call::Call;

/// Removes tags from a virtual MFA device.
pub(super) async fn untag_mfa_device(
    call: &mut Call<'_, '_>,
    input: UntagMFADeviceRequest,
) -> Result<UntagMFADeviceResponse, Fault> {
    let access = mfa::access(call, "iam:UntagMFADevice", &input.serial_number);
    call.authorise(access.with_list("aws:TagKeys", input.tag_keys.iter().map(String::as_str)))?;
    let resource = Tagged::Device(input.serial_number);
    call.execute(UntagResource { account: call.account(), resource, keys: input.tag_keys }).await?;
    Ok(UntagMFADeviceResponse {})
}
