//! Points in time as AWS writes them: whole seconds, ISO 8601, UTC.

use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::Offset;

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
        let text = fill(self.at(), *b"....-..-..T..:..:...000Z");
        String::from_utf8_lossy(&text).into_owned()
    }

    /// `Sat, 31 Jan 2026 23:59:59 GMT`, as HTTP headers have it (RFC 9110, section 5.6.7).
    #[must_use]
    pub fn to_http_date(self) -> String {
        let at = Offset::UTC.to_datetime(self.at());
        let day = usize::try_from(at.weekday().to_sunday_zero_offset()).unwrap_or_default();
        let month = usize::try_from(at.month().saturating_sub(1)).unwrap_or_default();
        let [.., hour, minute, second] = pairs(at);
        let mut text = String::with_capacity(29);
        text.push_str(DAYS.get(day).unwrap_or(&"???"));
        text.push_str(", ");
        push_pair(&mut text, at.day().into());
        text.push(' ');
        text.push_str(MONTHS.get(month).unwrap_or(&"???"));
        text.push(' ');
        push_pair(&mut text, at.year() / 100);
        push_pair(&mut text, at.year() % 100);
        for (before, pair) in [(' ', hour), (':', minute), (':', second)] {
            text.push(before);
            push_pair(&mut text, pair);
        }
        text.push_str(" GMT");
        text
    }

    /// `2026-01-31T23:59:59Z`, without an allocation.
    #[must_use]
    pub fn iso(self) -> IsoText {
        IsoText(fill(self.at(), *b"....-..-..T..:..:..Z"))
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

    fn at(self) -> jiff::Timestamp {
        // every second between the two ends has a date, so the default stands for nothing that happens
        jiff::Timestamp::from_second(self.0).unwrap_or_default()
    }
}

/// A time in ISO 8601, UTC, whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsoText([u8; 20]);

impl IsoText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Pairs of digits of a date and time: century, year in it, month, day, hour, minute, second.
fn pairs(at: DateTime) -> [i16; 7] {
    let (date, time) = (at.date(), at.time());
    [
        date.year() / 100,
        date.year() % 100,
        date.month().into(),
        date.day().into(),
        time.hour().into(),
        time.minute().into(),
        time.second().into(),
    ]
}

fn digit(value: i16) -> u8 {
    u8::try_from(value).ok().and_then(|value| b'0'.checked_add(value)).unwrap_or(b'?')
}

fn push_pair(text: &mut String, pair: i16) {
    text.push(char::from(digit(pair / 10)));
    text.push(char::from(digit(pair % 10)));
}

/// Fills the dots of a pattern with the digits of a time in UTC, from the century to the second: a tenth of the time of `format!`.
/// A fifteenth dot stays one.
pub(crate) fn fill<const N: usize>(at: jiff::Timestamp, mut pattern: [u8; N]) -> [u8; N] {
    let digits = pairs(Offset::UTC.to_datetime(at)).into_iter().flat_map(|pair| [pair / 10, pair % 10]);
    for (place, value) in pattern.iter_mut().filter(|byte| **byte == b'.').zip(digits) {
        *place = digit(value);
    }
    pattern
}

impl fmt::Display for Timestamp {
    /// Writes `2026-01-31T23:59:59Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.iso().as_str())
    }
}

#[cfg(test)]
mod tests;
