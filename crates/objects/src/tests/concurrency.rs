//! Many threads at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::*;

/// A server moves these between the threads of its pool.
#[test]
fn handles_can_move_between_threads() {
    fn moves<T: Send + 'static>() {}
    fn shared<T: Sync>() {}
    moves::<Objects>();
    moves::<Bucket>();
    moves::<crate::Object>();
    moves::<crate::Body>();
    moves::<crate::Upload>();
    shared::<Objects>();
    shared::<Bucket>();
}

#[test]
fn a_reader_sees_one_version_in_full() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let version = |number: usize| vec![number as u8; 1 + number % 3 * 66_000];
    put(&bucket, "a", &version(0));
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let bucket = &bucket;
                scope.spawn(move || (0..40).for_each(|i| put(bucket, "a", &version(2 * i + writer))))
            })
            .collect();
        for _ in 0..2 {
            scope.spawn(|| {
                let mut reads = 0;
                while reads == 0 || !done.load(Ordering::SeqCst) {
                    let object = bucket.get(&key("a")).unwrap();
                    let info = object.info().clone();
                    let data = object.body().unwrap().collect::<Result<Vec<_>, _>>().unwrap().concat();
                    assert_eq!(data, version(data[0].into()));
                    assert_eq!(info.size, data.len() as u64);
                    assert_eq!(*info.etag.md5(), <[u8; 16]>::from(<md5::Md5 as md5::Digest>::digest(&data)));
                    assert_eq!(keys(&bucket), ["a"]);
                    reads += 1;
                }
            });
        }
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        done.store(true, Ordering::SeqCst);
    });
    object_file(&directory.path().join("buckets"));
}

#[test]
fn readers_and_deletes_agree() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for _ in 0..60 {
                put(&bucket, "a", b"1");
                bucket.delete_objects(&[key("a"), key("b")]).unwrap();
            }
        });
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                match try_get(&bucket, "a") {
                    Ok(data) => assert_eq!(data, b"1"),
                    Err(error) => assert_eq!(error, Error::NoSuchKey),
                }
            }
        });
        writer.join().unwrap();
        done.store(true, Ordering::SeqCst);
    });
    assert_eq!(keys(&bucket), [""; 0]);
}

#[test]
fn of_many_that_must_be_first_one_is() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let outcomes: Vec<_> = thread::scope(|scope| {
        let racers: Vec<_> = (0..8u8)
            .map(|i| (i, &bucket))
            .map(|(i, bucket)| scope.spawn(move || (i, try_put(bucket, "a", &[i], &Precondition::IfAbsent))))
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let winners: Vec<u8> = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(i, _)| *i).collect();
    assert_eq!(winners.len(), 1);
    assert_eq!(get(&bucket, "a"), winners);
    let lost = outcomes.iter().filter(|(_, outcome)| *outcome == Err(Error::PreconditionFailed)).count();
    assert_eq!(lost, 7);

    let outcomes: Vec<_> = thread::scope(|scope| {
        let racers: Vec<_> = (0..8)
            .map(|i| (i, &objects))
            .map(|(i, objects)| scope.spawn(move || try_create(objects, "second", &format!("{i:012}"))))
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let owner = objects.bucket("second").unwrap().info().owner.clone();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for outcome in outcomes {
        match outcome {
            Ok(bucket) => assert_eq!(bucket.info().owner, owner),
            Err(error) => assert_eq!(error, Error::BucketExists { owner: owner.clone() }),
        }
    }
}

/// A bucket is either deleted or written to: an object that was acknowledged does not vanish with it.
#[test]
fn deleting_a_bucket_races_with_puts() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    for _ in 0..20 {
        let bucket = create(&objects, "first");
        let (deleted, put) = thread::scope(|scope| {
            let delete = scope.spawn(|| bucket.delete());
            let put = scope.spawn(|| try_put(&bucket, "a", b"1", &Precondition::None));
            (delete.join().unwrap(), put.join().unwrap())
        });
        match (&deleted, &put) {
            (Ok(()), Err(Error::NoSuchBucket)) => {}
            (Err(Error::BucketNotEmpty), Ok(())) => {
                assert_eq!(get(&bucket, "a"), b"1");
                bucket.delete_objects(&[key("a")]).unwrap();
                bucket.delete().unwrap();
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Deletes of many keys take several locks at a time.
#[test]
fn deletes_of_many_keys_do_not_block_each_other() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let names: Vec<Key> = (0..24).map(|i| key(&i.to_string())).collect();
    thread::scope(|scope| {
        for turn in 0..3 {
            let (bucket, mut names) = (&bucket, names.clone());
            scope.spawn(move || {
                for _ in 0..8 {
                    names.rotate_left(turn + 1);
                    names.reverse();
                    put(bucket, names[0].as_str(), b"1");
                    bucket.delete_objects(&names).unwrap();
                }
            });
        }
    });
    assert_eq!(keys(&bucket), [""; 0]);
}
