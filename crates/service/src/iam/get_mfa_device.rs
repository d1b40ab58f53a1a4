use wire::fault::Fault;
use wire::iam::{GetMFADeviceRequest, GetMFADeviceResponse};

use super::{access, mfa};
use crate::call::Call;

/// Shows a FIDO security key of a user, or of the caller itself. AWS knows no other devices here, and this server has no
/// such keys: whoever may ask hears that there is none.
pub(super) async fn get_mfa_device(
    call: &mut Call<'_, '_>,
    input: GetMFADeviceRequest,
) -> Result<GetMFADeviceResponse, Fault> {
    access::authorise_owner(call, "iam:GetMFADevice", input.user_name.as_deref())?;
    Err(mfa::no_such_device(&input.serial_number))
}
