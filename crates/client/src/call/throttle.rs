use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::person::{iso, show_wait};
use crate::place::Clock;

/// End of a time in which a server looks at no MFA code of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// the end by the server's clock
    pub until: Timestamp,
    /// the end in this machine's time zone
    local: DateTime,
    /// true if that is today
    today: bool,
    /// seconds until then
    left: i64,
}

impl Throttle {
    /// A throttle of a server whose clock is `skew_seconds` ahead of this machine's.
    pub(crate) fn new(until: Timestamp, clock: &Clock, skew_seconds: i64) -> Self {
        let now = clock.now();
        let (local, today) = (clock.local(until), clock.local(now).date());
        let left = until.as_second().saturating_sub(now.as_second()).saturating_sub(skew_seconds);
        Self { until, local, today: local.date() == today, left }
    }
}

/// Shows `17:52:52 (in 5 min; 2026-11-27T16:52:52Z)`, the wait rounded up.
impl fmt::Display for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.today {
            write!(f, "{} ", self.local.date())?;
        }
        let (hour, minute, second) = (self.local.hour(), self.local.minute(), self.local.second());
        write!(f, "{hour:02}:{minute:02}:{second:02} (")?;
        match self.left {
            ..=0 => f.write_str("now")?,
            left => write!(f, "in {}", show_wait(left))?,
        }
        write!(f, "; {})", iso(self.until))
    }
}
