//! Where MFA codes come from.

use client::api::{Clock, ServiceError};
use secret::Secret;
use secret::totp::{self, Code};
use wire::iam::VirtualMFADevice;

use crate::interrupt::Interrupt;
use crate::narrator::Narrator;
use crate::person::Person;
use crate::stage::Stop;

/// How often codes of the built-in authenticator are tried where another server's clock or tolerance may differ from ours.
const BUILT_IN_TRIES: usize = 3;
/// Time steps on either side of now within which no made-up code is right, more than any server looks at.
const WRONG_STEPS: u64 = 60;

/// The seed that an authenticator holds.
pub struct Seed(Secret<Vec<u8>>);

impl Seed {
    /// The seed in the answer of CreateVirtualMFADevice: base32, without padding.
    pub fn of(device: &VirtualMFADevice) -> Option<Self> {
        let text = device.base32_string_seed.as_ref()?;
        let seed = data_encoding::BASE32_NOPAD.decode(text).ok().filter(|seed| !seed.is_empty())?;
        Some(Self(Secret::new(seed)))
    }

    /// As base32, for whoever cannot scan.
    pub fn base32(&self) -> Secret<String> {
        Secret::new(data_encoding::BASE32_NOPAD.encode(self.0.expose()))
    }

    /// The code of one time step.
    pub fn code_at(&self, step: u64) -> Code {
        totp::code_at(self.0.expose(), step)
    }

    /// The step nearest to `around`, at most so many from it, whose code it is. Codes repeat by chance, and the nearest is
    /// the one that is meant.
    pub fn step_of(&self, code: Code, around: u64, within: u64) -> Option<u64> {
        let is_of = |step: &u64| totp::matching_step(self.0.expose(), code, *step, *step).is_some();
        (0..=within).flat_map(|far| [around.saturating_sub(far), around.saturating_add(far)]).find(is_of)
    }

    /// A code of no time step that any server looks at around `now`.
    fn wrong_code(&self, now: u64) -> Option<Code> {
        let mut guesses = (0..1_000_000).filter_map(|guess: u32| Code::parse(&format!("{guess:06}")));
        guesses.find(|guess| self.step_of(*guess, now, WRONG_STEPS).is_none())
    }
}

/// The time step that a clock is in.
pub fn step_now(clock: &Clock) -> u64 {
    totp::step_at(u64::try_from(clock.now().as_second()).unwrap_or(0))
}

/// Where codes come from.
pub enum Authenticator {
    /// Computed from the seed, without waiting.
    BuiltIn(BuiltIn),
    /// Typed by a person who scanned the QR code.
    Person(Person),
}

impl Authenticator {
    /// Takes in the seed of a device that was just made.
    pub fn enrol(&mut self, device: &str, account: &str, seed: Seed, narrator: &mut Narrator<'_>) {
        match self {
            Self::BuiltIn(built_in) => built_in.seed = Some(seed),
            Self::Person(person) => person.enrol(device, account, seed, narrator),
        }
    }

    /// How often codes are asked for before one is refused for good, on a server that may be somebody else's.
    pub fn tries(&self, patient: bool) -> usize {
        match self {
            Self::BuiltIn(_) if patient => BUILT_IN_TRIES,
            Self::BuiltIn(_) => 1,
            Self::Person(_) => Person::TRIES,
        }
    }

    /// Two consecutive codes. What was refused before is given when it is asked again.
    pub fn pair(
        &mut self,
        refused: Option<&ServiceError>,
        narrator: &mut Narrator<'_>,
        interrupt: &Interrupt,
    ) -> Result<(Code, Code), Stop> {
        match self {
            Self::BuiltIn(built_in) => built_in.pair(),
            Self::Person(person) => person.pair(refused, narrator, interrupt),
        }
    }

    /// A code that was not used before. What was refused before is given when it is asked again.
    pub fn code(
        &mut self,
        refused: Option<&ServiceError>,
        narrator: &mut Narrator<'_>,
        interrupt: &Interrupt,
    ) -> Result<Code, Stop> {
        match self {
            Self::BuiltIn(built_in) => built_in.code(refused.is_some(), interrupt),
            Self::Person(person) => person.code(refused, narrator, interrupt),
        }
    }

    /// The codes that were given last have been taken.
    pub fn accepted(&mut self) {
        match self {
            // gives no code twice, taken or not
            Self::BuiltIn(_) => {}
            Self::Person(person) => person.accepted(),
        }
    }

    /// A code that is not right.
    pub fn wrong_code(&self) -> Option<Code> {
        let (seed, clock) = match self {
            Self::BuiltIn(built_in) => (built_in.seed.as_ref(), &built_in.clock),
            Self::Person(person) => (person.seed(), person.clock()),
        };
        seed.and_then(|seed| seed.wrong_code(step_now(clock)))
    }
}

/// Computes codes. The next time step's is valid already (RFC 6238 section 5.2 has servers tolerate a step), so that nothing
/// waits for the clock.
pub struct BuiltIn {
    clock: Clock,
    seed: Option<Seed>,
    last_step: u64,
}

impl BuiltIn {
    /// An authenticator that holds no seed yet.
    pub fn new(clock: Clock) -> Self {
        Self { clock, seed: None, last_step: 0 }
    }

    fn pair(&mut self) -> Result<(Code, Code), Stop> {
        let seed = self.seed.as_ref().ok_or(Stop::Unexpected)?;
        // never a pair that holds a used code
        let second = step_now(&self.clock).max(self.last_step + 2);
        self.last_step = second;
        Ok((seed.code_at(second - 1), seed.code_at(second)))
    }

    fn code(&mut self, refused: bool, interrupt: &Interrupt) -> Result<Code, Stop> {
        let seed = self.seed.as_ref().ok_or(Stop::Unexpected)?;
        let step = step_now(&self.clock).max(self.last_step + 1);
        // whoever refused a code of the future may take it when its time has come
        while refused && step > step_now(&self.clock) {
            if !interrupt.wait(std::time::Duration::from_millis(500)) {
                return Err(Stop::Interrupted);
            }
        }
        self.last_step = step;
        Ok(seed.code_at(step))
    }
}

#[cfg(test)]
mod tests;
