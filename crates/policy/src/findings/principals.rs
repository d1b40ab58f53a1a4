//! Findings about `Principal` and `NotPrincipal`.

use super::{Look, Rule, Severity, effect, short};
use crate::document::Effect;
use crate::grammar::{Element, RawPrincipal, RawStatement, Text};
use crate::kind::Kind;
use crate::steps;

const ALLOW_WITH_NOT_PRINCIPAL: Rule = Rule::new(
    "ALLOW_WITH_NOT_PRINCIPAL",
    Severity::SecurityWarning,
    "Name whom you mean in Principal: NotPrincipal with Allow grants to everybody else, anonymous callers included",
);
const DENY_WITH_NOT_PRINCIPAL: Rule = Rule::new(
    "NOT_PRINCIPAL_WITH_DENY",
    Severity::Warning,
    "Use \"Principal\": \"*\" and ArnNotEquals on aws:PrincipalArn: NotPrincipal denies every caller that has a permissions \
     boundary, and a role's sessions unless they are listed too",
);
const EVERYONE: Rule = Rule::new(
    "ALLOWS_EVERYONE",
    Severity::SecurityWarning,
    "Name principals, or add a condition on aws:PrincipalArn, aws:PrincipalOrgID, aws:SourceArn or the like",
);
const SERVICE_PRINCIPAL: Rule = Rule::new(
    "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
    Severity::SecurityWarning,
    "Add a condition on aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths",
);
const MISMATCHED_ACTION: Rule = Rule::new(
    "MISMATCHED_ACTION_FOR_PRINCIPAL",
    Severity::Error,
    "Web identities call sts:AssumeRoleWithWebIdentity, SAML identities sts:AssumeRoleWithSAML, all others sts:AssumeRole",
);
const NO_AUDIENCE: Rule = Rule::new(
    "WEB_IDENTITY_WITHOUT_CONDITION",
    Severity::SecurityWarning,
    "Add conditions on the provider's aud and sub keys: without them every identity of the provider can assume the role",
);
const UNIQUE_ID: Rule = Rule::new(
    "PRINCIPAL_IS_DELETED",
    Severity::Warning,
    "A unique id stands for a user or role that was deleted; name the new one, or take the entry out",
);

pub(super) const RULES: &[Rule] = &[
    ALLOW_WITH_NOT_PRINCIPAL,
    DENY_WITH_NOT_PRINCIPAL,
    EVERYONE,
    SERVICE_PRINCIPAL,
    MISMATCHED_ACTION,
    NO_AUDIENCE,
    UNIQUE_ID,
];

pub(super) fn statement(look: &mut Look<'_>, statement: &RawStatement<'_>) {
    let Some(element) = &statement.principal else {
        return;
    };
    let allows = effect(statement) == Effect::Allow;
    if element.negated {
        let rule = if allows { ALLOW_WITH_NOT_PRINCIPAL } else { DENY_WITH_NOT_PRINCIPAL };
        look.find(rule, element.start, "the statement uses NotPrincipal");
        return;
    }
    deleted(look, element);
    if !allows {
        return;
    }
    if is_everyone(element) && !is_pinned(statement) {
        look.find(EVERYONE, element.start, "the statement allows everybody, anonymous callers included");
    }
    if look.kind != Kind::Trust && has_kind(element, "Service") && !has_key(statement, &SOURCE_KEYS) {
        look.find(
            SERVICE_PRINCIPAL,
            element.start,
            "the service could be made to act for anybody's resource",
        );
    }
    if look.kind == Kind::Trust {
        trust(look, statement, element);
    }
}

const SOURCE_KEYS: [&str; 4] =
    ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

/// Keys whose condition narrows `*` to some callers.
const PINNING_KEYS: [&str; 14] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceip",
    "aws:userid",
    "aws:sourceowner",
    "sts:externalid",
];

fn is_pinned(statement: &RawStatement<'_>) -> bool {
    has_key(statement, &PINNING_KEYS)
}

fn has_key(statement: &RawStatement<'_>, keys: &[&str]) -> bool {
    let positive =
        statement.conditions.iter().filter(|condition| !condition.name.negated && !condition.name.if_exists);
    positive.into_iter().any(|condition| keys.iter().any(|key| key.eq_ignore_ascii_case(condition.key.text)))
}

fn entries<'e, 'n>(element: &'e Element<RawPrincipal<'n>>) -> impl Iterator<Item = (&'n str, Text<'n>)> + 'e {
    let (text, map) = match &element.content {
        RawPrincipal::Text(text) => (Some(("AWS", *text)), &[] as &[_]),
        RawPrincipal::Map(map) => (None, map.as_slice()),
    };
    let listed = map.iter().flat_map(|(kind, values)| values.items.iter().map(|value| (kind.text, *value)));
    text.into_iter().chain(listed)
}

fn is_everyone(element: &Element<RawPrincipal<'_>>) -> bool {
    entries(element).any(|(kind, value)| kind == "AWS" && value.text == "*")
}

fn has_kind(element: &Element<RawPrincipal<'_>>, wanted: &str) -> bool {
    entries(element).any(|(kind, _)| kind == wanted)
}

fn deleted(look: &mut Look<'_>, element: &Element<RawPrincipal<'_>>) {
    for (kind, value) in entries(element) {
        if kind == "AWS" && (value.text.starts_with("AIDA") || value.text.starts_with("AROA")) {
            look.find(UNIQUE_ID, value.start, format!("{} is a unique id", short(value.text)));
        }
    }
}

fn trust(look: &mut Look<'_>, statement: &RawStatement<'_>, element: &Element<RawPrincipal<'_>>) {
    let Some(action) = statement.action.as_ref().filter(|action| !action.negated) else {
        return;
    };
    let can_call = |name: &str| entries(element).any(|entry| fits(name, entry));
    let (web, saml, other) = (can_call(WEB_IDENTITY), can_call(SAML), can_call("sts:assumerole"));
    let is_provider_key = |condition: &crate::grammar::RawCondition<'_>| {
        let key = condition.key.text;
        [":aud", ":sub", ":amr", ":oaud"].iter().any(|end| key.ends_with(end)) && !key.starts_with("aws:")
    };
    let asks_provider = statement.conditions.iter().any(is_provider_key);
    for text in &action.content.items {
        steps::take(1);
        let name = text.text.to_ascii_lowercase();
        let is_called = match name.as_str() {
            WEB_IDENTITY => web,
            SAML => saml,
            "sts:assumerole" => other,
            _ => true,
        };
        if !is_called {
            look.find(MISMATCHED_ACTION, text.start, format!("no principal here can call {}", text.text));
        }
        if name == WEB_IDENTITY && !asks_provider {
            look.find(NO_AUDIENCE, element.start, "every identity of the provider is trusted");
        }
    }
}

const WEB_IDENTITY: &str = "sts:assumerolewithwebidentity";
const SAML: &str = "sts:assumerolewithsaml";

/// True if a principal can call one of the actions that take on a role.
fn fits(action: &str, (kind, value): (&str, Text<'_>)) -> bool {
    steps::take(1);
    match (kind, action) {
        ("Federated", SAML) => value.text.contains("saml-provider/"),
        ("Federated", WEB_IDENTITY) => !value.text.contains("saml-provider/"),
        ("Federated", _) => false,
        (_, SAML | WEB_IDENTITY) => value.text == "*",
        _ => true,
    }
}
