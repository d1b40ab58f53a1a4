use secret::{Secret, totp};

use crate::{AccountId, KeyOwner, TagSet, Time, UsedSteps, arn, limits};

/// An MFA device in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enabled {
    /// The holder.
    pub holder: KeyOwner,
    /// Since when.
    pub since: Time,
    /// Number of steps that the device's clock is ahead of ours (negative: behind), as its two codes showed.
    pub drift_steps: i64,
}

/// A virtual MFA device.
#[derive(Clone)]
pub struct Device {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Seed that codes are computed from.
    pub seed: Secret<Vec<u8>>,
    /// Time of creation.
    pub created: Time,
    /// Its tags.
    pub tags: TagSet,
    /// Set once EnableMFADevice associated it with a holder.
    pub enabled: Option<Enabled>,
    /// Steps whose codes are spent; they stay so when the device is deactivated and enabled again.
    pub used: UsedSteps,
}

impl Device {
    /// Its ARN.
    pub fn serial_number(&self) -> String {
        arn::mfa(self.account, &self.path, &self.name)
    }

    /// The latest time in it. A spent step tells the time at which it was taken, give or take what a code may be off.
    pub(crate) fn latest_time(&self) -> Time {
        let off = limits::MFA_SEARCH_STEPS + limits::MFA_TOLERANCE_STEPS;
        let taken =
            Time::from_seconds(self.used.last().saturating_sub(off).saturating_mul(totp::STEP_SECONDS));
        let since = self.enabled.as_ref().map_or(self.created, |enabled| enabled.since);
        self.created.max(since).max(taken)
    }
}
