//! Edits of source text.

/// `CreateUser` as `create_user`, `EnableMFADevice` as `enable_mfa_device`.
pub(super) fn snake(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let after = characters.get(at + 1);
        let begins = c.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if begins {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Puts a line among those that begin with `prefix` and follow each other, where the alphabet has it; behind the last one of
/// the text if none is greater. Without such lines it becomes the last line.
pub(super) fn insert_sorted(text: &str, prefix: &str, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let is_one = |other: &&str| {
        other.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
            && other.ends_with(';')
    };
    let greater = lines.iter().position(|other| is_one(other) && *other > line);
    let last = lines.iter().rposition(is_one).map(|at| at + 1);
    lines.insert(greater.or(last).unwrap_or(lines.len()), line);
    lines.join("\n") + "\n"
}
