//! Checks of the house rules that a machine can see.
//!
//! Everything is text: sources are split into code and the rest by a small lexer ([`source`]), manifests are read by
//! line. A finding names a file and a line.

mod bounds;
mod circles;
mod manifests;
mod paths;
mod purity;
mod rules;
mod source;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use source::Source;

/// One thing to tidy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// relative to the root
    pub file: String,
    /// counted from 1
    pub line: usize,
    /// what is wrong, and what would be right
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Directories that are not ours to tidy.
const SKIPPED: [&str; 7] = [".git", ".venv", "artifacts", "corpus", "node_modules", "target", "vectors"];

/// Directory of code that is written by a machine: only its imports are looked at.
const GENERATED: &str = "generated";

/// Least number of tests named after bugs of peers.
const FLOOR_FILE: &str = "xtask/adversarial-tests.floor";

/// Everything that was found in the tree.
#[derive(Default)]
struct Findings {
    all: Vec<Finding>,
    adversarial: usize,
}

impl Findings {
    fn rust(&mut self, source: &Source) {
        self.all.extend(rules::rust(source));
        self.all.extend(words::rust(source));
        self.all.extend(purity::check(source));
        self.all.extend(bounds::check(source));
        self.adversarial += rules::adversarial_tests(source);
    }
}

/// Checks the tree.
pub(crate) fn run() -> Result<(), String> {
    let findings = look(crate::root())?;
    if findings.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    Err(format!("{}\n{} things to tidy", lines.join("\n"), findings.len()))
}

/// Applies every rule to every file.
fn look(root: &Path) -> Result<Vec<Finding>, String> {
    let mut files = Vec::new();
    walk(root, &mut files)?;
    files.sort();
    let mut found = Findings::default();
    let mut crates: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for path in files {
        let file = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let generated = file.split('/').any(|part| part == GENERATED);
        if !generated {
            found.all.extend(rules::name(&file));
        }
        if file.ends_with(".rs") {
            let source = Source::new(&file, &read(&path)?);
            if !generated {
                found.rust(&source);
            }
            if let Some((owner, _)) = file.split_once("/src/") {
                crates.entry(owner.to_owned()).or_default().push(source);
            }
        } else if file.ends_with("Cargo.toml") {
            found.all.extend(manifests::check(&file, &read(&path)?));
        } else if file.ends_with(".py") {
            let text = read(&path)?;
            found.adversarial += text.matches("def test_adv_").count();
            found.all.extend(words::python(&file, &text));
        }
    }
    for sources in crates.values() {
        found.all.extend(circles::check(sources));
    }
    let floor = read(&root.join(FLOOR_FILE))?;
    found.all.extend(rules::floor(FLOOR_FILE, &floor, found.adversarial));
    Ok(found.all)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn walk(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(directory).map_err(|e| format!("{}: {e}", directory.display()))?;
    for entry in entries {
        let entry = entry.map_err(|e| format!("{}: {e}", directory.display()))?;
        let kind = entry.file_type().map_err(|e| format!("{}: {e}", entry.path().display()))?;
        if kind.is_dir() {
            if !SKIPPED.iter().any(|skipped| entry.file_name() == *skipped) {
                walk(&entry.path(), files)?;
            }
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}
