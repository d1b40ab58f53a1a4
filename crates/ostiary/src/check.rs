use std::io::Write;
use std::process::ExitCode;

use serde_json::json;
use server::{Checked, Finding, control};

use crate::arguments::Check;
use crate::exit::{self, Failure};
use crate::settings::data_directory;

/// Tells what is wrong on stdout, a line for each, and then what was read.
pub fn run(check: &Check) -> Result<ExitCode, Failure> {
    let directory = data_directory(check.data.clone())?;
    let mut findings = Vec::new();
    let mut report = |finding: Finding| {
        if check.json {
            findings.push(finding);
        } else {
            // whoever reads may have had enough; the exit code says the rest
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
