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

    /// `2026-01-31T23:59:59.000Z`, as S3 writes dates into XML.
    #[must_use]
    pub fn to_iso_millis(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S.000Z")
    }

    /// `Sat, 31 Jan 2026 23:59:59 GMT`, as HTTP headers have it (RFC 9110, section 5.6.7).
    #[must_use]
    pub fn to_http_date(self) -> String {
        self.format("%a, %d %b %Y %H:%M:%S GMT")
    }

    /// Reads a date of an HTTP header: the present form, and the two obsolete ones that RFC 9110 still asks for.
    #[must_use]
    pub fn parse_http_date(text: &str) -> Option<Self> {
        ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
            .iter()
            .find_map(|form| jiff::fmt::strtime::parse(form, text).ok()?.to_datetime().ok())
            .and_then(|at| at.to_zoned(jiff::tz::TimeZone::UTC).ok())
            .map(|at| Self::from_epoch_seconds(at.timestamp().as_second()))
    }

    fn format(self, form: &str) -> String {
        // every second between the two ends has a date, so the default stands for nothing that happens
        jiff::Timestamp::from_second(self.0).unwrap_or_default().strftime(form).to_string()
    }
}

impl fmt::Display for Timestamp {
    /// `2026-01-31T23:59:59Z`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format("%Y-%m-%dT%H:%M:%SZ"))
    }
}

#[cfg(test)]
mod tests;
