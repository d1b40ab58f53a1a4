//! The latest time that is stored: what a clock is measured by at a start.

use crate::{Record, State, Time};

impl Record {
    /// The latest time in it, and what kind of record it is.
    pub fn latest(&self) -> (Time, &'static str) {
        match self {
            Self::Account(account) => (account.created, "account"),
            Self::User(user) => (user.created, "user"),
            Self::Group(group) => (group.created, "group"),
            Self::Role(role) => (role.created, "role"),
            Self::Policy(policy) => (policy.created.max(policy.updated), "managed policy"),
            Self::AccessKey(key) => (key.created, "access key"),
            Self::KeyUse(key_use) => (key_use.time, "last use of an access key"),
            Self::RoleUse(role_use) => (role_use.time, "last use of a role"),
            Self::Device(device) => (device.latest(), "MFA device"),
            Self::Throttle(throttle) => (throttle.latest(), "count of wrong MFA codes"),
        }
    }
}

impl State {
    /// The latest time that is written down anywhere, and in which kind of record. A right clock does not stand before it.
    pub fn latest_time(&self) -> Option<(Time, &'static str)> {
        self.records().map(|record| record.latest()).max_by_key(|(time, _)| *time)
    }
}

#[cfg(test)]
mod tests;
