//! Bugs that others had, and what keeps them out here.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{Header, KeyError};

/// Keys that would be somewhere else if they were paths.
const NASTY: [&str; 30] = [
    ".",
    "..",
    "/",
    "//",
    "./",
    "../",
    "../victim/x",
    "../../victim/x",
    "..\\victim\\x",
    "/victim/x",
    "//victim//x",
    "a/../../victim/x",
    "a/./x",
    "a//x",
    "x/",
    "%2e%2e/victim/x",
    "%2e%2e%2fvictim%2fx",
    "..%c0%afvictim",
    "CON",
    "NUL.txt",
    "aux:stream",
    "C:\\x",
    "\\\\host\\share",
    "~",
    "~root/x",
    ".format",
    "bucket",
    "tmp/0",
    "\u{202e}x",
    "x\u{301}",
];

/// All that can be seen of a bucket from outside, and all that is on disk of it.
fn snapshot(root: &Path, bucket: &Bucket) -> impl PartialEq + std::fmt::Debug + use<> {
    let listing = bucket.list(&ListRequest::default()).unwrap();
    let data: Vec<_> = listing.objects.iter().map(|info| get(bucket, info.key.as_str())).collect();
    (listing, data, files(&root.join("buckets").join(crate::layout::bucket_file_name("victim"))))
}

#[derive(Debug, Clone)]
enum Step {
    Put(String),
    Delete(Vec<String>),
    Get(String),
    List(String, String),
    Recreate,
}

fn nasty() -> impl Strategy<Value = String> {
    let parts = prop::collection::vec(prop::sample::select(NASTY.as_slice()), 1..4);
    prop_oneof![
        prop::sample::select(NASTY.as_slice()).prop_map(str::to_owned),
        parts.prop_map(|parts| parts.join("/")),
        "[^\u{0}]{1,40}",
        Just("x".to_owned()),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => nasty().prop_map(Step::Put),
        3 => prop::collection::vec(nasty(), 1..4).prop_map(Step::Delete),
        1 => nasty().prop_map(Step::Get),
        1 => (nasty(), "[/.]{0,2}").prop_map(|(prefix, delimiter)| Step::List(prefix, delimiter)),
        1 => Just(Step::Recreate),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// P17: nothing that is done to bucket B changes the objects of bucket A or anything outside the store.
    #[test]
    fn adv_58_keys_do_not_reach_another_bucket(steps in prop::collection::vec(step(), 1..12)) {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().join("objects");
        std::fs::write(directory.path().join("x"), b"outside").unwrap();
        let (objects, _) = open(&root);
        let victim = create(&objects, "victim");
        for name in ["x", "..", "../attacker/x"] {
            put(&victim, name, name.as_bytes());
        }
        let mut attacker = try_create(&objects, "attacker", "444455556666").unwrap();
        let mut model = BTreeSet::new();
        let before = snapshot(&root, &victim);
        for step in &steps {
            match step {
                Step::Put(name) => {
                    put(&attacker, name, b"attack");
                    model.insert(name.clone());
                }
                Step::Delete(names) => {
                    attacker.delete_objects(&names.iter().map(|name| key(name)).collect::<Vec<_>>()).unwrap();
                    names.iter().for_each(|name| _ = model.remove(name));
                }
                Step::Get(name) => {
                    let found = try_get(&attacker, name);
                    prop_assert_eq!(found, if model.contains(name) { Ok(b"attack".to_vec()) } else { Err(Error::NoSuchKey) });
                }
                Step::List(prefix, delimiter) => {
                    attacker.list(&ListRequest { prefix, delimiter, ..ListRequest::default() }).unwrap();
                }
                Step::Recreate => {
                    attacker.delete_objects(&model.iter().map(|name| key(name)).collect::<Vec<_>>()).unwrap();
                    model.clear();
                    attacker.delete().unwrap();
                    attacker = try_create(&objects, "attacker", "444455556666").unwrap();
                }
            }
            prop_assert_eq!(&snapshot(&root, &victim), &before);
        }
        prop_assert_eq!(keys(&attacker), Vec::from_iter(model.clone()));
        drop((attacker, victim, objects));
        let (objects, _) = open(&root);
        prop_assert_eq!(&snapshot(&root, &objects.bucket("victim").unwrap()), &before);
        prop_assert_eq!(keys(&objects.bucket("attacker").unwrap()), Vec::from_iter(model));
        let outside = files(directory.path()).into_iter().filter(|(path, _)| !path.starts_with(&root));
        prop_assert_eq!(Vec::from_iter(outside), [(directory.path().join("x"), b"outside".to_vec())]);
    }
}

/// Every spelling is a key of its own: what one of them was allowed to do is never done to another.
#[test]
fn adv_104_keys_are_not_normalised() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let variants =
        ["a/../b", "b", "./b", "/b", "//b", "b/", "a/%2e%2e/b", "a/..%2fb", "B", "b ", "b\u{301}", "a/..//b"];
    for name in variants {
        put(&bucket, name, name.as_bytes());
    }
    for name in variants {
        assert_eq!(get(&bucket, name), name.as_bytes());
    }
    bucket.delete_objects(&[key("a/../b")]).unwrap();
    assert_eq!(try_get(&bucket, "a/../b"), Err(Error::NoSuchKey));
    for name in &variants[1..] {
        assert_eq!(get(&bucket, name), name.as_bytes());
    }
    let page = bucket.list(&ListRequest { prefix: "a/", delimiter: "/", ..ListRequest::default() }).unwrap();
    assert_eq!(page.common_prefixes, ["a/%2e%2e/", "a/../"]);
}

#[test]
fn adv_58_no_name_is_part_of_a_path() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    NASTY.iter().for_each(|name| put(&bucket, name, b""));
    let mut sorted = NASTY;
    sorted.sort_unstable();
    assert_eq!(keys(&bucket), sorted);
    let is_hex = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_hexdigit());
    for path in files(directory.path()).into_keys() {
        let relative = path.strip_prefix(directory.path()).unwrap();
        let parts: Vec<&str> = relative.iter().map(|part| part.to_str().unwrap()).collect();
        let expected = match parts[..] {
            ["format" | "lock"] => true,
            ["buckets", bucket, "bucket"] => is_hex(bucket, 64),
            ["buckets", bucket, "objects", shard, file] => {
                let (hash, sequence) = file.split_once('.').unwrap();
                is_hex(bucket, 64) && is_hex(shard, 2) && is_hex(hash, 64) && is_hex(sequence, 16)
            }
            _ => false,
        };
        assert!(expected, "{}", relative.display());
    }
}

#[test]
fn adv_57_empty_and_null_names() {
    assert_eq!(Key::parse(""), Err(KeyError::Empty));
    for text in ["\0", "a\0", "\0a", "a\0/../b"] {
        assert_eq!(Key::parse(text), Err(KeyError::Nul));
        assert!(BucketName::parse(text).is_err());
    }
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    assert_eq!(objects.bucket("").unwrap_err(), Error::NoSuchBucket);
    assert_eq!(objects.bucket("\0").unwrap_err(), Error::NoSuchBucket);
    let bucket = create(&objects, "first");
    put(&bucket, "a", b"");
    for request in [
        ListRequest { prefix: "\0", ..ListRequest::default() },
        ListRequest { delimiter: "\0", ..ListRequest::default() },
        ListRequest { from: crate::ListFrom::AfterItem("\0"), ..ListRequest::default() },
        ListRequest { from: crate::ListFrom::AfterKey("\u{10ffff}\0"), ..ListRequest::default() },
    ] {
        bucket.list(&request).unwrap();
    }
}

/// Names that mean something to us, or to other stores, mean nothing as user metadata.
#[test]
fn adv_61_user_metadata_sets_nothing_internal() {
    let directory = tempfile::tempdir().unwrap();
    let names = [
        "bucket",
        "key",
        "size",
        "md5",
        "etag",
        "last_modified_ms",
        "checksum",
        "system",
        "user",
        "content-type",
        "x-amz-meta-a",
        "x-amz-acl",
        "x-amz-server-side-encryption",
        "x-internal-replication-status",
        "owner",
        "__proto__",
    ];
    let mut metadata = Metadata::new();
    for name in names {
        metadata.set_user(name, "\"},\"size\":1,\"user\":{\"").unwrap();
    }
    {
        let (objects, _) = open(directory.path());
        let mut upload = create(&objects, "first").begin_put().unwrap();
        upload.write(b"data").unwrap();
        upload.commit(key("a"), metadata.clone(), &Precondition::None, 5).unwrap();
    }
    let (objects, _) = open(directory.path());
    let bucket = objects.bucket("first").unwrap();
    let info = bucket.head(&key("a")).unwrap();
    assert_eq!((info.size, info.last_modified_ms, get(&bucket, "a").as_slice()), (4, 5, b"data".as_slice()));
    assert_eq!(Header::ALL.map(|header| info.metadata.get(header)), [None; 6]);
    assert_eq!(info.metadata.checksum(), None);
    assert_eq!(info.metadata, metadata);
}
