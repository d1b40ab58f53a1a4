//! Listing: a walk over the ordered index that jumps over the keys behind a common prefix.

use std::ops::Bound;
use std::sync::Arc;

use crate::limits::MAX_LIST_ITEMS;
use crate::model::ObjectInfo;
use crate::name::Key;

/// Start of a listing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ListFrom<'a> {
    /// At the first key.
    #[default]
    Start,
    /// After this text (`start-after` of ListObjectsV2). A common prefix is listed if any key below it comes after.
    AfterKey(&'a str),
    /// After this item of an earlier page (`marker` of ListObjects, or what a continuation token stands for): a common
    /// prefix that the text begins with counts as listed, with everything below it.
    AfterItem(&'a str),
}

/// Query for objects.
#[derive(Debug, Clone, Copy)]
pub struct ListRequest<'a> {
    /// Only keys that begin with this; may be empty.
    pub prefix: &'a str,
    /// Keys that hold this after the prefix are grouped up to and with it; empty for no grouping.
    pub delimiter: &'a str,
    /// Start of the page.
    pub from: ListFrom<'a>,
    /// Most keys and common prefixes to answer; more than [`MAX_LIST_ITEMS`] count as that.
    pub max_items: usize,
}

impl Default for ListRequest<'_> {
    fn default() -> Self {
        ListRequest { prefix: "", delimiter: "", from: ListFrom::Start, max_items: MAX_LIST_ITEMS }
    }
}

/// One page, in order of the bytes of the keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Objects that no common prefix stands for.
    pub objects: Vec<Arc<ObjectInfo>>,
    /// Each ends with the delimiter.
    pub common_prefixes: Vec<String>,
    /// If there is more: the last item of this page, to be passed as [`ListFrom::AfterItem`]. Always `None` when no items
    /// were asked for, as S3 answers `max-keys=0`.
    pub next: Option<String>,
}

impl Listing {
    /// True if there is more.
    pub fn is_truncated(&self) -> bool {
        self.next.is_some()
    }
}

/// `keys` yields the objects from a bound on, in order.
pub(crate) fn list<'i, I>(keys: impl Fn(Bound<&[u8]>) -> I, request: &ListRequest<'_>) -> Listing
where
    I: Iterator<Item = (&'i Key, &'i Arc<ObjectInfo>)>,
{
    let mut listing = Listing::default();
    let max_items = request.max_items.min(MAX_LIST_ITEMS);
    if max_items == 0 {
        return listing;
    }
    let mut last: Option<&str> = None;
    let mut cursor = start(request);
    loop {
        let mut skip = None;
        for (key, info) in keys(cursor.as_ref().map(Vec::as_slice)) {
            let key = key.as_str();
            let Some(rest) = key.strip_prefix(request.prefix) else { return listing };
            let group = group(key, rest, request.delimiter);
            let listed_before =
                matches!((group, request.from), (Some(g), ListFrom::AfterItem(item)) if item.starts_with(g));
            if !listed_before {
                if listing.objects.len() + listing.common_prefixes.len() == max_items {
                    listing.next = last.map(str::to_owned);
                    return listing;
                }
                match group {
                    Some(group) => listing.common_prefixes.push(group.to_owned()),
                    None => listing.objects.push(Arc::clone(info)),
                }
                last = Some(group.unwrap_or(key));
            }
            if let Some(group) = group {
                skip = Some(after_all_below(group));
                break;
            }
        }
        match skip {
            Some(next) => cursor = Bound::Included(next),
            None => return listing,
        }
    }
}

fn start(request: &ListRequest<'_>) -> Bound<Vec<u8>> {
    match request.from {
        ListFrom::AfterKey(text) | ListFrom::AfterItem(text) if text >= request.prefix => {
            Bound::Excluded(text.into())
        }
        _ => Bound::Included(request.prefix.into()),
    }
}

/// The common prefix that `key` falls under, `rest` being what follows the prefix asked for.
fn group<'k>(key: &'k str, rest: &str, delimiter: &str) -> Option<&'k str> {
    if delimiter.is_empty() {
        return None;
    }
    let end = key.len() - rest.len() + rest.find(delimiter)? + delimiter.len();
    key.get(..end)
}

/// The least byte string that is greater than every one beginning with `group`. A byte of UTF-8 is never 0xff, so
/// counting the last one up suffices.
fn after_all_below(group: &str) -> Vec<u8> {
    let mut bytes = group.as_bytes().to_vec();
    if let Some(last) = bytes.last_mut() {
        *last = last.saturating_add(1);
    }
    bytes
}

#[cfg(test)]
mod tests;
