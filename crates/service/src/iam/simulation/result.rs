//! Decisions, as the operations show them.

use std::collections::BTreeMap;

use policy::{Effect, Explanation, Layer, MatchedStatement, Outcome, Verdict, explain};
use wire::fault::Fault;
use wire::iam::{
    EvaluationResult, PermissionsBoundaryDecisionDetail, PolicyEvaluationDecisionType, PolicySourceType,
    Position, ResourceSpecificResult, Statement,
};

use super::{Resource, Simulation};
use crate::limits;

/// Bytes of the elements of a result in an answer.
const RESULT_BYTES: usize = 400;
/// Bytes of the elements of a statement in an answer.
const STATEMENT_BYTES: usize = 400;
/// Bytes of the element of a name in an answer.
const MEMBER_BYTES: usize = 30;

/// The decision on one action and one resource.
struct Decided {
    decision: PolicyEvaluationDecisionType,
    matched: Vec<Statement>,
    missing: Vec<String>,
    boundary: Option<PermissionsBoundaryDecisionDetail>,
    /// The verdict of each kind of policy, if caller and resource are of different accounts.
    details: Option<BTreeMap<String, PolicyEvaluationDecisionType>>,
}

impl Simulation {
    /// The result of one action. With several resources it is their worst, and AWS shows the kind of resource in place of
    /// an ARN; here it is `*`.
    ///
    /// `go_on` is asked before each decision.
    ///
    /// # Errors
    /// If it says no, or the result is too large.
    pub(super) fn evaluate(&self, action: &str, go_on: &dyn Fn() -> bool) -> Result<Evaluated, Fault> {
        let mut decided: Vec<(&Resource, Decided)> = Vec::with_capacity(self.resources.len());
        let mut bytes = 0;
        for resource in &self.resources {
            if !go_on() {
                return Err(Fault::service_unavailable());
            }
            let one = self.decide(action, resource);
            bytes += one.bytes() + resource.arn.len();
            if bytes > limits::SIMULATION_RESULT_BYTES {
                return Err(too_large(action));
            }
            decided.push((resource, one));
        }
        Ok(Evaluated { result: self.sum_up(action, decided), bytes })
    }

    fn sum_up(&self, action: &str, mut decided: Vec<(&Resource, Decided)>) -> EvaluationResult {
        let worst = decided.iter().map(|(_, one)| one.decision).max_by_key(|decision| severity(*decision));
        let bounded: Vec<bool> = decided
            .iter()
            .filter_map(|(_, one)| one.boundary.as_ref()?.allowed_by_permissions_boundary)
            .collect();
        let only = match decided.as_slice() {
            [(resource, one)] => Some((resource.arn.clone(), one.matched.clone(), one.details.clone())),
            _ => None,
        };
        let (name, matched, details) = only.unwrap_or_else(|| ("*".to_owned(), Vec::new(), None));
        // missing values are said once: of `*` here, of resources below
        let missing = match decided.as_mut_slice() {
            [(_, one)] if !self.has_resources => std::mem::take(&mut one.missing),
            _ => Vec::new(),
        };
        EvaluationResult {
            eval_action_name: action.to_owned(),
            eval_resource_name: Some(name),
            eval_decision: worst.unwrap_or(PolicyEvaluationDecisionType::ImplicitDeny),
            matched_statements: Some(matched),
            missing_context_values: Some(missing),
            organizations_decision_detail: None,
            permissions_boundary_decision_detail: self.boundary_set.as_ref().map(|_| {
                PermissionsBoundaryDecisionDetail {
                    allowed_by_permissions_boundary: Some(bounded.into_iter().all(|allowed| allowed)),
                }
            }),
            eval_decision_details: self.has_resources.then(|| details.unwrap_or_default()),
            resource_specific_results: self
                .has_resources
                .then(|| decided.into_iter().map(|(resource, one)| one.of(resource)).collect()),
        }
    }

    fn decide(&self, action: &str, resource: &Resource) -> Decided {
        self.with_question(action, resource, |request, policies| {
            let explanation = explain(request, policies);
            let outcome = explanation.decision().outcome;
            let missing = explanation.missing_context_keys();
            Decided {
                decision: decision(outcome),
                matched: self.matched(&explanation, resource),
                missing: missing.into_iter().map(str::to_owned).collect(),
                boundary: verdict_of(&explanation, Layer::PermissionsBoundary).map(|verdict| {
                    PermissionsBoundaryDecisionDetail {
                        allowed_by_permissions_boundary: Some(verdict == Verdict::Allow),
                    }
                }),
                details: explanation.decision().cross_account.then(|| details(&explanation)),
            }
        })
    }

    /// The statements that made the decision: every Deny that applies, or every Allow that grants.
    fn matched(&self, explanation: &Explanation<'_>, resource: &Resource) -> Vec<Statement> {
        let decides = |matched: &MatchedStatement<'_>| match explanation.decision().outcome {
            Outcome::ExplicitlyDenied => matched.statement.effect() == Effect::Deny,
            Outcome::Allowed => {
                matched.statement.effect() == Effect::Allow && matched.layer != Layer::PermissionsBoundary
            }
            Outcome::ImplicitlyDenied => false,
        };
        let matched = explanation.matched_statements().into_iter().filter(decides);
        matched.map(|matched| self.show(&matched, resource)).collect()
    }

    fn show(&self, matched: &MatchedStatement<'_>, resource: &Resource) -> Statement {
        let (policies, kind) = match matched.layer {
            Layer::PermissionsBoundary => {
                (self.boundary.as_deref().unwrap_or_default(), PolicySourceType::PermissionsBoundaryPolicy)
            }
            Layer::Resource => (resource.policy.as_slice(), PolicySourceType::ResourcePolicy),
            _ => (self.identity.as_slice(), PolicySourceType::IamPolicy),
        };
        let source = policies.iter().find(|labelled| std::ptr::eq(&*labelled.policy, matched.policy));
        let span = matched.policy.reported_span(matched.number);
        Statement {
            source_policy_id: source.map(|labelled| labelled.label.clone()),
            source_policy_type: Some(kind),
            start_position: span.map(|span| position(span.start)),
            end_position: span.map(|span| position(span.end)),
        }
    }
}

/// The result of one action, and about how many bytes of an answer it takes.
pub(super) struct Evaluated {
    pub result: EvaluationResult,
    pub bytes: usize,
}

fn too_large(action: &str) -> Fault {
    Fault::invalid_input(format!(
        "The result of {action} is larger than {} bytes. Name fewer resources at a time.",
        limits::SIMULATION_RESULT_BYTES
    ))
}

impl Decided {
    /// About how many bytes it takes in an answer, without the resource's name.
    fn bytes(&self) -> usize {
        let label = |statement: &Statement| statement.source_policy_id.as_ref().map_or(0, String::len);
        let statements = self.matched.iter().map(|statement| STATEMENT_BYTES + label(statement));
        let missing = self.missing.iter().map(|name| MEMBER_BYTES + name.len());
        RESULT_BYTES + statements.chain(missing).sum::<usize>()
    }

    fn of(self, resource: &Resource) -> ResourceSpecificResult {
        ResourceSpecificResult {
            eval_resource_name: resource.arn.clone(),
            eval_resource_decision: self.decision,
            matched_statements: Some(self.matched),
            missing_context_values: Some(self.missing),
            eval_decision_details: self.details,
            permissions_boundary_decision_detail: self.boundary,
        }
    }
}

fn position(position: policy::Position) -> Position {
    Position { line: i32::try_from(position.line).ok(), column: i32::try_from(position.column).ok() }
}

fn decision(outcome: Outcome) -> PolicyEvaluationDecisionType {
    match outcome {
        Outcome::Allowed => PolicyEvaluationDecisionType::Allowed,
        Outcome::ExplicitlyDenied => PolicyEvaluationDecisionType::ExplicitDeny,
        Outcome::ImplicitlyDenied => PolicyEvaluationDecisionType::ImplicitDeny,
    }
}

fn severity(decision: PolicyEvaluationDecisionType) -> u8 {
    match decision {
        PolicyEvaluationDecisionType::Allowed => 0,
        PolicyEvaluationDecisionType::ImplicitDeny => 1,
        PolicyEvaluationDecisionType::ExplicitDeny => 2,
    }
}

fn verdict_of(explanation: &Explanation<'_>, layer: Layer) -> Option<Verdict> {
    explanation
        .layers()
        .into_iter()
        .find(|explained| explained.layer() == layer)
        .map(|explained| explained.verdict())
}

/// The verdict of each side of a request across accounts.
fn details(explanation: &Explanation<'_>) -> BTreeMap<String, PolicyEvaluationDecisionType> {
    let layers = [
        (Layer::Identity, "IAM Policy"),
        (Layer::PermissionsBoundary, "Permissions Boundary Policy"),
        (Layer::Resource, "Resource Policy"),
    ];
    let say = |(layer, name): (Layer, &str)| {
        let said = match verdict_of(explanation, layer)? {
            Verdict::Allow => PolicyEvaluationDecisionType::Allowed,
            Verdict::Deny => PolicyEvaluationDecisionType::ExplicitDeny,
            Verdict::Silent => PolicyEvaluationDecisionType::ImplicitDeny,
        };
        Some((name.to_owned(), said))
    };
    layers.into_iter().filter_map(say).collect()
}
