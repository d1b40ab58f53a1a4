//! `check`: what is wrong with documents.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use policy::{Kind, Position, Report, Severity};
use serde_json::json;

use super::{CheckFormat, FailOn, Outcome, cannot_write, github, read, sarif};
use crate::exit::Failure;

/// A document, and what is known of it; or why it could not be judged.
pub(super) struct Checked {
    pub(super) path: PathBuf,
    pub(super) report: Result<Report, String>,
}

impl Checked {
    fn new(kind: Kind, path: &Path) -> Checked {
        let judge = |text: String| {
            let report = policy::check(kind, &text);
            match &report.refusal {
                Some(refusal) if refusal.is_beyond_limits() => Err(refusal.message().to_owned()),
                _ => Ok(report),
            }
        };
        let report = read(path, policy::MAX_DOCUMENT_BYTES).and_then(judge);
        Checked { path: path.to_owned(), report }
    }

    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn outcome(&self, fail_on: FailOn) -> Outcome {
        let Ok(report) = &self.report else { return Outcome::NotJudged };
        let least = match fail_on {
            FailOn::Refused => None,
            FailOn::Error => Some(Severity::Error),
            FailOn::SecurityWarning => Some(Severity::SecurityWarning),
            FailOn::Warning => Some(Severity::Warning),
        };
        let is_found = |least| report.findings.iter().any(|finding| finding.rule.severity <= least);
        let fails = report.refusal.is_some() || least.is_some_and(is_found);
        if fails { Outcome::Unexpected } else { Outcome::Fine }
    }
}

pub(super) fn run(
    kind: Kind,
    fail_on: FailOn,
    format: CheckFormat,
    files: &[PathBuf],
) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let checked = files.iter().map(|path| Checked::new(kind, path));
    let mut outcome = Outcome::Fine;
    if format == CheckFormat::Sarif {
        let all: Vec<Checked> = checked.collect();
        outcome = all.iter().map(|one| one.outcome(fail_on)).max().unwrap_or(Outcome::Fine);
        writeln!(out, "{:#}", sarif::log(&all)).map_err(cannot_write)?;
    } else {
        for one in checked {
            outcome = outcome.max(one.outcome(fail_on));
            let written = match format {
                CheckFormat::Json => writeln!(out, "{}", as_json(&one)),
                CheckFormat::Github => github::annotations(&mut out, &one),
                CheckFormat::Text | CheckFormat::Sarif => as_text(&mut out, &one),
            };
            written.map_err(cannot_write)?;
        }
    }
    out.flush().map_err(cannot_write)?;
    Ok(outcome)
}

fn as_text(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
    let name = checked.name();
    let report = match &checked.report {
        Ok(report) => report,
        Err(why) => return writeln!(out, "{name}: cannot be judged: {why}"),
    };
    if let Some(refusal) = &report.refusal {
        let place = refusal.position().map(|position| format!(":{position}")).unwrap_or_default();
        writeln!(out, "{name}{place}: MalformedPolicyDocument: {}", refusal.message())?;
        if refusal.detail() != refusal.message() && !refusal.detail().is_empty() {
            writeln!(out, "    {}", refusal.detail())?;
        }
    }
    for finding in &report.findings {
        let (severity, id) = (finding.rule.severity.name(), finding.rule.id);
        writeln!(out, "{name}:{}: {severity} {id}: {}", finding.position, finding.message)?;
        writeln!(out, "    {}", finding.rule.remedy)?;
    }
    if report.refusal.is_none() && report.findings.is_empty() {
        writeln!(out, "{name}: fine")?;
    }
    Ok(())
}

fn as_json(checked: &Checked) -> serde_json::Value {
    let at = |position: Position| json!({"line": position.line, "column": position.column});
    let report = match &checked.report {
        Ok(report) => report,
        Err(why) => {
            let error = json!({"code": "NotJudged", "message": why, "detail": why, "position": null});
            return json!({"file": checked.name(), "error": error, "findings": []});
        }
    };
    let refusal = report.refusal.as_ref().map(|refusal| {
        json!({
            "code": "MalformedPolicyDocument",
            "message": refusal.message(),
            "detail": refusal.detail(),
            "position": refusal.position().map(at),
        })
    });
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "id": finding.rule.id,
                "severity": finding.rule.severity.name(),
                "message": finding.message,
                "remedy": finding.rule.remedy,
                "position": at(finding.position),
            })
        })
        .collect();
    json!({"file": checked.name(), "error": refusal, "findings": findings})
}
