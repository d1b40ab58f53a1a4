//! Parts that the stored forms of several kinds have in common.

use std::collections::BTreeMap;

use identity::command::PolicyHolder;
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
    let inline = policies.inline.iter().map(|(name, inline)| (name.clone(), inline.text.to_string()));
    Policies { inline: inline.collect(), managed: policies.managed.clone() }
}

pub(super) fn policies(holder: &PolicyHolder, shape: Policies) -> Result<AttachedPolicies, CodecError> {
    let inline = shape.inline.into_iter().map(|(name, text)| {
        let inline = InlinePolicy::restore(holder, &name, &text);
        inline.map(|inline| (name, inline)).map_err(|_| CodecError::Malformed("inline policy"))
    });
    Ok(AttachedPolicies { inline: inline.collect::<Result<_, _>>()?, managed: shape.managed })
}
