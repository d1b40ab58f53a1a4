//! Two codes that follow each other, as enabling a device and bringing it back in step ask for.

use secret::totp::Code;

use super::{MAX_ATTEMPTS, MfaError, ask, run, wait_for_next_step};
use crate::api::Clock;
use crate::error::Error;
use crate::progress::Progress;
use crate::prompt::{PromptError, Terminal};

/// Where two codes come from that follow each other.
#[derive(Clone)]
pub enum PairSource {
    /// they are known
    Given([Code; 2]),
    /// a program that prints the first one and, later, the second
    Process(String),
    /// the person at the terminal
    Prompt,
}

impl PairSource {
    /// Codes that were given as text.
    ///
    /// # Errors
    /// If one is not six digits, or both are the same.
    pub fn given(first: &str, second: &str) -> Result<Self, Error> {
        let code = |text: &str| Code::parse(text.trim()).ok_or(MfaError::NotSixDigits);
        match [code(first)?, code(second)?] {
            [first, second] if first == second => Err(MfaError::SameCode.into()),
            codes => Ok(Self::Given(codes)),
        }
    }

    /// Gets the codes and makes the call that needs them; a person is asked [`MAX_ATTEMPTS`] times at most while they are
    /// refused. Gives the codes that were accepted.
    ///
    /// # Errors
    /// If there are none, or the call fails otherwise.
    pub fn with(
        &self,
        serial: &str,
        clock: &Clock,
        terminal: &mut dyn Terminal,
        progress: &mut dyn Progress,
        call: impl Fn([Code; 2]) -> Result<(), Error>,
    ) -> Result<[Code; 2], Error> {
        let mut attempts = if matches!(self, Self::Prompt) { MAX_ATTEMPTS } else { 1 };
        loop {
            attempts -= 1;
            let codes = match self {
                Self::Given(codes) => *codes,
                Self::Process(command) => printed_pair(command, serial, clock, progress)?,
                Self::Prompt => asked_pair(terminal)?,
            };
            match progress.during("waiting for IAM", || call(codes)) {
                Err(Error::Mfa(MfaError::Rejected(rejection)))
                    if attempts > 0 && rejection.cause.may_try_again() =>
                {
                    terminal.tell(&format!("{rejection}.\nhint: {}", rejection.hint()));
                }
                done => return done.map(|()| codes),
            }
        }
    }
}

/// Two codes of a program: it is asked again at once, and if it still prints the same one, in the next time step.
fn printed_pair(
    command: &str,
    serial: &str,
    clock: &Clock,
    progress: &mut dyn Progress,
) -> Result<[Code; 2], Error> {
    let first = run(command, serial)?;
    for again in [false, true] {
        if again {
            wait_for_next_step(clock, progress, "the second code");
        }
        let second = run(command, serial)?;
        if second != first {
            return Ok([first, second]);
        }
    }
    Err(MfaError::SameCode.into())
}

/// Asks for two codes. The same one twice is no pair, and is not sent.
pub(super) fn asked_pair(terminal: &mut dyn Terminal) -> Result<[Code; 2], Error> {
    let first = ask("First code: ", terminal).map_err(|error| match error {
        Error::Prompt(PromptError::NoTerminal) => MfaError::TwoCodesNeedTerminal.into(),
        other => other,
    })?;
    for _ in 0..MAX_ATTEMPTS {
        let second = ask("The code after it (wait for it): ", terminal)?;
        if second != first {
            return Ok([first, second]);
        }
        terminal.tell("That is the same code again; wait for the next one.");
    }
    Err(MfaError::SameCode.into())
}
