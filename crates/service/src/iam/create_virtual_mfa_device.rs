use identity::{Device, arn, command};
use wire::fault::Fault;
use wire::iam::{CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse, VirtualMFADevice};
use wire::query::{Constraint, Dialect, Violations};

use super::access::Creation;
use super::{qr, tags};
use crate::call::Call;

/// Most characters of a serial number. The model limits a device's path to 512 and its name not at all; but what has a
/// longer serial number than requests may carry could never be enabled or deleted.
const SERIAL_NUMBER_MAX: u32 = 256;

/// Makes a virtual MFA device. Its seed is shown here, as text and as a QR code for authenticator apps, and never again.
pub(super) async fn create_virtual_mfa_device(
    call: &mut Call<'_, '_>,
    input: CreateVirtualMFADeviceRequest,
) -> Result<CreateVirtualMFADeviceResponse, Fault> {
    let account = call.account();
    let name = input.virtual_mfa_device_name;
    let path = input.path.unwrap_or_else(|| "/".to_owned());
    let tags = tags::read(input.tags);
    let creation = Creation {
        action: "iam:CreateVirtualMFADevice",
        tag_action: "iam:TagMFADevice",
        resource: arn::mfa(account, &path, &name),
        tags: &tags,
        boundary: None,
    };
    creation.authorise(call)?;
    if creation.resource.len() > SERIAL_NUMBER_MAX as usize {
        let too_long = Constraint::MaxLength(SERIAL_NUMBER_MAX);
        let violations = Violations::one(Dialect::Iam, "serialNumber", &creation.resource, too_long);
        return Err(Fault::validation_error(violations.to_string()));
    }
    let device = call.execute(command::CreateVirtualMfaDevice { account, name, path, tags }).await?;
    Ok(CreateVirtualMFADeviceResponse { virtual_mfa_device: show(call, &device)? })
}

fn show(call: &Call<'_, '_>, device: &Device) -> Result<VirtualMFADevice, Fault> {
    let seed = secret::id::mfa_seed_base32(&device.seed);
    let alias = call.state().account(device.account).and_then(|account| account.alias.clone());
    let account_name = alias.unwrap_or_else(|| device.account.to_string());
    let uri = qr::key_uri(&device.name, &account_name, &seed);
    Ok(VirtualMFADevice {
        serial_number: device.serial_number(),
        qr_code_png: Some(qr::png(&uri).ok_or_else(Fault::internal_failure)?),
        base32_string_seed: Some(seed.expose().as_bytes().to_vec()),
        user: None,
        enable_date: None,
        tags: tags::show_some(&device.tags),
    })
}
