//! MFA codes: where they come from, why one was refused, and the devices themselves.

mod device;
pub mod enrol;
mod pair;
mod rejection;

pub use device::{Device, Enrolment, check_enabled, enable, list, remove, resync, start_enrolment};
pub use pair::PairSource;
pub use rejection::{Cause, Rejection, Throttle};

use std::fmt;
use std::time::Duration;

use secret::totp::{Code, STEP_SECONDS};

use crate::api::{Clock, Endpoint};
use crate::cache::{Cache, Key};
use crate::error::Error;
use crate::program;
use crate::progress::Progress;
use crate::prompt::Terminal;

/// How often a person is asked before it is given up.
pub const MAX_ATTEMPTS: usize = 3;

/// Why there is no MFA code, or none that is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MfaError {
    /// It is not known which device.
    NoDevice,
    /// What was given is no code; it was not sent.
    NotSixDigits,
    /// The program of `--mfa-process` prints something else; it was not sent.
    NoCodePrinted,
    /// The same code was given twice, where two are needed.
    SameCode,
    /// Two codes have to be asked for, and nobody is there.
    TwoCodesNeedTerminal,
    /// The service refused the code.
    Rejected(Rejection),
}

impl fmt::Display for MfaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDevice => f.write_str("it is not known which MFA device to use"),
            Self::NotSixDigits => f.write_str("an MFA code is six digits; this one was not sent"),
            Self::NoCodePrinted => {
                f.write_str("--mfa-process: its last line is no code of six digits; it was not sent")
            }
            Self::SameCode => f.write_str("two codes that follow each other are needed, and this is one"),
            Self::TwoCodesNeedTerminal => {
                f.write_str("two codes are needed, and there is no terminal to ask on")
            }
            Self::Rejected(rejection) => rejection.fmt(f),
        }
    }
}

impl std::error::Error for MfaError {}

/// Where a code comes from.
#[derive(Clone)]
pub enum CodeSource {
    /// `--code` or the environment
    Given(Code),
    /// a program that prints it, with its arguments; no shell is in between
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

    /// How often it may be asked: a person can mistype.
    pub fn attempts(&self) -> usize {
        match self {
            Self::Prompt => MAX_ATTEMPTS,
            Self::Given(_) | Self::Process(_) => 1,
        }
    }

    /// A code for a device. A person who types something else than six digits is asked again.
    ///
    /// # Errors
    /// If there is none.
    pub fn code(&self, serial: &str, terminal: &mut dyn Terminal) -> Result<Code, Error> {
        match self {
            Self::Given(code) => Ok(*code),
            Self::Process(command) => run(command, serial),
            Self::Prompt => ask(&format!("MFA code for {serial}: "), terminal),
        }
    }
}

/// Asks for six digits, [`MAX_ATTEMPTS`] times at most.
pub fn ask(question: &str, terminal: &mut dyn Terminal) -> Result<Code, Error> {
    for _ in 0..MAX_ATTEMPTS {
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

/// Waits until a device shows its next code.
pub(crate) fn wait_for_next_step(clock: &Clock, progress: &mut dyn Progress, what: &str) {
    let step = i64::try_from(STEP_SECONDS).unwrap_or(30);
    let left = step - clock.now().as_second().rem_euclid(step) + 1;
    progress.note(&format!("{what} comes in {left} s"));
    std::thread::sleep(Duration::from_secs(left.unsigned_abs()));
}

/// Notes which codes of a device were accepted last: who tries one again is told so.
pub fn spent(cache: &Cache, sts: &Endpoint, serial: &str, codes: &[Code]) {
    let used: Vec<&str> = codes.iter().map(Code::digits).collect();
    // without the note a reused code is only called wrong
    let _ = cache.note(&code_note(sts, serial), used.join("\n").as_bytes());
}

/// Whether a code is one of those. What another key sealed is not known.
pub(crate) fn is_spent(cache: &Cache, sts: &Endpoint, serial: &str, code: &Code) -> bool {
    let noted = cache.noted(&code_note(sts, serial)).ok().flatten();
    noted.is_some_and(|used| {
        used.expose().split(|byte| *byte == b'\n').any(|used| used == code.digits().as_bytes())
    })
}

fn code_note(sts: &Endpoint, serial: &str) -> Key {
    Key::of(&["code", &sts.url(), serial])
}

/// What the program prints: the last line of its output. The device's serial number is in `OSTIARY_MFA_SERIAL`.
fn run(command: &str, serial: &str) -> Result<Code, Error> {
    let printed = program::output("--mfa-process", command, &[("OSTIARY_MFA_SERIAL", serial)])?;
    let text = String::from_utf8_lossy(printed.expose());
    let last = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
    last.and_then(Code::parse).ok_or(MfaError::NoCodePrinted.into())
}

#[cfg(test)]
mod tests;
