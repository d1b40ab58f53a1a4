use std::fmt;

use jiff::Timestamp;
use secret::totp::STEP_SECONDS;

use super::error::{Error, ServiceError};
use super::throttle::Throttle;
use crate::limits::{CODE_SKEW_SECONDS, MAX_SERVER_TEXT_CHARS};
use crate::person::printable;
use crate::place::Clock;

/// Beginning of an Ostiary server's sentence about a throttle. The throttle's end follows (RFC 3339).
const THROTTLED: &str = "no code is looked at before ";

/// Refusal of an MFA code or device by a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// serial number of the device
    pub serial: String,
    /// reason, as far as the answer tells
    pub cause: Cause,
    /// the service's own text, printable; empty if it gave none
    pub said: String,
}

/// Reason for which a code was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The code was accepted before; each works once.
    Reused,
    /// The device is not this user's, or does not exist.
    WrongDevice,
    /// This machine's clock is so many seconds behind the server's (negative: ahead).
    Clock(i64),
    /// Mistyped, too old, or used before by another process.
    Code,
    /// One of two consecutive codes is wrong, too old or used.
    Pair,
    /// Too many wrong codes were sent before: for a time the server looks at none.
    Throttled(Throttle),
}

impl Cause {
    /// Reports whether another code may be accepted now.
    pub(crate) fn may_try_again(self) -> bool {
        !matches!(self, Self::WrongDevice | Self::Throttled(_))
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cause {
            Cause::Reused => {
                f.write_str("the MFA code was refused: it was used already, and each works once")
            }
            Cause::WrongDevice => {
                write!(f, "MFA was refused: {} is no enabled device of this user", self.serial)
            }
            Cause::Clock(skew) => {
                let (seconds, side) = (skew.unsigned_abs(), if skew > 0 { "behind" } else { "ahead of" });
                write!(
                    f,
                    "the MFA code was refused, and this machine's clock is {seconds} s {side} the server's"
                )
            }
            Cause::Code => f.write_str("the MFA code was refused: it is wrong, too old, or was used already"),
            Cause::Pair => f.write_str("the two MFA codes were refused"),
            Cause::Throttled(throttle) => {
                write!(f, "too many wrong MFA codes were sent: none is looked at before {throttle}")
            }
        }?;
        match self.said.as_str() {
            "" => Ok(()),
            said => write!(f, "; the server says: {said}"),
        }
    }
}

impl Rejection {
    /// Reads a service's refusal; `None` if it is about something else than MFA. `reused` tells that the code was accepted before.
    pub fn of(error: &Error, serial: &str, reused: bool, clock: &Clock) -> Option<Self> {
        let ServiceError { code, message, skew_seconds, .. } = error.service()?;
        let about_code =
            message.contains("invalid MFA one time pass code") || code == "InvalidAuthenticationCode";
        let about_device = message.contains("unable to validate MFA code");
        let throttle = throttled_until(message)
            .map(|until| Throttle::new(until, clock, skew_seconds.unwrap_or_default()));
        let skew = skew_seconds.filter(|skew| skew.saturating_abs() > CODE_SKEW_SECONDS);
        let cause = match (about_code, about_device, throttle, skew) {
            (_, true, ..) => Cause::WrongDevice,
            (_, _, Some(throttle), _) => Cause::Throttled(throttle),
            (true, ..) if reused => Cause::Reused,
            (true, _, None, Some(skew)) => Cause::Clock(skew),
            (true, _, None, None) => Cause::Code,
            _ => return None,
        };
        Some(Self { serial: serial.to_owned(), cause, said: said(message) })
    }

    /// The refusal of a device that is not among the user's, found out before a code was sent.
    pub(crate) fn of_device(serial: &str) -> Self {
        Self { serial: serial.to_owned(), cause: Cause::WrongDevice, said: String::new() }
    }

    /// Advice for the person.
    pub fn hint(&self) -> String {
        match self.cause {
            Cause::Reused => format!("wait for the next code; a new one comes every {STEP_SECONDS} s"),
            Cause::WrongDevice => {
                "`ostiary mfa list` shows the user's devices; set mfa_serial to one of them".to_owned()
            }
            Cause::Pair => {
                "take two codes that follow each other, the older one first, and neither of them used before"
                    .to_owned()
            }
            Cause::Clock(_) => "set the clock of the machine or phone that makes the codes".to_owned(),
            Cause::Code => format!(
                "wait for the next code, at most {STEP_SECONDS} s, and try again; if it stays like that, the device is out of \
                 step: `ostiary mfa resync`"
            ),
            Cause::Throttled(_) => {
                "wait until then and take the code that the device shows then; if the wrong codes were not yours, another one \
                 has the access key: `ostiary key rotate` replaces it; the server's operator can end the wait with \
                 `ostiary mfa unlock USER`"
                    .to_owned()
            }
        }
    }
}

/// End of a throttle by an Ostiary server's sentence. (AWS throttles silently.)
fn throttled_until(message: &str) -> Option<Timestamp> {
    let (_, after) = message.split_once(THROTTLED)?;
    after.split_whitespace().next()?.trim_end_matches('.').parse().ok()
}

/// A server's text as part of a line: printable, without line ends, [`MAX_SERVER_TEXT_CHARS`] at most.
fn said(message: &str) -> String {
    // a text far beyond the limit is not walked to its end
    let head: String = message.chars().take(MAX_SERVER_TEXT_CHARS + 1).collect();
    let cut = head.chars().count() > MAX_SERVER_TEXT_CHARS;
    let shown: String = printable(&head).chars().take(MAX_SERVER_TEXT_CHARS).collect();
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if cut { format!("{words}…") } else { words.trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests;
