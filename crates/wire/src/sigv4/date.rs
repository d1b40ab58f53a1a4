use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::timestamp::fill;

/// Date of a request as it says itself, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestDate(Timestamp);

/// Length of `YYYYMMDDTHHMMSSZ`.
const BASIC_LEN: usize = 16;

/// A date as `YYYYMMDDTHHMMSSZ`, on the stack.
#[derive(Clone, Copy)]
pub(crate) struct BasicDate([u8; BASIC_LEN]);

impl BasicDate {
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl RequestDate {
    /// From a point in time, fractions of a second dropped.
    pub fn new(time: Timestamp) -> Self {
        Self(Timestamp::from_second(time.as_second()).unwrap_or(time))
    }

    /// Reads ISO 8601's basic format, exactly `YYYYMMDDTHHMMSSZ`.
    pub fn parse_basic(text: &str) -> Option<Self> {
        let bytes: &[u8; BASIC_LEN] = text.as_bytes().try_into().ok()?;
        let [y1, y2, y3, y4, m1, m2, d1, d2, b'T', h1, h2, i1, i2, s1, s2, b'Z'] = bytes else { return None };
        let year = digits([*y1, *y2])?.checked_mul(100)?.checked_add(digits([*y3, *y4])?)?;
        let date = civil::Date::new(year, small([*m1, *m2])?, small([*d1, *d2])?).ok()?;
        let time = civil::Time::new(small([*h1, *h2])?, small([*i1, *i2])?, small([*s1, *s2])?, 0).ok()?;
        date.to_datetime(time).to_zoned(TimeZone::UTC).ok().map(|zoned| Self(zoned.timestamp()))
    }

    /// Reads an HTTP date (RFC 1123 form), as the `Date` header holds it. The day of the week says nothing that the date does
    /// not, and may be wrong.
    pub fn parse_http(text: &str) -> Option<Self> {
        jiff::fmt::rfc2822::DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_timestamp(text)
            .ok()
            .map(Self::new)
    }

    /// Reads ISO 8601's extended format, `YYYY-MM-DDTHH:MM:SS` with or without fraction and offset; UTC without one.
    pub fn parse_extended(text: &str) -> Option<Self> {
        if text.as_bytes().get(10) != Some(&b'T') {
            return None;
        }
        let zoned = text.parse::<Timestamp>().ok();
        zoned
            .or_else(|| {
                let local = text.parse::<civil::DateTime>().ok()?;
                local.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
            })
            .map(Self::new)
    }

    /// The point in time.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }

    /// `YYYYMMDDTHHMMSSZ`, as messages have it.
    pub fn basic(self) -> String {
        self.basic_text().as_str().to_owned()
    }

    /// `YYYYMMDDTHHMMSSZ`, without an allocation.
    pub(crate) fn basic_text(self) -> BasicDate {
        BasicDate(fill(self.0, *b"........T......Z"))
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`, as S3's error elements have it.
    pub fn extended(self) -> String {
        String::from_utf8_lossy(&fill(self.0, *b"....-..-..T..:..:..Z")).into_owned()
    }

    /// Moves by whole seconds; stays put where the calendar ends.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        let moved = self.0.as_second().checked_add(seconds).and_then(|at| Timestamp::from_second(at).ok());
        Self(moved.unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX }))
    }
}

fn digits(two: [u8; 2]) -> Option<i16> {
    small(two).map(i16::from)
}

fn small([tens, ones]: [u8; 2]) -> Option<i8> {
    let digit =
        |byte: u8| byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0')).and_then(|d| i8::try_from(d).ok());
    digit(tens)?.checked_mul(10)?.checked_add(digit(ones)?)
}
