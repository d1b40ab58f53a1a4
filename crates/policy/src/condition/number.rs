//! Exact decimal numbers: compared digit by digit, never as binary fractions.

use crate::limits::MAX_EXPONENT;
use std::cmp::Ordering;

/// A decimal number of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal(Box<str>);

/// A number in parts: value = 0.DIGITS × 10^magnitude, where the digits neither begin nor end with zero.
struct Parts<'a> {
    negative: bool,
    magnitude: i64,
    /// Digits and at most one point.
    digits: &'a [u8],
}

impl Decimal {
    /// Reads `[+-]digits[.digits][e[+-]digits]`; a digit is needed on one side of the point.
    pub(crate) fn parse(text: &str) -> Option<Decimal> {
        parts(text).map(|_| Decimal(text.trim().into()))
    }

    /// Compares the number in `text`, on the left, with this one.
    pub(crate) fn compare_with(&self, text: &str) -> Option<Ordering> {
        Some(parts(text)?.compare(&parts(&self.0)?))
    }
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let text = text.trim();
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_value(exponent)?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let is_padding = |byte: &u8| matches!(byte, b'0' | b'.');
    let bytes = mantissa.as_bytes();
    let Some(first) = bytes.iter().position(|byte| !is_padding(byte)) else {
        return Some(Parts { negative: false, magnitude: 0, digits: &[] });
    };
    let last = bytes.iter().rposition(|byte| !is_padding(byte))?;
    let point = i64::try_from(whole.len()).ok()?;
    let place = i64::try_from(first).ok()?;
    // Digits before the point count up from it; digits after it have the point itself between.
    let magnitude = if place < point { point - place } else { point - place + 1 };
    Some(Parts { negative, magnitude: magnitude + exponent, digits: bytes.get(first..=last)? })
}

fn exponent_value(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i64 = digits.parse().ok().filter(|value| *value <= MAX_EXPONENT)?;
    Some(if text.starts_with('-') { -value } else { value })
}

impl Parts<'_> {
    fn figures(&self) -> impl Iterator<Item = u8> {
        self.digits.iter().copied().filter(|byte| *byte != b'.')
    }

    fn compare(&self, other: &Parts<'_>) -> Ordering {
        let sign = |parts: &Parts<'_>| match (parts.digits.is_empty(), parts.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let order = sign(self).cmp(&sign(other));
        if order.is_ne() || self.digits.is_empty() {
            return order;
        }
        let size = self.magnitude.cmp(&other.magnitude).then_with(|| self.figures().cmp(other.figures()));
        if self.negative { size.reverse() } else { size }
    }
}

#[cfg(test)]
mod tests;
