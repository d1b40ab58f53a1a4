//! The checks that AWS makes when a document is saved, in AWS's order and words.
//! Sources: recordings of `CreatePolicy`, `CreateRole` and `PutBucketPolicy`; `docs/decisions/policy-semantics.md` says
//! which of them was followed where they disagree.

mod bucket;
mod legacy;
mod of_resource;
mod resource;

use crate::grammar::{Element, Misshapen, RawPolicy, RawPrincipal, RawStatement, Texts};
use crate::kind::Kind;
use std::collections::BTreeSet;

/// A check that failed: AWS's words, ours, and where.
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) detail: String,
    pub(crate) offset: u32,
}

type Checked = Result<(), Refusal>;

fn refuse(message: impl Into<String>, detail: impl Into<String>, offset: u32) -> Checked {
    Err(Refusal { message: message.into(), detail: detail.into(), offset })
}

const SYNTAX: &str = "Syntax errors in policy.";
const VERSION: &str = "Policy document must be version 2012-10-17 or greater.";
const SIDS: &str = "Statement IDs (SID) in a single policy must be unique.";
const SID_FORM: &str = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
const NO_ACTIONS: &str = "Policy statement must contain actions.";
const NO_RESOURCES: &str = "Policy statement must contain resources.";
const HAS_PRINCIPAL: &str = "Policy document should not specify a principal.";
const NO_PRINCIPAL: &str = "Missing required field Principal";
const PROHIBITED_RESOURCE: &str = "Has prohibited field Resource";
const TRUST_ACTIONS: &str = "AssumeRole policy may only specify STS AssumeRole actions.";

/// Actions that a trust policy may be about.
const STS_ACTIONS: [&str; 6] = [
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

/// The message for text that is not JSON.
pub(crate) fn not_json(kind: Kind) -> &'static str {
    match kind {
        Kind::Trust => "This policy contains invalid Json",
        Kind::Bucket => bucket::NOT_JSON,
        _ => SYNTAX,
    }
}

/// The message for JSON that has not the shape of a policy.
pub(crate) fn misshapen(kind: Kind, error: &Misshapen) -> String {
    match (kind, &error.operator) {
        (Kind::Trust, Some(operator)) => no_operator(operator),
        (Kind::Bucket, _) => bucket::MISSHAPEN.into(),
        _ => SYNTAX.into(),
    }
}

/// Message of `CreateRole` about an unknown operator, or one in other case.
fn no_operator(operator: &str) -> String {
    format!("Invalid Condition type : {operator}")
}

/// The checks that every stored document has passed.
pub(crate) fn as_stored(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    has_statements(kind, policy)?;
    as_judged(kind, policy)?;
    if !kind.names_principals() {
        no_principal(policy)?;
    }
    Ok(())
}

/// The checks without which a document has no meaning. Faults that leave the meaning clear pass: an empty list
/// of statements allows nothing, and a principal in a policy that is attached to one is ignored.
pub(crate) fn as_judged(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    exact_effects(policy)?;
    has_actions(policy)?;
    has_resources(kind, policy)
}

/// The checks of the operation that saves a document of that kind.
pub(crate) fn as_saved(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    has_statements(kind, policy)?;
    match kind {
        Kind::Bucket => return bucket::check(policy),
        Kind::Resource(resource) => return of_resource::check(resource.rules(), policy),
        _ => {}
    }
    operators_exact(kind, policy)?;
    let needs_2012 = matches!(kind, Kind::Managed | Kind::Boundary | Kind::ResourceControl);
    if needs_2012 && policy.version != Some("2012-10-17") {
        return refuse(VERSION, "managed policies need \"Version\": \"2012-10-17\"", 0);
    }
    legacy::check(policy)?;
    // AWS's own name resources that customers cannot (`arn:aws:iam::aws:role-template/…`).
    let resource_error = if kind == Kind::AwsManaged { None } else { resource::check(policy)? };
    if kind.is_of_iam() {
        sid_forms(policy)?;
    }
    unique_sids(policy)?;
    has_actions(policy)?;
    if kind.names_principals() {
        has_principals(kind, policy)?;
    } else {
        no_principal(policy)?;
    }
    if let Some(error) = resource_error {
        return Err(error);
    }
    has_resources(kind, policy)?;
    action_forms(kind, policy)?;
    match kind {
        Kind::Trust => no_resources(policy),
        Kind::ResourceControl => resource_control(policy),
        _ => Ok(()),
    }
}

fn exact_effects(policy: &RawPolicy<'_>) -> Checked {
    let other = |statement: &&RawStatement<'_>| !matches!(statement.effect.text, "Allow" | "Deny");
    match policy.statements.iter().find(other) {
        Some(statement) => {
            refuse(SYNTAX, "Effect is \"Allow\" or \"Deny\", in that case", statement.effect.start)
        }
        None => Ok(()),
    }
}

fn operators_exact(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    let conditions = policy.statements.iter().flat_map(|statement| &statement.conditions);
    match conditions.into_iter().find(|condition| !condition.name.exact_case) {
        Some(condition) => {
            let name = condition.operator.text;
            let detail = format!("{name:?}: names of operators are case-sensitive");
            let message = match kind {
                Kind::Trust => no_operator(name),
                Kind::Bucket => bucket::MISSHAPEN.into(),
                _ => SYNTAX.into(),
            };
            refuse(message, detail, condition.operator.start)
        }
        None => Ok(()),
    }
}

/// Letters and digits of ASCII.
pub(crate) fn is_iam_sid(sid: &str) -> bool {
    sid.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn sid_forms(policy: &RawPolicy<'_>) -> Checked {
    let mut sids = policy.statements.iter().filter_map(|statement| statement.sid);
    match sids.find(|sid| !is_iam_sid(sid.text)) {
        Some(sid) => refuse(SID_FORM, format!("the Sid {:?} has other characters", sid.text), sid.start),
        None => Ok(()),
    }
}

fn unique_sids(policy: &RawPolicy<'_>) -> Checked {
    let mut seen = BTreeSet::new();
    for sid in policy.statements.iter().filter_map(|statement| statement.sid) {
        if !sid.text.is_empty() && !seen.insert(sid.text) {
            return refuse(SIDS, format!("the Sid {:?} is given twice", sid.text), sid.start);
        }
    }
    Ok(())
}

fn has_statements(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    if !policy.statements.is_empty() {
        return Ok(());
    }
    let message = if kind == Kind::Bucket { bucket::MISSHAPEN } else { SYNTAX };
    refuse(message, "the list of statements is empty", policy.opening.saturating_sub(1))
}

fn is_empty(element: &Option<Element<Texts<'_>>>) -> bool {
    element.as_ref().is_none_or(|element| element.content.items.len() + element.content.nulls == 0)
}

fn has_actions(policy: &RawPolicy<'_>) -> Checked {
    match policy.statements.iter().find(|statement| is_empty(&statement.action)) {
        Some(statement) => {
            refuse(NO_ACTIONS, "the statement has no Action and no NotAction", statement.start)
        }
        None => Ok(()),
    }
}

fn has_resources(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    let lacks = |statement: &&RawStatement<'_>| match statement.resource {
        None => kind.needs_resource(),
        // A trust policy may not have the element at all, which is checked later.
        Some(_) => kind != Kind::Trust && is_empty(&statement.resource),
    };
    match policy.statements.iter().find(lacks) {
        Some(statement) => {
            refuse(NO_RESOURCES, "the statement has no Resource and no NotResource", statement.start)
        }
        None => Ok(()),
    }
}

fn no_principal(policy: &RawPolicy<'_>) -> Checked {
    match policy.statements.iter().find_map(|statement| statement.principal.as_ref()) {
        Some(element) => refuse(
            HAS_PRINCIPAL,
            "only policies of resources and trust policies name principals",
            element.start,
        ),
        None => Ok(()),
    }
}

fn has_principals(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    for statement in &policy.statements {
        match &statement.principal {
            None => return refuse(NO_PRINCIPAL, "the statement says not whom it is about", statement.start),
            Some(element) if element.negated && kind == Kind::Trust => {
                let detail = "a trust policy cannot have NotPrincipal: use a condition on aws:PrincipalArn";
                return refuse("Has prohibited field NotPrincipal.", detail, element.start);
            }
            Some(element) => principal_forms(element)?,
        }
    }
    Ok(())
}

/// A principal is `*`, an account, an ARN without wildcards, or a unique id.
fn principal_forms(element: &Element<RawPrincipal<'_>>) -> Checked {
    let bad = |kind: &str, text: crate::grammar::Text<'_>| {
        let message = format!("Invalid principal in policy: \"{kind}\":\"{}\"", text.text);
        refuse(message, "a principal is \"*\", an account, or an ARN without wildcards", text.start)
    };
    match &element.content {
        RawPrincipal::Text(text) if text.text == "*" => Ok(()),
        RawPrincipal::Text(text) => bad("AWS", *text),
        RawPrincipal::Map(map) => {
            for (kind, values) in map {
                let invalid = |text: &&crate::grammar::Text<'_>| {
                    let text = text.text;
                    let allowed_star = kind.text == "AWS" && text == "*";
                    let has_wildcard = text.contains(['*', '?']) && !allowed_star;
                    text.is_empty()
                        || has_wildcard
                        || (kind.text == "AWS" && !allowed_star && !is_aws_principal(text))
                };
                if let Some(text) = values.items.iter().find(invalid) {
                    return bad(kind.text, *text);
                }
            }
            Ok(())
        }
    }
}

fn is_aws_principal(text: &str) -> bool {
    let is_unique_id = text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    crate::arn::is_account_id(text) || crate::arn::split(text).is_some() || is_unique_id
}

fn action_forms(kind: Kind, policy: &RawPolicy<'_>) -> Checked {
    for negated in [false, true] {
        let elements = policy.statements.iter().filter_map(|statement| statement.action.as_ref());
        for action in elements.filter(|element| element.negated == negated).flat_map(|e| &e.content.items) {
            action_form(action.text).or_else(|(message, detail)| refuse(message, detail, action.start))?;
            let is_known = STS_ACTIONS.iter().any(|known| known.eq_ignore_ascii_case(action.text));
            if kind == Kind::Trust && !is_known {
                return refuse(TRUST_ACTIONS, format!("{:?} is no such action", action.text), action.start);
            }
        }
    }
    Ok(())
}

/// `*`, or `vendor:Name` with one colon; the name is not looked at.
pub(crate) fn action_form(action: &str) -> Result<(), (String, String)> {
    let vendor = match action.split_once(':') {
        None if action == "*" => return Ok(()),
        None => {
            let message = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
            return Err((message.into(), format!("{action:?} is not of the form service:Action")));
        }
        Some((_, name)) if name.contains(':') => {
            let message = "Actions/Condition can contain only one colon.";
            return Err((message.into(), format!("{action:?} has several colons")));
        }
        Some((vendor, _)) => vendor,
    };
    let is_vendor = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if vendor != "*" && !vendor.bytes().all(is_vendor) {
        return Err((format!("Vendor {vendor} is not valid"), format!("{vendor:?} is no name of a service")));
    }
    Ok(())
}

fn no_resources(policy: &RawPolicy<'_>) -> Checked {
    match policy.statements.iter().find_map(|statement| statement.resource.as_ref()) {
        Some(element) => {
            refuse(PROHIBITED_RESOURCE, "a trust policy is about the role it is attached to", element.start)
        }
        None => Ok(()),
    }
}

/// Checks the contents of a customer's resource control policy (AWS Organizations user guide, "RCP syntax").
fn resource_control(policy: &RawPolicy<'_>) -> Checked {
    for statement in &policy.statements {
        let action = statement.action.as_ref();
        let lone_star =
            |element: &Element<Texts<'_>>| element.content.items.iter().any(|text| text.text == "*");
        let is_everyone = statement.principal.as_ref().is_some_and(|element| {
            !element.negated && matches!(&element.content, RawPrincipal::Text(text) if text.text == "*")
        });
        let detail = if statement.effect.text != "Deny" {
            "a resource control policy only denies"
        } else if !is_everyone {
            "a resource control policy is about every principal: \"Principal\": \"*\""
        } else if action.is_some_and(|element| element.negated || lone_star(element)) {
            "a resource control policy names the actions of services: neither NotAction nor \"*\""
        } else {
            continue;
        };
        return refuse(SYNTAX, detail, statement.start);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
