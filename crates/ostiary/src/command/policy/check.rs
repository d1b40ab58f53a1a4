//! `ostiary policy check`: reports errors and findings of documents.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use policy::{Kind, Position, Severity};
use serde_json::json;

use super::checked::Checked;
use super::outcome::{Outcome, cannot_write};
use super::{github, sarif};
use crate::exit::Failure;

#[derive(Args)]
pub(crate) struct Check {
    /// Purpose of the documents: managed, aws-managed, inline, trust, session, boundary, service-control,
    /// resource-control, vpc-endpoint, bucket, or the policy of another resource: sqs, sns, kms, lambda… (a wrong
    /// name lists all)
    #[arg(long, default_value = "managed", value_parser = kind)]
    kind: Kind,
    /// Least severity that ends with exit code 3
    #[arg(long, value_enum, default_value = "security-warning", value_name = "LEAST")]
    fail_on: FailOn,
    /// Form of the findings: for people, one JSON object a document, SARIF 2.1.0, or annotations of GitHub Actions
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Documents; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Least severity that ends with exit code 3.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// AWS would refuse a document
    Refused,
    /// That, or a finding of severity ERROR
    Error,
    /// That, or a SECURITY_WARNING
    SecurityWarning,
    /// That, or a WARNING
    Warning,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Github,
}

/// Reads a kind of document: its name in any case, with or without hyphen, or AWS's abbreviation.
pub(super) fn kind(name: &str) -> Result<Kind, String> {
    let plain = |text: &str| text.replace(['-', '_', ' '], "").to_ascii_lowercase();
    let wanted = match plain(name).as_str() {
        "identity" => "managed".to_owned(),
        "scp" => "servicecontrol".to_owned(),
        "rcp" => "resourcecontrol".to_owned(),
        other => other.to_owned(),
    };
    Kind::all().find(|kind| plain(kind.name()) == wanted).ok_or_else(|| {
        let known: Vec<&str> = Kind::all().map(Kind::name).collect();
        format!("known kinds are {}", known.join(", "))
    })
}

/// Outcome of a document for the findings that count.
fn outcome_of(checked: &Checked, fail_on: FailOn) -> Outcome {
    let Ok(report) = &checked.report else { return Outcome::NotJudged };
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

/// Writes findings document by document, or as one log.
///
/// # Errors
/// If they cannot be written.
pub(super) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    let Check { kind, fail_on, format, json, files } = arguments;
    let format = if *json { Format::Json } else { *format };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let checked = files.iter().map(|path| Checked::new(*kind, path));
    let mut outcome = Outcome::Fine;
    if format == Format::Sarif {
        let all: Vec<Checked> = checked.collect();
        outcome = all.iter().map(|one| outcome_of(one, *fail_on)).max().unwrap_or(Outcome::Fine);
        writeln!(out, "{:#}", sarif::log(&all)).map_err(cannot_write)?;
    } else {
        for one in checked {
            outcome = outcome.max(outcome_of(&one, *fail_on));
            let written = match format {
                Format::Json => writeln!(out, "{}", as_json(&one)),
                Format::Github => github::annotations(&mut out, &one),
                Format::Text | Format::Sarif => as_text(&mut out, &one),
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
