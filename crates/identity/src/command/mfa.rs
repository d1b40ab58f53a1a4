use std::sync::Arc;

use secret::id;
use secret::totp::{self, Code};

use crate::command::tag::checked_tags;
use crate::command::user_named;
use crate::refusal::{Conflict, Entity, MfaRefusal, Refusal};
use crate::{
    AccountId, Command, Device, Enabled, Key, MfaHolder, QuotaName, TagSet, Throttle, Time, Tx, arn, limits,
};

/// Makes a virtual MFA device. It belongs to nobody until it is enabled.
pub struct CreateVirtualMfaDevice {
    /// Where.
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

    fn decide(self, tx: &mut Tx<'_>) -> Result<Device, Refusal> {
        let tags = checked_tags(self.tags, false)?;
        if tx.state.device_named(self.account, &self.path, &self.name).is_some() {
            let serial = arn::mfa(self.account, &self.path, &self.name);
            return Err(Refusal::AlreadyExists(Entity::MfaDevice, serial));
        }
        let devices = tx.state.device_count(self.account);
        tx.state.room_for_one(self.account, QuotaName::MfaDevices, devices, "VirtualMFADevicesPerAccount")?;
        let device = Device {
            account: self.account,
            name: self.name,
            path: self.path,
            seed: id::mfa_seed(tx.entropy),
            created: tx.now.truncated(),
            tags,
            enabled: None,
            last_step: 0,
        };
        tx.put(device.clone());
        Ok(device)
    }
}

/// Where a code comes from: what guesses are counted by besides the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MfaSource {
    /// Who makes the request: a stable id, such as a unique id or an account id for its root user.
    pub caller: String,
    /// The network address that the request comes from.
    pub address: String,
}

/// One thing that wrong codes are counted by.
struct Subject {
    name: String,
    failures: u64,
    forgiveness_millis: u64,
}

impl Subject {
    fn all(device: &Device, source: &MfaSource) -> [Self; 3] {
        let caller = format!("caller/{}/{}", source.caller, source.address);
        [
            Self::device(device),
            Self::new(caller, limits::MFA_FAILURES_BEFORE_THROTTLE, limits::MFA_CALLER_FORGIVENESS_MILLIS),
            Self::new(
                format!("address/{}", source.address),
                limits::MFA_FAILURES_PER_ADDRESS,
                limits::MFA_ADDRESS_FORGIVENESS_MILLIS,
            ),
        ]
    }

    fn device(device: &Device) -> Self {
        let name = format!("device/{}", device.serial_number());
        Self::new(name, limits::MFA_FAILURES_BEFORE_THROTTLE, limits::MFA_DEVICE_FORGIVENESS_MILLIS)
    }

    fn new(name: String, failures: u64, forgiveness_millis: u64) -> Self {
        Self { name, failures, forgiveness_millis }
    }

    fn forgiven_at(&self, tx: &Tx<'_>) -> Time {
        tx.state.throttle(&self.name).map_or(tx.now, |throttle| throttle.forgiven_at.max(tx.now))
    }

    /// When the next attempt is looked at, if not now: once fewer than the allowed failures are held.
    fn throttled_until(&self, tx: &Tx<'_>) -> Option<Time> {
        let held_millis = self.forgiven_at(tx).millis_since(tx.now);
        let allowed_millis = (self.failures - 1) * self.forgiveness_millis;
        (held_millis > allowed_millis)
            .then(|| Time::from_millis(self.forgiven_at(tx).millis() - allowed_millis))
    }

    fn count_failure(&self, tx: &mut Tx<'_>) {
        let forgiven_at =
            Time::from_millis(self.forgiven_at(tx).millis().saturating_add(self.forgiveness_millis));
        tx.put_if_refused(Throttle { subject: self.name.clone(), forgiven_at });
    }
}

/// Holds a wrong code against all subjects, and clears away what is forgiven.
fn count_failure(tx: &mut Tx<'_>, subjects: &[Subject]) {
    // first, so that what is held anew of a forgiven subject stays
    let forgiven = tx.state.forgiven_subjects(tx.now).take(limits::MFA_FORGIVEN_SWEPT);
    let forgiven: Vec<String> = forgiven.map(str::to_owned).collect();
    for subject in forgiven {
        tx.delete_if_refused(Key::Throttle(subject));
    }
    for subject in subjects {
        subject.count_failure(tx);
    }
}

/// When the next attempt is looked at, if any of the subjects has too many wrong codes.
fn throttled_until(tx: &Tx<'_>, subjects: &[Subject]) -> Option<Time> {
    subjects.iter().filter_map(|subject| subject.throttled_until(tx)).max()
}

/// A right code clears the device's count, never the caller's or the address's: somebody who has one device of his own must
/// not be able to go on guessing at others'.
fn accept(tx: &mut Tx<'_>, device: Device) {
    let subject = Subject::device(&device).name;
    if tx.state.throttle(&subject).is_some() {
        tx.delete(Key::Throttle(subject));
    }
    tx.put(device);
}

/// Associates a device with a user, given two consecutive codes.
pub struct EnableMfaDevice {
    /// Where.
    pub account: AccountId,
    /// For whom.
    pub user: String,
    /// Which device.
    pub serial_number: String,
    /// The older code.
    pub code1: Code,
    /// The newer code.
    pub code2: Code,
    /// Where the codes come from.
    pub source: MfaSource,
}

impl Command for EnableMfaDevice {
    type Answer = ();

    fn decide(self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = user_named(tx.state, self.account, &self.user)?;
        let device = device_in(tx, self.account, &self.serial_number)?;
        if device.enabled.is_some() {
            return Err(Refusal::MfaDeviceInUse);
        }
        let holder = MfaHolder::User(user.id.clone());
        let devices = tx.state.devices_of(self.account, &holder).len();
        tx.state.room_for_one(self.account, QuotaName::MfaDevicesPerUser, devices, "MFADevicesPerUser")?;
        let enabled = synchronise(tx, &device, holder, self.code1, self.code2, &self.source, tx.now)?;
        accept(tx, Device { last_step: enabled.last_step, enabled: Some(enabled), ..Device::clone(&device) });
        Ok(())
    }
}

/// Finds where the device's clock is from two consecutive codes.
pub struct ResyncMfaDevice {
    /// Where.
    pub account: AccountId,
    /// Whose.
    pub user: String,
    /// Which device.
    pub serial_number: String,
    /// The older code.
    pub code1: Code,
    /// The newer code.
    pub code2: Code,
    /// Where the codes come from.
    pub source: MfaSource,
}

impl Command for ResyncMfaDevice {
    type Answer = ();

    fn decide(self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = user_named(tx.state, self.account, &self.user)?;
        let holder = MfaHolder::User(user.id.clone());
        let (device, old) = enabled_for(tx, self.account, &self.serial_number, &holder)?;
        let found = synchronise(tx, &device, holder, self.code1, self.code2, &self.source, old.since)?;
        accept(tx, Device { last_step: found.last_step, enabled: Some(found), ..Device::clone(&device) });
        Ok(())
    }
}

/// Two consecutive codes, newer than any accepted so far, tell the drift of the device's clock.
fn synchronise(
    tx: &mut Tx<'_>,
    device: &Device,
    holder: MfaHolder,
    code1: Code,
    code2: Code,
    source: &MfaSource,
    since: Time,
) -> Result<Enabled, Refusal> {
    let subjects = Subject::all(device, source);
    if let Some(until) = throttled_until(tx, &subjects) {
        return Err(Refusal::InvalidAuthenticationCode { throttled_until: Some(until) });
    }
    let now = totp::step_at(tx.now.seconds());
    let first = now.saturating_sub(limits::MFA_SEARCH_STEPS);
    let last = now.saturating_add(limits::MFA_SEARCH_STEPS);
    match totp::matching_pair(device.seed.expose(), code1, code2, first, last) {
        // both codes must be newer than any accepted, or one would count twice
        Some(step) if step.saturating_sub(1) > device.last_step => {
            Ok(Enabled { holder, since: since.truncated(), drift_steps: drift(now, step), last_step: step })
        }
        // right once, but used: no guess, so not held against anybody
        Some(_) => Err(Refusal::InvalidAuthenticationCode { throttled_until: None }),
        None => {
            count_failure(tx, &subjects);
            Err(Refusal::InvalidAuthenticationCode { throttled_until: None })
        }
    }
}

/// How many steps the device's clock is ahead, given the step of its newer code.
fn drift(now: u64, step: u64) -> i64 {
    // the search window is small
    i64::try_from(i128::from(step) - i128::from(now)).unwrap_or(0)
}

/// The steps whose codes are accepted now. A distance within the tolerance may be drift, or codes that were sent at the turn
/// of a step or ahead of time: then the device's clock is allowed to be either way.
fn accepted_steps(now: u64, drift: i64) -> (u64, u64) {
    let expected = now.saturating_add_signed(drift);
    let near = drift.unsigned_abs() <= limits::MFA_TOLERANCE_STEPS;
    let (earliest, latest) = if near { (now.min(expected), now.max(expected)) } else { (expected, expected) };
    (earliest.saturating_sub(limits::MFA_TOLERANCE_STEPS), latest.saturating_add(limits::MFA_TOLERANCE_STEPS))
}

/// Ends the association of a device with a user.
pub struct DeactivateMfaDevice {
    /// Where.
    pub account: AccountId,
    /// Whose.
    pub user: String,
    /// Which device.
    pub serial_number: String,
}

impl Command for DeactivateMfaDevice {
    type Answer = ();

    fn decide(self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let user = user_named(tx.state, self.account, &self.user)?;
        let holder = MfaHolder::User(user.id.clone());
        let (device, _) = enabled_for(tx, self.account, &self.serial_number, &holder)?;
        tx.put(Device { enabled: None, ..Device::clone(&device) });
        Ok(())
    }
}

/// Removes a device that is not enabled.
pub struct DeleteVirtualMfaDevice {
    /// Where.
    pub account: AccountId,
    /// Which.
    pub serial_number: String,
}

impl Command for DeleteVirtualMfaDevice {
    type Answer = ();

    fn decide(self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let device = device_in(tx, self.account, &self.serial_number)?;
        if device.enabled.is_some() {
            return Err(Refusal::DeleteConflict(Conflict::MfaDeviceInUse));
        }
        tx.delete(Key::Device(self.serial_number));
        // the count goes with the device: the next one of that name has another seed
        let subject = Subject::device(&device).name;
        if tx.state.throttle(&subject).is_some() {
            tx.delete(Key::Throttle(subject));
        }
        Ok(())
    }
}

/// Accepts one code of the caller's own device, once.
pub struct VerifyMfaCode {
    /// Where.
    pub account: AccountId,
    /// Unique id of the user that makes the request.
    pub user_id: String,
    /// The SerialNumber parameter.
    pub serial_number: String,
    /// The TokenCode parameter.
    pub code: Code,
    /// Where the code comes from.
    pub source: MfaSource,
}

impl Command for VerifyMfaCode {
    type Answer = Time;

    fn decide(self, tx: &mut Tx<'_>) -> Result<Time, Refusal> {
        let holder = MfaHolder::User(self.user_id);
        let (device, enabled) = enabled_for(tx, self.account, &self.serial_number, &holder)
            .map_err(|_| Refusal::Mfa(MfaRefusal::Device))?;
        let subjects = Subject::all(&device, &self.source);
        if let Some(until) = throttled_until(tx, &subjects) {
            return Err(Refusal::Mfa(MfaRefusal::Throttled { until }));
        }
        let (first, last) = accepted_steps(totp::step_at(tx.now.seconds()), enabled.drift_steps);
        match totp::matching_step(device.seed.expose(), self.code, first, last) {
            Some(step) if step > enabled.last_step => {
                let enabled = Enabled { last_step: step, ..enabled };
                accept(tx, Device { last_step: step, enabled: Some(enabled), ..Device::clone(&device) });
                Ok(tx.now)
            }
            // right once, but used: no guess, so not held against anybody
            Some(_) => Err(Refusal::Mfa(MfaRefusal::Code)),
            None => {
                count_failure(tx, &subjects);
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
    holder: &MfaHolder,
) -> Result<(Arc<Device>, Enabled), Refusal> {
    let device = device_in(tx, account, serial_number)?;
    match &device.enabled {
        Some(enabled) if enabled.holder == *holder => Ok((device.clone(), enabled.clone())),
        _ => Err(Refusal::NoSuchEntity(Entity::MfaDevice, serial_number.to_owned())),
    }
}
