//! Refusals of MFA: why, as far as it can be told, until when, and what to do.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use secret::totp::STEP_SECONDS;

use crate::api::{self, Clock, ServiceError};
use crate::credential_process::iso;
use crate::duration;
use crate::printable::printable;

/// Clocks this far apart, seconds, let a code miss the steps that a server accepts.
const CODE_SKEW_SECONDS: i64 = 30;
/// Most of a server's own text that is shown, characters.
const MAX_SAID_CHARS: usize = 300;
/// Beginning of an Ostiary server's words about a throttle; its end, as RFC 3339 has it, follows.
const THROTTLED: &str = "no code is looked at before ";

/// A code that the service refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// the device's serial number
    pub serial: String,
    /// why, as far as can be told
    pub cause: Cause,
    /// the service's own text, fit to be shown; empty where there is none
    pub said: String,
}

/// Why a code was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// This very code was accepted before; a code works once.
    Reused,
    /// The device is not this user's, or does not exist.
    WrongDevice,
    /// This machine's clock is that many seconds behind the server's (negative: ahead).
    Clock(i64),
    /// Mistyped, too old, or used before by another process.
    Code,
    /// The same of two codes that should follow each other.
    Pair,
    /// Wrong codes were sent before: for a while none is looked at.
    Throttled(Throttle),
}

impl Cause {
    /// Whether another code may be accepted now.
    pub(crate) fn may_try_again(self) -> bool {
        !matches!(self, Self::WrongDevice | Self::Throttled(_))
    }
}

/// The end of a time in which no code is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// by the server's clock
    pub until: Timestamp,
    /// the same in this machine's time zone
    local: DateTime,
    /// whether that is today
    today: bool,
    /// seconds that are left
    left: i64,
}

impl Throttle {
    /// A throttle's end, seen by a server whose clock is that many seconds ahead of ours.
    pub(crate) fn new(until: Timestamp, clock: &Clock, skew_seconds: i64) -> Self {
        let now = clock.now();
        let (local, today) = (clock.local(until), clock.local(now).date());
        let left = until.as_second().saturating_sub(now.as_second()).saturating_sub(skew_seconds);
        Self { until, local, today: local.date() == today, left }
    }
}

/// `17:52:52 (in 5 min; 2026-11-27T16:52:52Z)`, rounded up to the minute.
impl fmt::Display for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.today {
            write!(f, "{} ", self.local.date())?;
        }
        let (hour, minute, second) = (self.local.hour(), self.local.minute(), self.local.second());
        write!(f, "{hour:02}:{minute:02}:{second:02} (")?;
        match self.left {
            ..=0 => f.write_str("now")?,
            left => write!(f, "in {}", duration::show_at_least(left))?,
        }
        write!(f, "; {})", iso(self.until))
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
    /// Reads a service's refusal; `None` if it is about something else.
    pub fn of(error: &api::Error, serial: &str, reused: bool, clock: &Clock) -> Option<Self> {
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

    /// That a device is none of the user's, which was seen without a code.
    pub(crate) fn of_device(serial: &str) -> Self {
        Self { serial: serial.to_owned(), cause: Cause::WrongDevice, said: String::new() }
    }

    /// What to do.
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

/// When a throttle ends, by an Ostiary server's words. (AWS throttles silently.)
fn throttled_until(message: &str) -> Option<Timestamp> {
    let (_, after) = message.split_once(THROTTLED)?;
    after.split_whitespace().next()?.trim_end_matches('.').parse().ok()
}

/// A server's text as part of a line: nothing that steers a terminal, no line ends, [`MAX_SAID_CHARS`] at most.
fn said(message: &str) -> String {
    // what is longer than the limit in bytes needs not be looked at whole
    let head: String = message.chars().take(MAX_SAID_CHARS + 1).collect();
    let cut = head.chars().count() > MAX_SAID_CHARS;
    let shown: String = printable(&head).chars().take(MAX_SAID_CHARS).collect();
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if cut { format!("{words}…") } else { words.trim_end_matches('.').to_owned() }
}
