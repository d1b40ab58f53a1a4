//! Virtual MFA devices: made, enabled, listed, brought back in step, removed.

use data_encoding::BASE32_NOPAD;
use secret::Secret;
use secret::totp::Code;
use wire::iam;

use super::{Cause, Rejection};
use crate::api::{Client, Clock};
use crate::error::Error;

/// Pages of a listing that are followed. A user has eight devices at most.
const MAX_PAGES: usize = 10;

/// One device of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// its serial number, an ARN for virtual ones
    pub serial: String,
    /// whose
    pub user: String,
    /// since when, ISO 8601
    pub enabled: String,
}

/// A device that was made and is not enabled yet. Its seed is shown this once.
pub struct Enrolment {
    /// the serial number
    pub serial: String,
    /// the seed, base32
    pub seed: Secret<String>,
    /// the QR code that the service drew, PNG
    pub png: Secret<Vec<u8>>,
}

impl Enrolment {
    /// The seed's bytes, if it is base32.
    pub fn seed_bytes(&self) -> Option<Secret<Vec<u8>>> {
        BASE32_NOPAD.decode(self.seed.expose().trim_end_matches('=').as_bytes()).ok().map(Secret::new)
    }
}

/// Devices of a user, or of the caller.
///
/// # Errors
/// See [`Error`].
pub fn list(client: &Client, user: Option<&str>) -> Result<Vec<Device>, Error> {
    let mut devices = Vec::new();
    let mut marker = None;
    for _ in 0..MAX_PAGES {
        let request = iam::ListMFADevicesRequest {
            user_name: user.map(str::to_owned),
            marker: marker.take(),
            max_items: None,
        };
        let answer = client.call(&request)?;
        devices.extend(answer.mfa_devices.into_iter().map(|device| Device {
            serial: device.serial_number,
            user: device.user_name,
            enabled: device.enable_date.to_string(),
        }));
        match answer.marker.filter(|_| answer.is_truncated == Some(true)) {
            Some(next) => marker = Some(next),
            None => return Ok(devices),
        }
    }
    Ok(devices)
}

/// Makes a virtual device.
///
/// # Errors
/// See [`Error`].
pub fn start_enrolment(client: &Client, name: &str) -> Result<Enrolment, Error> {
    let request = iam::CreateVirtualMFADeviceRequest {
        path: None,
        virtual_mfa_device_name: name.to_owned(),
        tags: None,
    };
    let answer = client.call(&request)?;
    let device = answer.virtual_mfa_device;
    if !is_serial(&device.serial_number) {
        return Err(crate::api::Error::Answer { operation: "CreateVirtualMFADevice", status: 200 }.into());
    }
    Ok(Enrolment {
        serial: device.serial_number,
        // base32 is ASCII; what is not would be no seed
        seed: Secret::new(
            String::from_utf8(device.base32_string_seed.unwrap_or_default()).unwrap_or_default(),
        ),
        png: Secret::new(device.qr_code_png.unwrap_or_default()),
    })
}

/// Whether it is one, by the letters that IAM's model gives serial numbers: it goes into files and other programs.
fn is_serial(text: &str) -> bool {
    (9..=256).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=/:,.@-".contains(&byte))
}

/// Enables a device by two codes that follow each other.
///
/// # Errors
/// [`super::MfaError::Rejected`] where the codes are wrong.
pub fn enable(client: &Client, user: &str, serial: &str, codes: [Code; 2]) -> Result<(), Error> {
    let [first, second] = codes;
    let request = iam::EnableMFADeviceRequest {
        user_name: user.to_owned(),
        serial_number: serial.to_owned(),
        authentication_code1: first.digits().to_owned(),
        authentication_code2: second.digits().to_owned(),
    };
    client.call(&request).map(|_| ()).map_err(|error| judged(error, serial, client.clock()))
}

/// Brings a device back in step by two codes that follow each other.
///
/// # Errors
/// [`super::MfaError::Rejected`] where the codes are wrong.
pub fn resync(client: &Client, user: &str, serial: &str, codes: [Code; 2]) -> Result<(), Error> {
    let [first, second] = codes;
    let request = iam::ResyncMFADeviceRequest {
        user_name: user.to_owned(),
        serial_number: serial.to_owned(),
        authentication_code1: first.digits().to_owned(),
        authentication_code2: second.digits().to_owned(),
    };
    client.call(&request).map(|_| ()).map_err(|error| judged(error, serial, client.clock()))
}

/// Takes a device from its user and, where it is virtual, deletes it.
///
/// # Errors
/// See [`Error`]. A device that is no longer enabled is deleted all the same.
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

/// That a device is one of the caller's, as far as it may be known, before codes are asked for.
///
/// # Errors
/// [`super::MfaError::Rejected`] where it is not.
pub fn check_enabled(client: &Client, serial: &str) -> Result<(), Error> {
    match list(client, None) {
        Ok(devices) if devices.iter().all(|device| device.serial != serial) => {
            Err(Rejection::of_device(serial).into())
        }
        // whoever may not look may still be right
        _ => Ok(()),
    }
}

fn judged(error: crate::api::Error, serial: &str, clock: &Clock) -> Error {
    match Rejection::of(&error, serial, false, clock) {
        Some(rejection) if rejection.cause == Cause::Code => {
            Rejection { cause: Cause::Pair, ..rejection }.into()
        }
        Some(rejection) => rejection.into(),
        None => error.into(),
    }
}
