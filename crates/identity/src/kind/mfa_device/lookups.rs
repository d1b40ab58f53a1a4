use super::Device;
use crate::check::{Checked, Found};
use crate::{AccountId, KeyOwner, State};
use std::sync::Arc;

impl Checked for Device {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        found.named(&state.tables.devices.devices, self, "device");
        if let Some(enabled) = &self.enabled {
            found.owner(self.account, &enabled.holder);
        }
    }
}

impl State {
    /// An MFA device by serial number.
    pub fn device(&self, serial_number: &str) -> Option<&Arc<Device>> {
        self.tables.devices.devices.get(serial_number)
    }

    /// An MFA device by path and name in any case.
    pub fn device_named(&self, account: AccountId, path: &str, name: &str) -> Option<&Arc<Device>> {
        self.tables.devices.devices.named(account, &format!("{path}{name}"))
    }

    /// The MFA devices of one account, by path and name.
    pub fn devices_in(&self, account: AccountId) -> impl Iterator<Item = &Arc<Device>> {
        self.tables.devices.devices.of(account)
    }

    /// The MFA devices of one account whose path and name together come after `last`, which is in lower case.
    pub fn devices_after(
        &self,
        account: AccountId,
        last: Option<String>,
    ) -> impl Iterator<Item = &Arc<Device>> {
        self.tables.devices.devices.after(account, last)
    }

    /// Number of MFA devices in one account.
    pub fn device_count(&self, account: AccountId) -> usize {
        self.tables.devices.devices.count(account)
    }

    /// Number of enabled MFA devices in one account.
    pub fn enabled_device_count(&self, account: AccountId) -> usize {
        self.tables.devices.enabled.get(&account).copied().unwrap_or(0)
    }

    /// The enabled MFA devices of one holder, by serial number.
    pub fn devices_of(&self, account: AccountId, holder: &KeyOwner) -> Vec<Arc<Device>> {
        self.tables.devices.of.get(&(account, holder.clone())).cloned().unwrap_or_default()
    }
}
