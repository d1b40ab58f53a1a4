use super::*;
use proptest::prelude::*;

fn found(trie: &Trie<String>, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    trie.any_prefix(text.bytes(), |value| {
        found.push(value.clone());
        false
    });
    found
}

fn of(prefixes: &[&str]) -> Trie<String> {
    let mut trie = Trie::default();
    for prefix in prefixes {
        trie.entry(prefix, || (*prefix).to_owned()).unwrap();
    }
    trie
}

#[test]
fn all_prefixes_are_found_shortest_first() {
    let trie = of(&["s3:get", "", "s3:getobject", "s3:put", "s", "s3:getobjectacl", "iam:"]);
    assert_eq!(found(&trie, "s3:getobject"), ["", "s", "s3:get", "s3:getobject"]);
    assert_eq!(found(&trie, "s3:g"), ["", "s"]);
    assert_eq!(found(&trie, "x"), [""]);
    assert_eq!(found(&trie, ""), [""]);
    assert_eq!(trie.values().count(), 7);
}

#[test]
fn a_visit_that_says_true_ends_the_walk() {
    let trie = of(&["a", "ab", "abc"]);
    let mut seen = 0;
    let ended = trie.any_prefix("abc".bytes(), |value| {
        seen += 1;
        value == "ab"
    });
    assert!(ended);
    assert_eq!(seen, 2);
}

#[test]
fn the_same_prefix_is_one_entry() {
    let mut trie = of(&["ab", "abc"]);
    trie.entry("ab", || "other".to_owned()).unwrap().push('!');
    assert_eq!(found(&trie, "ab"), ["ab!"]);
}

proptest! {
    #[test]
    fn a_tree_finds_what_a_list_finds(prefixes in prop::collection::vec("[ab]{0,5}", 0..20), text in "[abc]{0,7}") {
        let prefixes: Vec<&str> = prefixes.iter().map(String::as_str).collect();
        let trie = of(&prefixes);
        let mut expected: Vec<String> =
            prefixes.iter().filter(|prefix| text.starts_with(**prefix)).map(ToString::to_string).collect();
        expected.sort();
        expected.dedup();
        prop_assert_eq!(found(&trie, &text), expected);
    }
}
