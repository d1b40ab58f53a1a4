use client::place::Clock;
use secret::Secret;
use secret::totp::{self, Code};
use wire::iam::VirtualMFADevice;

use crate::limits::WRONG_CODE_STEPS;

/// Seed of a device.
pub(crate) struct Seed(Secret<Vec<u8>>);

impl Seed {
    /// The seed in the answer of CreateVirtualMFADevice: base32, without padding.
    pub(crate) fn of(device: &VirtualMFADevice) -> Option<Self> {
        let text = device.base32_string_seed.as_ref()?;
        let seed = data_encoding::BASE32_NOPAD.decode(text).ok().filter(|seed| !seed.is_empty())?;
        Some(Self(Secret::new(seed)))
    }

    /// The seed in base32, to be typed where no QR code can be scanned.
    pub(crate) fn base32(&self) -> Secret<String> {
        Secret::new(data_encoding::BASE32_NOPAD.encode(self.0.expose()))
    }

    /// The code of one time step.
    pub(crate) fn code_at(&self, step: u64) -> Code {
        totp::code_at(self.0.expose(), step)
    }

    /// The time step of a code that is nearest to `around`, at most `within` steps from it. Codes repeat by chance; the nearest is
    /// the one that is meant.
    pub(crate) fn step_of(&self, code: Code, around: u64, within: u64) -> Option<u64> {
        let is_of = |step: &u64| totp::matching_step(self.0.expose(), code, *step, *step).is_some();
        (0..=within).flat_map(|far| [around.saturating_sub(far), around.saturating_add(far)]).find(is_of)
    }

    /// A code of no time step within [`WRONG_CODE_STEPS`] of `now`.
    pub(crate) fn wrong_code(&self, now: u64) -> Option<Code> {
        let mut guesses = (0..1_000_000).filter_map(|guess: u32| Code::parse(&format!("{guess:06}")));
        guesses.find(|guess| self.step_of(*guess, now, WRONG_CODE_STEPS).is_none())
    }
}

/// The time step that a clock is in.
pub(crate) fn step_now(clock: &Clock) -> u64 {
    totp::step_at(u64::try_from(clock.now().as_second()).unwrap_or(0))
}
