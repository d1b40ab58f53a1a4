//! The pass whose only message is `The policy failed legacy parsing`.

use super::{Checked, refuse};
use crate::condition::operator::Operator;
use crate::grammar::RawPolicy;

pub(super) const LEGACY: &str = "The policy failed legacy parsing";

/// Effects in their exact case, and dates. (Resources follow, in `resource.rs`.)
pub(super) fn check(policy: &RawPolicy<'_>) -> Checked {
    for statement in &policy.statements {
        if !matches!(statement.effect.text, "Allow" | "Deny") {
            return refuse(LEGACY, "Effect is \"Allow\" or \"Deny\", in that case", statement.effect.start);
        }
        for condition in &statement.conditions {
            if !matches!(condition.name.operator, Operator::Date(_)) {
                continue;
            }
            if let Some(value) = condition.values.iter().find(|value| !is_date(value.text)) {
                return refuse(LEGACY, format!("{:?} is no date", value.text), value.start);
            }
        }
    }
    Ok(())
}

/// True for what the legacy pass takes for a date: more than the evaluator understands (`01T`, years of six digits).
fn is_date(text: &str) -> bool {
    let text = text.to_lowercase();
    if !text.contains(['t', '-']) {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        return is_number && text.parse::<i64>().is_ok();
    }
    let (day, time) = match text.split_once('t') {
        Some((day, time)) => (day, Some(time)),
        None => (text.as_str(), None),
    };
    is_day(day) && time.is_none_or(|time| time.is_empty() || is_time(time))
}

fn in_range(digits: &str, range: std::ops::RangeInclusive<i64>) -> bool {
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits && digits.parse().is_ok_and(|value| range.contains(&value))
}

fn is_day(text: &str) -> bool {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = text.split('-');
    let year = parts.next().unwrap_or("");
    let last_year = if negative { 292_275_054 } else { 292_278_993 };
    let rest_fits = parts.next().is_none_or(|month| in_range(month, 1..=12))
        && parts.next().is_none_or(|day| in_range(day, 1..=31));
    in_range(year, 0..=last_year) && rest_fits && parts.next().is_none()
}

/// `h`, `h:m[zone]` or `h:m:s[.fraction][zone]`. The profile of ISO 8601 that the guide refers to (W3C's note on date and
/// time formats) has a zone also after minutes.
fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(['z', '+']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let mut parts = clock.splitn(3, ':');
    let (hour, minute, second) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    let zone_fits =
        zone.is_empty() || (minute.is_some() && (zone == "z" || zone.strip_prefix('+').is_some_and(is_zone)));
    in_range(hour, 0..=23)
        && minute.is_none_or(|minute| in_range(minute, 0..=59))
        && second.is_none_or(is_second)
        && zone_fits
}

fn is_second(text: &str) -> bool {
    let (second, fraction) = match text.split_once('.') {
        Some((second, fraction)) => (second, Some(fraction)),
        None => (text, None),
    };
    in_range(second, 0..=59) && fraction.is_none_or(|fraction| in_range(fraction, 0..=999_999_999))
}

/// Two digits, or two and two.
fn is_zone(text: &str) -> bool {
    let (hours, minutes) = match text.split_once(':') {
        Some((hours, minutes)) => (hours, Some(minutes)),
        None => (text, None),
    };
    hours.len() == 2
        && in_range(hours, 0..=23)
        && minutes.is_none_or(|minutes| minutes.len() == 2 && in_range(minutes, 0..=59))
}
