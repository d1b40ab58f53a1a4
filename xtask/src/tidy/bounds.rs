//! Every bound is a named constant of `limits.rs`, where all bounds of a crate are read in one place.

use super::Finding;
use super::source::Source;

/// Words of a constant's name that say that it bounds something.
const BOUNDING: [&str; 17] = [
    "AFTER", "DAYS", "DEADLINE", "GRACE", "LEAST", "LIMIT", "LONGEST", "MAX", "MIN", "MOST", "PATIENCE",
    "QUOTA", "SECONDS", "SHORTEST", "TIMEOUT", "TRIES", "WITHIN",
];

/// Types that a bound has. A constant of type `Duration` bounds something under any name.
const NUMBERS: [&str; 13] =
    ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "Duration"];

/// Checks a file of a crate.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let inside = source.file.starts_with("crates/") && source.file.contains("/src/");
    if !inside || source.file.ends_with("/limits.rs") || source.file.contains("/limits/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (line, code) in source.code.iter().enumerate() {
        if source.test.get(line).copied().unwrap_or(false) {
            continue;
        }
        if let Some(name) = constant(code).filter(|(name, kind)| bounds(name, kind)).map(|(name, _)| name) {
            let message = format!("{name} bounds something: it belongs into limits.rs");
            findings.push(Finding { file: source.file.clone(), line: line + 1, message });
        }
    }
    findings
}

fn bounds(name: &str, kind: &str) -> bool {
    kind == "Duration" || name.split('_').any(|word| BOUNDING.contains(&word))
}

/// Name and type of a numeric constant.
fn constant(code: &str) -> Option<(&str, &str)> {
    let (before, rest) = code.split_once("const ")?;
    if !before.trim().is_empty() && !before.trim_start().starts_with("pub") {
        return None;
    }
    let (name, rest) = rest.split_once(':')?;
    let kind = rest.split('=').next()?.trim();
    let kind = kind.rsplit("::").next()?;
    (NUMBERS.contains(&kind)
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
    .then_some((name, kind))
}
