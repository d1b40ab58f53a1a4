use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::ListFrom::{AfterItem, AfterKey, Start};
use super::*;
use crate::metadata::Metadata;
use crate::model::ETag;

type Index = BTreeMap<Key, Arc<ObjectInfo>>;

fn index<S: AsRef<str>>(keys: &[S]) -> Index {
    let info = |key: &Key| ObjectInfo {
        key: key.clone(),
        size: 0,
        etag: ETag::whole([0; 16]),
        last_modified_ms: 0,
        composition: None,
        metadata: Metadata::new(),
        sealed: true,
    };
    keys.iter()
        .map(|text| Key::parse(text.as_ref()).unwrap())
        .map(|key| (key.clone(), Arc::new(info(&key))))
        .collect()
}

fn run(index: &Index, request: &ListRequest<'_>) -> Listing {
    list(|from| index.range::<[u8], _>((from, Bound::Unbounded)), request)
}

/// The keys, then the common prefixes, then where to go on.
fn outcome(listing: &Listing) -> (Vec<&str>, Vec<&str>, Option<&str>) {
    (
        listing.objects.iter().map(|info| info.key.as_str()).collect(),
        listing.common_prefixes.iter().map(String::as_str).collect(),
        listing.next.as_deref(),
    )
}

const KEYS: [&str; 8] = ["asdf", "boo/bar", "boo/baz/xyzzy", "boo/q", "boo0", "cquux/thud", "cquux/é/", "z"];

/// Name, prefix, delimiter, start, most items; then keys, common prefixes and where to go on.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    ListFrom<'static>,
    usize,
    (&'static [&'static str], &'static [&'static str], Option<&'static str>),
);

const CASES: &[Case] = &[
    ("everything", "", "", Start, 1000, (&KEYS, &[], None)),
    ("exactly as many", "", "", Start, 8, (&KEYS, &[], None)),
    ("one fewer", "", "", Start, 7, (KEYS.split_at(7).0, &[], Some("cquux/é/"))),
    ("none asked for", "", "", Start, 0, (&[], &[], None)),
    ("folders", "", "/", Start, 1000, (&["asdf", "boo0", "z"], &["boo/", "cquux/"], None)),
    ("folders count", "", "/", Start, 2, (&["asdf"], &["boo/"], Some("boo/"))),
    ("after a folder", "", "/", AfterItem("boo/"), 2, (&["boo0"], &["cquux/"], Some("cquux/"))),
    ("after the last folder", "", "/", AfterItem("cquux/"), 2, (&["z"], &[], None)),
    ("after an item inside a folder", "", "/", AfterItem("boo/bar"), 9, (&["boo0", "z"], &["cquux/"], None)),
    (
        "after a key inside a folder",
        "",
        "/",
        AfterKey("boo/bar"),
        9,
        (&["boo0", "z"], &["boo/", "cquux/"], None),
    ),
    ("after the last key of a folder", "", "/", AfterKey("boo/q"), 9, (&["boo0", "z"], &["cquux/"], None)),
    ("after a folder, as a key", "", "/", AfterKey("boo/"), 9, (&["boo0", "z"], &["boo/", "cquux/"], None)),
    ("in a folder", "boo/", "/", Start, 9, (&["boo/bar", "boo/q"], &["boo/baz/"], None)),
    ("in a folder, paged", "boo/", "/", Start, 1, (&["boo/bar"], &[], Some("boo/bar"))),
    ("in a folder, next page", "boo/", "/", AfterItem("boo/bar"), 1, (&[], &["boo/baz/"], Some("boo/baz/"))),
    ("in a folder, last page", "boo/", "/", AfterItem("boo/baz/"), 1, (&["boo/q"], &[], None)),
    ("prefix without its delimiter", "boo", "/", Start, 9, (&["boo0"], &["boo/"], None)),
    ("prefix is a key", "asdf", "/", Start, 9, (&["asdf"], &[], None)),
    ("start before the prefix", "cq", "", AfterKey("a"), 9, (&["cquux/thud", "cquux/é/"], &[], None)),
    ("start after the prefix", "a", "", AfterKey("b"), 9, (&[], &[], None)),
    ("start is the prefix and a key", "asdf", "", AfterKey("asdf"), 9, (&[], &[], None)),
    ("start is no key", "", "", AfterKey("cquux/u"), 9, (&["cquux/é/", "z"], &[], None)),
    ("no such prefix", "nothing", "/", Start, 9, (&[], &[], None)),
    (
        "delimiter of two letters",
        "",
        "oo",
        Start,
        9,
        (&["asdf", "cquux/thud", "cquux/é/", "z"], &["boo"], None),
    ),
    (
        "delimiter of two bytes",
        "",
        "é",
        Start,
        9,
        (&["asdf", "boo/bar", "boo/baz/xyzzy", "boo/q", "boo0", "cquux/thud", "z"], &["cquux/é"], None),
    ),
    ("delimiter that no key has", "", "#", Start, 9, (&KEYS, &[], None)),
    (
        "delimiter overlaps the prefix",
        "bo",
        "oo",
        Start,
        9,
        (&["boo/bar", "boo/baz/xyzzy", "boo/q", "boo0"], &[], None),
    ),
];

#[test]
fn pages() {
    let index = index(&KEYS);
    for (case, prefix, delimiter, from, max_items, (objects, common_prefixes, next)) in CASES {
        let request = ListRequest { prefix, delimiter, from: *from, max_items: *max_items };
        let listing = run(&index, &request);
        assert_eq!(outcome(&listing), (objects.to_vec(), common_prefixes.to_vec(), *next), "{case}");
        assert_eq!(listing.is_truncated(), next.is_some(), "{case}");
    }
}

#[test]
fn a_page_has_at_most_a_thousand_items() {
    let keys: Vec<String> = (0..=MAX_LIST_ITEMS).map(|i| format!("{i:05}")).collect();
    let index = index(&keys);
    let listing = run(&index, &ListRequest { max_items: usize::MAX, ..ListRequest::default() });
    assert_eq!((listing.objects.len(), listing.next.as_deref()), (1000, Some("00999")));
    let listing = run(&index, &ListRequest { prefix: "00", ..ListRequest::default() });
    assert_eq!((listing.objects.len(), listing.next), (1000, None), "all thousand of them, and no more");
}

#[test]
fn what_a_common_prefix_stands_for_is_not_visited() {
    let mut keys: Vec<String> = (0..10_000).map(|i| format!("logs/{i:05}")).collect();
    keys.extend(["a".to_owned(), "logs0".to_owned(), "z".to_owned()]);
    let index = index(&keys);
    let visits = Cell::new(0);
    let counted = |from: Bound<&[u8]>| {
        index.range::<[u8], _>((from, Bound::Unbounded)).inspect(|_| visits.set(visits.get() + 1))
    };
    let listing = list(counted, &ListRequest { delimiter: "/", ..ListRequest::default() });
    assert_eq!(outcome(&listing), (vec!["a", "logs0", "z"], vec!["logs/"], None));
    assert_eq!(visits.get(), 4);
    let from = ListFrom::AfterItem("logs/");
    list(counted, &ListRequest { delimiter: "/", from, ..ListRequest::default() });
    assert_eq!(visits.get(), 4 + 3, "one key tells that the folder was listed");
}

/// The same by brute force: all keys, one after the other.
fn model(keys: &BTreeSet<String>, request: &ListRequest<'_>) -> Vec<(String, bool)> {
    let mut items = Vec::new();
    for key in keys.iter().filter(|key| key.starts_with(request.prefix)) {
        if let ListFrom::AfterKey(text) | ListFrom::AfterItem(text) = request.from
            && key.as_str() <= text
        {
            continue;
        }
        let rest = &key[request.prefix.len()..];
        let item = match rest.split_once(request.delimiter) {
            Some((folder, _)) if !request.delimiter.is_empty() => {
                (format!("{}{folder}{}", request.prefix, request.delimiter), true)
            }
            _ => (key.clone(), false),
        };
        let listed = matches!(request.from, ListFrom::AfterItem(text) if item.1 && text.starts_with(&item.0));
        if !listed && items.last() != Some(&item) {
            items.push(item);
        }
    }
    items
}

fn items(listing: &Listing) -> Vec<(String, bool)> {
    let mut items: Vec<_> =
        listing.objects.iter().map(|info| (info.key.as_str().to_owned(), false)).collect();
    items.extend(listing.common_prefixes.iter().map(|prefix| (prefix.clone(), true)));
    // A key is never a common prefix of the same listing, so this is the order of the page.
    items.sort();
    items
}

fn text(letters: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    let pattern = format!("[ab/.é\u{7f}\u{10ffff}]{{{},{}}}", letters.start(), letters.end());
    prop::string::string_regex(&pattern).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn one_page_is_what_brute_force_finds(
        keys in prop::collection::btree_set(text(1..=6), 0..40),
        prefix in text(0..=2),
        delimiter in text(0..=2),
        start in text(0..=4),
        kind in 0..3,
        max_items in 1usize..12,
    ) {
        let from = match kind {
            0 => ListFrom::Start,
            1 => ListFrom::AfterKey(&start),
            _ => ListFrom::AfterItem(&start),
        };
        let request = ListRequest { prefix: &prefix, delimiter: &delimiter, from, max_items };
        let expected = model(&keys, &request);
        let listing = run(&index(&Vec::from_iter(keys)), &request);
        let shown = expected.len().min(max_items);
        prop_assert_eq!(items(&listing), &expected[..shown]);
        prop_assert_eq!(listing.next, (shown < expected.len()).then(|| expected[shown - 1].0.clone()));
    }

    #[test]
    fn pages_add_up_to_the_whole(
        keys in prop::collection::btree_set(text(1..=6), 0..40),
        prefix in text(0..=2),
        delimiter in text(0..=2),
        max_items in 1usize..5,
    ) {
        let whole = ListRequest { prefix: &prefix, delimiter: &delimiter, ..ListRequest::default() };
        let index = index(&Vec::from_iter(keys));
        let mut found = Vec::new();
        let mut next = None::<String>;
        loop {
            let from = next.as_deref().map_or(ListFrom::Start, ListFrom::AfterItem);
            let page = run(&index, &ListRequest { from, max_items, ..whole });
            found.extend(items(&page));
            prop_assert!(found.len() <= 40);
            match page.next {
                Some(item) => next = Some(item),
                None => break,
            }
        }
        prop_assert_eq!(found, items(&run(&index, &whole)));
    }
}
