use std::sync::Arc;

use super::Device;
use crate::kind::named::{Entities, Named};
use crate::persistent::Map;
use crate::table::{Kind, Table, lists_newest, replace_in_list, same_lists};
use crate::{AccountId, KeyOwner, Time};

/// Virtual MFA devices, those enabled for each holder, and how many are.
#[derive(Clone, Default)]
pub(crate) struct Devices {
    pub(super) devices: Entities<Device>,
    /// By serial number.
    pub(super) of: Map<(AccountId, KeyOwner), Vec<Arc<Device>>>,
    /// Enabled devices in each account.
    pub(super) enabled: Map<AccountId, usize>,
}

impl Kind for Device {
    /// The serial number.
    type Id = String;
    const NAME: &'static str = "MFA device";

    fn id(&self) -> String {
        self.serial_number()
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }

    fn latest(&self) -> Time {
        self.latest_time()
    }
}

impl Named for Device {
    fn holder(&self) -> AccountId {
        self.account
    }

    /// A device is identified by path and name together.
    fn name_key(&self) -> String {
        format!("{}{}", self.path, self.name).to_ascii_lowercase()
    }
}

impl Table for Devices {
    type Record = Device;

    fn get(&self, serial: &String) -> Option<&Arc<Device>> {
        self.devices.get(serial)
    }

    fn insert(&mut self, device: Arc<Device>) {
        if let Some(enabled) = &device.enabled {
            let add = |devices: &mut Vec<Arc<Device>>| {
                let serial = device.serial_number();
                let place = devices.partition_point(|other| other.serial_number() < serial);
                devices.insert(place, device.clone());
            };
            self.of.change(&(device.account, enabled.holder.clone()), add, Vec::is_empty);
            self.enabled.change(&device.account, |enabled| *enabled += 1, |enabled| *enabled == 0);
        }
        self.devices.insert(device);
    }

    fn remove(&mut self, serial: &String) {
        let Some(device) = self.devices.remove(serial) else { return };
        if let Some(enabled) = &device.enabled {
            let take = |devices: &mut Vec<Arc<Device>>| {
                devices.retain(|other| other.serial_number() != *serial);
            };
            self.of.change(&(device.account, enabled.holder.clone()), take, Vec::is_empty);
            // it was counted when it was put
            let fewer = |enabled: &mut usize| *enabled = enabled.saturating_sub(1);
            self.enabled.change(&device.account, fewer, |enabled| *enabled == 0);
        }
    }

    fn replace(&mut self, old: &Device, new: Arc<Device>) {
        let holder = |device: &Device| device.enabled.as_ref().map(|enabled| enabled.holder.clone());
        let held = holder(&new);
        if holder(old) != held {
            self.remove(&old.serial_number());
            self.insert(new);
            return;
        }
        if let Some(holder) = held {
            let put = |devices: &mut Vec<Arc<Device>>| replace_in_list(devices, new.clone());
            self.of.change(&(new.account, holder), put, Vec::is_empty);
        }
        // its id is made of the name
        self.devices.insert(new);
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Device>> {
        self.devices.all()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            ("MFA devices", self.devices.is_like(&other.devices)),
            ("MFA devices by holder", lists_newest(self, &self.of) && same_lists(&self.of, &other.of)),
            ("MFA devices in use", self.enabled == other.enabled),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}
