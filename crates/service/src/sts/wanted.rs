use identity::command::is_reserved_tag_key;
use identity::{Tag, TagSet};
use wire::fault::{Fault, codes};
use wire::sts::AssumeRoleRequest;

use crate::caller::{Caller, CallerKind};
use crate::limits::PACKED_SESSION_BYTES;
use crate::refusal;

/// Tags and source identity of a session that is to be: those that the request passes and those that the chain hands on.
pub(crate) struct Wanted {
    /// Tags that the request itself passes.
    pub request_tags: TagSet,
    /// Those and the inherited ones.
    pub tags: TagSet,
    /// Keys of the tags that sessions chained from this one inherit.
    pub transitive_tag_keys: Vec<String>,
    /// The source identity, given or inherited.
    pub source_identity: Option<String>,
    /// Bytes of policies and tags passed, if any were.
    packed_size: Option<usize>,
}

impl Wanted {
    /// Reads both from the request, and from the session that the caller is in.
    pub(crate) fn read(caller: &Caller, input: &AssumeRoleRequest) -> Result<Self, Fault> {
        let parent = match caller.kind() {
            CallerKind::Role { session, .. } => Some(session),
            _ => None,
        };
        let request_tags = read_tags(input)?;
        let named = input.transitive_tag_keys.clone().unwrap_or_default();
        if named.iter().any(|key| request_tags.get(key).is_none()) {
            return Err(Fault::invalid_parameter_value(
                "The specified transitive tag key must be included in the requested tags.",
            ));
        }
        let inherited = |key: &&Tag| {
            parent.is_some_and(|parent| {
                parent.transitive_tag_keys.iter().any(|k| k.eq_ignore_ascii_case(&key.key))
            })
        };
        let handed_on: Vec<Tag> = parent
            .map(|parent| parent.tags.0.iter().filter(inherited).cloned().collect())
            .unwrap_or_default();
        if handed_on.iter().any(|tag| request_tags.get(&tag.key).is_some()) {
            return Err(Fault::invalid_parameter_value(
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key \
                 from the calling session.",
            ));
        }
        let inherited_identity = parent.and_then(|parent| parent.source_identity.clone());
        if let (Some(asked), Some(inherited)) = (&input.source_identity, &inherited_identity)
            && asked != inherited
        {
            return Err(Fault::validation_error(
                "The source identity is already set for this assume role session",
            ));
        }
        let mut transitive_tag_keys = named;
        transitive_tag_keys.extend(handed_on.iter().map(|tag| tag.key.clone()));
        let mut tags = request_tags.clone();
        tags.0.extend(handed_on);
        let packed_size = packed_size(input, &tags);
        let source_identity = input.source_identity.clone().or(inherited_identity);
        Ok(Self { request_tags, tags, transitive_tag_keys, source_identity, packed_size })
    }

    /// Share of the space for policies and tags that is used, per cent; `None` if none were passed.
    pub(crate) fn packed_percentage(&self) -> Result<Option<i32>, Fault> {
        let Some(size) = self.packed_size else { return Ok(None) };
        let percentage = (size * 100).div_ceil(PACKED_SESSION_BYTES);
        if percentage > 100 {
            return Err(Fault::new(
                codes::query::PACKED_POLICY_TOO_LARGE,
                format!("Packed policy consumes {percentage}% of allotted space, please use smaller policy."),
            ));
        }
        Ok(i32::try_from(percentage).ok())
    }
}

fn read_tags(input: &AssumeRoleRequest) -> Result<TagSet, Fault> {
    let mut tags = TagSet::default();
    for tag in input.tags.iter().flatten() {
        if is_reserved_tag_key(&tag.key) {
            return Err(Fault::invalid_parameter_value(refusal::reserved_tag_key(&tag.key)));
        }
        if tags.get(&tag.key).is_some() {
            return Err(Fault::invalid_parameter_value(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
        tags.0.push(Tag { key: tag.key.clone(), value: tag.value.clone() });
    }
    Ok(tags)
}

fn packed_size(input: &AssumeRoleRequest, tags: &TagSet) -> Option<usize> {
    let arns = input.policy_arns.iter().flatten().filter_map(|policy| policy.arn.as_deref());
    let policy = input.policy.as_deref().map(policy::size_without_white_space);
    let passed = policy.is_some()
        || input.policy_arns.as_ref().is_some_and(|arns| !arns.is_empty())
        || !tags.0.is_empty();
    let tags: usize = tags.0.iter().map(|tag| tag.key.len() + tag.value.len() + 2).sum();
    passed.then(|| policy.unwrap_or(0) + arns.map(str::len).sum::<usize>() + tags)
}
