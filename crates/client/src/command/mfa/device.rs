//! Calls of IAM that make, enable, resynchronise and remove devices.

use secret::Secret;
use secret::totp::Code;
use wire::iam;

use crate::broker::note_spent;
use crate::cache::Cache;
use crate::call::{self, Cause, Client, Rejection, mfa_devices};
use crate::error::Error;
use crate::place::Clock;

/// A device that was made and is not enabled yet. IAM shows its seed this once.
pub(super) struct Enrolment {
    /// serial number of the device
    pub(super) serial: String,
    /// the seed, base32
    pub(super) seed: Secret<String>,
    /// QR code that the service drew, PNG
    pub(super) png: Secret<Vec<u8>>,
}

/// Makes a virtual device (CreateVirtualMFADevice).
///
/// # Errors
/// See [`call::Error`].
pub(super) fn start_enrolment(client: &Client, name: &str) -> Result<Enrolment, call::Error> {
    let request = iam::CreateVirtualMFADeviceRequest {
        path: None,
        virtual_mfa_device_name: name.to_owned(),
        tags: None,
    };
    let answer = client.call(&request)?;
    let device = answer.virtual_mfa_device;
    if !is_serial(&device.serial_number) {
        return Err(call::Error::Answer { operation: "CreateVirtualMFADevice", status: 200 });
    }
    Ok(Enrolment {
        serial: device.serial_number,
        // base32 is ASCII; other bytes would be no seed
        seed: Secret::new(
            String::from_utf8(device.base32_string_seed.unwrap_or_default()).unwrap_or_default(),
        ),
        png: Secret::new(device.qr_code_png.unwrap_or_default()),
    })
}

/// Reports whether a text has the form of a serial number by IAM's model: it goes into files and other programs.
fn is_serial(text: &str) -> bool {
    (9..=256).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=/:,.@-".contains(&byte))
}

/// Enables a device by two consecutive codes (EnableMFADevice).
///
/// # Errors
/// [`crate::MfaError::Rejected`] if the codes are wrong.
pub(super) fn enable(client: &Client, user: &str, serial: &str, codes: [Code; 2]) -> Result<(), Error> {
    let [first, second] = codes;
    let request = iam::EnableMFADeviceRequest {
        user_name: user.to_owned(),
        serial_number: serial.to_owned(),
        authentication_code1: first.digits().to_owned(),
        authentication_code2: second.digits().to_owned(),
    };
    client.call(&request).map(|_| ()).map_err(|error| judged(error, serial, client.clock()))
}

/// Brings a device back in step by two consecutive codes (ResyncMFADevice), and notes them as spent.
///
/// # Errors
/// [`crate::MfaError::Rejected`] if the codes are wrong.
pub fn resync(
    client: &Client,
    cache: &Cache,
    user: &str,
    serial: &str,
    codes: [Code; 2],
) -> Result<(), Error> {
    let [first, second] = &codes;
    let request = iam::ResyncMFADeviceRequest {
        user_name: user.to_owned(),
        serial_number: serial.to_owned(),
        authentication_code1: first.digits().to_owned(),
        authentication_code2: second.digits().to_owned(),
    };
    client.call(&request).map_err(|error| judged(error, serial, client.clock()))?;
    note_spent(cache, &client.endpoints().sts, serial, &codes);
    Ok(())
}

/// Takes a device from its user and, if it is virtual, deletes it, even if it is no longer enabled.
///
/// # Errors
/// See [`Error`].
pub fn remove(client: &Client, user: Option<&str>, serial: &str) -> Result<(), Error> {
    let request = iam::DeactivateMFADeviceRequest {
        user_name: user.map(str::to_owned),
        serial_number: serial.to_owned(),
    };
    let is_virtual = serial.contains(":mfa/");
    let not_its = match client.call(&request) {
        Ok(_) => false,
        // a removal that was broken off in the middle leaves a device without a user
        Err(error) if error.is("NoSuchEntity") && is_virtual => true,
        Err(error) => return Err(error.into()),
    };
    if !is_virtual {
        return Ok(());
    }
    match client.call(&iam::DeleteVirtualMFADeviceRequest { serial_number: serial.to_owned() }) {
        Err(error) if not_its && error.is("DeleteConflict") => Err(Error::refused(
            format!("{serial} is another user's device"),
            "that user removes it, or an administrator: aws iam deactivate-mfa-device --user-name …",
        )),
        done => Ok(done.map(|_| ())?),
    }
}

/// Checks that a device is one of the caller's, before codes are asked for. A caller who may not list devices passes.
///
/// # Errors
/// [`crate::MfaError::Rejected`] if it is none of the caller's.
pub fn check_enabled(client: &Client, serial: &str) -> Result<(), Error> {
    match mfa_devices(client, None) {
        Ok(devices) if devices.iter().all(|device| device.serial != serial) => {
            Err(Rejection::of_device(serial).into())
        }
        _ => Ok(()),
    }
}

fn judged(error: call::Error, serial: &str, clock: &Clock) -> Error {
    match Rejection::of(&error, serial, false, clock) {
        Some(rejection) if rejection.cause == Cause::Code => {
            Rejection { cause: Cause::Pair, ..rejection }.into()
        }
        Some(rejection) => rejection.into(),
        None => error.into(),
    }
}
