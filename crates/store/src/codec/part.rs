//! Parts that the stored forms of several kinds have in common.

use std::collections::BTreeMap;

use identity::{AccountId, AttachedPolicies, InlinePolicy, KeyOwner, Tag, TagSet};
use serde::{Deserialize, Serialize};

use super::CodecError;

/// Keys and values, in order.
pub(super) type Tags = Vec<(String, String)>;

/// The user's unique id, or nothing for the root user.
pub(super) type Owner = Option<String>;

#[derive(Serialize, Deserialize)]
pub(super) struct Policies {
    inline: BTreeMap<String, String>,
    managed: Vec<String>,
}

pub(super) fn account_id(id: &str) -> Result<AccountId, CodecError> {
    AccountId::parse(id).ok_or(CodecError::Malformed("account id"))
}

pub(super) fn owner_shape(owner: &KeyOwner) -> Owner {
    match owner {
        KeyOwner::Root => None,
        KeyOwner::User(id) => Some(id.clone()),
    }
}

pub(super) fn owner(shape: Owner) -> KeyOwner {
    shape.map_or(KeyOwner::Root, KeyOwner::User)
}

pub(super) fn tags_shape(tags: &TagSet) -> Tags {
    tags.0.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()
}

pub(super) fn tags(shape: Tags) -> TagSet {
    TagSet(shape.into_iter().map(|(key, value)| Tag { key, value }).collect())
}

pub(super) fn policies_shape(policies: &AttachedPolicies) -> Policies {
    let inline = policies.inline.iter().map(|(name, inline)| (name.clone(), inline.text().to_string()));
    Policies { inline: inline.collect(), managed: policies.managed.clone() }
}

/// Documents are not parsed here: they are when they are first asked for, and by a check.
pub(super) fn policies(embed: impl Fn(&str) -> InlinePolicy, shape: Policies) -> AttachedPolicies {
    let inline = shape.inline.into_iter().map(|(name, text)| (name, embed(&text)));
    AttachedPolicies { inline: inline.collect(), managed: shape.managed }
}
