//! Findings about conditions: keys, types, operators, values and variables.

use super::{Look, Rule, Severity, effect, short};
use crate::condition::PolicyValue;
use crate::condition::operator::{Operator, SetOperator};
use crate::document::Effect;
use crate::grammar::{RawCondition, RawStatement, RawValue};
use crate::key::{ConditionKey, KeyType};
use crate::steps;
use std::collections::HashSet;

const UNKNOWN_GLOBAL_KEY: Rule = Rule::new(
    "INVALID_GLOBAL_CONDITION_KEY",
    Severity::Error,
    "Use one of AWS's global condition keys; keys of services begin with the service's own prefix",
);
const TYPE_MISMATCH: Rule =
    Rule::new("TYPE_MISMATCH", Severity::Error, "Use an operator for the type of the condition key");
const UNREADABLE: Rule = Rule::new(
    "TYPE_MISMATCH_VALUE",
    Severity::Error,
    "Write a value that the operator can read: until then an Allow never applies by it, and a Deny always does",
);
const MISSING_QUALIFIER: Rule = Rule::new(
    "MISSING_QUALIFIER",
    Severity::Error,
    "Begin the operator with ForAllValues: or ForAnyValue:, since the key has a list of values",
);
const FOR_ALL_SINGLE: Rule = Rule::new(
    "FOR_ALL_VALUES_WITH_SINGLE_VALUED_KEY",
    Severity::SecurityWarning,
    "Leave ForAllValues: away: it is true of requests that lack the key",
);
const FOR_ALL_IN_ALLOW: Rule = Rule::new(
    "FOR_ALL_VALUES_WITH_ALLOW",
    Severity::SecurityWarning,
    "Add a condition Null KEY \"false\": ForAllValues: is true of requests that lack the key",
);
const NULL_IF_EXISTS: Rule =
    Rule::new("NULL_WITH_IF_EXISTS", Severity::Error, "Write Null: it asks for presence already");
const SET_IF_EXISTS: Rule = Rule::new(
    "FOR_ANY_VALUE_WITH_IF_EXISTS",
    Severity::Warning,
    "Leave IfExists away, or add a Null condition: ForAnyValue is false of requests that lack the key",
);
const DUPLICATE_CASE: Rule = Rule::new(
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE_FOR_CONDITION_KEY",
    Severity::Error,
    "Keys are the same whatever their case: put the values into one list",
);
const MULTIPLE_BOOLEANS: Rule = Rule::new(
    "MULTIPLE_BOOLEAN_VALUES",
    Severity::Warning,
    "Keep one of the two: together they allow any value",
);
const WILDCARD_WITHOUT_LIKE: Rule = Rule::new(
    "WILDCARD_WITHOUT_LIKE_OPERATOR",
    Severity::Warning,
    "Use StringLike or StringNotLike: in other operators * and ? are plain characters",
);
const NO_VALUES: Rule =
    Rule::new("EMPTY_ARRAY_CONDITION", Severity::Warning, "Give a value: an empty list matches nothing");
const VARIABLE_IN_OPERATOR: Rule = Rule::new(
    "VARIABLE_UNSUPPORTED_IN_OPERATOR",
    Severity::Error,
    "Variables work in String and Arn operators only",
);
const PRIVATE_ADDRESS: Rule = Rule::new(
    "PRIVATE_IP_ADDRESS",
    Severity::Warning,
    "aws:SourceIp is a public address; for requests through a VPC endpoint use aws:VpcSourceIp",
);

pub(super) const RULES: &[Rule] = &[
    UNKNOWN_GLOBAL_KEY,
    TYPE_MISMATCH,
    UNREADABLE,
    MISSING_QUALIFIER,
    FOR_ALL_SINGLE,
    FOR_ALL_IN_ALLOW,
    NULL_IF_EXISTS,
    SET_IF_EXISTS,
    DUPLICATE_CASE,
    MULTIPLE_BOOLEANS,
    WILDCARD_WITHOUT_LIKE,
    NO_VALUES,
    VARIABLE_IN_OPERATOR,
    PRIVATE_ADDRESS,
];

pub(super) fn statement(look: &mut Look<'_>, statement: &RawStatement<'_>) {
    // Keys without regard to case: those that some Null condition is about, and those of each operator so far.
    let is_null = |condition: &&RawCondition<'_>| condition.name.operator == Operator::Null;
    let guarded: HashSet<String> =
        statement.conditions.iter().filter(is_null).map(|condition| fold(condition.key.text)).collect();
    let mut seen: HashSet<(u32, String)> = HashSet::new();
    for condition in &statement.conditions {
        steps::take(1);
        let key = fold(condition.key.text);
        let is_guarded = guarded.contains(&key);
        if !seen.insert((condition.operator.start, key)) {
            let message = format!("{} is given twice in different case", short(condition.key.text));
            look.find(DUPLICATE_CASE, condition.key.start, message);
        }
        operator(look, effect(statement), condition, is_guarded);
        key_type(look, condition);
        condition.values.iter().for_each(|one| value(look, condition, *one));
        if condition.values.is_empty() {
            let message = format!("{} is compared with nothing", short(condition.key.text));
            look.find(NO_VALUES, condition.key.start, message);
        }
    }
}

fn fold(key: &str) -> String {
    key.to_ascii_lowercase()
}

fn operator(look: &mut Look<'_>, effect: Effect, condition: &RawCondition<'_>, is_guarded: bool) {
    let (name, at) = (condition.name, condition.operator.start);
    if name.operator == Operator::Null {
        if name.if_exists {
            look.find(NULL_IF_EXISTS, at, "IfExists means nothing after Null");
        }
        return;
    }
    if name.set == Some(SetOperator::Any) && name.if_exists {
        look.find(SET_IF_EXISTS, at, "IfExists does not make ForAnyValue true of an absent key");
    }
    if name.operator == Operator::Bool {
        let says = |word: &str| condition.values.iter().any(|value| value.text.eq_ignore_ascii_case(word));
        if says("true") && says("false") {
            look.find(MULTIPLE_BOOLEANS, condition.key.start, "both true and false are accepted");
        }
    }
    if name.set == Some(SetOperator::All) && effect == Effect::Allow && !is_guarded {
        let is_single = ConditionKey::new(condition.key.text).facts().is_some_and(|key| !key.is_list);
        let rule = if is_single { FOR_ALL_SINGLE } else { FOR_ALL_IN_ALLOW };
        look.find(rule, at, format!("requests that lack {} are allowed", short(condition.key.text)));
    }
}

fn key_type(look: &mut Look<'_>, condition: &RawCondition<'_>) {
    let key = condition.key;
    let Some(known) = ConditionKey::new(key.text).facts() else {
        let is_global = key.text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
        if is_global {
            look.find(
                UNKNOWN_GLOBAL_KEY,
                key.start,
                format!("{} is no global condition key", short(key.text)),
            );
        }
        return;
    };
    if condition.name.operator == Operator::Null {
        return;
    }
    if known.is_list && condition.name.set.is_none() {
        look.find(
            MISSING_QUALIFIER,
            condition.operator.start,
            format!("{} has a list of values", short(key.text)),
        );
    }
    if !fits(known.key_type, condition.name.operator) {
        let message =
            format!("{} does not compare {}", condition.operator.text, known.key_type.description());
        look.find(TYPE_MISMATCH, condition.operator.start, message);
    }
}

/// String operators read every key; the others only their own types. Dates may be given as numbers.
fn fits(key: KeyType, operator: Operator) -> bool {
    if key == KeyType::Tag {
        return true;
    }
    match operator {
        Operator::StringEquals | Operator::StringEqualsIgnoreCase | Operator::StringLike | Operator::Null => {
            true
        }
        Operator::Numeric(_) => matches!(key, KeyType::Number | KeyType::Date),
        Operator::Date(_) => key == KeyType::Date,
        Operator::Bool => key == KeyType::Bool,
        Operator::BinaryEquals => false,
        Operator::IpAddress => key == KeyType::Address,
        Operator::ArnLike => key == KeyType::Arn,
    }
}

fn value(look: &mut Look<'_>, condition: &RawCondition<'_>, value: RawValue<'_>) {
    let (operator, text) = (condition.name.operator, value.text);
    let has_variable = look.has_variables && text.contains("${");
    let is_text = matches!(
        operator,
        Operator::StringEquals | Operator::StringEqualsIgnoreCase | Operator::StringLike | Operator::ArnLike
    );
    if has_variable && !is_text && operator != Operator::Bool {
        look.find(VARIABLE_IN_OPERATOR, value.start, format!("{} is compared as it stands", short(text)));
        return;
    }
    if !PolicyValue::new(text, operator, look.has_variables).is_readable() {
        let message = format!("{} cannot read {}", condition.operator.text, short(text));
        look.find(UNREADABLE, value.start, message);
    }
    let plain = matches!(operator, Operator::StringEquals | Operator::StringEqualsIgnoreCase);
    let without_escapes = text.replace("${*}", "").replace("${?}", "");
    if plain && without_escapes.contains('*') {
        look.find(
            WILDCARD_WITHOUT_LIKE,
            value.start,
            format!("{} is compared character by character", short(text)),
        );
    }
    let is_source = condition.key.text.eq_ignore_ascii_case("aws:SourceIp");
    if is_source && text.split('/').next().and_then(|address| address.parse().ok()).is_some_and(is_private) {
        look.find(PRIVATE_ADDRESS, value.start, format!("{text} is a private address"));
    }
}

fn is_private(address: std::net::IpAddr) -> bool {
    match address.to_canonical() {
        std::net::IpAddr::V4(address) => {
            address.is_private() || address.is_link_local() || address.is_loopback()
        }
        std::net::IpAddr::V6(address) => address.is_unique_local() || address.is_loopback(),
    }
}
