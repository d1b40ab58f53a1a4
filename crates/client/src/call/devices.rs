use wire::iam;

use super::client::Client;
use super::error::Error;
use crate::limits::MAX_DEVICE_PAGES;

/// An enabled MFA device of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// serial number; an ARN for virtual devices
    pub serial: String,
    /// name of the user
    pub user: String,
    /// time since which it is enabled, ISO 8601
    pub enabled: String,
}

/// MFA devices of a user, or of the caller (ListMFADevices).
///
/// # Errors
/// See [`Error`].
pub(crate) fn mfa_devices(client: &Client, user: Option<&str>) -> Result<Vec<Device>, Error> {
    let mut devices = Vec::new();
    let mut marker = None;
    for _ in 0..MAX_DEVICE_PAGES {
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
