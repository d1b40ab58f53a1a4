use std::sync::Arc;

use secret::totp;

use crate::kind::mfa_device::commands::accepted_steps;
use crate::kind::throttle::caller_subject;
use crate::{AccountId, Command, Device, KeyOwner, Reference, Refusal, Time, Tx, User};

/// Forgives the wrong MFA codes of a user, and frees devices whose spent steps lie in the future: for the operator, where a
/// clock was wrong or a guesser holds a user up.
pub struct UnlockMfa {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User, or device with its user.
    pub target: UnlockTarget,
}

/// User or device to unlock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnlockTarget {
    /// A user, with all devices.
    User(Reference<User>),
    /// A device, with its user.
    Device(Reference<Device>),
}

/// Wrong codes and bars that were cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlocked {
    /// ARN of the user, if there is one.
    pub user: Option<String>,
    /// Wrong codes that were held against the user.
    pub failures: u64,
    /// The devices looked at.
    pub devices: Vec<UnlockedDevice>,
}

/// One device looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlockedDevice {
    /// Its serial number.
    pub serial_number: String,
    /// Until when it would have taken no code, if a step in the future barred it.
    pub barred_until: Option<Time>,
}

impl Command for UnlockMfa {
    type Answer = Unlocked;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Unlocked, Refusal> {
        let (user, devices) = match &self.target {
            UnlockTarget::User(user) => {
                let user = user.find(tx.state, self.account)?.clone();
                let devices = tx.state.devices_of(self.account, &KeyOwner::User(user.id.clone()));
                (Some(user), devices)
            }
            UnlockTarget::Device(device) => {
                let device = device.find(tx.state, self.account)?.clone();
                (holder(tx, &device), vec![device])
            }
        };
        let mut failures = 0;
        if let Some(user) = &user
            && let Some(throttle) = tx.state.throttle(&caller_subject(&user.id))
        {
            failures = throttle.failures(tx.now);
            tx.put(throttle.forgiven(tx.now));
        }
        let devices = devices.iter().map(|device| release(tx, device)).collect();
        Ok(Unlocked { user: user.map(|user| user.arn()), failures, devices })
    }
}

fn holder(tx: &Tx<'_>, device: &Device) -> Option<Arc<User>> {
    match &device.enabled.as_ref()?.holder {
        KeyOwner::User(id) => tx.state.user(id).cloned(),
        KeyOwner::Root => None,
    }
}

fn release(tx: &mut Tx<'_>, device: &Device) -> UnlockedDevice {
    let drift = device.enabled.as_ref().map_or(0, |enabled| enabled.drift_steps);
    let (_, latest) = accepted_steps(totp::step_at(tx.now.seconds()), drift);
    let mut used = device.used.clone();
    let barred = used.release(latest);
    if barred.is_some() {
        tx.put(Device { used, ..device.clone() });
    }
    let end = |step: u64| Time::from_seconds(step.saturating_add(1).saturating_mul(totp::STEP_SECONDS));
    UnlockedDevice { serial_number: device.serial_number(), barred_until: barred.map(end) }
}
