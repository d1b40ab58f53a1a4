//! Marker and MaxItems of IAM's list operations.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use wire::fault::Fault;

use crate::limits::DEFAULT_MAX_ITEMS;

/// Bytes of an item's hash in a marker.
const HASH_BYTES: usize = 12;

/// One page of a list.
pub(crate) struct Page<T> {
    pub items: Vec<T>,
    /// Marker of the next page, if there is one.
    pub marker: Option<String>,
}

impl<T> Page<T> {
    /// Value of IsTruncated: true if another page follows.
    pub(crate) fn is_truncated(&self) -> Option<bool> {
        Some(self.marker.is_some())
    }

    /// Converts each item.
    pub(crate) fn map<U>(self, show: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(show).collect(), marker: self.marker }
    }
}

/// The page of `items`, which are in their lasting order, that `marker` and `max_items` ask for. A marker holds the hash and
/// position of the last item given: should that item be gone, its position still tells where to go on.
pub(crate) fn page<T>(
    items: Vec<T>,
    key: impl Fn(&T) -> String,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<Page<T>, Fault> {
    let start = match marker {
        None => 0,
        Some(marker) => {
            let (position, hash) = parse(marker).ok_or_else(|| Fault::validation_error("Invalid Marker."))?;
            let is_last = |item: &T| hash_of(&key(item)) == hash;
            // it is where it was, unless something came or went before it
            match items.get(position) {
                Some(item) if is_last(item) => position + 1,
                _ => items.iter().position(is_last).map_or(position, |last| last + 1),
            }
        }
    };
    // the model has checked the range
    let count = max_items.and_then(|max| usize::try_from(max).ok()).unwrap_or(DEFAULT_MAX_ITEMS);
    let end = start.saturating_add(count);
    let more = items.len() > end;
    let items: Vec<T> = items.into_iter().skip(start).take(count).collect();
    let last = items.last().filter(|_| more);
    let marker = last.map(|last| write(end - 1, &hash_of(&key(last))));
    Ok(Page { items, marker })
}

/// The page of a list that is kept in the order of its keys: only what the page shows is looked at, and what a filter leaves
/// out before. `after` begins behind a key, or at the start; a marker holds the key of the last item given.
pub(crate) fn seek<T, I: Iterator<Item = T>>(
    after: impl FnOnce(Option<String>) -> I,
    key: impl Fn(&T) -> String,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<Page<T>, Fault> {
    let last = marker.map(read_key).transpose()?;
    // the model has checked the range
    let count = max_items.and_then(|max| usize::try_from(max).ok()).unwrap_or(DEFAULT_MAX_ITEMS);
    let mut rest = after(last);
    let items: Vec<T> = rest.by_ref().take(count).collect();
    let more = rest.next().is_some();
    let marker = items.last().filter(|_| more).map(|last| write_key(&key(last)));
    Ok(Page { items, marker })
}

fn write_key(key: &str) -> String {
    BASE64URL_NOPAD.encode(&[&hash_of(key)[..], key.as_bytes()].concat())
}

fn read_key(marker: &str) -> Result<String, Fault> {
    let bytes = BASE64URL_NOPAD.decode(marker.as_bytes()).ok();
    let key = bytes.as_deref().and_then(|bytes| {
        let (hash, key) = bytes.split_first_chunk::<HASH_BYTES>()?;
        let key = std::str::from_utf8(key).ok()?;
        (hash_of(key) == *hash).then(|| key.to_owned())
    });
    key.ok_or_else(|| Fault::validation_error("Invalid Marker."))
}

/// Index of a page's first item in a list that does not change, such as one in the request itself.
pub(crate) fn resume(marker: Option<&str>) -> Result<usize, Fault> {
    let Some(marker) = marker else { return Ok(0) };
    let found = parse(marker).filter(|(last, hash)| hash_of(&last.to_string()) == *hash);
    found.map(|(last, _)| last.saturating_add(1)).ok_or_else(|| Fault::validation_error("Invalid Marker."))
}

/// The marker of the page that begins at `next` in such a list.
pub(crate) fn marker_before(next: usize) -> String {
    let last = next.saturating_sub(1);
    write(last, &hash_of(&last.to_string()))
}

fn hash_of(key: &str) -> [u8; HASH_BYTES] {
    let digest: [u8; 32] = Sha256::digest(key.as_bytes()).into();
    let mut hash = [0; HASH_BYTES];
    for (to, from) in hash.iter_mut().zip(digest) {
        *to = from;
    }
    hash
}

fn write(position: usize, hash: &[u8]) -> String {
    BASE64URL_NOPAD.encode(&[&(position as u64).to_be_bytes(), hash].concat())
}

fn parse(marker: &str) -> Option<(usize, [u8; HASH_BYTES])> {
    let bytes = BASE64URL_NOPAD.decode(marker.as_bytes()).ok()?;
    let (position, hash) = bytes.split_first_chunk::<8>()?;
    Some((usize::try_from(u64::from_be_bytes(*position)).ok()?, hash.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(items: &[&str], marker: Option<&str>, max: i32) -> (Vec<String>, Option<String>) {
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        let page = page(items, Clone::clone, marker, Some(max)).ok().unwrap();
        (page.items, page.marker)
    }

    #[test]
    fn pages_follow_one_another() {
        let (first, marker) = take(&["a", "b", "c"], None, 2);
        assert_eq!(first, ["a", "b"]);
        let (second, end) = take(&["a", "b", "c"], marker.as_deref(), 2);
        assert_eq!((second, end), (vec!["c".to_owned()], None));
    }

    #[test]
    fn the_last_item_may_go_or_others_come_meanwhile() {
        let (_, marker) = take(&["a", "b", "c"], None, 2);
        assert_eq!(take(&["a", "c"], marker.as_deref(), 2).0, ["c"], "the last item went");
        assert_eq!(take(&["A", "a", "b", "c"], marker.as_deref(), 2).0, ["c"], "one came before");
        assert_eq!(take(&["b", "c"], marker.as_deref(), 2).0, ["c"], "an earlier one went");
    }

    #[test]
    fn garbage_is_refused() {
        for marker in ["x", "", "AAAA", "Zm9vYmFyYmF6", "%%%", "YmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9v"] {
            let fault = page(vec!["a".to_owned()], Clone::clone, Some(marker), None).err().unwrap();
            assert_eq!(fault.message(), Some("Invalid Marker."), "{marker}");
        }
    }

    /// A page of a list that is kept in order, and how many of its items were looked at.
    fn sought(items: &[&str], marker: Option<&str>, max: i32) -> (Vec<String>, Option<String>, usize) {
        let looked_at = std::cell::Cell::new(0);
        let after = |last: Option<String>| {
            let start = items.partition_point(|item| last.as_deref().is_some_and(|last| *item <= last));
            items[start..].iter().map(|item| {
                looked_at.set(looked_at.get() + 1);
                (*item).to_owned()
            })
        };
        let page = seek(after, Clone::clone, marker, Some(max)).ok().unwrap();
        (page.items, page.marker, looked_at.get())
    }

    #[test]
    fn a_list_that_is_kept_in_order_is_looked_at_as_far_as_it_is_shown() {
        let names: Vec<String> = (0..5000).map(|number| format!("u{number:04}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for max in [1, 1000] {
            let (mut seen, mut marker) = (Vec::new(), None);
            loop {
                let (items, next, looked_at) = sought(&names, marker.as_deref(), max);
                assert!(looked_at <= items.len() + 1, "{looked_at} for {}", items.len());
                seen.extend(items);
                marker = next;
                if marker.is_none() {
                    break;
                }
            }
            assert_eq!(seen, names, "in pages of {max}");
        }
    }

    #[test]
    fn markers_of_lists_in_order_and_of_requests_are_their_own() {
        let (_, marker, _) = sought(&["a", "b"], None, 1);
        let by_name = marker.unwrap();
        let after = |_: Option<String>| std::iter::empty::<String>();
        assert_eq!((resume(None).ok(), resume(Some(&marker_before(7))).ok()), (Some(0), Some(7)));
        for marker in ["x", "", "AAAA", "%%%", "YmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9v", &marker_before(7)] {
            let fault = seek(after, Clone::clone, Some(marker), None).err().unwrap();
            assert_eq!(fault.message(), Some("Invalid Marker."), "{marker}");
        }
        for marker in ["x", "", "AAAA", "%%%", by_name.as_str()] {
            assert_eq!(resume(Some(marker)).err().unwrap().message(), Some("Invalid Marker."), "{marker}");
        }
    }

    #[test]
    fn an_exact_page_is_the_last() {
        assert_eq!(take(&["a", "b"], None, 2).1, None);
    }
}
