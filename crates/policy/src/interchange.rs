//! The JSON of `ostiary policy decide`, `explain` and `test`.
//!
//! One input is
//!
//! ```json
//! {"request": {"principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:GetObject",
//!              "resource": {"arn": "arn:aws:s3:::b/k", "account": "111122223333"},
//!              "context": {"aws:MultiFactorAuthPresent": "true"}},
//!  "policies": {"identity": [{"Version": "2012-10-17", "Statement": []}], "resource": null,
//!               "permissionsBoundary": [], "session": null, "serviceControl": [{"level": "Root", "policies": []}],
//!               "resourceControl": [], "vpcEndpoint": []}}
//! ```
//!
//! `principal` is an ARN, `"anonymous"` or `{"service": NAME}`. A policy is a document or
//! `{"name": NAME, "document": DOCUMENT}`. What is absent, null or an empty list is not there; in particular an empty list of
//! boundaries is no boundary. `"wildcardOnlyAction": true` in the request says that the action takes no resource.
//! `account` may be left out if the ARN names one; if it does not, the resource is taken for the caller's.
//!
//! Documents are read as stored ones ([`Policy::read`](crate::Policy::read)): the grammar only.

mod cases;
mod input;

use crate::decide::Outcome;
use crate::explain::{self, Explanation, MissingPiece, explain};
use crate::layers::Layer;
pub use crate::limits::MAX_INPUT_BYTES;
pub use cases::{CaseResult, LoadDocument, run_cases};
pub use input::InputError;
use serde_json::{Value, json};

/// Decides one input; gives one line of JSON, without line feed: `{"decision": …, "blockedBy": […], "reasons": […]}`, or
/// `{"error": …}` for an input or a document that cannot be read.
pub fn decide_line(line: &str) -> String {
    let answer = match input::read_line(line) {
        Ok(case) => case.ask(|request, policies| decision(&explain(request, policies))),
        Err(error) => json!({"error": error.to_string()}),
    };
    answer.to_string()
}

/// Explains one input for people.
///
/// # Errors
/// The input, or a document in it, cannot be read.
pub fn explain_line_as_text(line: &str) -> Result<String, InputError> {
    Ok(input::read_line(line)?.ask(|request, policies| explain(request, policies).to_text()))
}

/// Explains one input as one line of JSON.
///
/// # Errors
/// The input, or a document in it, cannot be read.
pub fn explain_line_as_json(line: &str) -> Result<String, InputError> {
    Ok(input::read_line(line)?.ask(|request, policies| explain(request, policies).to_json()))
}

fn decision(explanation: &Explanation<'_>) -> Value {
    let decision = explanation.decision();
    let blocked_by: Vec<&str> = decision.blocked_by.iter().map(Layer::name).collect();
    json!({"decision": decision.outcome.name(), "blockedBy": blocked_by, "reasons": reasons(explanation)})
}

/// The statements that decided; or what is missing.
fn reasons(explanation: &Explanation<'_>) -> Vec<Value> {
    let decision = explanation.decision();
    if decision.outcome != Outcome::ImplicitlyDenied {
        let decisive = explanation.decisive_statements();
        if !decisive.is_empty() {
            return decisive.iter().map(explain::json::matched).collect();
        }
        let why = match decision.decided_by {
            Some(Layer::Identity) => "the root user has all permissions",
            _ => "the action needs no permission",
        };
        return vec![json!({"text": why})];
    }
    let mut reason = match explanation.missing_piece() {
        Some(piece) => explain::json::missing(&piece),
        None => json!({}),
    };
    let text = match (explanation.missing_piece(), explanation.denial_reason()) {
        (Some(MissingPiece::Reserved), _) | (_, None) => "AWS keeps this for itself".to_owned(),
        (_, Some(reason)) => reason,
    };
    if let Value::Object(object) = &mut reason {
        object.insert("text".into(), text.into());
    }
    vec![reason]
}

#[cfg(test)]
mod tests;
