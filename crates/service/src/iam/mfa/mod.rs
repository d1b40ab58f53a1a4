//! Virtual MFA devices.

mod assign_device;
mod create_device;
mod list_mfa_devices;
mod list_virtual_mfa_devices;
mod qr;

pub(super) use assign_device::{
    deactivate_mfa_device, delete_virtual_mfa_device, enable_mfa_device, resync_mfa_device,
};
pub(super) use create_device::create_virtual_mfa_device;
pub(super) use list_mfa_devices::{get_mfa_device, list_mfa_devices};
pub(super) use list_virtual_mfa_devices::list_virtual_mfa_devices;

use identity::{Entity, Refusal};
use wire::fault::Fault;

use crate::refusal;

/// AWS's words for a serial number that it does not know, or not as this user's.
fn no_such_device(serial_number: &str) -> Fault {
    refusal::fault(Refusal::NoSuchEntity(Entity::MfaDevice, serial_number.to_owned()))
}
