//! Last use of keys and roles: gathered in memory, written down at an interval. AWS reports it hours late, and a crash may lose
//! the latest.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use identity::command::RecordUses;
use identity::{KeyUse, RoleUse, Time};

/// Uses that are not written down yet.
#[derive(Default)]
pub(crate) struct Usage {
    pending: Mutex<Pending>,
}

#[derive(Default)]
struct Pending {
    keys: HashMap<String, KeyUse>,
    roles: HashMap<String, RoleUse>,
}

impl Usage {
    pub(crate) fn key(&self, access_key_id: &str, time: Time, service: &str, region: &str) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        match pending.keys.get_mut(access_key_id) {
            // the usual case allocates nothing
            Some(last) if last.service == service && last.region == region => last.time = time,
            _ => {
                let last = KeyUse {
                    access_key_id: access_key_id.to_owned(),
                    time,
                    service: service.to_owned(),
                    region: region.to_owned(),
                };
                pending.keys.insert(access_key_id.to_owned(), last);
            }
        }
    }

    pub(crate) fn role(&self, role_id: &str, time: Time, region: &str) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        match pending.roles.get_mut(role_id) {
            Some(last) if last.region == region => last.time = time,
            _ => {
                let last = RoleUse { role_id: role_id.to_owned(), time, region: region.to_owned() };
                pending.roles.insert(role_id.to_owned(), last);
            }
        }
    }

    /// The last use of a key that is not written down yet.
    pub(crate) fn of_key(&self, access_key_id: &str) -> Option<KeyUse> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).keys.get(access_key_id).cloned()
    }

    /// The last use of a role that is not written down yet.
    pub(crate) fn of_role(&self, role_id: &str) -> Option<RoleUse> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).roles.get(role_id).cloned()
    }

    /// Takes everything, as the command that writes it down; `None` if there is nothing.
    pub(crate) fn take(&self) -> Option<RecordUses> {
        let pending = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        let empty = pending.keys.is_empty() && pending.roles.is_empty();
        let (keys, roles) = (pending.keys.into_values().collect(), pending.roles.into_values().collect());
        (!empty).then_some(RecordUses { keys, roles })
    }
}
