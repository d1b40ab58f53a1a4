//! Counts of an account are right, and its budget holds.

use super::multipart::{info, try_part};
use super::*;
use crate::{Budget, Usage};

const OTHER: &str = "444455556666";

fn usage(object_bytes: u64, objects: u64) -> Usage {
    Usage { object_bytes, objects, ..Usage::default() }
}

fn bytes(object_bytes: u64) -> Budget {
    Budget { object_bytes, ..Budget::UNLIMITED }
}

fn put_within(bucket: &Bucket, name: &str, data: &[u8], budget: Budget, expected: bool) -> Result<(), Error> {
    let mut upload = bucket.begin_put_within(budget, expected.then_some(data.len() as u64))?;
    for piece in data.chunks(7) {
        upload.write(piece)?;
    }
    upload.commit(key(name), Metadata::new(), &Precondition::None, 2).map(drop)
}

/// Each step, and what the account has afterwards.
#[test]
fn every_change_is_counted() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let other = try_create(&objects, "other", OTHER).unwrap();
    put(&other, "a", &[1; 77]);
    let check = |expected: Usage, what: &str| {
        assert_eq!(objects.usage(OWNER), expected, "{what}");
        assert_eq!(objects.usage(OTHER), usage(77, 1), "{what}: another account's");
    };
    check(usage(0, 0), "nothing");
    put(&bucket, "a", &[1; 100]);
    put(&bucket, "b", b"");
    check(usage(100, 2), "put");
    put(&bucket, "a", &[1; 30]);
    check(usage(30, 2), "overwritten");
    assert!(try_put(&bucket, "a", &[1; 50], &Precondition::IfAbsent).is_err());
    check(usage(30, 2), "a precondition that does not hold");
    let mut upload = bucket.begin_put_within(Budget::UNLIMITED, Some(50)).unwrap();
    check(Usage { uploads: 1, ..usage(80, 3) }, "announced");
    upload.write(&[1; 60]).unwrap();
    check(Usage { uploads: 1, ..usage(90, 3) }, "more than announced");
    upload.abort();
    check(usage(30, 2), "aborted");
    let mut upload = bucket.begin_put_within(Budget::UNLIMITED, Some(50)).unwrap();
    upload.write(&[1; 20]).unwrap();
    upload.commit(key("c"), Metadata::new(), &Precondition::None, 2).unwrap();
    check(usage(50, 3), "less than announced");
    bucket.delete_objects(&[key("c"), key("b"), key("x")]).unwrap();
    check(usage(30, 1), "deleted");
    let multipart = bucket.begin_multipart(info("m", "id")).unwrap();
    try_part(&multipart, 1, &[1; 10]).unwrap();
    try_part(&multipart, 2, &[1; 10]).unwrap();
    check(Usage { multiparts: 1, ..usage(50, 3) }, "parts");
    try_part(&multipart, 1, &[1; 25]).unwrap();
    check(Usage { multiparts: 1, ..usage(65, 3) }, "a part again");
    multipart.abort().unwrap();
    check(usage(30, 1), "aborted with its parts");
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    let part = try_part(&multipart, 1, &[1; 40]).unwrap();
    multipart
        .assemble(&[(part.number, part.etag.bare())])
        .unwrap()
        .commit(None, &Precondition::None, 3)
        .unwrap();
    check(usage(40, 1), "completed in place of an object");
    let third = create(&objects, "third");
    let multipart = third.begin_multipart(info("m", "id")).unwrap();
    try_part(&multipart, 1, &[1; 10]).unwrap();
    third.delete().unwrap();
    check(usage(40, 1), "a bucket deleted with its uploads");
}

#[test]
fn usage_is_the_same_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    put(&bucket, "a", &[1; 100]);
    put(&bucket, "b", &[1; 70_000]);
    let multipart = bucket.begin_multipart(info("m", "id")).unwrap();
    try_part(&multipart, 3, &[1; 10]).unwrap();
    let before = objects.usage(OWNER);
    assert_eq!(before, Usage { multiparts: 1, ..usage(70_110, 3) });
    let damaged = bucket.state.path_of(&key("a"));
    drop((objects, bucket, multipart));
    let (objects, _) = open(directory.path());
    assert_eq!(objects.usage(OWNER), before);
    drop(objects);
    let length = std::fs::metadata(&damaged).unwrap().len();
    let file = std::fs::OpenOptions::new().write(true).open(&damaged).unwrap();
    file.set_len(length - 1).unwrap();
    let (objects, _) = open(directory.path());
    assert_eq!(objects.usage(OWNER).object_bytes, 70_010 + length - 1, "by the file's length");
    objects.bucket("first").unwrap().delete_objects(&[key("a")]).unwrap();
    assert_eq!(objects.usage(OWNER).object_bytes, 70_010);
}

#[test]
fn the_last_byte_of_a_budget_and_one_more() {
    for expected in [true, false] {
        let directory = tempfile::tempdir().unwrap();
        let (objects, _) = open(directory.path());
        let bucket = create(&objects, "first");
        put(&bucket, "a", &[1; 60]);
        let exceeded = Err(Error::QuotaExceeded { what: "bytes of objects", limit: 100 });
        assert_eq!(put_within(&bucket, "b", &[1; 41], bytes(100), expected), exceeded);
        assert_eq!((objects.usage(OWNER), keys(&bucket)), (usage(60, 1), vec!["a".to_owned()]));
        assert_eq!(std::fs::read_dir(directory.path().join("tmp")).unwrap().count(), 0);
        assert_eq!(put_within(&bucket, "b", &[1; 40], bytes(100), expected), Ok(()));
        assert_eq!(put_within(&bucket, "c", b"", bytes(100), expected), Ok(()));
        bucket.delete_objects(&[key("b")]).unwrap();
        assert_eq!(put_within(&bucket, "b", &[1; 40], bytes(100), expected), Ok(()), "there is room again");
    }
}

/// Before a byte of it has come.
#[test]
fn a_body_that_says_that_it_is_too_long_is_refused_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let refused = bucket.begin_put_within(bytes(100), Some(101)).unwrap_err();
    assert_eq!(refused, Error::QuotaExceeded { what: "bytes of objects", limit: 100 });
    let first = bucket.begin_put_within(bytes(100), Some(60)).unwrap();
    assert!(bucket.begin_put_within(bytes(100), Some(60)).is_err(), "what is on its way counts");
    drop(first);
    assert!(bucket.begin_put_within(bytes(100), Some(60)).is_ok());
    let most = Limits::default().object_bytes;
    let refused = bucket.begin_put_within(Budget::UNLIMITED, Some(most + 1)).unwrap_err();
    assert_eq!(refused, Error::ObjectTooLarge { limit: most });
}

#[test]
fn numbers_of_objects_uploads_and_multipart_uploads() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let budget = Budget { objects: 2, uploads: 1, multiparts: 1, ..Budget::UNLIMITED };
    let held = bucket.begin_put_within(budget, None).unwrap();
    assert_eq!(bucket.begin_put_within(budget, None).unwrap_err(), Error::TooManyUploads { limit: 1 });
    drop(held);
    put(&bucket, "a", b"");
    put_within(&bucket, "b", b"", budget, true).unwrap();
    let exceeded = Error::QuotaExceeded { what: "objects", limit: 2 };
    assert_eq!(put_within(&bucket, "c", b"", budget, true), Err(exceeded));
    let multipart = bucket.begin_multipart_within(&budget, info("m", "one")).unwrap();
    let refused = bucket.begin_multipart_within(&budget, info("m", "two")).unwrap_err();
    assert_eq!(refused, Error::TooManyMultiparts { limit: 1 });
    assert!(multipart.begin_part_within(budget, None).is_err());
    multipart.abort().unwrap();
    bucket.begin_multipart_within(&budget, info("m", "two")).unwrap();
}

/// An account that has used up all of its budget with parts can still make one object of them.
#[test]
fn completing_needs_no_budget() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let multipart = bucket.begin_multipart(info("m", "id")).unwrap();
    let mut upload = multipart.begin_part_within(bytes(100), Some(100)).unwrap();
    upload.write(&[1; 100]).unwrap();
    let number = crate::PartNumber::new(1).unwrap();
    let part = multipart.commit_part(upload, number, None, 2).unwrap();
    multipart
        .assemble(&[(part.number, part.etag.bare())])
        .unwrap()
        .commit(None, &Precondition::None, 3)
        .unwrap();
    assert_eq!(objects.usage(OWNER), usage(100, 1));
}
