//! `ostiary version`: version, commit and date of this binary.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::exit::Failure;
use crate::output;

/// Characters of a commit id that people are shown.
const COMMIT_SHOWN: usize = 12;

#[derive(Args)]
pub(crate) struct Version {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Origin of this binary.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Built {
    version: &'static str,
    /// Commit that it was built from, if the build knew it.
    commit: Option<&'static str>,
    /// UTC day of that commit, or of `SOURCE_DATE_EPOCH`, if the build knew it.
    date: Option<&'static str>,
    /// True if it has the commands of the client.
    client: bool,
    /// True if it can keep the key of the session cache in the system's keyring.
    keyring: bool,
}

impl Built {
    fn new() -> Self {
        let known = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: known(env!("OSTIARY_BUILT_COMMIT")),
            date: known(env!("OSTIARY_BUILT_DATE")),
            client: cfg!(feature = "client"),
            keyring: cfg!(feature = "keyring"),
        }
    }

    /// One line: `ostiary 0.1.0 (0123456789ab 2026-01-31)`.
    fn line(&self) -> String {
        let commit = self.commit.map(|commit| commit.get(..COMMIT_SHOWN).unwrap_or(commit));
        let origin: Vec<&str> = commit.into_iter().chain(self.date).collect();
        match origin.as_slice() {
            [] => format!("ostiary {}", self.version),
            known => format!("ostiary {} ({})", self.version, known.join(" ")),
        }
    }
}

/// Prints where this binary comes from.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn run(version: &Version) -> Result<ExitCode, Failure> {
    let built = Built::new();
    if version.json {
        return output::pretty(&built);
    }
    output::line(&built.line())?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::Built;

    #[test]
    fn a_line_holds_as_much_as_the_build_knew() {
        let commit = Some("0123456789abcdef0123456789abcdef01234567");
        let cases = [
            (None, None, "ostiary 9.8.7"),
            (commit, None, "ostiary 9.8.7 (0123456789ab)"),
            (None, Some("2026-01-31"), "ostiary 9.8.7 (2026-01-31)"),
            (commit, Some("2026-01-31"), "ostiary 9.8.7 (0123456789ab 2026-01-31)"),
        ];
        for (commit, date, line) in cases {
            let built = Built { version: "9.8.7", commit, date, client: true, keyring: true };
            assert_eq!(built.line(), line);
        }
    }
}
