//! Dates of `Date…` operators: the profiles of ISO 8601 in W3C's note on date and time formats, or seconds since 1970.

use std::fmt;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: u64 = 719_468;
/// Seconds in a day.
const DAY: u64 = 86_400;

/// A point in time, to the nanosecond (more digits are cut off).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timestamp {
    seconds: i64,
    nanoseconds: u32,
}

/// Reads a date. A bare number is seconds since 1970, so that `2024` is a quarter past midnight of that year; years run
/// from 0001 to 9999; a missing zone is UTC.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    epoch(text).or_else(|| iso(text))
}

fn digits(text: &str, length: usize) -> Option<(i64, &str)> {
    let (digits, rest) = text.split_at_checked(length)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

/// The digits after a point, as nanoseconds.
fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let figures = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some(figures.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

fn epoch(text: &str) -> Option<Timestamp> {
    let (whole, nanoseconds) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, self::nanoseconds(fraction)?),
        None => (text, 0),
    };
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Timestamp { seconds: whole.parse().ok()?, nanoseconds })
}

fn iso(text: &str) -> Option<Timestamp> {
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let (year, rest) = digits(day, 4)?;
    let (month, rest, has_month) = field(rest)?;
    let (date, rest, has_day) = field(rest)?;
    let complete = has_month && has_day;
    if !rest.is_empty() || year == 0 || (time.is_some() && !complete) {
        return None;
    }
    let days = days_since_1970(year, month, date)?;
    let (seconds, nanoseconds) = time.map_or(Some((0, 0)), time_of_day)?;
    Some(Timestamp { seconds: days * 86_400 + seconds, nanoseconds })
}

/// Days from 1970-01-01 to a day of the Gregorian calendar; None if there is no such day.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years are counted from March, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days_before_month = (153 * month + 2) / 5;
    let days_before_year = 365 * year + year / 4 - year / 100 + year / 400;
    Some(days_before_year + days_before_month + day - 1 - i64::try_from(EPOCH).ok()?)
}

/// A time as AWS writes it: ISO 8601 in UTC, whole seconds.
///
/// `seconds`: since 1970. Years beyond 9999 have more digits, and are no dates to AWS's operators.
pub(crate) fn written(seconds: u64) -> impl fmt::Display {
    let (days, second) = (seconds / DAY, seconds % DAY);
    // Days are counted from 0000-03-01, in eras of 400 years.
    let days = days.saturating_add(EPOCH);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    let (year, hour, minute) = (era * 400 + year, second / 3600, second / 60 % 60);
    fmt::from_fn(move |out| {
        write!(out, "{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
    })
}

/// `-NN`, or nothing at the end of the text, which stands for 1.
fn field(text: &str) -> Option<(i64, &str, bool)> {
    match text.strip_prefix('-') {
        Some(rest) => digits(rest, 2).map(|(value, rest)| (value, rest, true)),
        None => text.is_empty().then_some((1, text, false)),
    }
}

/// `hh:mm[:ss[.fraction]][zone]`: seconds since midnight UTC, and nanoseconds.
fn time_of_day(text: &str) -> Option<(i64, u32)> {
    let (hours, rest) = digits(text, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => digits(rest, 2)?,
        None => (0, rest),
    };
    let has_seconds = text.len() - rest.len() == 8;
    let (nanoseconds, rest) = match rest.strip_prefix('.') {
        Some(rest) if has_seconds => {
            let end = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
            (self::nanoseconds(rest.get(..end)?)?, rest.get(end..)?)
        }
        _ => (0, rest),
    };
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some((hours * 3600 + minutes * 60 + seconds - zone(rest)?, nanoseconds))
}

/// `Z`, `+hh:mm`, `+hhmm` or nothing: seconds east of UTC.
fn zone(text: &str) -> Option<i64> {
    let (sign, rest) = match text.as_bytes().first() {
        None => return Some(0),
        Some(b'Z' | b'z') => return (text.len() == 1).then_some(0),
        Some(b'+') => (1, text.get(1..)?),
        Some(b'-') => (-1, text.get(1..)?),
        Some(_) => return None,
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    rest.is_empty().then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests;
