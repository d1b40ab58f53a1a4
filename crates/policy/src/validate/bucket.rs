//! The checks of `PutBucketPolicy`, whose words are S3's own.

use super::{Checked, principal_forms, refuse};
use crate::grammar::RawPolicy;
use crate::kind::Kind;

pub(super) const NOT_JSON: &str = "Policies must be valid JSON and the first byte must be '{'";
pub(super) const MISSHAPEN: &str = "Invalid policy syntax.";

/// Checks that need not know the bucket; [`Policy::check_bucket`](crate::Policy::check_bucket) does the rest.
pub(super) fn check(policy: &RawPolicy<'_>) -> Checked {
    for statement in &policy.statements {
        if !matches!(statement.effect.text, "Allow" | "Deny") {
            let message = format!("Invalid effect: {}", statement.effect.text);
            return refuse(message, "Effect is \"Allow\" or \"Deny\", in that case", statement.effect.start);
        }
        let Some(principal) = &statement.principal else {
            return refuse(
                "Missing required field Principal",
                "whom is the statement about?",
                statement.start,
            );
        };
        principal_forms(principal).map_err(|mut refusal| {
            refusal.message = "Invalid principal in policy".into();
            refusal
        })?;
        if super::is_empty(&statement.action) {
            return refuse(
                "Missing required field Action",
                "the statement names no actions",
                statement.start,
            );
        }
        if super::is_empty(&statement.resource) {
            return refuse(
                "Missing required field Resource",
                "the statement names no resources",
                statement.start,
            );
        }
    }
    super::operators_exact(Kind::Bucket, policy)?;
    for action in policy.statements.iter().filter_map(|statement| statement.action.as_ref()) {
        for text in &action.content.items {
            super::action_form(text.text)
                .or_else(|(_, detail)| refuse("Policy has invalid action", detail, text.start))?;
        }
    }
    Ok(())
}
