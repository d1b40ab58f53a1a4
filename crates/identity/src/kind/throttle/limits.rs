//! Bounds of wrong MFA codes.

use crate::kind::mfa_device::limits::MFA_TOLERANCE_STEPS;

/// Wrong codes of one caller, for all devices and networks, after which the next is not even looked at.
pub const MFA_USER_FAILURES: u64 = 15;
/// Milliseconds in which a caller is forgiven one wrong code.
pub const MFA_USER_FORGIVENESS_MILLIS: u64 = 10 * 60 * 1000;
/// Wrong codes of one caller from one network, after which none from there is looked at: one guesser at one address leaves
/// the caller the rest of [`MFA_USER_FAILURES`] elsewhere. Forgiven at the caller's pace.
pub const MFA_USER_FAILURES_FROM_ONE_NETWORK: u64 = 10;
/// Networks from which a user gave a right code that are remembered, the last ones.
pub const MFA_KNOWN_NETWORKS: usize = 5;
/// Seconds for which a network is remembered after the last right code from there: 90 days.
pub const MFA_KNOWN_NETWORK_SECONDS: u64 = 90 * 24 * 3600;
/// Seconds after a right code from a network in which another from there is not noted: logins one after another then change
/// no record but the device's.
pub const MFA_KNOWN_NETWORK_STEP_SECONDS: u64 = 3600;
/// Wrong codes of one user from a known network that are looked at beyond those of [`MFA_USER_FAILURES`].
pub const MFA_KNOWN_NETWORK_FAILURES: u64 = 5;
/// Milliseconds in which one of those is forgiven.
pub const MFA_KNOWN_NETWORK_FORGIVENESS_MILLIS: u64 = 2 * 60 * 60 * 1000;
/// Wrong codes from one network for one account, after which callers with wrong codes of their own are not looked at from
/// there.
pub const MFA_NETWORK_FAILURES: u64 = 100;
/// Milliseconds in which a network is forgiven one wrong code.
pub const MFA_NETWORK_FORGIVENESS_MILLIS: u64 = 60 * 1000;
/// Networks with wrong codes that are counted for one account; beyond them the one with the least held goes.
pub const MFA_NETWORKS_PER_ACCOUNT: usize = 256;
/// Records of forgiven wrong codes that one more wrong code clears away at most: more than it adds, so that they do not
/// pile up.
pub const MFA_FORGIVEN_SWEPT: usize = 6;
/// Milliseconds ahead of the clock at which a count may have been written before its times are taken for those of a wrong
/// clock. Requests are decided in another order than they came in, by less than this.
pub const MFA_CLOCK_STEP_MILLIS: u64 = 60 * 1000;

/// Guesses at one user's codes that are looked at within any 24 hours at most: the common way and every known network's,
/// each full at the beginning and used up as fast as it is forgiven.
pub const MFA_GUESSES_A_DAY_MOST: u64 = most_a_day(MFA_USER_FAILURES, MFA_USER_FORGIVENESS_MILLIS)
    + MFA_KNOWN_NETWORKS as u64
        * most_a_day(MFA_KNOWN_NETWORK_FAILURES, MFA_KNOWN_NETWORK_FORGIVENESS_MILLIS);

/// Codes that are right at a time, for one device: those of the steps between its clock either way, and the tolerance.
const RIGHT_CODES_MOST: u64 = 2 + 2 * MFA_TOLERANCE_STEPS;

// a day of guessing finds one of a million codes with a chance below one in a thousand
const _: () = assert!(MFA_GUESSES_A_DAY_MOST * RIGHT_CODES_MOST < 1_000_000 / 1000);

/// Wrong codes within 24 hours at most, of so many that may be held and are forgiven one at a time.
pub(super) const fn most_a_day(failures: u64, forgiveness_millis: u64) -> u64 {
    failures + 24 * 3600 * 1000 / forgiveness_millis
}
