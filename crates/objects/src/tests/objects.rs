//! Objects: put, get, head, delete, and what survives a restart.

use super::*;
use crate::{Checksum, ChecksumAlgorithm, Header};

#[test]
fn an_object_survives_a_restart_with_all_its_metadata() {
    let directory = tempfile::tempdir().unwrap();
    let mut metadata = Metadata::new();
    for header in Header::ALL {
        metadata.set(header, &format!("value of {}", header.name())).unwrap();
    }
    metadata.set_user("colour", "grün").unwrap();
    metadata.set_checksum(Checksum::new(ChecksumAlgorithm::Crc32, "y/Q5Jg==").unwrap());
    let put = {
        let (objects, _) = open(directory.path());
        let bucket = create(&objects, "first");
        let mut upload = bucket.begin_put().unwrap();
        upload.write(b"1234").unwrap();
        upload.write(b"").unwrap();
        upload.write(b"56789").unwrap();
        assert_eq!(upload.size(), 9);
        assert_eq!(format!("\"{}\"", data_encoding::HEXLOWER.encode(&upload.md5())), NINE_DIGITS);
        upload.commit(key("a/b"), metadata.clone(), &Precondition::None, 1234).unwrap()
    };
    assert_eq!(put.etag.to_string(), NINE_DIGITS);
    assert_eq!((put.key.as_str(), put.size, put.last_modified_ms), ("a/b", 9, 1234));
    assert_eq!(put.metadata, metadata);
    let (objects, report) = open(directory.path());
    assert_eq!(report, Report { buckets: 1, objects: 1, ..Report::default() });
    let bucket = objects.bucket("first").unwrap();
    assert_eq!(bucket.head(&key("a/b")).unwrap(), put);
    assert_eq!(*bucket.get(&key("a/b")).unwrap().info(), *put);
    assert_eq!(get(&bucket, "a/b"), b"123456789");
    assert_eq!(bucket.list(&ListRequest::default()).unwrap().objects, [put]);
    assert_eq!(bucket.head(&key("a")).unwrap_err(), Error::NoSuchKey);
    assert_eq!(bucket.get(&key("a/b/")).unwrap_err(), Error::NoSuchKey);
}

/// MD5 of `123456789`.
const NINE_DIGITS: &str = "\"25f9e794323b453885f5181f1b624d0b\"";
/// MD5 of nothing.
const NOTHING: &str = "\"d41d8cd98f00b204e9800998ecf8427e\"";

#[test]
fn bodies_of_every_size_and_ranges_of_them() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    for size in [0, 1, 65_535, 65_536, 65_537, 131_072, 300_001] {
        let data: Vec<u8> = (0..size).map(|i: usize| (i % 253) as u8).collect();
        let mut upload = bucket.begin_put().unwrap();
        data.chunks(7_919).for_each(|piece| upload.write(piece).unwrap());
        upload.commit(key("a"), Metadata::new(), &Precondition::None, 1).unwrap();
        assert_eq!(get(&bucket, "a"), data, "{size}");
        let object = || bucket.get(&key("a")).unwrap();
        if size > 1 {
            let range: Vec<_> = object().range(1, size as u64 - 2).unwrap().map(Result::unwrap).collect();
            assert_eq!(range.concat(), &data[1..size - 1], "{size}");
        }
        let beyond = object().range(size as u64, 1).unwrap_err();
        assert_eq!(beyond, Error::InvalidRange { size: size as u64 });
    }
    put(&bucket, "empty", b"");
    assert_eq!(bucket.head(&key("empty")).unwrap().etag.to_string(), NOTHING);
    assert!(bucket.get(&key("empty")).unwrap().body().unwrap().next().is_none());
}

#[test]
fn an_upload_shows_only_once_committed() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let temporary = directory.path().join("tmp");
    let mut aborted = bucket.begin_put().unwrap();
    let mut dropped = bucket.begin_put().unwrap();
    for upload in [&mut aborted, &mut dropped] {
        upload.write(&[1; 100_000]).unwrap();
    }
    assert_eq!(files(&temporary).len(), 2);
    assert_eq!(keys(&bucket), [""; 0]);
    aborted.abort();
    drop(dropped);
    assert_eq!(files(&temporary), BTreeMap::new());
    put(&bucket, "a", b"1");
    assert_eq!(keys(&bucket), ["a"]);
    assert_eq!(files(&temporary), BTreeMap::new());
}

#[test]
fn overwriting_replaces_everything_and_keeps_one_file() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let mut metadata = Metadata::new();
    metadata.set_user("old", "1").unwrap();
    let mut upload = bucket.begin_put().unwrap();
    upload.write(b"old").unwrap();
    upload.commit(key("a"), metadata, &Precondition::None, 1).unwrap();
    let opened = bucket.get(&key("a")).unwrap();
    put(&bucket, "a", b"new and longer");
    let file = object_file(&directory.path().join("buckets"));
    assert_eq!(get(&bucket, "a"), b"new and longer");
    assert_eq!(bucket.head(&key("a")).unwrap().metadata, Metadata::new());
    let old: Vec<_> = opened.body().unwrap().map(Result::unwrap).collect();
    assert_eq!(old.concat(), b"old", "what was opened before stays as it was");
    drop((bucket, objects));
    let (objects, report) = open(directory.path());
    assert_eq!(report, Report { buckets: 1, objects: 1, ..Report::default() });
    assert_eq!(get(&objects.bucket("first").unwrap(), "a"), b"new and longer");
    assert_eq!(object_file(&directory.path().join("buckets")), file);
}

#[test]
fn deleting_is_idempotent_and_takes_many() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let names: Vec<String> = (0..40).map(|i| format!("{i:02}")).collect();
    names.iter().for_each(|name| put(&bucket, name, b"x"));
    let mut doomed: Vec<Key> = names[..39].iter().map(|name| key(name)).collect();
    doomed.push(key("00"));
    doomed.push(key("never there"));
    bucket.delete_objects(&doomed).unwrap();
    bucket.delete_objects(&doomed).unwrap();
    bucket.delete_objects(&[]).unwrap();
    assert_eq!(keys(&bucket), ["39"]);
    assert_eq!(bucket.get(&key("00")).unwrap_err(), Error::NoSuchKey);
    drop((bucket, objects));
    let (objects, report) = open(directory.path());
    assert_eq!(report, Report { buckets: 1, objects: 1, ..Report::default() });
    assert_eq!(keys(&objects.bucket("first").unwrap()), ["39"]);
}

#[test]
fn preconditions() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    put(&bucket, "there", b"123456789");
    let matches = |text: &str| Precondition::IfMatch(text.to_owned());
    let cases = [
        ("none, absent", "new-1", Precondition::None, Ok(())),
        ("none, there", "there", Precondition::None, Ok(())),
        ("must be absent, and is", "new-2", Precondition::IfAbsent, Ok(())),
        ("must be absent, and is not", "there", Precondition::IfAbsent, Err(Error::PreconditionFailed)),
        ("must match, absent", "new-3", matches(NINE_DIGITS), Err(Error::NoSuchKey)),
        ("must match, and does", "there", matches(NINE_DIGITS), Ok(())),
        ("must match, bare", "there", matches(NINE_DIGITS.trim_matches('"')), Ok(())),
        ("must match, and does not", "there", matches(NOTHING), Err(Error::PreconditionFailed)),
        ("must match nothing", "there", matches(""), Err(Error::PreconditionFailed)),
    ];
    for (case, name, precondition, expected) in cases {
        let before = bucket.head(&key(name)).ok();
        assert_eq!(try_put(&bucket, name, b"123456789", &precondition), expected, "{case}");
        let changed = bucket.head(&key(name)).ok() != before;
        assert!(!changed || expected.is_ok(), "{case}");
        assert_eq!(bucket.head(&key(name)).is_ok(), expected.is_ok() || before.is_some(), "{case}");
    }
    assert_eq!(files(&directory.path().join("tmp")), BTreeMap::new());
}

#[test]
fn the_largest_object_and_one_byte_more() {
    let directory = tempfile::tempdir().unwrap();
    let limits = Limits { object_bytes: 100_000, ..Limits::default() };
    let (objects, _) = Objects::open(directory.path(), limits, sealer()).unwrap();
    let bucket = create(&objects, "first");
    put(&bucket, "largest", &[1; 100_000]);
    let too_large = Error::ObjectTooLarge { limit: 100_000 };
    assert_eq!(try_put(&bucket, "larger", &[1; 100_001], &Precondition::None), Err(too_large.clone()));
    let mut upload = bucket.begin_put().unwrap();
    upload.write(&[1; 100_000]).unwrap();
    assert_eq!(upload.write(&[1]), Err(too_large.clone()));
    assert_eq!(upload.write(&[]), Err(too_large.clone()), "once too large, always");
    let committed = upload.commit(key("larger"), Metadata::new(), &Precondition::None, 1);
    assert_eq!(committed.unwrap_err(), too_large);
    assert_eq!(keys(&bucket), ["largest"]);
    assert_eq!(files(&directory.path().join("tmp")), BTreeMap::new());
    drop((bucket, objects));
    let (objects, _) =
        Objects::open(directory.path(), Limits { object_bytes: 1, ..limits }, sealer()).unwrap();
    assert_eq!(
        get(&objects.bucket("first").unwrap(), "largest").len(),
        100_000,
        "a lower limit is for new ones"
    );
}

#[test]
fn as_many_uploads_as_allowed_and_one_more() {
    let directory = tempfile::tempdir().unwrap();
    let limits = Limits { open_uploads: 2, ..Limits::default() };
    let (objects, _) = Objects::open(directory.path(), limits, sealer()).unwrap();
    let bucket = create(&objects, "first");
    let (first, second) = (bucket.begin_put().unwrap(), bucket.begin_put().unwrap());
    let too_many = Error::TooManyUploads { limit: 2 };
    assert_eq!(bucket.begin_put().unwrap_err(), too_many);
    first.commit(key("a"), Metadata::new(), &Precondition::None, 1).unwrap();
    let third = bucket.begin_put().unwrap();
    assert_eq!(bucket.begin_put().unwrap_err(), too_many);
    second.abort();
    drop(third);
    let _both = (bucket.begin_put().unwrap(), bucket.begin_put().unwrap());
}

#[test]
fn the_longest_key_and_the_most_metadata() {
    let directory = tempfile::tempdir().unwrap();
    let longest = "\u{1}".repeat(crate::MAX_KEY_BYTES);
    let mut metadata = Metadata::new();
    metadata.set_user("a", &"\t".repeat(2047)).unwrap();
    metadata.set(Header::Expires, &"\"".repeat(2041)).unwrap();
    {
        let (objects, _) = open(directory.path());
        let upload = create(&objects, &"b".repeat(63)).begin_put().unwrap();
        upload.commit(key(&longest), metadata.clone(), &Precondition::None, u64::MAX).unwrap();
    }
    let (objects, _) = open(directory.path());
    let info = objects.bucket(&"b".repeat(63)).unwrap().head(&key(&longest)).unwrap();
    assert_eq!(
        (info.key.as_str(), &info.metadata, info.last_modified_ms),
        (longest.as_str(), &metadata, u64::MAX)
    );
}

#[test]
fn what_an_interrupted_run_left_is_swept() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    {
        let (objects, _) = open(root);
        let bucket = create(&objects, "first");
        put(&bucket, "a", b"old");
        let old = object_file(&root.join("buckets"));
        let content = std::fs::read(&old).unwrap();
        put(&bucket, "a", b"new");
        std::fs::write(old, content).unwrap();
        let mut upload = bucket.begin_put().unwrap();
        upload.write(&[1; 70_000]).unwrap();
        // As a kill would: nothing is dropped. The lock goes with the process, so here it must be let go otherwise.
        std::fs::write(root.join("tmp/left"), b"half an upload").unwrap();
        std::fs::create_dir_all(root.join("tmp/half/objects/aa")).unwrap();
        std::fs::write(root.join("tmp/half/bucket"), b"half a bucket").unwrap();
    }
    let (objects, report) = open(root);
    assert_eq!(report, Report { buckets: 1, objects: 1, swept: 2, superseded: 1, ..Report::default() });
    assert_eq!(std::fs::read_dir(root.join("tmp")).unwrap().count(), 0);
    assert_eq!(get(&objects.bucket("first").unwrap(), "a"), b"new");
    object_file(&root.join("buckets"));
    drop(objects);
    assert_eq!(open(root).1, Report { buckets: 1, objects: 1, ..Report::default() });
}
