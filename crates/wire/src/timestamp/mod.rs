//! Points in time as AWS writes them: whole seconds, ISO 8601, UTC.

use std::fmt;

/// A point in time in whole seconds since 1970-01-01T00:00:00Z, the precision of IAM and STS.
///
/// Years before 0000 or after 9999 cannot be written in the wire form, so such values are clamped to those years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// 0000-01-01T00:00:00Z
const FIRST_SECOND: i64 = -62_167_219_200;
/// 9999-12-30T22:00:00Z, the last second that the calendar library can hold, rounded down to the hour.
const LAST_SECOND: i64 = 253_402_207_200;

impl Timestamp {
    /// From seconds since the Unix epoch.
    #[must_use]
    pub fn from_epoch_seconds(seconds: i64) -> Self {
        Self(seconds.clamp(FIRST_SECOND, LAST_SECOND))
    }

    /// Seconds since the Unix epoch.
    #[must_use]
    pub fn epoch_seconds(self) -> i64 {
        self.0
    }

    /// Reads ISO 8601 with an offset; a fraction of a second is dropped.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let at: jiff::Timestamp = text.parse().ok()?;
        // whole seconds, rounded towards the past
        Some(Self::from_epoch_seconds(at.as_nanosecond().div_euclid(1_000_000_000).try_into().ok()?))
    }
}

impl fmt::Display for Timestamp {
    /// `2026-01-31T23:59:59Z`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = jiff::Timestamp::from_second(self.0).map_err(|_| fmt::Error)?;
        write!(f, "{}", at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

#[cfg(test)]
mod tests;
