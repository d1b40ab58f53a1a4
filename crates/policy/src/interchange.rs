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
//! `principal` is an ARN, `"anonymous"`, the name of a service or `{"service": NAME}`, or an identity provider: its ARN, the host
//! name of one that is built into STS (`graph.facebook.com`), or `{"federated": NAME}` as the trust policy writes it. A policy is
//! a document or `{"name": NAME, "document": DOCUMENT}`. A member that is absent, null or an empty list does not count: an
//! empty list of boundaries is no boundary. `"wildcardOnlyAction": true` in the request says that the action takes no
//! resource. `account` may be left out if the ARN names one; if it does not, the resource is taken for the caller's.
//!
//! Documents are read to be judged ([`Policy::read_any`](crate::Policy::read_any)), also where AWS would not save them.

mod cases;
mod input;
mod split;

use crate::decide::Outcome;
use crate::explain::{self, Explanation, MissingPiece, explain};
use crate::layers::Layer;
pub use crate::limits::MAX_INPUT_BYTES;
pub use cases::{CaseResult, run_cases};
pub use input::{InputError, LoadDocument};
use serde_json::{Value, json};
pub use split::{begins_document, documents};

/// The text of one input, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input<'a> {
    /// The text.
    pub text: &'a str,
    /// The number of its first line, from 1.
    pub line: u32,
}

impl<'a> Input<'a> {
    /// An input that begins at the first line.
    pub fn new(text: &'a str) -> Input<'a> {
        Input { text, line: 1 }
    }
}

/// Decides one input: `{"decision": …, "blockedBy": […], "reasons": […]}` as one line of JSON, without line feed.
///
/// # Errors
/// The input, or a document in it, cannot be read.
pub fn decide(input: Input<'_>) -> Result<String, InputError> {
    let answer = input::read(input)?.ask(|request, policies| decision(&explain(request, policies)));
    Ok(answer.to_string())
}

/// An error in the place of an answer, as one line of JSON: `{"error": …}`.
pub fn error_as_json(error: &InputError) -> String {
    json!({"error": error.to_string()}).to_string()
}

/// Decides one line, as [`decide()`]; an error is `{"error": …}`.
pub fn decide_line(line: &str) -> String {
    decide(Input::new(line)).unwrap_or_else(|error| error_as_json(&error))
}

/// Explains one input for people.
///
/// # Errors
/// The input, or a document in it, cannot be read.
pub fn explain_as_text(input: Input<'_>) -> Result<String, InputError> {
    Ok(input::read(input)?.ask(|request, policies| explain(request, policies).to_text()))
}

/// Explains one input as one line of JSON.
///
/// # Errors
/// The input, or a document in it, cannot be read.
pub fn explain_as_json(input: Input<'_>) -> Result<String, InputError> {
    Ok(input::read(input)?.ask(|request, policies| explain(request, policies).to_json()))
}

/// As [`explain_as_text`], of one line.
///
/// # Errors
/// The input, or a document in it, cannot be read.
pub fn explain_line_as_text(line: &str) -> Result<String, InputError> {
    explain_as_text(Input::new(line))
}

/// As [`explain_as_json`], of one line.
///
/// # Errors
/// The input, or a document in it, cannot be read.
pub fn explain_line_as_json(line: &str) -> Result<String, InputError> {
    explain_as_json(Input::new(line))
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
