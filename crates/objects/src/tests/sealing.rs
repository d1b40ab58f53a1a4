//! Files on disk are sealed and open only where they belong; files of before there was sealing are read as they were
//! and sealed without a moment at which it could be lost.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::crash::{Dice, scratch};
use super::multipart::try_part;
use super::simulation::{Fault, Image, Recorder};
use super::*;
use crate::{BucketInfo, DamageKind, ETag, Header, MultipartInfo, ObjectInfo, PartNumber, SealStep, Sealed};

/// Data and names that are looked for on disk.
const MARK: &str = "xylophone";

/// True if any file below a directory holds the mark.
fn is_marked(directory: &Path) -> bool {
    files(directory).values().any(|bytes| bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes()))
}

#[test]
fn nothing_that_a_user_stored_lies_in_the_clear() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    let mut metadata = Metadata::new();
    metadata.set(Header::ContentDisposition, MARK).unwrap();
    metadata.set_user(MARK, MARK).unwrap();
    let mut upload = bucket.begin_put().unwrap();
    upload.write(MARK.repeat(20_000).as_bytes()).unwrap();
    assert!(!is_marked(directory.path()), "not even while it comes in");
    upload.commit(key(MARK), metadata.clone(), &Precondition::None, 2).unwrap();
    let info = MultipartInfo { metadata, ..super::multipart::info(MARK, "id") };
    let multipart = bucket.begin_multipart(info).unwrap();
    try_part(&multipart, 1, MARK.as_bytes()).unwrap();
    assert!(!is_marked(directory.path()));
    let parts = multipart.parts().unwrap().into_iter().map(|part| (part.number, part.etag.bare()));
    multipart.assemble(&parts.collect::<Vec<_>>()).unwrap().commit(None, &Precondition::None, 3).unwrap();
    assert!(!is_marked(directory.path()));
    assert_eq!(get(&bucket, MARK), MARK.as_bytes());
}

/// The same data twice looks different each time.
#[test]
fn equal_objects_are_not_equal_on_disk() {
    let directory = tempfile::tempdir().unwrap();
    let bucket = create(&open(directory.path()).0, "first");
    put(&bucket, "a", &[0; 500]);
    let before = std::fs::read(object_file(directory.path())).unwrap();
    put(&bucket, "a", &[0; 500]);
    let after = std::fs::read(object_file(directory.path())).unwrap();
    assert_eq!(before.len(), after.len());
    let equal = before.iter().zip(&after).filter(|(a, b)| a == b).count();
    assert!(equal < 60, "{equal} of {} bytes", before.len());
}

/// Files of the same length exchanged: of two objects, of two parts, of a part and an object.
#[test]
fn a_file_in_anothers_place_does_not_open() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, bucket) = {
        let (objects, _) = open(directory.path());
        let bucket = create(&objects, "first");
        (objects, bucket)
    };
    let other = create(&objects, "other");
    for (bucket, name) in [(&bucket, "a"), (&bucket, "b"), (&other, "a")] {
        put(bucket, name, name.repeat(40).as_bytes());
    }
    let upload = bucket.begin_multipart(super::multipart::info("a", "id")).unwrap();
    for part in [1, 2] {
        try_part(&upload, part, &[0; 40]).unwrap();
    }
    let part = |number| upload.path_of(PartNumber::new(number).unwrap());
    let a = bucket.state.path_of(&key("a"));
    let original = std::fs::read(&a).unwrap();
    for from in [bucket.state.path_of(&key("b")), other.state.path_of(&key("a")), part(1)] {
        std::fs::copy(&from, &a).unwrap();
        let error = try_get(&bucket, "a").unwrap_err();
        assert!(matches!(&error, Error::Damaged(damage) if damage.kind == DamageKind::Misplaced), "{error}");
    }
    std::fs::write(&a, &original).unwrap();
    assert_eq!(get(&bucket, "a"), [b'a'; 40]);
    std::fs::copy(part(1), part(2)).unwrap();
    let error = upload.read_part(PartNumber::new(2).unwrap()).unwrap_err();
    assert!(matches!(&error, Error::Damaged(damage) if damage.kind == DamageKind::PartRecord { part: 2 }));
}

#[test]
fn another_root_key_opens_nothing() {
    let directory = tempfile::tempdir().unwrap();
    put(&create(&open(directory.path()).0, "first"), "a", b"data");
    let other = Sealer::new(&RootKey::from_bytes([8; 32]), Counted(1));
    let (objects, report) = Objects::open(directory.path(), Limits::default(), other).unwrap();
    assert_eq!((report.objects, report.damaged.len()), (0, 1));
    assert_eq!(report.damaged[0].kind, DamageKind::Misplaced);
    assert!(try_get(&objects.bucket("first").unwrap(), "a").is_err());
    drop(objects);
    let (objects, report) = open(directory.path());
    assert_eq!(report.damaged, []);
    assert_eq!(get(&objects.bucket("first").unwrap(), "a"), b"data");
}

/// Directory of a store that a version without sealing wrote: objects of no block, one block and two, one that came in parts,
/// and a multipart upload with one part.
const UNSEALED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/unsealed");
const UPLOAD: &str = "c-7PFRGDXpAAAhF5xhplJt6rmoh1bg3j";
/// Four objects, the upload and its part.
const UNSEALED_FILES: usize = 6;

/// A copy of that store in `objects`.
fn unsealed(directory: &Path) -> PathBuf {
    let root = directory.join("objects");
    for (path, content) in files(Path::new(UNSEALED)) {
        let to = root.join(path.strip_prefix(UNSEALED).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, content).unwrap();
    }
    root
}

/// The bucket, its objects and their data, its multipart uploads, and the data of their part.
type Contents = (BucketInfo, Vec<(ObjectInfo, Vec<u8>)>, Vec<Arc<MultipartInfo>>, Vec<u8>);

/// All that can be seen of that store, but whether it is sealed.
fn contents(objects: &Objects) -> Contents {
    let bucket = objects.bucket("photos").unwrap();
    let listed = bucket.list(&ListRequest::default()).unwrap().objects;
    let listed = listed.iter().map(|info| {
        let info = ObjectInfo { sealed: false, ..ObjectInfo::clone(info) };
        let data = get(&bucket, info.key.as_str());
        (info, data)
    });
    let upload = bucket.multipart(&key("multi"), UPLOAD).unwrap();
    let part = super::multipart::data_of(&upload, &upload.parts().unwrap()[0]);
    (bucket.info().clone(), listed.collect(), bucket.multiparts().unwrap(), part)
}

fn seal(objects: &Objects) -> Result<Sealed, Error> {
    objects.seal(&mut |_| ControlFlow::Continue(()))
}

#[test]
fn a_store_of_before_sealing_is_served_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let root = unsealed(directory.path());
    let (objects, report) = open(&root);
    let expected = Report { buckets: 1, objects: 4, unsealed: UNSEALED_FILES, ..Report::default() };
    assert_eq!(report, expected);
    let format = || std::fs::read_to_string(root.join("format")).unwrap();
    assert_eq!(format(), "ostiary objects 1\n", "the older program may have it back");
    let (_, listed, uploads, part) = contents(&objects);
    let data: Vec<_> = listed.iter().map(|(info, data)| (info.key.as_str(), data.as_slice())).collect();
    let blocks = b"0123456789abcdef".repeat(4097);
    let expected: [(&str, &[u8]); 4] =
        [("2026/a.txt", b"from before"), ("blocks", &blocks), ("empty", b""), ("of parts", b"whole")];
    assert_eq!(data, expected);
    assert_eq!((part.as_slice(), uploads[0].key.as_str()), (b"part one".as_slice(), "multi"));
    let bucket = objects.bucket("photos").unwrap();
    let info = bucket.head(&key("2026/a.txt")).unwrap();
    assert_eq!(info.metadata.user().collect::<Vec<_>>(), [("colour", "green")]);
    assert_eq!((info.sealed, info.metadata.get(Header::ContentType)), (false, Some("text/plain")));
    assert_eq!(bucket.head(&key("of parts")).unwrap().etag.parts(), Some(1));
    assert_eq!(objects.usage(&bucket.info().owner).object_bytes, 11 + 65_552 + 5 + 8);
    let range = bucket.get(&key("blocks")).unwrap().range(65_530, 20).unwrap();
    assert_eq!(range.collect::<Result<Vec<_>, _>>().unwrap().concat(), blocks[65_530..65_550]);

    put(&bucket, "2026/a.txt", b"rewritten");
    assert_eq!(format(), "ostiary objects 2\n", "it would take sealed files for damaged ones");
    assert!(bucket.head(&key("2026/a.txt")).unwrap().sealed);
    let upload = bucket.multipart(&key("multi"), UPLOAD).unwrap();
    let part = upload.parts().unwrap().remove(0);
    let made = upload.assemble(&[(part.number, part.etag.bare())]).unwrap();
    let made = made.commit(None, &Precondition::None, 9).unwrap();
    assert_eq!((made.sealed, get(&bucket, "multi").as_slice()), (true, b"part one".as_slice()));
    drop((objects, bucket, upload));
    let (objects, report) = open(&root);
    assert_eq!((report.objects, report.unsealed, report.damaged), (5, 3, vec![]));
    assert_eq!(get(&objects.bucket("photos").unwrap(), "2026/a.txt"), b"rewritten");
}

#[test]
fn sealing_a_store_changes_nothing_that_can_be_seen() {
    let directory = tempfile::tempdir().unwrap();
    let root = unsealed(directory.path());
    let (objects, _) = open(&root);
    let before = contents(&objects);
    let usage = objects.usage(&before.0.owner);
    let sums = Sealed { sealed: 6, bytes: 65_576, ..Sealed::default() };
    assert_eq!(seal(&objects), Ok(sums));
    assert_eq!((contents(&objects), objects.usage(&before.0.owner)), (before.clone(), usage));
    assert_eq!(seal(&objects), Ok(Sealed { already: 6, ..Sealed::default() }));
    drop(objects);
    for (path, bytes) in files(&root.join("buckets")) {
        let magic = bytes.last_chunk::<8>().unwrap();
        assert!([b"OSTYOBJ2", b"OSTYMPU2", b"OSTYBKT1"].contains(&magic), "{}", path.display());
    }
    let (objects, report) = open(&root);
    assert_eq!((report.unsealed, report.damaged), (0, vec![]));
    assert_eq!((contents(&objects), objects.usage(&before.0.owner)), (before, usage));
}

#[test]
fn sealing_can_be_stopped_and_goes_on_where_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(&unsealed(directory.path()));
    let before = contents(&objects);
    for round in 1..=6 {
        let sums = objects.seal(&mut |_| ControlFlow::Break(())).unwrap();
        assert_eq!((sums.sealed, sums.already, sums.stopped), (1, round - 1, true));
    }
    assert_eq!(seal(&objects).unwrap().already, 6);
    assert_eq!(contents(&objects), before);
}

/// Damaged files are told and left; files that are written meanwhile stay.
#[test]
fn sealing_passes_over_what_it_cannot_read() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, _) = open(&unsealed(directory.path()));
    let bucket = objects.bucket("photos").unwrap();
    let path = bucket.state.path_of(&key("blocks"));
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[70] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let mut left = Vec::new();
    let sums = objects.seal(&mut |step| {
        if let SealStep::Left(damage) = step {
            left.push((damage.path, damage.kind));
        }
        ControlFlow::Continue(())
    });
    assert_eq!(left, [(path.clone(), DamageKind::Block { number: 0 })]);
    assert_eq!(sums.map(|sums| (sums.sealed, sums.left)), Ok((5, 1)));
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let stored = bucket.state.find(&key("empty")).unwrap();
    put(&bucket, "empty", b"rewritten");
    let upload = bucket.begin_put().unwrap();
    let info = ObjectInfo { etag: ETag::whole(upload.md5()), ..ObjectInfo::clone(&stored.info) };
    let late = upload.commit_as(info, &crate::contents::Guard::Sequence(stored.sequence));
    assert_eq!(late, Err(Error::PreconditionFailed), "the version that was read has been replaced");
    assert_eq!(get(&bucket, "empty"), b"rewritten");
}

#[test]
fn a_power_cut_at_every_step_of_sealing_loses_nothing() {
    let directory = scratch();
    let root = unsealed(directory.path());
    let before = Image::of(directory.path());
    let recorder = Arc::new(Recorder::new(directory.path(), None));
    let expected = {
        let (objects, _) =
            Objects::open_on(Arc::clone(&recorder) as _, &root, Limits::default(), sealer()).unwrap();
        let expected = contents(&objects);
        seal(&objects).unwrap();
        expected
    };
    let ops = recorder.ops();
    assert!(ops.len() > 40, "{}", ops.len());
    for cut_at in 0..=ops.len() {
        let mut image = before.clone();
        ops.iter().take(cut_at).for_each(|op| image.apply(op));
        for seed in 0..4 {
            let mut dice = Dice(seed * 1000 + cut_at as u64);
            let directory = scratch();
            image.cut(&mut |n| dice.roll(n)).write(directory.path());
            let root = directory.path().join("objects");
            let (objects, report) = open(&root);
            assert_eq!((report.damaged, report.foreign), (vec![], vec![]), "after {cut_at} operations");
            assert_eq!(contents(&objects), expected, "after {cut_at} operations");
            let sums = seal(&objects).unwrap();
            assert_eq!(sums.sealed + sums.already, UNSEALED_FILES as u64);
            assert_eq!(contents(&objects), expected);
        }
    }
}

/// A full disk, or too few descriptors, at every call: sealing ends with that error, and can be started again.
#[test]
fn sealing_that_fails_is_started_again() {
    const ENOSPC: i32 = 28;
    const EMFILE: i32 = 24;
    let opening = {
        let directory = scratch();
        let recorder = Arc::new(Recorder::new(directory.path(), None));
        let root = unsealed(directory.path());
        drop(Objects::open_on(Arc::clone(&recorder) as _, &root, Limits::default(), sealer()).unwrap());
        recorder.calls()
    };
    let mut refused = 0;
    for (errno, refusal) in [(ENOSPC, Error::NoSpace), (EMFILE, Error::Exhausted)] {
        for call in opening.. {
            let directory = scratch();
            let root = unsealed(directory.path());
            let recorder =
                Arc::new(Recorder::new(directory.path(), Some(Fault { call, errno, done: false })));
            let (objects, _) =
                Objects::open_on(Arc::clone(&recorder) as _, &root, Limits::default(), sealer()).unwrap();
            let before = recorder.aside(|| contents(&objects));
            let result = seal(&objects);
            let Some(failed) = recorder.failed() else { break };
            if objects.is_sealed() {
                assert!(failed.is_sync(), "{failed:?}");
                continue;
            }
            if result.is_err() {
                assert_eq!(result, Err(refusal.clone()), "{failed:?}");
                refused += 1;
            }
            assert_eq!(contents(&objects), before, "{failed:?}");
            let sums = seal(&objects).unwrap();
            assert_eq!(sums.sealed + sums.already, UNSEALED_FILES as u64, "{failed:?}");
            assert_eq!(contents(&objects), before, "{failed:?}");
            drop(objects.bucket("photos").unwrap().begin_put().unwrap());
            assert_eq!(std::fs::read_dir(root.join("tmp")).unwrap().count(), 0, "{failed:?}");
        }
    }
    assert!(refused > 40, "{refused}");
}
