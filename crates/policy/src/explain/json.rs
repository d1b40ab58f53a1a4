//! An explanation as JSON.

use super::statement::{ActionFinding, ConditionFinding, PrincipalFinding, ResourceFinding};
use super::{
    ConditionExplanation, Explanation, LayerExplanation, MatchedStatement, MissingPiece, StatementExplanation,
};
use crate::decide::Verdict;
use crate::document::{Effect, Policy, Statement};
use crate::value;
use serde_json::{Map, Value, json};

pub(super) fn explanation(explanation: &Explanation<'_>) -> Value {
    let decision = explanation.decision;
    let request = explanation.request;
    let layers: Vec<Value> = explanation.layers().iter().map(layer).collect();
    let blocked_by: Vec<&str> = decision.blocked_by.iter().map(|layer| layer.name()).collect();
    json!({
        "decision": decision.outcome.name(),
        "decidedBy": decision.decided_by.map(|layer| layer.name()),
        "blockedBy": blocked_by,
        "crossAccount": decision.cross_account,
        "principal": request.principal.name(),
        "action": request.action,
        "resource": request.resource_arn,
        "denialReason": explanation.denial_reason(),
        "decisiveStatements": explanation.decisive_statements().iter().map(matched).collect::<Vec<_>>(),
        "missing": explanation.missing_piece().map(|piece| missing(&piece)),
        "missingContextKeys": explanation.missing_context_keys(),
        "layers": layers,
    })
}

pub(crate) fn matched(matched: &MatchedStatement<'_>) -> Value {
    let mut object = place(matched.policy, matched.statement, matched.number);
    object.insert("layer".into(), matched.layer.name().into());
    Value::Object(object)
}

pub(super) fn place(policy: &Policy, statement: &Statement, number: usize) -> Map<String, Value> {
    let span = statement.span();
    let mut object = Map::new();
    object.insert("policy".into(), policy.source_id().into());
    object.insert("policyType".into(), policy.source_type().api_name().into());
    object.insert("statement".into(), number.into());
    object.insert("sid".into(), statement.sid().into());
    object.insert("effect".into(), effect(statement.effect()).into());
    object.insert("start".into(), json!({"line": span.start.line, "column": span.start.column}));
    object.insert("end".into(), json!({"line": span.end.line, "column": span.end.column}));
    object
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    }
}

pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allow => "allow",
        Verdict::Deny => "deny",
        Verdict::Silent => "silent",
    }
}

fn layer(layer: &LayerExplanation<'_>) -> Value {
    json!({
        "layer": layer.layer.name(),
        "level": layer.level,
        "verdict": verdict(layer.verdict),
        "statements": layer.statements().map(|explained| statement(&explained)).collect::<Vec<_>>(),
    })
}

pub(super) fn statement(explained: &StatementExplanation<'_>) -> Value {
    let mut object = place(explained.policy(), explained.statement(), explained.number());
    object.insert("applies".into(), explained.applies().into());
    object.insert("action".into(), action(explained.action).into());
    object.insert("resource".into(), resource(explained.resource).into());
    object.insert("principal".into(), principal(explained.principal).into());
    object.insert("conditions".into(), explained.conditions.iter().map(condition).collect());
    Value::Object(object)
}

fn condition(condition: &ConditionExplanation<'_>) -> Value {
    let finding = match condition.finding() {
        ConditionFinding::Holds => "holds",
        ConditionFinding::HoldsByAbsence => "holdsByAbsence",
        ConditionFinding::Fails => "fails",
        ConditionFinding::FailsByAbsence => "failsByAbsence",
        ConditionFinding::NeedsSetOperator => "needsSetOperator",
        ConditionFinding::Unreadable => "unreadable",
    };
    json!({
        "operator": condition.operator(),
        "key": condition.key(),
        "expected": condition.expected().collect::<Vec<_>>(),
        "resolved": condition.resolved().collect::<Vec<_>>(),
        "actual": condition.actual().map(|value| match value {
            value::Value::One(value) => Value::from(&*value),
            value::Value::Many(values) => values.iter().collect(),
        }),
        "finding": finding,
    })
}

fn action(finding: ActionFinding) -> &'static str {
    match finding {
        ActionFinding::Matches => "matches",
        ActionFinding::NotListed => "notListed",
        ActionFinding::Excluded => "excluded",
    }
}

fn resource(finding: ResourceFinding) -> &'static str {
    match finding {
        ResourceFinding::Matches => "matches",
        ResourceFinding::Attached => "attached",
        ResourceFinding::NotListed => "notListed",
        ResourceFinding::Excluded => "excluded",
        ResourceFinding::Unusable => "unusable",
    }
}

fn principal(finding: PrincipalFinding) -> &'static str {
    match finding {
        PrincipalFinding::NotAsked => "notAsked",
        PrincipalFinding::Everyone => "everyone",
        PrincipalFinding::Direct => "direct",
        PrincipalFinding::Entity => "entity",
        PrincipalFinding::Account => "account",
        PrincipalFinding::NotExcluded => "notExcluded",
        PrincipalFinding::BoundaryAndNotPrincipal => "boundaryAndNotPrincipal",
        PrincipalFinding::NotNamed => "notNamed",
        PrincipalFinding::Excluded => "excluded",
        PrincipalFinding::Nobody => "nobody",
    }
}

pub(crate) fn missing(piece: &MissingPiece<'_>) -> Value {
    let (kind, layer, explained) = match piece {
        MissingPiece::Conditions { layer, statement } => ("conditions", layer, statement),
        MissingPiece::Resource { layer, statement } => ("resource", layer, statement),
        MissingPiece::Principal { layer, statement } => ("principal", layer, statement),
        MissingPiece::Deny { layer, statement } => ("deny", layer, statement),
        MissingPiece::Statement { layer, level } => {
            return json!({"kind": "statement", "layer": layer.name(), "level": level});
        }
        MissingPiece::Reserved => return json!({"kind": "reserved"}),
    };
    json!({"kind": kind, "layer": layer.name(), "statement": statement(explained)})
}
