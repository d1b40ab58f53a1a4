//! Sources of MFA codes: a flag, a program, or the person at the terminal.

use std::fmt;
use std::time::Duration;

use secret::totp::{Code, STEP_SECONDS};

use crate::error::{Error, MfaError};
use crate::limits::MAX_CODE_ATTEMPTS;
use crate::person::{Progress, Terminal};
use crate::place::{self, Clock};

/// Source of MFA codes.
#[derive(Clone)]
pub enum CodeSource {
    /// `--code` or the environment
    Given(Code),
    /// command line of a program that prints the code; no shell is in between
    Process(String),
    /// the person at the terminal
    Prompt,
}

/// Shows the kind only.
impl fmt::Debug for CodeSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Given(_) => "Given",
            Self::Process(_) => "Process",
            Self::Prompt => "Prompt",
        })
    }
}

impl CodeSource {
    /// A code that was given as text.
    ///
    /// # Errors
    /// If it is not six digits.
    pub fn given(text: &str) -> Result<Self, Error> {
        Code::parse(text.trim()).map(Self::Given).ok_or(MfaError::NotSixDigits.into())
    }

    /// Times that the source is asked for a code that is refused: a person can mistype.
    pub(super) fn attempts(&self) -> usize {
        match self {
            Self::Prompt => MAX_CODE_ATTEMPTS,
            Self::Given(_) | Self::Process(_) => 1,
        }
    }

    /// A code for a device. A person who types anything but six digits is asked again.
    ///
    /// # Errors
    /// If the source gives no code.
    pub(super) fn code(&self, serial: &str, terminal: &mut dyn Terminal) -> Result<Code, Error> {
        match self {
            Self::Given(code) => Ok(*code),
            Self::Process(command) => printed_code(command, serial),
            Self::Prompt => ask_code(&format!("MFA code for {serial}: "), terminal),
        }
    }
}

/// Asks for six digits, [`MAX_CODE_ATTEMPTS`] times at most.
pub(crate) fn ask_code(question: &str, terminal: &mut dyn Terminal) -> Result<Code, Error> {
    for _ in 0..MAX_CODE_ATTEMPTS {
        let answer = terminal.ask(question)?;
        // some apps show the digits in two groups
        let digits: String = answer.chars().filter(|c| *c != ' ').collect();
        match Code::parse(&digits) {
            Some(code) => return Ok(code),
            None => terminal.tell("That is not six digits; it was not sent."),
        }
    }
    Err(MfaError::NotSixDigits.into())
}

/// The code on the last line that a program prints. `OSTIARY_MFA_SERIAL` tells it the device's serial number.
pub(crate) fn printed_code(command: &str, serial: &str) -> Result<Code, Error> {
    let printed = place::output("--mfa-process", command, &[("OSTIARY_MFA_SERIAL", serial)])?;
    let text = String::from_utf8_lossy(printed.expose());
    let last = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
    last.and_then(Code::parse).ok_or(MfaError::NoCodePrinted.into())
}

/// Waits until a device shows its next code.
pub(crate) fn wait_for_next_step(clock: &Clock, progress: &mut dyn Progress, what: &str) {
    let step = STEP_SECONDS.cast_signed();
    let left = step - clock.now().as_second().rem_euclid(step) + 1;
    progress.note(&format!("{what} comes in {left} s"));
    std::thread::sleep(Duration::from_secs(left.unsigned_abs()));
}

#[cfg(test)]
mod tests;
