//! Tags between wire and model.

use identity::{Tag, TagSet};

/// Tags as given.
pub(super) fn read(tags: Option<Vec<wire::iam::Tag>>) -> TagSet {
    let read = tags.into_iter().flatten().map(|tag| Tag { key: tag.key, value: tag.value });
    TagSet(read.collect())
}

/// Tags as answers show them.
pub(super) fn show(tags: &TagSet) -> Vec<wire::iam::Tag> {
    tags.0.iter().map(|tag| wire::iam::Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
}

/// Tags as answers show them that leave an empty list out.
pub(super) fn show_some(tags: &TagSet) -> Option<Vec<wire::iam::Tag>> {
    if tags.0.is_empty() { None } else { Some(show(tags)) }
}
