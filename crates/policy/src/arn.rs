//! Amazon Resource Names: six parts, cut at the first five colons.

use crate::variable;

/// The six parts of an ARN, `arn` first.
pub(crate) fn split(text: &str) -> Option<[&str; 6]> {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next();
    let parts = [next()?, next()?, next()?, next()?, next()?, next()?];
    parts.first().is_some_and(|first| *first == "arn").then_some(parts)
}

/// As [`split`], for a pattern: a colon inside `${…}` belongs to the variable.
pub(crate) fn split_pattern(text: &str, variables: bool) -> Option<[&str; 6]> {
    if !variables || !text.contains("${") {
        return split(text);
    }
    let mut parts = [""; 6];
    let mut rest = text;
    let last_brace = text.rfind('}').unwrap_or(0);
    for part in parts.iter_mut().take(5) {
        let colon = first_colon(rest, last_brace.saturating_sub(text.len() - rest.len()))?;
        *part = rest.get(..colon)?;
        rest = rest.get(colon + 1..)?;
    }
    *parts.last_mut()? = rest;
    parts.first().is_some_and(|first| *first == "arn").then_some(parts)
}

/// `last_brace`: where the last closing brace is; past it nothing is a variable.
fn first_colon(text: &str, last_brace: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let next = rest.chars().next()?;
        at += match next {
            ':' => return Some(at),
            '$' if at < last_brace => variable::read(rest).map_or(1, |(_, length)| length),
            other => other.len_utf8(),
        };
    }
}

/// The account an ARN names, if it names one.
pub(crate) fn account(text: &str) -> Option<&str> {
    let [_, _, _, _, account, _] = split(text)?;
    (!account.is_empty()).then_some(account)
}

/// The partition of an ARN.
pub(crate) fn partition(text: &str) -> Option<&str> {
    split(text).map(|[_, partition, ..]| partition)
}

/// True for an account id: twelve digits.
pub(crate) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
