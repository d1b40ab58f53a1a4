//! A file of named cases, for tests of one's own policies.
//!
//! ```json
//! {"documents": {"mfa": {"Version": "2012-10-17", "Statement": []}},
//!  "policies": {"identity": ["mfa", {"file": "base.json"}]},
//!  "cases": [{"name": "a key alone lists nothing",
//!             "request": {"principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:ListAllMyBuckets",
//!                         "resource": {"arn": "*"}},
//!             "expect": "ImplicitlyDenied"}]}
//! ```
//!
//! A policy is written as in `decide`, or is the name of one of `documents`, or `{"file": PATH}`. A case may have its own
//! `policies`, which then count instead of the file's. `expect` is a decision, `"Denied"` for either kind of denial, or
//! `{"decision": …, "blockedBy": […]}`.

use super::Input;
use super::input::{
    Case, Documents, InputError, LoadDocument, OwnedPolicies, OwnedRequest, Read, Text, present,
};
use crate::decide::Outcome;
use crate::explain::explain;
use crate::json::Node;
use crate::layers::Layer;
use crate::position::Position;
use std::cell::OnceCell;
use std::sync::Arc;

/// Outcome of one case.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// Its name.
    pub name: String,
    /// Place of the case in the file.
    pub position: Position,
    /// Expected outcome, as written in the file.
    pub expected: String,
    /// The decision.
    pub actual: String,
    /// True if they agree.
    pub passed: bool,
    /// Explanation of an unexpected decision.
    pub explanation: Option<String>,
}

/// Runs the cases of a file, in order.
///
/// # Errors
/// The file, or a document in it, cannot be read: then no case counts.
pub fn run_cases(file: &str, load: LoadDocument<'_>) -> Result<Vec<CaseResult>, InputError> {
    let text = Text::new(Input::new(file));
    let root = text.parse()?;
    text.only(&root, &["documents", "policies", "cases"], "the file")?;
    let documents = Documents::new(present(root.get("documents")), load);
    let cases = text.member(&root, "cases", "the file")?;
    let Some(cases) = cases.as_array() else {
        return text.error("cases", "is a list of cases", cases);
    };
    if cases.is_empty() {
        return text.error("cases", "there are none: nothing would be tested", &root);
    }
    let shared = Shared { node: present(root.get("policies")), ..Shared::default() };
    cases.iter().enumerate().map(|(at, node)| run(&text, &shared, node, at, &documents)).collect()
}

/// The policies of all cases that have none of their own: read once for roles that are assumed, and once for all else.
#[derive(Default)]
struct Shared<'n, 'a> {
    node: Option<&'n Node<'a>>,
    of_role: OnceCell<Arc<OwnedPolicies>>,
    of_other: OnceCell<Arc<OwnedPolicies>>,
}

impl<'a> Shared<'_, 'a> {
    fn policies(
        &self,
        text: &Text<'a>,
        request: &OwnedRequest,
        documents: &Documents<'_, '_>,
    ) -> Read<Arc<OwnedPolicies>> {
        let place = if request.is_about_role() { &self.of_role } else { &self.of_other };
        if let Some(known) = place.get() {
            return Ok(Arc::clone(known));
        }
        let policies = match self.node {
            Some(node) => Arc::new(text.policies(node, request, documents)?),
            None => Arc::default(),
        };
        Ok(Arc::clone(place.get_or_init(|| policies)))
    }
}

fn run<'a>(
    text: &Text<'a>,
    shared: &Shared<'_, 'a>,
    node: &Node<'a>,
    at: usize,
    documents: &Documents<'_, '_>,
) -> Read<CaseResult> {
    let place = format!("cases[{at}]");
    text.only(node, &["name", "request", "policies", "expect"], &place)?;
    let name = text.string(text.member(node, "name", &place)?, &place)?.to_owned();
    let request = text.request(text.member(node, "request", &place)?)?;
    let policies = match present(node.get("policies")) {
        Some(policies) => Arc::new(text.policies(policies, &request, documents)?),
        None => shared.policies(text, &request, documents)?,
    };
    let expected = Expected::read(text, text.member(node, "expect", &place)?, &place)?;
    let case = Case::new(request, policies);
    Ok(case.ask(|request, policies| {
        let explanation = explain(request, policies);
        let decision = explanation.decision();
        let blocked_by: Vec<&str> = decision.blocked_by.iter().map(Layer::name).collect();
        let passed = expected.accepts(decision.outcome, &blocked_by);
        let mut actual = decision.outcome.name().to_owned();
        if expected.blocked_by.is_some() {
            actual.push_str(&format!(", blocked by [{}]", blocked_by.join(", ")));
        }
        CaseResult {
            name,
            position: text.position(node),
            expected: expected.to_string(),
            actual,
            passed,
            explanation: (!passed).then(|| explanation.to_text()),
        }
    }))
}

struct Expected {
    /// None: a denial of either kind.
    outcome: Option<Outcome>,
    blocked_by: Option<Vec<String>>,
}

impl Expected {
    fn read<'a>(text: &Text<'a>, node: &Node<'a>, place: &str) -> Read<Expected> {
        if node.as_str().is_some() {
            return Ok(Expected { outcome: outcome(text, node, place)?, blocked_by: None });
        }
        text.only(node, &["decision", "blockedBy"], place)?;
        let outcome = outcome(text, text.member(node, "decision", place)?, place)?;
        let Some(list) = present(node.get("blockedBy")) else {
            return Ok(Expected { outcome, blocked_by: None });
        };
        let Some(items) = list.as_array() else {
            return text.error(place, "\"blockedBy\" is a list of layers", list);
        };
        let layer = |item: &Node<'a>| match item.as_str() {
            Some(name) if Layer::ALL.iter().any(|layer| layer.name() == name) => Ok(name.to_owned()),
            _ => text.error(place, "\"blockedBy\" lists names of layers", item),
        };
        Ok(Expected { outcome, blocked_by: Some(items.iter().map(layer).collect::<Read<_>>()?) })
    }

    fn accepts(&self, outcome: Outcome, blocked_by: &[&str]) -> bool {
        let as_set = |names: &mut Vec<&str>| names.sort_unstable();
        let decision = self.outcome.map_or(outcome != Outcome::Allowed, |expected| expected == outcome);
        let layers = self.blocked_by.as_ref().is_none_or(|expected| {
            let (mut expected, mut actual) =
                (expected.iter().map(String::as_str).collect(), blocked_by.to_vec());
            as_set(&mut expected);
            as_set(&mut actual);
            expected == actual
        });
        decision && layers
    }
}

impl std::fmt::Display for Expected {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.outcome.map_or("Denied", Outcome::name))?;
        match &self.blocked_by {
            Some(layers) => write!(out, ", blocked by [{}]", layers.join(", ")),
            None => Ok(()),
        }
    }
}

fn outcome<'a>(text: &Text<'a>, node: &Node<'a>, place: &str) -> Read<Option<Outcome>> {
    match text.string(node, place)? {
        "Allowed" => Ok(Some(Outcome::Allowed)),
        "ExplicitlyDenied" => Ok(Some(Outcome::ExplicitlyDenied)),
        "ImplicitlyDenied" => Ok(Some(Outcome::ImplicitlyDenied)),
        "Denied" => Ok(None),
        _ => text.error(place, "expected Allowed, ExplicitlyDenied, ImplicitlyDenied or Denied", node),
    }
}
