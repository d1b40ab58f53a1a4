use identity::{Device, State, command};
use wire::fault::Fault;
use wire::iam::{CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse, VirtualMFADevice};
use wire::query::{Constraint, Dialect, Violations};

use super::qr;
use crate::call::Call;
use crate::iam::shown;
use crate::limits;
use crate::permit::iam::NewEntity;
use crate::permit::value::Permit;

/// Makes a virtual MFA device. Its seed is shown here, as text and as a QR code for authenticator apps, and never again.
pub(in crate::iam) async fn create_virtual_mfa_device(
    call: &mut Call<'_, '_>,
    permit: Permit<'_, NewEntity>,
    input: CreateVirtualMFADeviceRequest,
) -> Result<CreateVirtualMFADeviceResponse, Fault> {
    if permit.arn.len() > limits::SERIAL_NUMBER_MAX as usize {
        let too_long = Constraint::MaxLength(limits::SERIAL_NUMBER_MAX);
        let violations = Violations::one(Dialect::Iam, "serialNumber", &permit.arn, too_long);
        return Err(Fault::validation_error(violations.to_string()));
    }
    let command = command::CreateVirtualMfaDevice {
        account: permit.account(),
        name: input.virtual_mfa_device_name,
        path: permit.path.clone(),
        tags: permit.tags.clone(),
    };
    let device = call.execute(&permit, command).await?;
    Ok(CreateVirtualMFADeviceResponse { virtual_mfa_device: show(&call.read(&permit), &device)? })
}

fn show(state: &State, device: &Device) -> Result<VirtualMFADevice, Fault> {
    let seed = secret::id::mfa_seed_base32(&device.seed);
    let alias = state.account(device.account).and_then(|account| account.alias.clone());
    let account_name = alias.unwrap_or_else(|| device.account.to_string());
    let uri = qr::key_uri(&device.name, &account_name, &seed);
    Ok(VirtualMFADevice {
        serial_number: device.serial_number(),
        qr_code_png: Some(qr::png(&uri).ok_or_else(Fault::internal_failure)?),
        base32_string_seed: Some(seed.expose().as_bytes().to_vec()),
        user: None,
        enable_date: None,
        tags: shown::some_tags(&device.tags),
    })
}
