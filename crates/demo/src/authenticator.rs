//! Sources of MFA codes: computed from the seed, or typed by a person.

use client::call::ServiceError;
use client::place::Clock;
use secret::totp::Code;

use crate::interrupt::Interrupt;
use crate::limits::{MAX_COMPUTED_CODES, MAX_TYPED_CODES, STEP_POLL_INTERVAL};
use crate::narrator::Narrator;
use crate::person::Person;
use crate::seed::{Seed, step_now};
use crate::stop::Stop;

/// Source of MFA codes.
pub(crate) enum Authenticator {
    /// Computed from the seed, without waiting.
    BuiltIn(BuiltIn),
    /// Typed by a person who scanned the QR code.
    Person(Person),
}

impl Authenticator {
    /// Takes in the seed of a device that was just made.
    pub(crate) fn enrol(&mut self, device: &str, account: &str, seed: Seed, narrator: &mut Narrator<'_>) {
        match self {
            Self::BuiltIn(built_in) => built_in.seed = Some(seed),
            Self::Person(person) => person.enrol(device, account, seed, narrator),
        }
    }

    /// Codes that are tried before a refusal counts. `patient` is true on a server whose clock and tolerance are unknown.
    pub(crate) fn tries(&self, patient: bool) -> usize {
        match self {
            Self::BuiltIn(_) if patient => MAX_COMPUTED_CODES,
            Self::BuiltIn(_) => 1,
            Self::Person(_) => MAX_TYPED_CODES,
        }
    }

    /// Two consecutive codes. `refused` is the answer to those before, if this is another try.
    pub(crate) fn pair(
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

    /// A code that was not used before. `refused` is the answer to the one before, if this is another try.
    pub(crate) fn code(
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

    /// Tells that the codes given last were accepted.
    pub(crate) fn accepted(&mut self) {
        match self {
            // gives no code twice, taken or not
            Self::BuiltIn(_) => {}
            Self::Person(person) => person.accepted(),
        }
    }

    /// A code that is not right.
    pub(crate) fn wrong_code(&self) -> Option<Code> {
        let (seed, clock) = match self {
            Self::BuiltIn(built_in) => (built_in.seed.as_ref(), &built_in.clock),
            Self::Person(person) => (person.seed(), person.clock()),
        };
        seed.and_then(|seed| seed.wrong_code(step_now(clock)))
    }
}

/// Authenticator that computes codes. It gives the next time step's, which is valid already (RFC 6238, section 5.2: servers
/// tolerate a step), so that nothing waits for the clock.
pub(crate) struct BuiltIn {
    clock: Clock,
    seed: Option<Seed>,
    last_step: u64,
}

impl BuiltIn {
    /// An authenticator that holds no seed yet.
    pub(crate) fn new(clock: Clock) -> Self {
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
        // a server that refused a code of the future may accept it when its time has come
        while refused && step > step_now(&self.clock) {
            if !interrupt.wait(STEP_POLL_INTERVAL) {
                return Err(Stop::Interrupted);
            }
        }
        self.last_step = step;
        Ok(seed.code_at(step))
    }
}

#[cfg(test)]
mod tests;
