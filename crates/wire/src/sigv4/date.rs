use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};

/// When a request says that it was signed, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestDate(Timestamp);

/// Length of `YYYYMMDDTHHMMSSZ`.
const BASIC_LEN: usize = 16;

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

    /// `YYYYMMDDTHHMMSSZ`, as string to sign and messages have it.
    pub fn basic(self) -> String {
        self.write(b"....-..-..T..:..:..Z", |byte| !matches!(byte, b'-' | b':'))
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`, as S3's error elements have it.
    pub fn extended(self) -> String {
        self.write(b"....-..-..T..:..:..Z", |_| true)
    }

    /// Fills the dots with digits, which takes a tenth of the time of `format!`, and keeps some of the rest.
    fn write(self, pattern: &[u8], keep: impl Fn(u8) -> bool) -> String {
        let at = Offset::UTC.to_datetime(self.0);
        let pairs = [at.year() / 100, at.year() % 100, at.month().into(), at.day().into(), at.hour().into()];
        let pairs = pairs.into_iter().chain([at.minute().into(), at.second().into()]);
        let mut digits = pairs.flat_map(|pair: i16| [pair / 10, pair % 10]);
        let digit =
            |value: i16| u8::try_from(value).ok().and_then(|value| b'0'.checked_add(value)).unwrap_or(b'?');
        let mut out = String::with_capacity(pattern.len());
        out.extend(pattern.iter().filter_map(|byte| match byte {
            b'.' => digits.next().map(digit).map(char::from),
            other => Some(char::from(*other)).filter(|_| keep(*other)),
        }));
        out
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
