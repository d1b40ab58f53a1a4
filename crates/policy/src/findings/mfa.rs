//! Findings about the MFA condition keys. Long-term access keys carry neither `aws:MultiFactorAuthPresent` nor
//! `aws:MultiFactorAuthAge`; sessions made without MFA carry the first as `false`.
//! Source: IAM user guide, "AWS global condition context keys".

use super::{Look, Rule, Severity, effect};
use crate::condition::operator::{Comparison, Operator};
use crate::document::Effect;
use crate::grammar::{RawCondition, RawStatement};

const BOOL_IN_DENY: Rule = Rule::new(
    "MFA_BOOL_IN_DENY",
    Severity::SecurityWarning,
    "Use BoolIfExists, which is also true of requests that lack the key",
);
const IF_EXISTS_IN_ALLOW: Rule = Rule::new(
    "MFA_BOOL_IF_EXISTS_IN_ALLOW",
    Severity::SecurityWarning,
    "Use Bool: an Allow that wants MFA must find the key",
);
const NULL_AS_PROOF: Rule = Rule::new(
    "MFA_NULL_AS_PROOF",
    Severity::SecurityWarning,
    "Use Bool aws:MultiFactorAuthPresent \"true\" to allow, BoolIfExists \"false\" to deny",
);
const AGE_IN_DENY: Rule = Rule::new(
    "MFA_AGE_IN_DENY",
    Severity::SecurityWarning,
    "Add IfExists to the operator, or a second Deny on Null aws:MultiFactorAuthAge \"true\"",
);
const AGE_IF_EXISTS_IN_ALLOW: Rule = Rule::new(
    "MFA_AGE_IF_EXISTS_IN_ALLOW",
    Severity::SecurityWarning,
    "Leave IfExists away: an Allow that wants MFA must find the key",
);
const TRUE_IN_DENY: Rule = Rule::new(
    "MFA_DENIES_THOSE_WITH_MFA",
    Severity::Warning,
    "To deny those without MFA, compare with \"false\", with BoolIfExists",
);
const FALSE_IN_ALLOW: Rule = Rule::new(
    "MFA_ALLOWS_ONLY_WITHOUT_MFA",
    Severity::Warning,
    "To allow those with MFA, compare with \"true\", with Bool",
);

pub(super) const RULES: &[Rule] = &[
    BOOL_IN_DENY,
    IF_EXISTS_IN_ALLOW,
    NULL_AS_PROOF,
    AGE_IN_DENY,
    AGE_IF_EXISTS_IN_ALLOW,
    TRUE_IN_DENY,
    FALSE_IN_ALLOW,
];

pub(super) fn statement(look: &mut Look<'_>, statement: &RawStatement<'_>) {
    let effect = effect(statement);
    // A second condition on presence says what the first one leaves open.
    let asks_presence = statement.conditions.iter().any(|condition| {
        is_mfa_key(condition) && condition.name.operator == Operator::Null && says(condition, "false")
    });
    for condition in statement.conditions.iter().filter(|condition| is_mfa_key(condition)) {
        if let Some((rule, message)) = trap(effect, condition, asks_presence) {
            look.find(rule, condition.key.start, message);
        }
    }
}

fn is_mfa_key(condition: &RawCondition<'_>) -> bool {
    is_present_key(condition) || condition.key.text.eq_ignore_ascii_case("aws:MultiFactorAuthAge")
}

fn is_present_key(condition: &RawCondition<'_>) -> bool {
    condition.key.text.eq_ignore_ascii_case("aws:MultiFactorAuthPresent")
}

fn says(condition: &RawCondition<'_>, word: &str) -> bool {
    condition.values.iter().any(|value| value.text.eq_ignore_ascii_case(word))
}

fn trap(effect: Effect, condition: &RawCondition<'_>, asks_presence: bool) -> Option<(Rule, &'static str)> {
    let name = condition.name;
    match (name.operator, effect) {
        (Operator::Null, Effect::Allow) if is_present_key(condition) && says(condition, "false") => {
            Some((NULL_AS_PROOF, "the key is also there, as false, in sessions made without MFA"))
        }
        (Operator::Null, Effect::Deny) if is_present_key(condition) && says(condition, "true") => {
            Some((NULL_AS_PROOF, "sessions made without MFA have the key, as false, and are not denied"))
        }
        (Operator::Null, _) => None,
        (Operator::Numeric(_), _) if !is_present_key(condition) => age(effect, condition),
        (_, Effect::Deny) if is_present_key(condition) && says(condition, "false") && !name.negated => {
            let lets_keys_through = !name.if_exists && !asks_presence;
            lets_keys_through
                .then_some((BOOL_IN_DENY, "long-term access keys lack the key, so that they are not denied"))
        }
        (_, Effect::Deny) if is_present_key(condition) && says(condition, "true") && !name.negated => {
            Some((TRUE_IN_DENY, "this denies those who have proved MFA"))
        }
        (_, Effect::Allow) if is_present_key(condition) && says(condition, "true") && !name.negated => {
            let lets_keys_in = name.if_exists && !asks_presence;
            lets_keys_in.then_some((
                IF_EXISTS_IN_ALLOW,
                "long-term access keys lack the key, so that they are allowed",
            ))
        }
        (_, Effect::Allow) if is_present_key(condition) && says(condition, "false") && !name.negated => {
            Some((FALSE_IN_ALLOW, "this allows those only who have not proved MFA"))
        }
        _ => None,
    }
}

fn age(effect: Effect, condition: &RawCondition<'_>) -> Option<(Rule, &'static str)> {
    let name = condition.name;
    let is_upper_bound =
        matches!(name.operator, Operator::Numeric(Comparison::LessThan | Comparison::LessThanEquals));
    let is_lower_bound =
        matches!(name.operator, Operator::Numeric(Comparison::GreaterThan | Comparison::GreaterThanEquals));
    match effect {
        Effect::Deny if is_lower_bound && !name.if_exists => {
            Some((AGE_IN_DENY, "requests without MFA lack the key, so that they are not denied"))
        }
        Effect::Allow if is_upper_bound && name.if_exists => {
            Some((AGE_IF_EXISTS_IN_ALLOW, "requests without MFA lack the key, so that they are allowed"))
        }
        _ => None,
    }
}
