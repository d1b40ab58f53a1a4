//! Suggestion for a mistyped name.

use crate::limits::{CHARS_PER_SLIP, MAX_COMPARED_CHARS};

/// The most similar of several names, if one is similar enough; else the only one that begins with `meant`.
pub(super) fn most_like<'a>(meant: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = meant.chars().count();
    if !(1..=MAX_COMPARED_CHARS).contains(&length) {
        return None;
    }
    let slips = (length / CHARS_PER_SLIP).max(1);
    let meant = meant.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    let (mut longer, mut several) = (None, false);
    for name in names {
        let lower = name.to_lowercase();
        if lower.starts_with(&meant) {
            several = longer.is_some();
            longer = Some(name);
        }
        if lower.chars().count().abs_diff(length) > slips {
            continue;
        }
        let wrong = strsim::damerau_levenshtein(&meant, &lower);
        // a name of which every letter is wrong is another name
        if wrong <= slips && wrong < length && best.is_none_or(|(least, _)| wrong < least) {
            best = Some((wrong, name));
        }
    }
    best.map(|(_, name)| name).or(longer.filter(|_| !several))
}

#[cfg(test)]
mod tests {
    use super::{MAX_COMPARED_CHARS, most_like};

    #[test]
    fn what_was_meant() {
        let names = ["admin", "ana", "prod-read", "prod-write", "reader", "staging-admin", "two words", "x"];
        let cases = [
            ("readr", Some("reader")),
            ("raeder", Some("reader")),
            ("aan", Some("ana")),
            ("Admin", Some("admin")),
            ("twowords", Some("two words")),
            ("an", Some("ana")),
            ("staging", Some("staging-admin")),
            // which of them
            ("prod", None),
            ("production", None),
            ("aws", None),
            ("y", None),
            ("", None),
        ];
        for (meant, want) in cases {
            assert_eq!(most_like(meant, names.into_iter()), want, "{meant}");
        }
        assert_eq!(most_like("x", std::iter::empty()), None);
    }

    #[test]
    fn long_names_are_not_compared() {
        let longest = "x".repeat(MAX_COMPARED_CHARS);
        let longer = format!("{longest}x");
        assert_eq!(most_like(&longest, [longer.as_str()].into_iter()), Some(longer.as_str()));
        assert_eq!(most_like(&longer, [longest.as_str()].into_iter()), None);
    }
}
