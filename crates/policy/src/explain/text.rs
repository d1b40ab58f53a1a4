//! An explanation for people.

use super::statement::{ActionFinding, ConditionFinding, PrincipalFinding, ResourceFinding};
use super::{ConditionExplanation, Explanation, LayerExplanation, MissingPiece, StatementExplanation};
use crate::decide::{Outcome, Verdict};
use crate::document::Effect;
use crate::layers::Layer;
use crate::value::Value;
use std::fmt::Write as _;

/// Writing to a String does not fail; what it returns is dropped in this one place.
macro_rules! line {
    ($out:expr, $($arguments:tt)*) => {{
        let _ = writeln!($out, $($arguments)*);
    }};
}

pub(super) fn explanation(explanation: &Explanation<'_>) -> String {
    let mut out = String::new();
    headline(&mut out, explanation);
    for layer in explanation.layers() {
        line!(out, "");
        self::layer(&mut out, &layer, explanation);
    }
    if let Some(piece) = explanation.missing_piece() {
        line!(out, "");
        line!(out, "What would change it: {}", missing(&piece, explanation));
    }
    out
}

fn headline(out: &mut String, explanation: &Explanation<'_>) {
    let (request, decision) = (explanation.request, explanation.decision);
    let verb = if decision.is_allowed() { "may" } else { "may not" };
    let word = match decision.outcome {
        Outcome::Allowed => "ALLOWED",
        Outcome::ExplicitlyDenied => "DENIED by a statement",
        Outcome::ImplicitlyDenied => "DENIED since nothing allows it",
    };
    let (who, action, resource) = (request.principal.name(), request.action, request.resource_arn);
    line!(out, "{word}: {who} {verb} {action} on {resource}");
    if let Some(reason) = explanation.denial_reason() {
        line!(out, "  {reason}");
        if decision.cross_account {
            line!(out, "  (caller and resource are of different accounts: AWS does not tell the caller why)");
        }
    }
    for matched in explanation.decisive_statements() {
        let name = super::statement_name(matched.statement, matched.number);
        line!(
            out,
            "  decided by {} {name}, at {}",
            super::policy_name(matched.policy),
            matched.statement.start()
        );
    }
    let blocked: Vec<&str> = decision.blocked_by.iter().map(Layer::phrase).collect();
    if !blocked.is_empty() {
        line!(out, "  it would be allowed but for: {}", blocked.join(", "));
    }
}

fn layer(out: &mut String, layer: &LayerExplanation<'_>, explanation: &Explanation<'_>) {
    let says = match layer.verdict {
        Verdict::Allow => "allows",
        Verdict::Deny => "denies",
        Verdict::Silent => "says nothing, which is no",
    };
    let name = match layer.layer {
        Layer::Resource if explanation.decision.is_trust => "role trust policy",
        other => other.phrase(),
    };
    match layer.level {
        Some(level) => line!(out, "{name}, level {level}: {says}"),
        None => line!(out, "{name}: {says}"),
    }
    let mut elsewhere = 0usize;
    for statement in layer.statements() {
        if statement.action == ActionFinding::NotListed {
            elsewhere += 1;
        } else {
            self::statement(out, &statement);
        }
    }
    if elsewhere > 0 {
        line!(out, "  {elsewhere} statement{} about other actions", if elsewhere == 1 { "" } else { "s" });
    }
}

fn statement(out: &mut String, statement: &StatementExplanation<'_>) {
    let effect = match statement.statement().effect() {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let applies = if statement.applies() { "applies" } else { "does not apply" };
    line!(out, "  {} ({effect}) {applies}", statement.name());
    if statement.action == ActionFinding::Excluded {
        line!(out, "    action: NotAction lists it");
        return;
    }
    if let Some(why) = resource(statement.resource) {
        line!(out, "    resource: {why}");
    }
    if let Some(why) = principal(statement.principal) {
        line!(out, "    principal: {why}");
    }
    for condition in &statement.conditions {
        line!(out, "    condition: {}", self::condition(condition));
    }
}

fn resource(finding: ResourceFinding) -> Option<&'static str> {
    match finding {
        ResourceFinding::Matches | ResourceFinding::Attached => None,
        ResourceFinding::NotListed => Some("not among those of the statement"),
        ResourceFinding::Excluded => Some("NotResource lists it"),
        ResourceFinding::Unusable => Some("an entry is no ARN, or holds a variable without a value"),
    }
}

fn principal(finding: PrincipalFinding) -> Option<&'static str> {
    match finding {
        PrincipalFinding::NotAsked => None,
        PrincipalFinding::Everyone => Some("named by \"*\""),
        PrincipalFinding::Direct => Some("named directly"),
        PrincipalFinding::Entity => Some("named by its role or user"),
        PrincipalFinding::Account => Some("named by its account, so its own policies must allow too"),
        PrincipalFinding::NotExcluded => Some("not among those of NotPrincipal"),
        PrincipalFinding::BoundaryAndNotPrincipal => {
            Some("NotPrincipal in a Deny denies every caller that has a permissions boundary")
        }
        PrincipalFinding::NotNamed => Some("not named"),
        PrincipalFinding::Excluded => Some("NotPrincipal lists it"),
        PrincipalFinding::Nobody => Some("the statement names nobody"),
    }
}

fn condition(condition: &ConditionExplanation<'_>) -> String {
    let finding = match condition.finding() {
        ConditionFinding::Holds => "holds",
        ConditionFinding::HoldsByAbsence => "holds, since the key is absent or empty",
        ConditionFinding::Fails => "does not hold",
        ConditionFinding::FailsByAbsence => "does not hold, since the key is absent",
        ConditionFinding::NeedsSetOperator => {
            "does not hold: the key has a list of values, which needs ForAllValues: or ForAnyValue:"
        }
        ConditionFinding::Unreadable => {
            "cannot be evaluated, since a value cannot be read; an Allow then fails, a Deny holds"
        }
    };
    let is = match condition.actual() {
        None => "absent".to_owned(),
        Some(Value::One(value)) => format!("{value:?}"),
        Some(Value::Many(values)) => format!("{values:?}"),
    };
    format!("{} {} is {is}, wanted {}: {finding}", condition.operator(), condition.key(), wanted(condition))
}

fn wanted(condition: &ConditionExplanation<'_>) -> String {
    let value = |(written, resolved): (&str, Option<String>)| match resolved {
        None => format!("{written:?} (a variable without a value)"),
        Some(resolved) if resolved != written => format!("{written:?} (here {resolved:?})"),
        Some(_) => format!("{written:?}"),
    };
    let values: Vec<String> = condition.expected().zip(condition.resolved()).map(value).collect();
    if values.is_empty() { "nothing".into() } else { values.join(" or ") }
}

fn missing(piece: &MissingPiece<'_>, explanation: &Explanation<'_>) -> String {
    let (action, resource) = (explanation.request.action, explanation.request.resource_arn);
    match piece {
        MissingPiece::Conditions { statement, .. } => {
            let failing: Vec<String> = statement.failing_conditions().map(condition).collect();
            format!("{} would allow, but for its condition: {}", statement.name(), failing.join("; "))
        }
        MissingPiece::Resource { statement, .. } => {
            format!("{} would allow if it covered the resource {resource}", statement.name())
        }
        MissingPiece::Principal { statement, .. } => {
            let who = explanation.request.principal.name();
            format!("{} would allow if it named {who}", statement.name())
        }
        MissingPiece::Statement { layer, level } => {
            let level = level.map(|level| format!(" at level {level}")).unwrap_or_default();
            format!("a statement in a {}{level} that allows {action} on {resource}", layer.phrase())
        }
        MissingPiece::Deny { statement, .. } => {
            let conditions: Vec<String> = statement
                .conditions
                .iter()
                .map(|condition| format!("{} {}", condition.operator(), condition.key()))
                .collect();
            if conditions.is_empty() {
                format!("{} must not deny this; it has no conditions", statement.name())
            } else {
                format!(
                    "{} denies as long as its conditions hold: {}",
                    statement.name(),
                    conditions.join(", ")
                )
            }
        }
        MissingPiece::Reserved => "nothing: AWS keeps this for itself, whatever policies say".into(),
    }
}
