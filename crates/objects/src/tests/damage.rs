//! P2: what was changed on disk behind our back is found, and never served as anything.

use std::os::unix::fs::FileExt;

use super::*;
use crate::{CheckStep, Checked, Damage, DamageKind, OpenError};

/// Ten bytes and their seal.
const SEALED_DATA_BYTES: u64 = 26;

/// A store with one object in one bucket, and the object's file.
fn store(root: &Path) -> PathBuf {
    let (objects, _) = open(root);
    put(&create(&objects, "first"), "a", b"0123456789");
    object_file(&root.join("buckets"))
}

fn damage(file: &Path, bucket: &str, key: Option<&str>, kind: DamageKind) -> Damage {
    Damage { path: file.to_owned(), bucket: Some(bucket.to_owned()), key: key.map(str::to_owned), kind }
}

/// Answer to reading an object whose file is damaged.
fn damaged<T>(file: &Path, key: &str, kind: DamageKind) -> Result<T, Error> {
    Err(Error::Damaged(Box::new(damage(file, "first", Some(key), kind))))
}

fn flip(file: &Path, place: u64) {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(file).unwrap();
    let mut byte = [0];
    file.read_exact_at(&mut byte, place).unwrap();
    file.write_all_at(&[!byte[0]], place).unwrap();
}

#[test]
fn every_byte_of_an_object_is_checked() {
    let directory = tempfile::tempdir().unwrap();
    let file = store(directory.path());
    let damaged = |place| {
        let kind = if place < SEALED_DATA_BYTES {
            DamageKind::Block { number: 0 }
        } else {
            DamageKind::ObjectRecord
        };
        damaged(&file, "a", kind)
    };
    let length = file.metadata().unwrap().len();
    let (objects, _) = open(directory.path());
    let bucket = objects.bucket("first").unwrap();
    for place in 0..length {
        flip(&file, place);
        assert_eq!(try_get(&bucket, "a"), damaged(place), "byte {place}, found while reading");
        flip(&file, place);
        assert_eq!(get(&bucket, "a"), b"0123456789");
    }
    drop((bucket, objects));
    // The data, ten bytes and their seal, is only read when it is asked for; the record is read at once.
    for place in (0..length).step_by(5).chain(length - 20..length) {
        flip(&file, place);
        let (objects, report) = open(directory.path());
        let bucket = objects.bucket("first").unwrap();
        assert_eq!(report.damaged.is_empty(), place < SEALED_DATA_BYTES, "byte {place}");
        assert_eq!(try_get(&bucket, "a"), damaged(place), "byte {place}, found after opening");
        flip(&file, place);
    }
}

#[test]
fn a_damaged_record_hides_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let file = store(directory.path());
    flip(&file, 30);
    let (objects, report) = open(directory.path());
    let found = damage(&file, "first", None, DamageKind::ObjectRecord);
    assert_eq!(report, Report { buckets: 1, damaged: vec![found], ..Report::default() });
    let bucket = objects.bucket("first").unwrap();
    put(&bucket, "b", b"sound");
    let damaged = damaged::<()>(&file, "a", DamageKind::ObjectRecord).unwrap_err();
    assert_eq!(bucket.head(&key("a")).unwrap_err(), damaged);
    assert_eq!(bucket.get(&key("a")).unwrap_err(), damaged);
    assert_eq!((keys(&bucket), bucket.unlisted()), (vec!["b".to_owned()], 1), "it hides no other");
    assert_eq!(get(&bucket, "b"), b"sound");
    assert_eq!(bucket.head(&key("c")).unwrap_err(), Error::NoSuchKey);
    for precondition in [Precondition::IfAbsent, Precondition::IfMatch("x".to_owned())] {
        assert_eq!(try_put(&bucket, "a", b"new", &precondition), Err(damaged.clone()), "cannot be decided");
    }
    bucket.delete_objects(&[key("b")]).unwrap();
    assert_eq!(bucket.delete(), Err(Error::BucketNotEmpty));
    assert!(file.exists());
}

#[test]
fn overwriting_or_deleting_mends() {
    for overwrite in [true, false] {
        let directory = tempfile::tempdir().unwrap();
        let file = store(directory.path());
        flip(&file, 30);
        for reopened in [false, true] {
            let (objects, report) = open(directory.path());
            let bucket = objects.bucket("first").unwrap();
            if reopened {
                assert_eq!(report.damaged, []);
            } else if overwrite {
                put(&bucket, "a", b"new");
            } else {
                bucket.delete_objects(&[key("a")]).unwrap();
            }
            assert_eq!(keys(&bucket), vec!["a"; usize::from(overwrite)]);
            assert_eq!(
                try_get(&bucket, "a"),
                if overwrite { Ok(b"new".to_vec()) } else { Err(Error::NoSuchKey) }
            );
            assert!(!file.exists());
        }
    }
}

/// A file that says it is another object is not served as that, nor as the one it lies in the place of.
#[test]
fn files_in_the_wrong_place() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let a = store(root);
    let b = {
        let (objects, _) = open(root);
        let bucket = objects.bucket("first").unwrap();
        put(&bucket, "b", b"9876543210");
        let b =
            files(&root.join("buckets")).into_keys().find(|f| f.extension().is_some() && *f != a).unwrap();
        std::fs::copy(&b, &a).unwrap();
        assert_eq!(try_get(&bucket, "a"), damaged(&a, "a", DamageKind::Misplaced), "while the store is open");
        b
    };
    let (objects, report) = open(root);
    let misplaced = damage(&a, "first", None, DamageKind::Misplaced);
    assert_eq!((report.damaged, report.objects), (vec![misplaced], 1));
    let bucket = objects.bucket("first").unwrap();
    assert_eq!(try_get(&bucket, "a"), damaged(&a, "a", DamageKind::ObjectRecord));
    assert_eq!(get(&bucket, "b"), b"9876543210");

    // The same key of another bucket has another name, and says whose it is.
    let other = create(&objects, "second");
    put(&other, "a", b"of the second");
    let second =
        files(&root.join("buckets")).into_keys().find(|f| f.extension().is_some() && *f != a && *f != b);
    let second = second.unwrap();
    std::fs::copy(&second, &a).unwrap();
    drop((bucket, other, objects));
    assert_eq!(open(root).1.damaged, [damage(&a, "first", None, DamageKind::Misplaced)]);
    std::fs::remove_file(&a).unwrap();

    // Not even under that other name.
    let shards = a.parent().unwrap().parent().unwrap();
    let shard = shards.join(second.parent().unwrap().file_name().unwrap());
    std::fs::create_dir_all(&shard).unwrap();
    let misplaced = shard.join(second.file_name().unwrap());
    std::fs::copy(&second, &misplaced).unwrap();
    let (objects, report) = open(root);
    assert_eq!(report.damaged, [damage(&misplaced, "first", None, DamageKind::Misplaced)]);
    assert_eq!(get(&objects.bucket("second").unwrap(), "a"), b"of the second");
}

#[test]
fn a_file_that_vanished_is_not_a_key_that_never_was() {
    let directory = tempfile::tempdir().unwrap();
    let file = store(directory.path());
    let (objects, _) = open(directory.path());
    std::fs::remove_file(&file).unwrap();
    let bucket = objects.bucket("first").unwrap();
    assert_eq!(try_get(&bucket, "a"), damaged(&file, "a", DamageKind::Missing));
    bucket.delete_objects(&[key("a")]).unwrap();
    assert_eq!(try_get(&bucket, "a"), Err(Error::NoSuchKey));
}

#[test]
fn every_byte_of_a_bucket_record_is_checked() {
    let directory = tempfile::tempdir().unwrap();
    store(directory.path());
    let mut records = files(directory.path()).into_keys().filter(|path| path.ends_with("bucket"));
    let record = records.next().unwrap();
    let refused = || match Objects::open(directory.path(), Limits::default(), sealer()) {
        Err(OpenError::Damaged { file }) => file == record,
        _ => false,
    };
    for place in 0..record.metadata().unwrap().len() {
        flip(&record, place);
        assert!(refused(), "byte {place}");
        flip(&record, place);
    }
    open(directory.path());
    let content = std::fs::read(&record).unwrap();
    std::fs::write(&record, b"").unwrap();
    assert!(refused(), "empty");
    std::fs::write(&record, [b"x", &content[..]].concat()).unwrap();
    assert!(refused(), "something before it");
    std::fs::remove_file(&record).unwrap();
    assert!(refused(), "missing");
    std::fs::write(&record, content).unwrap();
    let bucket = record.parent().unwrap();
    let elsewhere = bucket.with_file_name("0".repeat(64));
    std::fs::rename(bucket, &elsewhere).unwrap();
    assert!(matches!(
        Objects::open(directory.path(), Limits::default(), sealer()),
        Err(OpenError::Damaged { .. })
    ));
}

#[test]
fn files_that_are_not_ours_are_reported_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let file = store(root);
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let shard = file.parent().unwrap();
    let other = if shard.ends_with("00") { "01" } else { "00" };
    std::fs::create_dir(shard.with_file_name(other)).unwrap();
    let mut foreign = vec![
        root.join("buckets/notes.txt"),
        root.join("buckets").join("a".repeat(64)),
        shard.with_file_name("xx"),
        shard.with_file_name("0f"),
        shard.join(".DS_Store"),
        shard.join(name.to_uppercase()),
        shard.join(format!("{name}0")),
        shard.join(name.replace('.', ".+").replace(".+0", ".+")),
        shard.with_file_name(other).join(&name),
    ];
    for path in &foreign {
        std::fs::copy(&file, path).unwrap();
    }
    let (objects, mut report) = open(root);
    report.foreign.sort();
    foreign.sort();
    assert_eq!(report.foreign, foreign);
    assert_eq!((report.objects, report.damaged.len()), (1, 0));
    assert_eq!(get(&objects.bucket("first").unwrap(), "a"), b"0123456789");
    assert!(foreign.iter().all(|path| path.exists()));
}

/// All that a check tells, in order of paths.
fn check(objects: &Objects) -> (Checked, Vec<Damage>) {
    let mut damages = Vec::new();
    let sums = objects.check(&mut |step| {
        if let CheckStep::Damaged(damage) = step {
            damages.push(damage);
        }
        std::ops::ControlFlow::Continue(())
    });
    damages.sort_by(|a, b| a.path.cmp(&b.path));
    (sums, damages)
}

#[test]
fn a_check_reads_everything_and_names_what_is_damaged() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let data = vec![7; 200_000];
    let file_of = |name: &str| {
        let hash = crate::layout::KeyHash::new("first", &key(name));
        hash.path(&bucket.state.directory, 0)
            .parent()
            .unwrap()
            .read_dir()
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path()
    };
    for name in ["sound", "block", "record", "gone"] {
        put(&bucket, name, &data);
    }
    let upload = bucket.begin_multipart(super::multipart::info("multi", "id")).unwrap();
    for part in [1, 2, 3] {
        super::multipart::try_part(&upload, part, &data).unwrap();
    }
    let sound =
        Checked { buckets: 1, objects: 4, multiparts: 1, parts: 3, bytes: 1_400_000, ..Checked::default() };
    assert_eq!(check(&objects), (sound, vec![]));

    let number = |part| crate::PartNumber::new(part).unwrap();
    let parts = [2, 3].map(|part| upload.path_of(number(part)));
    flip(&file_of("block"), 3 * 65_536 + 100);
    let record = file_of("record");
    flip(&record, record.metadata().unwrap().len() - 20);
    let gone = file_of("gone");
    std::fs::remove_file(&gone).unwrap();
    flip(&parts[0], 10);
    std::fs::remove_file(&parts[1]).unwrap();
    let stray = gone.with_file_name("note");
    let root = directory.path();
    let strays =
        [stray.clone(), parts[0].with_file_name("note"), root.join("buckets/note"), root.join("note")];
    for stray in &strays {
        std::fs::write(stray, "not ours").unwrap();
    }
    let record_of_upload = parts[0].with_file_name("upload");
    flip(&record_of_upload, 40);
    let of = |path: &Path, key, kind| damage(path, "first", key, kind);
    let mut expected = vec![
        of(&file_of("block"), Some("block"), DamageKind::Block { number: 3 }),
        of(&record, Some("record"), DamageKind::ObjectRecord),
        of(&gone, Some("gone"), DamageKind::Missing),
        of(&parts[0], Some("multi"), DamageKind::PartBlock { part: 2, number: 0 }),
        of(&parts[1], Some("multi"), DamageKind::PartMissing { part: 3 }),
        of(&record_of_upload, Some("multi"), DamageKind::UploadRecord),
        of(&strays[0], None, DamageKind::Foreign),
        of(&strays[1], None, DamageKind::Foreign),
        Damage { bucket: None, ..of(&strays[2], None, DamageKind::Foreign) },
        Damage { bucket: None, ..of(&strays[3], None, DamageKind::Foreign) },
    ];
    expected.sort_by(|a, b| a.path.cmp(&b.path));
    let found = Checked { bytes: 400_000, damages: 10, ..sound };
    assert_eq!(check(&objects), (found, expected));

    // after a restart the same is told, but for what the opening can no longer know
    drop((objects, bucket, upload));
    let (objects, _) = open(root);
    let kinds =
        |kind: fn(&DamageKind) -> bool| check(&objects).1.iter().filter(|damage| kind(&damage.kind)).count();
    assert_eq!(kinds(|kind| *kind == DamageKind::UploadRecord), 1);
    assert_eq!(kinds(|kind| *kind == DamageKind::ObjectRecord), 1);
    assert_eq!(kinds(|kind| matches!(kind, DamageKind::Block { .. })), 1);
    assert_eq!(kinds(|kind| *kind == DamageKind::Missing), 0);
}

#[test]
fn a_check_goes_on_after_a_bucket_that_cannot_be_read_and_ends_when_told() {
    let directory = tempfile::tempdir().unwrap();
    store(directory.path());
    let record = files(directory.path()).into_keys().find(|path| path.ends_with("bucket")).unwrap();
    {
        let (objects, _) = open(directory.path());
        put(&create(&objects, "second"), "a", b"sound");
    }
    flip(&record, 3);
    let mut steps = Vec::new();
    let mut checked = |stop: bool| {
        steps.clear();
        let sums = crate::check(directory.path(), Limits::default(), sealer(), &mut |step| {
            steps.push(step);
            if stop { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
        });
        (sums.unwrap(), steps.clone())
    };
    let unreadable = Damage { path: record, bucket: None, key: None, kind: DamageKind::BucketRecord };
    let sums = Checked { buckets: 1, objects: 1, bytes: 5, damages: 1, ..Checked::default() };
    let read = CheckStep::Read { bytes: 5 };
    assert_eq!(checked(false), (sums, vec![CheckStep::Damaged(unreadable.clone()), read]));
    let sums = Checked { damages: 1, stopped: true, ..Checked::default() };
    assert_eq!(checked(true), (sums, vec![CheckStep::Damaged(unreadable)]));
}
