use std::sync::Arc;

use secret::id;
use secret::totp::{self, Code};

use crate::command::checked_tags;
use crate::kind::throttle::Counts;
use crate::refusal::{Conflict, Entity, MfaRefusal, Refusal};
use crate::{
    AccountId, Command, Device, Enabled, KeyOwner, MfaSource, OwnerReference, QuotaName, RecordKey,
    Reference, Span, TagSet, Time, Tx, UsedSteps, User, arn, limits,
};

/// Makes a virtual MFA device. It has no holder until it is enabled.
pub struct CreateVirtualMfaDevice {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Unique, with its path, in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Its tags.
    pub tags: TagSet,
}

impl Command for CreateVirtualMfaDevice {
    type Answer = Device;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Device, Refusal> {
        let tags = checked_tags(&self.tags, false)?;
        if tx.state.device_named(self.account, &self.path, &self.name).is_some() {
            let serial = arn::mfa(self.account, &self.path, &self.name);
            return Err(Refusal::AlreadyExists(Entity::MfaDevice, serial));
        }
        let devices = tx.state.device_count(self.account);
        tx.state.room_for_one(self.account, QuotaName::MfaDevices, devices, "VirtualMFADevicesPerAccount")?;
        let device = Device {
            account: self.account,
            name: self.name.clone(),
            path: self.path.clone(),
            seed: id::mfa_seed(tx.entropy),
            created: tx.now.truncated(),
            tags,
            enabled: None,
            used: UsedSteps::default(),
        };
        tx.put(device.clone());
        Ok(device)
    }
}

/// Stores a device whose code was right. The network of a caller who holds the device is known from now on; no wrong code is
/// forgiven.
fn accept(tx: &mut Tx<'_>, device: Device, source: &MfaSource, counts: &Counts) {
    let holder = device.enabled.as_ref().map(|enabled| &enabled.holder);
    if holder == Some(&KeyOwner::User(source.caller.clone())) {
        counts.succeed(tx);
    }
    tx.put(device);
}

/// Associates a device with a user, given two consecutive codes.
pub struct EnableMfaDevice {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User that gets the device.
    pub user: Reference<User>,
    /// Serial number of the device.
    pub serial_number: String,
    /// The older code.
    pub code1: Code,
    /// The newer code.
    pub code2: Code,
    /// Source of the codes.
    pub source: MfaSource,
}

impl Command for EnableMfaDevice {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = self.user.find(tx.state, self.account)?;
        let device = device_in(tx, self.account, &self.serial_number)?;
        if device.enabled.is_some() {
            return Err(Refusal::MfaDeviceInUse);
        }
        let holder = KeyOwner::User(user.id.clone());
        let devices = tx.state.devices_of(self.account, &holder).len();
        tx.state.room_for_one(self.account, QuotaName::MfaDevicesPerUser, devices, "MFADevicesPerUser")?;
        synchronise(tx, &device, holder, self.code1, self.code2, &self.source, tx.now)
    }
}

/// Finds where the device's clock is from two consecutive codes.
pub struct ResyncMfaDevice {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User that has the device.
    pub user: Reference<User>,
    /// Serial number of the device.
    pub serial_number: String,
    /// The older code.
    pub code1: Code,
    /// The newer code.
    pub code2: Code,
    /// Source of the codes.
    pub source: MfaSource,
}

impl Command for ResyncMfaDevice {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = self.user.find(tx.state, self.account)?;
        let holder = KeyOwner::User(user.id.clone());
        let (device, old) = enabled_for(tx, self.account, &self.serial_number, &holder)?;
        synchronise(tx, &device, holder, self.code1, self.code2, &self.source, old.since)
    }
}

/// Two consecutive codes, newer than any accepted so far, tell the drift of the device's clock.
fn synchronise(
    tx: &mut Tx<'_>,
    device: &Device,
    holder: KeyOwner,
    code1: Code,
    code2: Code,
    source: &MfaSource,
    since: Time,
) -> Result<(), Refusal> {
    let counts = Counts::read(tx.state, device.account, source, tx.now);
    let refuse = |throttled_until| Refusal::InvalidAuthenticationCode { throttled_until };
    counts.admit(tx).map_err(|until| refuse(Some(until)))?;
    let now = totp::step_at(tx.now.seconds());
    let first = now.saturating_sub(limits::MFA_SEARCH_STEPS);
    let last = now.saturating_add(limits::MFA_SEARCH_STEPS);
    match totp::matching_pair(device.seed.expose(), code1, code2, first, last) {
        // both codes must be newer than any accepted, or one would count twice
        Some(step) if device.used.allow(step.saturating_sub(1), last) => {
            let mut used = device.used.clone();
            used.add(Span { first: step.saturating_sub(1), last: step });
            let enabled = Enabled { holder, since: since.truncated(), drift_steps: drift(now, step) };
            accept(tx, Device { used, enabled: Some(enabled), ..Device::clone(device) }, source, &counts);
            Ok(())
        }
        // right once, but used: no guess, so it is not held against any caller
        Some(_) => Err(refuse(None)),
        None => {
            counts.count_failure(tx);
            Err(refuse(None))
        }
    }
}

/// Number of steps that the device's clock is ahead, given the step of its newer code.
fn drift(now: u64, step: u64) -> i64 {
    // the search window is small
    i64::try_from(i128::from(step) - i128::from(now)).unwrap_or(0)
}

/// The steps whose codes are accepted now. A distance within the tolerance may be drift, or codes that were sent at the turn
/// of a step or ahead of time: then the device's clock is allowed to be either way.
pub(crate) fn accepted_steps(now: u64, drift: i64) -> (u64, u64) {
    let expected = now.saturating_add_signed(drift);
    let near = drift.unsigned_abs() <= limits::MFA_TOLERANCE_STEPS;
    let (earliest, latest) = if near { (now.min(expected), now.max(expected)) } else { (expected, expected) };
    (earliest.saturating_sub(limits::MFA_TOLERANCE_STEPS), latest.saturating_add(limits::MFA_TOLERANCE_STEPS))
}

/// Ends the association of a device with a user.
pub struct DeactivateMfaDevice {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Holder of the device.
    pub owner: OwnerReference,
    /// Serial number of the device.
    pub serial_number: String,
}

impl Command for DeactivateMfaDevice {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let holder = self.owner.find(tx.state, self.account)?;
        let (device, _) = enabled_for(tx, self.account, &self.serial_number, &holder)?;
        tx.put(Device { enabled: None, ..Device::clone(&device) });
        Ok(())
    }
}

/// Removes a device that is not enabled.
pub struct DeleteVirtualMfaDevice {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The device.
    pub device: Reference<Device>,
}

impl Command for DeleteVirtualMfaDevice {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let device = self.device.find(tx.state, self.account)?;
        if device.enabled.is_some() {
            return Err(Refusal::DeleteConflict(Conflict::MfaDeviceInUse));
        }
        tx.delete(RecordKey::Device(device.serial_number()));
        Ok(())
    }
}

/// Accepts one code of the caller's own device, once.
pub struct VerifyMfaCode {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Unique id of the user that makes the request.
    pub user_id: String,
    /// The SerialNumber parameter.
    pub serial_number: String,
    /// The TokenCode parameter.
    pub code: Code,
    /// Source of the code.
    pub source: MfaSource,
}

impl Command for VerifyMfaCode {
    type Answer = Time;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Time, Refusal> {
        let holder = KeyOwner::User(self.user_id.clone());
        let (device, enabled) = enabled_for(tx, self.account, &self.serial_number, &holder)
            .map_err(|_| Refusal::Mfa(MfaRefusal::Device))?;
        let counts = Counts::read(tx.state, self.account, &self.source, tx.now);
        counts.admit(tx).map_err(|until| Refusal::Mfa(MfaRefusal::Throttled { until }))?;
        let (first, last) = accepted_steps(totp::step_at(tx.now.seconds()), enabled.drift_steps);
        match totp::matching_step(device.seed.expose(), self.code, first, last) {
            Some(step) if device.used.allow(step, last) => {
                let mut used = device.used.clone();
                used.add(Span { first: step, last: step });
                accept(tx, Device { used, ..Device::clone(&device) }, &self.source, &counts);
                Ok(tx.now)
            }
            // right once, but used: no guess, so it is not held against any caller
            Some(_) => Err(Refusal::Mfa(MfaRefusal::Code)),
            None => {
                counts.count_failure(tx);
                Err(Refusal::Mfa(MfaRefusal::Code))
            }
        }
    }
}

fn device_in(tx: &Tx<'_>, account: AccountId, serial_number: &str) -> Result<Arc<Device>, Refusal> {
    let device = tx.state.device(serial_number).filter(|device| device.account == account);
    device.cloned().ok_or_else(|| Refusal::NoSuchEntity(Entity::MfaDevice, serial_number.to_owned()))
}

fn enabled_for(
    tx: &Tx<'_>,
    account: AccountId,
    serial_number: &str,
    holder: &KeyOwner,
) -> Result<(Arc<Device>, Enabled), Refusal> {
    let device = device_in(tx, account, serial_number)?;
    match &device.enabled {
        Some(enabled) if enabled.holder == *holder => Ok((device.clone(), enabled.clone())),
        _ => Err(Refusal::NoSuchEntity(Entity::MfaDevice, serial_number.to_owned())),
    }
}
