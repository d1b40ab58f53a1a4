//! Findings as a log of SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format").

use std::path::{Component, Path};

use policy::{Position, Severity};
use serde_json::{Value, json};

use super::checked::Checked;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The rule of documents that AWS would refuse.
const REFUSED: &str = "MALFORMED_POLICY_DOCUMENT";

/// One run over all documents.
pub(super) fn log(checked: &[Checked]) -> Value {
    let rules = rules();
    let results: Vec<Value> = checked.iter().flat_map(results).collect();
    let not_judged = checked.iter().filter_map(|one| {
        let why = one.report.as_ref().err()?;
        let location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(&one.path)}}});
        Some(json!({
            "level": "error",
            "message": {"text": format!("{}: cannot be judged: {why}", one.name())},
            "locations": [location],
        }))
    });
    let not_judged: Vec<Value> = not_judged.collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "ostiary policy check",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "invocations": [{
                "executionSuccessful": not_judged.is_empty(),
                "toolExecutionNotifications": not_judged,
            }],
            // columns count characters, not units of UTF-16
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rules() -> Vec<Value> {
    let refused = json!({
        "id": REFUSED,
        "shortDescription": {"text": "AWS would refuse to save the document"},
        "help": {"text": "Correct the document until AWS accepts it"},
        "defaultConfiguration": {"level": "error"},
    });
    let of_findings = policy::rules().into_iter().map(|rule| {
        let mut described = json!({
            "id": rule.id,
            "shortDescription": {"text": rule.id.replace('_', " ").to_lowercase()},
            "help": {"text": rule.remedy},
            "defaultConfiguration": {"level": level(rule.severity)},
            "properties": {"severity": rule.severity.name()},
        });
        if rule.severity == Severity::SecurityWarning
            && let Some(properties) = described.get_mut("properties").and_then(Value::as_object_mut)
        {
            // GitHub's code scanning sorts such rules among security findings by this number
            properties.insert("security-severity".into(), "7.0".into());
            properties.insert("tags".into(), json!(["security"]));
        }
        described
    });
    std::iter::once(refused).chain(of_findings).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::SecurityWarning | Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn results(checked: &Checked) -> Vec<Value> {
    let Ok(report) = &checked.report else { return Vec::new() };
    let result = |id: &str, level: &str, text: String, at: Option<Position>| {
        let mut place = json!({"artifactLocation": {"uri": uri(&checked.path)}});
        if let (Some(at), Some(place)) = (at, place.as_object_mut()) {
            place.insert("region".into(), json!({"startLine": at.line, "startColumn": at.column}));
        }
        json!({
            "ruleId": id,
            "level": level,
            "message": {"text": text},
            "locations": [{"physicalLocation": place}],
        })
    };
    let refusal = report.refusal.as_ref().map(|refusal| {
        let text = format!("{} ({})", refusal.message(), refusal.detail());
        result(REFUSED, "error", text, refusal.position())
    });
    let findings = report.findings.iter().map(|finding| {
        let text = format!("{}. {}", finding.message, finding.rule.remedy);
        result(finding.rule.id, level(finding.rule.severity), text, Some(finding.position))
    });
    refusal.into_iter().chain(findings).collect()
}

/// A path as a URI reference (RFC 3986): relative ones stay so, and are read from where the command ran.
pub(super) fn uri(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    let mut text = String::new();
    for component in path.components() {
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        match component {
            Component::RootDir => text.push_str(if text.is_empty() { "file:///" } else { "" }),
            Component::CurDir => {}
            Component::ParentDir => text.push_str(".."),
            Component::Prefix(prefix) => {
                text.push_str("file:///");
                text.push_str(&encoded(&prefix.as_os_str().to_string_lossy()));
            }
            Component::Normal(part) => text.push_str(&encoded(&part.to_string_lossy())),
        }
    }
    text
}

/// All but unreserved characters as `%XX`.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
