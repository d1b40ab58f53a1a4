//! Two consecutive codes, as enabling a device and bringing it back in step need.

use secret::totp::Code;

use crate::broker::{ask_code, printed_code, wait_for_next_step};
use crate::error::{Error, MfaError};
use crate::limits::MAX_CODE_ATTEMPTS;
use crate::person::{Progress, PromptError, Terminal};
use crate::place::Clock;

/// Source of two consecutive codes.
#[derive(Clone)]
pub enum PairSource {
    /// codes of the command line
    Given([Code; 2]),
    /// command line of a program that prints the first and, in the next time step, the second
    Process(String),
    /// the person at the terminal
    Prompt,
}

impl PairSource {
    /// Codes that were given as text.
    ///
    /// # Errors
    /// If a text is not six digits, or both are the same.
    pub fn given(first: &str, second: &str) -> Result<Self, Error> {
        let code = |text: &str| Code::parse(text.trim()).ok_or(MfaError::NotSixDigits);
        match [code(first)?, code(second)?] {
            [first, second] if first == second => Err(MfaError::SameCode.into()),
            codes => Ok(Self::Given(codes)),
        }
    }

    /// Gets the codes and makes the call that needs them. A person is asked again if they are refused, `MAX_CODE_ATTEMPTS` times
    /// in all. Returns the codes that were accepted.
    ///
    /// # Errors
    /// If the source gives no codes, or the call fails.
    pub fn with(
        &self,
        serial: &str,
        clock: &Clock,
        terminal: &mut dyn Terminal,
        progress: &mut dyn Progress,
        call: impl Fn([Code; 2]) -> Result<(), Error>,
    ) -> Result<[Code; 2], Error> {
        let mut attempts = if matches!(self, Self::Prompt) { MAX_CODE_ATTEMPTS } else { 1 };
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

/// Two codes of a program, which is run again at once and, if it still prints the same code, in the next time step.
fn printed_pair(
    command: &str,
    serial: &str,
    clock: &Clock,
    progress: &mut dyn Progress,
) -> Result<[Code; 2], Error> {
    let first = printed_code(command, serial)?;
    for again in [false, true] {
        if again {
            wait_for_next_step(clock, progress, "the second code");
        }
        let second = printed_code(command, serial)?;
        if second != first {
            return Ok([first, second]);
        }
    }
    Err(MfaError::SameCode.into())
}

/// Asks for two codes. The same one twice is not sent.
pub(super) fn asked_pair(terminal: &mut dyn Terminal) -> Result<[Code; 2], Error> {
    let first = ask_code("First code: ", terminal).map_err(|error| match error {
        Error::Prompt(PromptError::NoTerminal) => MfaError::TwoCodesNeedTerminal.into(),
        other => other,
    })?;
    for _ in 0..MAX_CODE_ATTEMPTS {
        let second = ask_code("The code after it (wait for it): ", terminal)?;
        if second != first {
            return Ok([first, second]);
        }
        terminal.tell("That is the same code again; wait for the next one.");
    }
    Err(MfaError::SameCode.into())
}
