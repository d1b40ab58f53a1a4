//! Commit and date that the binary is built from, for `ostiary version`.
//!
//! Both come from `OSTIARY_COMMIT` and `SOURCE_DATE_EPOCH` (reproducible-builds.org) where they are set, as packagers do, else
//! from git. Without either, as in an unpacked archive, the binary knows none. The clock is never read: the same sources give
//! the same binary.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=OSTIARY_COMMIT");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    println!("cargo::rerun-if-changed=build.rs");
    let git = is_own_repository();
    if git {
        // the reflog changes with every commit and checkout; HEAD is there where reflogs are off
        for file in ["HEAD", "logs/HEAD"] {
            if let Some(path) =
                asked(&["rev-parse", "--git-path", file]).filter(|path| Path::new(path).exists())
            {
                println!("cargo::rerun-if-changed={path}");
            }
        }
    }
    let from_git = |arguments: &[&str]| if git { asked(arguments) } else { None };
    let commit = variable("OSTIARY_COMMIT").filter(|commit| is_commit(commit));
    let commit = commit.or_else(|| from_git(&["rev-parse", "HEAD"]));
    let date = variable("SOURCE_DATE_EPOCH").or_else(|| from_git(&["log", "-1", "--format=%ct"]));
    println!("cargo::rustc-env=OSTIARY_BUILT_COMMIT={}", commit.unwrap_or_default());
    println!(
        "cargo::rustc-env=OSTIARY_BUILT_DATE={}",
        date.and_then(|seconds| day(&seconds)).unwrap_or_default()
    );
}

/// Reports whether git's repository is this workspace, not one that an archive of it was unpacked into.
fn is_own_repository() -> bool {
    let Some(top) = asked(&["rev-parse", "--show-toplevel"]) else { return false };
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match (Path::new(&top).canonicalize(), workspace.canonicalize()) {
        (Ok(top), Ok(workspace)) => top == workspace,
        _ => false,
    }
}

/// Output of git, if it is there and answers.
fn asked(arguments: &[&str]) -> Option<String> {
    let done = Command::new("git").args(arguments).output().ok().filter(|done| done.status.success())?;
    let text = String::from_utf8(done.stdout).ok()?.trim().to_owned();
    (!text.is_empty() && !text.contains('\n')).then_some(text)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Reports whether a text is a whole commit id: SHA-1 or SHA-256 in hexadecimal digits.
fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The UTC day of seconds since 1970, ISO 8601 (after Howard Hinnant, "chrono-compatible low-level date algorithms").
fn day(seconds: &str) -> Option<String> {
    let days = seconds.parse::<u32>().ok()? / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}
