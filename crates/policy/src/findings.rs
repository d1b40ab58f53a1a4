//! Findings about faults, dangers and redundancy in a document, in the manner of IAM Access Analyzer's `ValidatePolicy`. IAM
//! may accept a document that has some.

mod conditions;
mod elements;
mod mfa;
mod principals;
mod redundant;

use crate::document::{Effect, Policy};
use crate::grammar::{self, RawStatement};
use crate::json;
use crate::kind::Kind;
use crate::malformed::Malformed;
use crate::position::{Lines, Position};
use std::fmt;

/// Gravity of a finding; the order is that of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Part of the policy does not work.
    Error,
    /// It allows, or fails to deny, more than one is likely to mean.
    SecurityWarning,
    /// It may not do what it says.
    Warning,
    /// It could be simpler.
    Suggestion,
}

impl Severity {
    /// Access Analyzer's word: `ERROR`, `SECURITY_WARNING`, `WARNING`, `SUGGESTION`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "ERROR",
            Severity::SecurityWarning => "SECURITY_WARNING",
            Severity::Warning => "WARNING",
            Severity::Suggestion => "SUGGESTION",
        }
    }
}

/// A kind of finding: its name, weight, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A stable name, in Access Analyzer's style and where it has the check, in its words.
    pub id: &'static str,
    /// Gravity of the finding.
    pub severity: Severity,
    /// Advice to the author of the document.
    pub remedy: &'static str,
}

impl Rule {
    const fn new(id: &'static str, severity: Severity, remedy: &'static str) -> Rule {
        Rule { id, severity, remedy }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Kind of finding.
    pub rule: Rule,
    /// Description of this finding.
    pub message: String,
    /// Place in the document.
    pub position: Position,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { rule, message, position } = self;
        write!(out, "{position}: {} {}: {message}. {}", rule.severity.name(), rule.id, rule.remedy)
    }
}

/// Result of all checks of a document.
#[derive(Clone, Debug)]
pub struct Report {
    /// AWS would refuse to save it.
    pub refusal: Option<Malformed>,
    /// By place, then by severity. Empty if the document does not even have the shape of a policy.
    pub findings: Vec<Finding>,
}

/// Looks at a document.
pub fn check(kind: Kind, text: &str) -> Report {
    let refusal = Policy::parse(kind, text).err();
    let Ok(root) = json::parse(text, json::DOCUMENT) else {
        return Report { refusal, findings: Vec::new() };
    };
    let Ok(raw) = grammar::policy(&root) else {
        return Report { refusal, findings: Vec::new() };
    };
    let mut look = Look {
        kind,
        lines: Lines::new(text),
        has_variables: raw.version == Some("2012-10-17"),
        comparisons: text.len().saturating_mul(redundant::STEPS_PER_BYTE),
        findings: Vec::new(),
    };
    elements::policy(&mut look, &raw, text);
    for statement in &raw.statements {
        elements::statement(&mut look, statement);
        principals::statement(&mut look, statement);
        conditions::statement(&mut look, statement);
        mfa::statement(&mut look, statement);
    }
    elements::redundant_statements(&mut look, &raw);
    let mut findings = look.findings;
    findings.sort_by_key(|finding| (finding.position, finding.rule.severity, finding.rule.id));
    findings.dedup();
    Report { refusal, findings }
}

/// One look at one document.
pub(crate) struct Look<'a> {
    kind: Kind,
    lines: Lines<'a>,
    /// `${…}` is a variable.
    has_variables: bool,
    /// Steps of comparing entries that are left.
    comparisons: usize,
    findings: Vec<Finding>,
}

/// Characters of the document that one message repeats.
const QUOTED: usize = 160;

/// A text of the document in quotes, cut if it is long: what all messages repeat stays in proportion to the document.
fn short(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or(text)),
    }
}

impl Look<'_> {
    fn find(&mut self, rule: Rule, offset: u32, message: impl Into<String>) {
        self.findings.push(Finding { rule, message: message.into(), position: self.lines.position(offset) });
    }
}

fn effect(statement: &RawStatement<'_>) -> Effect {
    if statement.effect.text.eq_ignore_ascii_case("deny") { Effect::Deny } else { Effect::Allow }
}

/// Every rule there is.
pub fn rules() -> Vec<Rule> {
    let lists = [elements::RULES, principals::RULES, conditions::RULES, mfa::RULES];
    lists.into_iter().flatten().copied().collect()
}

#[cfg(test)]
mod tests;
