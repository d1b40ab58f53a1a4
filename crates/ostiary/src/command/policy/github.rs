//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.
//! Source: GitHub, "Workflow commands for GitHub Actions".

use std::io::{self, Write};

use policy::{Position, Severity};

use super::checked::Checked;

pub(super) fn annotations(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
    let name = checked.name();
    let report = match &checked.report {
        Ok(report) => report,
        Err(why) => {
            return command(out, "error", &name, None, "NotJudged", &format!("cannot be judged: {why}"));
        }
    };
    if let Some(refusal) = &report.refusal {
        let mut message = refusal.message().to_owned();
        if refusal.detail() != refusal.message() && !refusal.detail().is_empty() {
            message = format!("{message}\n{}", refusal.detail());
        }
        command(out, "error", &name, refusal.position(), "MalformedPolicyDocument", &message)?;
    }
    for finding in &report.findings {
        let level = match finding.rule.severity {
            Severity::Error => "error",
            Severity::SecurityWarning | Severity::Warning => "warning",
            Severity::Suggestion => "notice",
        };
        let message = format!("{}\n{}", finding.message, finding.rule.remedy);
        command(out, level, &name, Some(finding.position), finding.rule.id, &message)?;
    }
    Ok(())
}

fn command(
    out: &mut impl Write,
    level: &str,
    file: &str,
    at: Option<Position>,
    title: &str,
    message: &str,
) -> io::Result<()> {
    let place = at.map(|at| format!(",line={},col={}", at.line, at.column)).unwrap_or_default();
    writeln!(out, "::{level} file={}{place},title={}::{}", property(file), property(title), data(message))
}

/// The text after the second pair of colons.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a parameter.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
