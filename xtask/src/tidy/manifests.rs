//! Rules about `Cargo.toml` files.

use super::Finding;

/// Crates of ours that each may depend on, outside tests. Arrows point downward only.
const FLOORS: [(&str, &[&str]); 12] = [
    ("policy", &[]),
    ("secret", &[]),
    ("objects", &["secret"]),
    ("wire", &["secret"]),
    ("identity", &["policy", "secret"]),
    ("store", &["identity", "secret"]),
    ("service", &["identity", "objects", "policy", "secret", "store", "wire"]),
    ("seed", &["identity", "objects", "policy", "secret", "service", "wire"]),
    ("server", &["identity", "objects", "policy", "secret", "seed", "service", "store", "wire"]),
    ("client", &["secret", "wire"]),
    ("demo", &["client", "secret", "server", "wire"]),
    (
        "ostiary",
        &["client", "demo", "identity", "objects", "policy", "secret", "server", "service", "store", "wire"],
    ),
];

/// Checks a manifest.
pub(super) fn check(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut section = "";
    let mut explained = false;
    let owner = file.strip_prefix("crates/").and_then(|rest| rest.split('/').next());
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let mut find = |message: String| {
            findings.push(Finding { file: file.to_owned(), line: number + 1, message });
        };
        if line.is_empty() {
            explained = false;
        } else if line.starts_with('#') {
            explained = true;
        } else if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
            explained = false;
        } else if section.ends_with("dependencies")
            && let Some((name, value)) = dependency(line)
        {
            if is_ours(name) {
                let allowed = owner.and_then(allowed).unwrap_or_default();
                if section == "dependencies" && owner.is_some() && !allowed.contains(&name) {
                    find(format!(
                        "{} must not depend on {name}: arrows point downward",
                        owner.unwrap_or_default()
                    ));
                }
            } else if !explained && !value.contains("workspace") {
                find(format!("{name}: a comment above has to say what it is for"));
            }
        }
    }
    if owner.is_some_and(|owner| allowed(owner).is_none()) {
        findings.push(Finding {
            file: file.to_owned(),
            line: 1,
            message: "a crate that the table of floors does not know".to_owned(),
        });
    }
    findings
}

fn allowed(owner: &str) -> Option<&'static [&'static str]> {
    FLOORS.iter().find(|(name, _)| *name == owner).map(|(_, allowed)| *allowed)
}

fn is_ours(name: &str) -> bool {
    FLOORS.iter().any(|(ours, _)| *ours == name)
}

/// The name and the rest of a line such as `bytes = "1"` or `bytes.workspace = true`.
fn dependency(line: &str) -> Option<(&str, &str)> {
    let (left, value) = line.split_once('=')?;
    let (name, rest) = left.trim().split_once('.').unwrap_or((left.trim(), ""));
    Some((name, if rest.is_empty() { value.trim() } else { rest }))
}
