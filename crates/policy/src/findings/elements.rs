//! Findings about versions, sizes, Sids, actions and resources.

use super::{Look, Rule, Severity, effect, redundant, short};
use crate::action::ActionPattern;
use crate::document::Effect;
use crate::grammar::{Element, RawPolicy, RawStatement, Text, Texts};
use crate::kind::Kind;
use crate::resource::ResourcePattern;
use crate::variable;

const NO_VERSION: Rule = Rule::new(
    "MISSING_VERSION",
    Severity::Warning,
    "Add \"Version\": \"2012-10-17\": without it ${…} is plain text",
);
const VARIABLE_IN_VERSION: Rule = Rule::new(
    "VARIABLE_UNSUPPORTED_IN_VERSION",
    Severity::Error,
    "Use \"Version\": \"2012-10-17\": in older documents ${…} is plain text",
);
const VARIABLE_IN_ELEMENT: Rule = Rule::new(
    "VARIABLE_UNSUPPORTED_IN_ELEMENT",
    Severity::Error,
    "Variables work in the last part of resource ARNs and in values of conditions only",
);
const VARIABLE_IN_ACCOUNT: Rule = Rule::new(
    "VARIABLE_IN_ACCOUNT_OF_ARN",
    Severity::Warning,
    "Write the account, or *: the guide has variables in the last part only, though AWS itself relies on one here; \
     Ostiary takes it as it stands",
);
const OTHER_SERVICE: Rule = Rule::new(
    "MISMATCHED_SERVICE_IN_ACTION",
    Severity::Warning,
    "Name actions of the service that has the resource: others are refused, or never asked about",
);
const VARIABLE_FORM: Rule = Rule::new(
    "INVALID_VARIABLE",
    Severity::Error,
    "Write ${key} or ${key, 'default'}; ${*}, ${?} and ${$} for the characters themselves",
);
const SIZE: Rule =
    Rule::new("POLICY_SIZE_EXCEEDS_QUOTA", Severity::Error, "Split the policy, or shorten it with wildcards");
const SID: Rule = Rule::new("INVALID_SID", Severity::Error, "Use letters and digits only");
const EMPTY_SID: Rule =
    Rule::new("EMPTY_SID_VALUE", Severity::Suggestion, "Give the statement a name, or no Sid");
const DEAD_ACTION: Rule = Rule::new(
    "INVALID_ACTION",
    Severity::Error,
    "Write service:Action; until then the entry matches nothing, and excludes nothing in NotAction",
);
const SERVICE_WILDCARD: Rule = Rule::new(
    "INVALID_SERVICE_IN_ACTION",
    Severity::Warning,
    "Write out the service: a wildcard there is not documented to work",
);
const DEAD_RESOURCE: Rule = Rule::new(
    "INVALID_ARN",
    Severity::Error,
    "Write an ARN of six parts or \"*\"; until then the entry matches nothing, and in NotResource makes the whole \
     statement mean nothing",
);
const SHORT_ARN: Rule =
    Rule::new("SHORT_ARN", Severity::Warning, "Write out all six parts: what is missing stands for *");
const PASS_ROLE_STAR: Rule = Rule::new(
    "PASS_ROLE_WITH_STAR_IN_RESOURCE",
    Severity::SecurityWarning,
    "Name the roles, or add a condition on iam:PassedToService",
);
const ALLOW_NOT_ACTION: Rule = Rule::new(
    "ALLOW_WITH_NOT_ACTION",
    Severity::SecurityWarning,
    "List what is allowed: NotAction with Allow also allows what does not exist yet",
);
const ALLOW_NOT_RESOURCE: Rule = Rule::new(
    "ALLOW_WITH_NOT_RESOURCE",
    Severity::SecurityWarning,
    "List what is allowed: NotResource with Allow also allows what does not exist yet",
);
const EVERYTHING: Rule = Rule::new(
    "ALLOWS_EVERYTHING",
    Severity::Warning,
    "Unless this is meant for administrators, list actions and resources",
);
const REDUNDANT_ACTION: Rule = Rule::new("REDUNDANT_ACTION", Severity::Suggestion, "Take the entry out");
const REDUNDANT_RESOURCE: Rule = Rule::new("REDUNDANT_RESOURCE", Severity::Suggestion, "Take the entry out");
const REDUNDANT_STATEMENT: Rule =
    Rule::new("REDUNDANT_STATEMENT", Severity::Suggestion, "Take one of them out");

pub(super) const RULES: &[Rule] = &[
    NO_VERSION,
    VARIABLE_IN_VERSION,
    VARIABLE_IN_ELEMENT,
    VARIABLE_IN_ACCOUNT,
    VARIABLE_FORM,
    OTHER_SERVICE,
    SIZE,
    SID,
    EMPTY_SID,
    DEAD_ACTION,
    SERVICE_WILDCARD,
    DEAD_RESOURCE,
    SHORT_ARN,
    PASS_ROLE_STAR,
    ALLOW_NOT_ACTION,
    ALLOW_NOT_RESOURCE,
    EVERYTHING,
    REDUNDANT_ACTION,
    REDUNDANT_RESOURCE,
    REDUNDANT_STATEMENT,
];

pub(super) fn policy(look: &mut Look<'_>, policy: &RawPolicy<'_>, text: &str) {
    if policy.version.is_none() {
        look.find(NO_VERSION, 0, "the document has no Version");
    }
    if let Some((limit, counted)) = look.kind.quota() {
        let size = counted.size(text);
        if size > limit {
            look.find(SIZE, 0, format!("the document counts {size} {} of at most {limit}", counted.unit()));
        }
    }
}

pub(super) fn statement(look: &mut Look<'_>, statement: &RawStatement<'_>) {
    if let Some(sid) = statement.sid {
        let more = look.kind.sid_characters();
        let is_known = |one: char| one.is_ascii_alphanumeric() || more.is_none_or(|more| more.contains(one));
        if sid.text.is_empty() {
            look.find(EMPTY_SID, sid.start, "the Sid is empty");
        } else if !sid.text.chars().all(is_known) {
            look.find(SID, sid.start, format!("{} holds characters that a Sid may not", short(sid.text)));
        }
    }
    let allows = effect(statement) == Effect::Allow;
    if let Some(element) = &statement.action {
        actions(look, element);
        if element.negated && allows {
            look.find(ALLOW_NOT_ACTION, element.start, "everything but the listed actions is allowed");
        }
    }
    if let Some(element) = &statement.resource {
        resources(look, element);
        if element.negated && allows {
            look.find(ALLOW_NOT_RESOURCE, element.start, "everything but the listed resources is allowed");
        }
    }
    let values = statement.conditions.iter().flat_map(|condition| &condition.values);
    values.into_iter().for_each(|value| variables(look, value.text, value.start));
    if allows {
        broad(look, statement);
    }
}

fn has_star(element: &Option<Element<Texts<'_>>>) -> bool {
    element.as_ref().is_some_and(|element| {
        !element.negated && element.content.items.iter().any(|text| text.text == "*" || text.text == "*:*")
    })
}

fn broad(look: &mut Look<'_>, statement: &RawStatement<'_>) {
    let Some(action) = statement.action.as_ref().filter(|action| !action.negated) else {
        return;
    };
    let on_everything = has_star(&statement.resource);
    if has_star(&statement.action) && on_everything && statement.conditions.is_empty() {
        look.find(EVERYTHING, action.start, "every action on every resource is allowed");
        return;
    }
    let passes = |text: &&Text<'_>| {
        let pass_role = crate::action::RequestAction::new("iam:PassRole");
        ActionPattern::new(text.text).matches(pass_role, &crate::context::Context::new())
    };
    let is_limited = statement.conditions.iter().any(|condition| {
        let key = condition.key.text;
        ["iam:PassedToService", "iam:AssociatedResourceArn"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(key))
    });
    if let (Some(text), true, false) = (action.content.items.iter().find(passes), on_everything, is_limited) {
        look.find(PASS_ROLE_STAR, text.start, format!("{} lets every role be passed", short(text.text)));
    }
}

fn actions(look: &mut Look<'_>, element: &Element<Texts<'_>>) {
    let patterns: Vec<ActionPattern> =
        element.content.items.iter().map(|text| ActionPattern::new(text.text)).collect();
    for (text, pattern) in element.content.items.iter().zip(&patterns) {
        if text.text.contains("${") {
            look.find(VARIABLE_IN_ELEMENT, text.start, format!("{} is taken as it stands", short(text.text)));
        }
        if pattern.is_dead() {
            look.find(DEAD_ACTION, text.start, format!("{} matches no action", short(text.text)));
        } else if text
            .text
            .split(':')
            .next()
            .is_some_and(|service| service != "*" && service.contains(['*', '?']))
        {
            look.find(
                SERVICE_WILDCARD,
                text.start,
                format!("{} has a wildcard in the service", short(text.text)),
            );
        } else if is_of_other_service(look.kind, text.text) {
            let message = format!("{} is no action of the service that has the policy", short(text.text));
            look.find(OTHER_SERVICE, text.start, message);
        }
    }
    redundant::entries(look, REDUNDANT_ACTION, element, |text| text.to_ascii_lowercase());
}

/// True if an action is of a service other than the one whose resource has the policy.
fn is_of_other_service(kind: Kind, action: &str) -> bool {
    let Some((service, _)) = action.split_once(':') else { return false };
    let services = kind.rules().map_or(&[] as &[&str], |rules| rules.services);
    !services.is_empty() && service != "*" && !services.iter().any(|own| own.eq_ignore_ascii_case(service))
}

fn resources(look: &mut Look<'_>, element: &Element<Texts<'_>>) {
    for text in &element.content.items {
        let pattern = ResourcePattern::new(text.text, look.kind, look.has_variables);
        if pattern.is_unusable() {
            look.find(DEAD_RESOURCE, text.start, format!("{} matches no resource", short(text.text)));
        } else if !pattern.is_everything() && text.text.split(':').count() < 6 {
            look.find(SHORT_ARN, text.start, format!("{} has fewer than six parts", short(text.text)));
        }
        variable_places(look, *text);
        variables(look, text.text, text.start);
    }
    redundant::entries(look, REDUNDANT_RESOURCE, element, str::to_owned);
}

/// Variables before the last part of an ARN are not documented to work.
fn variable_places(look: &mut Look<'_>, text: Text<'_>) {
    const ACCOUNT: usize = 4;
    let parts = text.text.splitn(6, ':').take(5).enumerate();
    let mut held = parts.filter(|(_, part)| part.contains("${")).map(|(at, _)| at).peekable();
    if held.peek().is_none() {
        return;
    }
    let message = format!("{} has a variable before its last part", short(text.text));
    let rule = if held.all(|at| at == ACCOUNT) { VARIABLE_IN_ACCOUNT } else { VARIABLE_IN_ELEMENT };
    look.find(rule, text.start, message);
}

/// Checks that `${` begins a variable, and that the version has them.
fn variables(look: &mut Look<'_>, text: &str, at: u32) {
    let mut rest = text;
    while let Some((_, from)) = rest.split_once("${") {
        if !look.has_variables {
            look.find(VARIABLE_IN_VERSION, at, format!("{} holds no variable in this version", short(text)));
            return;
        }
        let begins = rest.get(rest.len() - from.len() - 2..).unwrap_or("");
        if !is_well_formed(begins) {
            look.find(VARIABLE_FORM, at, format!("{} holds a variable that cannot be read", short(text)));
            return;
        }
        rest = from;
    }
}

fn is_well_formed(text: &str) -> bool {
    match variable::read(text) {
        None => false,
        Some((variable::Piece::Escaped(_), _)) => true,
        Some((variable::Piece::Variable(variable), _)) => {
            let name = variable.name();
            !name.is_empty() && !name.contains([',', '\'', '$', '{', ' '])
        }
    }
}

pub(super) fn redundant_statements(look: &mut Look<'_>, policy: &RawPolicy<'_>) {
    redundant::statements(look, REDUNDANT_STATEMENT, policy);
}
