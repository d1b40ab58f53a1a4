//! Spans and points of time as people write and read them.

use jiff::Timestamp;

/// Seconds of `12h`, `90m`, `3600s`, `1h30m` or `3600`.
///
/// # Errors
/// If the text has another form.
pub fn parse_duration(text: &str) -> Result<i32, String> {
    let refused = || format!("'{text}' is no duration, such as 12h, 90m or 3600");
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    let mut total: i32 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(refused)?;
        let (number, after) = rest.split_at_checked(digits).ok_or_else(refused)?;
        let unit = match after.bytes().next() {
            Some(b'h') => 3600,
            Some(b'm') => 60,
            Some(b's') => 1,
            _ => return Err(refused()),
        };
        let seconds = number.parse::<i32>().ok().and_then(|number| number.checked_mul(unit));
        total = seconds.and_then(|seconds| total.checked_add(seconds)).ok_or_else(refused)?;
        rest = after.get(1..).unwrap_or_default();
    }
    if text.is_empty() { Err(refused()) } else { Ok(total) }
}

/// A span as `11 h 59 min`, `4 min` or `30 s`, rounded down; `over` if it is not positive.
pub fn show_duration(seconds: i64) -> String {
    match (seconds, seconds / 3600, seconds % 3600 / 60) {
        (..=0, ..) => "over".to_owned(),
        (1..60, ..) => format!("{seconds} s"),
        (_, 0, minutes) => format!("{minutes} min"),
        (_, hours, 0) => format!("{hours} h"),
        (_, hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A span of waiting: the same, rounded up.
pub(crate) fn show_wait(seconds: i64) -> String {
    match seconds {
        60.. => show_duration(seconds.saturating_add(59) / 60 * 60),
        _ => show_duration(seconds),
    }
}

/// The rest of a session's life: `11 h 59 min`, or `none: it ended 5 min ago`.
pub(crate) fn left(seconds: i64) -> String {
    match seconds {
        1.. => show_duration(seconds),
        0 => "none: it ends now".to_owned(),
        _ => format!("none: it ended {} ago", show_duration(seconds.saturating_neg())),
    }
}

/// A time as ISO 8601 has it, in UTC: `2026-01-31T23:59:59Z`.
pub(crate) fn iso(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn waited_for_and_left() {
        for (seconds, want) in [(1, "1 s"), (59, "59 s"), (60, "1 min"), (61, "2 min"), (3601, "1 h 1 min")] {
            assert_eq!(super::show_wait(seconds), want, "{seconds}");
        }
        for (seconds, want) in [
            (60, "1 min"),
            (0, "none: it ends now"),
            (-1, "none: it ended 1 s ago"),
            (-300, "none: it ended 5 min ago"),
            (i64::MIN, "none: it ended 2562047788015215 h 30 min ago"),
        ] {
            assert_eq!(super::left(seconds), want, "{seconds}");
        }
    }

    #[test]
    fn durations() {
        let cases = [
            ("3600", Some(3600)),
            ("12h", Some(43_200)),
            ("90m", Some(5_400)),
            ("1h30m", Some(5_400)),
            ("15m1s", Some(901)),
            ("", None),
            ("h", None),
            ("1d", None),
            ("1h30", None),
            ("99999999h", None),
            ("-1h", None),
        ];
        for (text, want) in cases {
            assert_eq!(super::parse_duration(text).ok(), want, "{text}");
        }
    }

    #[test]
    fn shown() {
        let cases = [
            (0, "over"),
            (1, "1 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3599, "59 min"),
            (3600, "1 h"),
            (129_600, "36 h"),
            (43_140, "11 h 59 min"),
        ];
        for (seconds, want) in cases {
            assert_eq!(super::show_duration(seconds), want);
        }
    }
}
