//! What a machine can see of the house rules.
//!
//! Everything is text: sources are split into code and the rest by a small lexer ([`source`]), manifests are read by
//! line. A finding names a file and a line.

mod manifests;
mod rules;
mod source;

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};

use source::Source;

/// One thing to tidy.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
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
const SKIPPED: [&str; 8] =
    [".git", ".venv", "artifacts", "corpus", "generated", "node_modules", "target", "vectors"];

/// How many tests named after bugs of peers there have to be.
const FLOOR_FILE: &str = "xtask/adversarial-tests.floor";

/// Checks the tree.
pub fn run() -> Result<(), String> {
    let root = crate::root();
    let mut files = Vec::new();
    walk(root, &mut files)?;
    files.sort();
    let mut findings = Vec::new();
    let mut adversarial = 0;
    for path in files {
        let file = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        findings.extend(rules::name(&file));
        if file.ends_with(".rs") {
            let source = Source::new(&file, &read(&path)?);
            findings.extend(rules::rust(&source));
            adversarial += rules::adversarial_tests(&source);
        } else if file.ends_with("Cargo.toml") {
            findings.extend(manifests::check(&file, &read(&path)?));
        } else if file.ends_with(".py") {
            adversarial += read(&path)?.matches("def test_adv_").count();
        }
    }
    let floor = read(&root.join(FLOOR_FILE))?;
    findings.extend(rules::floor(FLOOR_FILE, &floor, adversarial));
    if findings.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    Err(format!("{}\n{} things to tidy", lines.join("\n"), findings.len()))
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
