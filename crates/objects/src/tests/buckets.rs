//! Buckets: one namespace, owners, paging, durability.

use super::*;
use crate::{BucketQuery, OpenError};

const QUERY: BucketQuery<'static> =
    BucketQuery { owner: OWNER, prefix: "", region: None, after: None, max_buckets: 10_000 };

fn names(objects: &Objects, query: &BucketQuery<'_>) -> (Vec<String>, Option<String>) {
    let page = objects.list_buckets(query);
    (page.buckets.iter().map(|info| info.name.as_str().to_owned()).collect(), page.next)
}

#[test]
fn a_bucket_is_kept_with_all_that_is_known_of_it() {
    let directory = tempfile::tempdir().unwrap();
    let name = BucketName::parse("my.bucket-1").unwrap();
    let info = {
        let (objects, _) = open(directory.path());
        let new = NewBucket { name: &name, owner: OWNER, region: "eu-central-1" };
        objects.create_bucket(new, 1_700_000_000_123).unwrap().info().clone()
    };
    assert_eq!((info.owner.as_str(), info.region.as_str()), (OWNER, "eu-central-1"));
    assert_eq!((info.name.as_str(), info.created_at_ms), ("my.bucket-1", 1_700_000_000_123));
    let (objects, report) = open(directory.path());
    assert_eq!(*objects.bucket("my.bucket-1").unwrap().info(), info);
    assert_eq!(report, Report { buckets: 1, ..Report::default() });
}

#[test]
fn names_are_unique_among_all_accounts() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    create(&objects, "first");
    for owner in [OWNER, "444455556666"] {
        let error = try_create(&objects, "first", owner).unwrap_err();
        assert_eq!(error, Error::BucketExists { owner: OWNER.to_owned() });
    }
    objects.bucket("first").unwrap().delete().unwrap();
    try_create(&objects, "first", "444455556666").unwrap();
    assert_eq!(objects.bucket("first").unwrap().info().owner, "444455556666");
}

#[test]
fn any_text_can_be_looked_up() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    create(&objects, "first");
    for text in ["", "firs", "First", "first/", "../first", "./first", "first\0", "tmp", &"x".repeat(10_000)]
    {
        assert_eq!(objects.bucket(text).unwrap_err(), Error::NoSuchBucket, "{text:?}");
    }
}

#[test]
fn only_an_empty_bucket_is_deleted() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    put(&bucket, "a", b"1");
    assert_eq!(bucket.delete(), Err(Error::BucketNotEmpty));
    assert_eq!(get(&bucket, "a"), b"1");
    bucket.delete_objects(&[key("a")]).unwrap();
    bucket.delete().unwrap();
    assert_eq!(bucket.delete(), Err(Error::NoSuchBucket));
    assert_eq!(objects.bucket("first").unwrap_err(), Error::NoSuchBucket);
    assert_eq!(files(&directory.path().join("buckets")), BTreeMap::new());
    assert_eq!(files(&directory.path().join("tmp")), BTreeMap::new());
    drop((objects, bucket));
    assert_eq!(open(directory.path()).1, Report::default());
}

/// A permission that was checked for one bucket never reaches the next one of the same name.
#[test]
fn a_handle_stays_with_its_bucket() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let old = create(&objects, "first");
    let mut upload = old.begin_put().unwrap();
    upload.write(b"for the old one").unwrap();
    old.delete().unwrap();
    let new = try_create(&objects, "first", "444455556666").unwrap();
    put(&new, "a", b"1");
    let committed = upload.commit(key("a"), Metadata::new(), &Precondition::None, 3);
    assert_eq!(committed.unwrap_err(), Error::NoSuchBucket);
    assert_eq!(old.head(&key("a")).unwrap_err(), Error::NoSuchBucket);
    assert_eq!(old.get(&key("a")).unwrap_err(), Error::NoSuchBucket);
    assert_eq!(old.list(&ListRequest::default()).unwrap_err(), Error::NoSuchBucket);
    assert_eq!(old.begin_put().unwrap_err(), Error::NoSuchBucket);
    assert_eq!(old.delete_objects(&[key("a")]), Err(Error::NoSuchBucket));
    assert_eq!(old.delete(), Err(Error::NoSuchBucket));
    assert_eq!(old.info().owner, OWNER);
    assert_eq!(get(&new, "a"), b"1");
}

#[test]
fn buckets_of_an_owner_are_listed_in_pages() {
    let directory = tempfile::tempdir().unwrap();
    {
        let (objects, _) = open(directory.path());
        for name in ["bbb", "aaa", "abc-1", "abc.2", "abc", "zzz"] {
            create(&objects, name);
        }
        try_create(&objects, "abb", "444455556666").unwrap();
        let abroad = BucketName::parse("abc-3").unwrap();
        objects.create_bucket(NewBucket { name: &abroad, owner: OWNER, region: "eu-west-1" }, 1).unwrap();
    }
    let (objects, _) = open(directory.path());
    let all = ["aaa", "abc", "abc-1", "abc-3", "abc.2", "bbb", "zzz"];
    let cases: &[(&str, BucketQuery<'_>, &[&str], Option<&str>)] = &[
        ("all", QUERY, &all, None),
        ("as many as there are", BucketQuery { max_buckets: 7, ..QUERY }, &all, None),
        ("one fewer", BucketQuery { max_buckets: 6, ..QUERY }, &all[..6], Some("bbb")),
        ("none", BucketQuery { max_buckets: 0, ..QUERY }, &[], None),
        ("the next page", BucketQuery { after: Some("bbb"), ..QUERY }, &["zzz"], None),
        ("after what is no bucket", BucketQuery { after: Some("abd"), ..QUERY }, &["bbb", "zzz"], None),
        ("prefix", BucketQuery { prefix: "abc", ..QUERY }, &all[1..5], None),
        ("prefix, paged", BucketQuery { prefix: "abc", max_buckets: 2, ..QUERY }, &all[1..3], Some("abc-1")),
        ("prefix, next", BucketQuery { prefix: "abc", after: Some("abc-1"), ..QUERY }, &all[3..5], None),
        (
            "prefix, after itself",
            BucketQuery { prefix: "abc", after: Some("abc"), ..QUERY },
            &all[2..5],
            None,
        ),
        ("prefix after start", BucketQuery { prefix: "b", after: Some("a"), ..QUERY }, &["bbb"], None),
        ("prefix before start", BucketQuery { prefix: "a", after: Some("b"), ..QUERY }, &[], None),
        ("region", BucketQuery { region: Some("eu-west-1"), ..QUERY }, &["abc-3"], None),
        (
            "region with one only",
            BucketQuery { region: Some("eu-west-1"), max_buckets: 1, ..QUERY },
            &["abc-3"],
            None,
        ),
        ("no such region", BucketQuery { region: Some("eu"), ..QUERY }, &[], None),
        ("other owner", BucketQuery { owner: "444455556666", ..QUERY }, &["abb"], None),
        ("unknown owner", BucketQuery { owner: "", ..QUERY }, &[], None),
    ];
    for (case, query, expected, next) in cases {
        let expected = expected.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names(&objects, query), (expected, next.map(str::to_owned)), "{case}");
    }
}

#[test]
fn limits_of_buckets() {
    let directory = tempfile::tempdir().unwrap();
    let limits = Limits { buckets_per_owner: 2, ..Limits::default() };
    let (objects, _) = Objects::open(directory.path(), limits, sealer()).unwrap();
    create(&objects, "first");
    let second = create(&objects, "second");
    assert_eq!(try_create(&objects, "third", OWNER).unwrap_err(), Error::TooManyBuckets { limit: 2 });
    try_create(&objects, "third", "444455556666").unwrap();
    second.delete().unwrap();
    create(&objects, "fourth");

    let name = BucketName::parse("fifth").unwrap();
    let longest = "1".repeat(64);
    let too_long = "1".repeat(65);
    for (owner, region) in [("", "r"), ("o", ""), (&too_long, "r"), ("o", &too_long)] {
        let refused = objects.create_bucket(NewBucket { name: &name, owner, region }, 1);
        assert_eq!(refused.unwrap_err(), Error::InvalidBucketRecord, "{owner:?} {region:?}");
    }
    objects.create_bucket(NewBucket { name: &name, owner: &longest, region: &longest }, 1).unwrap();
    drop((objects, second));
    assert_eq!(open(directory.path()).1.buckets, 4);
}

#[test]
fn one_process_at_a_time() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let in_use = || {
        matches!(Objects::open(directory.path(), Limits::default(), sealer()), Err(OpenError::InUse { .. }))
    };
    assert!(in_use());
    drop(objects);
    assert!(in_use(), "a handle to a bucket can still write");
    drop(bucket);
    open(directory.path());
}

#[test]
fn only_a_store_of_this_version_is_opened() {
    let is_refused = |root: &Path| {
        matches!(Objects::open(root, Limits::default(), sealer()), Err(OpenError::Format { .. }))
    };
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().join("new");
    drop(open(&root));
    std::fs::write(root.join("format"), "ostiary objects 3\n").unwrap();
    assert!(is_refused(&root));
    std::fs::remove_file(root.join("format")).unwrap();
    assert!(is_refused(&root), "with buckets, and no word of what they are");
    let file = directory.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(Objects::open(&file, Limits::default(), sealer()), Err(OpenError::Io { .. })));
    assert!(matches!(
        Objects::open(&file.join("a/b"), Limits::default(), sealer()),
        Err(OpenError::Io { .. })
    ));
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_what_is_stored() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().join("objects");
    let (objects, _) = open(&root);
    put(&create(&objects, "first"), "a", b"1");
    for path in files(&root).into_keys() {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
        for directory in path.ancestors().skip(1).take_while(|path| path.starts_with(&root)) {
            assert_eq!(
                directory.metadata().unwrap().permissions().mode() & 0o777,
                0o700,
                "{}",
                directory.display()
            );
        }
    }
}
