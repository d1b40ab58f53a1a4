//! `ostiary check`: reads everything in a data directory.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use server::{Checked, Finding, control};

use crate::data_directory::data_directory;
use crate::exit::{self, Failure};

#[derive(Args)]
pub(crate) struct Check {
    /// The data directory [default: ~/.local/share/ostiary]
    #[arg(long, env = "OSTIARY_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Seal what was stored before objects were sealed; it needs space for one more copy of the largest object
    #[arg(long)]
    seal: bool,
    /// Print one JSON object: what is wrong, and what was read
    #[arg(long)]
    json: bool,
}

/// Writes every finding to stdout, a line each, and then the counts of what was read.
///
/// # Errors
/// If the directory cannot be checked.
pub(crate) fn run(check: &Check) -> Result<ExitCode, Failure> {
    let directory = data_directory(check.data.clone())?;
    let mut findings = Vec::new();
    let mut report = |finding: Finding| {
        if check.json {
            findings.push(finding);
        } else {
            // the reader may have gone; the exit code tells the rest
            let _ = writeln!(std::io::stdout(), "{}", line(&finding));
        }
    };
    let checked = control::check(&directory, check.seal, &mut report)
        .map_err(|(message, remedy)| remedy.into_iter().fold(Failure::new(message), Failure::hint))?;
    let text = if check.json {
        let whole = json!({ "Findings": findings, "Checked": checked });
        serde_json::to_string_pretty(&whole).map_err(Failure::new)?
    } else {
        summary(&checked)
    };
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(if checked.findings == 0 { ExitCode::SUCCESS } else { ExitCode::from(exit::UNEXPECTED) })
}

fn line(finding: &Finding) -> String {
    let bucket = finding.bucket.as_ref().map(|bucket| format!(" bucket {bucket}:")).unwrap_or_default();
    let key = finding.key.as_ref().map(|key| format!(" key {key:?}:")).unwrap_or_default();
    format!("{}:{bucket}{key} {}; {}", finding.file.display(), finding.problem, finding.remedy)
}

fn summary(checked: &Checked) -> String {
    let sealed = checked.sealed.map(|sealed| format!("; {sealed} files were sealed")).unwrap_or_default();
    let wrong = match checked.findings {
        0 => "nothing is wrong".to_owned(),
        1 => "1 thing is wrong".to_owned(),
        n => format!("{n} things are wrong"),
    };
    format!(
        "read {} identity records, {} buckets, {} objects, {} multipart uploads with {} parts, {} bytes: {wrong}{sealed}",
        checked.identity_records,
        checked.buckets,
        checked.objects,
        checked.multipart_uploads,
        checked.parts,
        checked.bytes,
    )
}
