//! Breaches that stand already: how many of each rule in each part of the tree. Their number may only shrink.

use std::collections::BTreeMap;

use super::Finding;

/// Rule and part of the tree, such as `words` and `client`.
pub(super) type Debtor = (String, String);

/// The list: lines of rule, part and count; `#` begins a comment.
pub(super) fn read(text: &str) -> Result<BTreeMap<Debtor, usize>, String> {
    let mut found = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [rule, part, count] = words.as_slice() else {
            return Err(format!("{line:?} is not rule, part, count"));
        };
        let count = count.parse().map_err(|_| format!("{count:?} is not a number"))?;
        if found.insert(((*rule).to_owned(), (*part).to_owned()), count).is_some() {
            return Err(format!("{rule} {part} is there twice"));
        }
    }
    Ok(found)
}

/// The part of the tree that a file belongs to: the crate, or the directory at the root.
pub(super) fn part(file: &str) -> &str {
    let mut parts = file.split('/');
    match (parts.next(), parts.next()) {
        (Some("crates"), Some(name)) => name,
        (Some(first), Some(_)) => first,
        _ => "root",
    }
}

/// Compares findings with the list: every finding of a debtor that has more than it may, and counts that have shrunk.
pub(super) fn settle(
    found: BTreeMap<Debtor, Vec<Finding>>,
    listed: &BTreeMap<Debtor, usize>,
    file: &str,
) -> (Vec<Finding>, Vec<String>) {
    let mut broken = Vec::new();
    let mut shrunk = Vec::new();
    let mut note = |(rule, part): &Debtor, allowed: usize, count: usize| {
        shrunk.push(format!("{file}: {rule} {part} {allowed} is {count} by now"));
    };
    for (debtor, allowed) in listed.iter().filter(|(debtor, _)| !found.contains_key(*debtor)) {
        note(debtor, *allowed, 0);
    }
    for (debtor, findings) in found {
        let (rule, part) = &debtor;
        let (allowed, count) = (listed.get(&debtor).copied().unwrap_or(0), findings.len());
        if count > allowed {
            broken.extend(findings);
            let message =
                format!("{count} findings of rule {rule} in {part}, at most {allowed} may be there");
            broken.push(Finding { file: file.to_owned(), line: 1, message });
        } else if count < allowed {
            note(&debtor, allowed, count);
        }
    }
    (broken, shrunk)
}

/// The list as text.
pub(super) fn write(found: &BTreeMap<Debtor, Vec<Finding>>) -> String {
    let mut text = String::from(
        "# Breaches of a rule that stand in a part of the tree: rule, part, count. No count may grow.\n\
         # `cargo xtask tidy --all` names them, `cargo xtask tidy --shrink` writes what is left of them here.\n",
    );
    for ((rule, part), findings) in found {
        text.push_str(&format!("{rule} {part} {}\n", findings.len()));
    }
    text
}
