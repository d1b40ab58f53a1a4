//! Checks that policies of resources other than buckets have in common. Each service checks them in words of its own, which are
//! not known; these are IAM's for the same faults.

use super::{Checked, action_form, has_principals, is_empty, operators_exact, refuse};
use crate::grammar::RawPolicy;
use crate::kind::Kind;
use crate::kind::resource::{ResourceElement, Rules};

pub(super) fn check(rules: Rules, policy: &RawPolicy<'_>) -> Checked {
    super::exact_effects(policy)?;
    operators_exact(Kind::Managed, policy)?;
    super::has_actions(policy)?;
    has_principals(Kind::Bucket, policy)?;
    for statement in &policy.statements {
        match (rules.resource, &statement.resource) {
            (ResourceElement::Refused(message), Some(element)) => {
                return refuse(message, "the policy is about the resource it is attached to", element.start);
            }
            (ResourceElement::Required, None) => {
                return refuse(super::NO_RESOURCES, "the statement has no Resource", statement.start);
            }
            (_, Some(_)) if is_empty(&statement.resource) => {
                return refuse(super::NO_RESOURCES, "the statement names no resources", statement.start);
            }
            _ => {}
        }
    }
    let actions = policy.statements.iter().filter_map(|statement| statement.action.as_ref());
    for text in actions.flat_map(|element| &element.content.items) {
        action_form(text.text).or_else(|(message, detail)| refuse(message, detail, text.start))?;
    }
    Ok(())
}
