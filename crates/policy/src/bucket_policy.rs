//! Checks of a bucket policy beyond its decisions: is it public, does it fit its bucket.
//! PutBucketPolicy and GetBucketPolicyStatus ask this; Ostiary does not have them yet.
//! Source: S3 user guide, "Blocking public access to your Amazon S3 storage" and "Actions, resources, and condition keys".

use crate::action::{ActionPattern, RequestAction};
use crate::condition::Condition;
use crate::condition::operator::{Operator, SetOperator};
use crate::context::Context;
use crate::document::{Effect, Policy, Statement};
use crate::glob::Pattern;
use crate::limits::{SHORTEST_V4_PREFIX, SHORTEST_V6_PREFIX};
use crate::malformed::Malformed;
use crate::principal::Form;
use crate::resource::{RequestResource, ResourceMatch, ResourcePattern};

/// Keys any fixed value of which makes a statement non-public.
const FIXED_KEYS: [&str; 11] = [
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
];

/// Actions on objects whose names do not say so.
const OBJECT_ACTIONS: [&str; 4] =
    ["AbortMultipartUpload", "ListMultipartUploadParts", "BypassGovernanceRetention", "InitiateReplication"];
/// Actions on buckets whose names speak of objects.
const BUCKET_ACTIONS: [&str; 2] = ["GetBucketObjectLockConfiguration", "PutBucketObjectLockConfiguration"];

impl Policy {
    /// True if S3 would call this bucket policy public: some Allow is open to everyone and no condition pins it to fixed
    /// accounts, organizations, networks, endpoints or resources. One such statement makes the whole policy public.
    pub fn is_public(&self) -> bool {
        self.statements.iter().any(|statement| {
            let open = statement.principal.as_ref().is_some_and(|element| {
                element.negated || element.entries.iter().any(|entry| *entry.form() == Form::Everyone)
            });
            statement.effect == Effect::Allow && open && !statement.conditions.iter().any(pins)
        })
    }

    /// The checks of `PutBucketPolicy` that need to know the bucket: every resource is the bucket or something in it, and
    /// every action applies to a resource of its statement. `bucket`: the name.
    ///
    /// # Errors
    /// S3's message (`MalformedPolicy`).
    pub fn check_bucket(&self, bucket: &str) -> Result<(), Malformed> {
        for statement in &self.statements {
            let at = Some(statement.start());
            let Some(resources) = &statement.resources else { continue };
            if let Some(foreign) = resources.patterns.iter().find(|pattern| !belongs(pattern, bucket)) {
                let detail = format!("{:?} is no resource of the bucket {bucket}", foreign.written());
                return Err(Malformed::new("Policy has invalid resource", detail, at));
            }
            if resources.negated || statement.actions.negated {
                continue;
            }
            let reached = Reached::by(statement, bucket);
            for action in &statement.actions.patterns {
                if !is_of_s3(action) {
                    let detail = format!("{:?} is no action of S3", action.written());
                    return Err(Malformed::new("Policy has invalid action", detail, at));
                }
                if !reached.applies_somewhere(action) {
                    let detail = format!("{:?} applies to none of them", action.written());
                    let message = "Action does not apply to any resource(s) in statement";
                    return Err(Malformed::new(message, detail, at));
                }
            }
        }
        Ok(())
    }
}

fn pins(condition: &Condition) -> bool {
    let name = condition.name;
    // ForAllValues and IfExists are true of requests that lack the key; negations exclude and do not pin.
    if name.negated || name.if_exists || name.set == Some(SetOperator::All) || name.operator == Operator::Null
    {
        return false;
    }
    let is_key = |known: &str| condition.key.is(known);
    condition.values.iter().all(|value| {
        if let Some((length, is_v4)) = value.network().map(|network| network.prefix()) {
            let shortest = if is_v4 { SHORTEST_V4_PREFIX } else { SHORTEST_V6_PREFIX };
            return is_key("aws:sourceip") && length >= shortest;
        }
        let patterns = value.patterns();
        let is_fixed = !patterns.is_empty() && patterns.iter().all(|pattern| pattern.as_exact().is_some());
        if is_key("aws:principalarn") || is_key("aws:sourcearn") {
            return is_fixed || account_of(patterns).is_some_and(crate::arn::is_account_id);
        }
        if is_key("aws:userid") {
            let whole_role = patterns.iter().all(|pattern| {
                let id = pattern.literal_prefix().strip_suffix(':');
                id.is_some_and(|id| id.starts_with("AROA") && id.len() > "AROA".len())
            });
            return is_fixed || whole_role;
        }
        is_fixed && FIXED_KEYS.into_iter().any(is_key)
    })
}

/// The account of an ARN pattern, if it is fixed: of `ArnLike`, one of its parts; of `StringLike`, before any wildcard.
fn account_of(patterns: &[Pattern]) -> Option<&str> {
    match patterns {
        [_, _, _, account, _] => account.as_exact(),
        [whole] => whole
            .literal_prefix()
            .split(':')
            .nth(4)
            .filter(|_| whole.literal_prefix().matches(':').count() >= 5),
        _ => None,
    }
}

fn belongs(pattern: &ResourcePattern, bucket: &str) -> bool {
    let is_s3 = pattern.fields().is_some_and(|[_, service, ..]| service.as_exact() == Some("s3"));
    let prefix = pattern.literal_prefix();
    let in_bucket = prefix.strip_prefix(bucket).is_some_and(|rest| rest.starts_with('/'));
    is_s3 && (in_bucket || is_bucket(pattern, bucket))
}

fn is_bucket(pattern: &ResourcePattern, bucket: &str) -> bool {
    let partition = pattern.fields().and_then(|[partition, ..]| partition.as_exact()).unwrap_or("aws");
    let resource = RequestResource::Arn { fields: [partition, "s3", "", ""], rest: bucket };
    pattern.matches(resource, &Context::new()) == ResourceMatch::Yes
}

fn is_of_s3(action: &ActionPattern) -> bool {
    let written = action.written();
    written == "*" || written.get(..3).is_some_and(|service| service.eq_ignore_ascii_case("s3:"))
}

/// Reach of the resources of a statement.
struct Reached {
    objects: bool,
    bucket: bool,
}

impl Reached {
    fn by(statement: &Statement, bucket: &str) -> Reached {
        let patterns = || statement.resources.iter().flat_map(|resources| resources.patterns.iter());
        let has_tail = |pattern: &ResourcePattern| {
            pattern.literal_prefix().contains('/') || pattern.rest().is_some_and(Pattern::has_wildcard)
        };
        Reached {
            objects: patterns().any(has_tail),
            bucket: patterns().any(|pattern| is_bucket(pattern, bucket)),
        }
    }

    fn applies_somewhere(&self, action: &ActionPattern) -> bool {
        let name = RequestAction::new(action.written()).name;
        if action.written() == "*" || name.contains(['*', '?']) {
            return true;
        }
        let among = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let speaks_of_objects = name.to_ascii_lowercase().contains("object") && !among(&BUCKET_ACTIONS);
        let on_objects = speaks_of_objects || among(&OBJECT_ACTIONS);
        if on_objects { self.objects } else { self.bucket }
    }
}

#[cfg(test)]
mod tests;
