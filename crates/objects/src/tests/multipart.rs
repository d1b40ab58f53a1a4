//! Multipart uploads.

use std::sync::Arc;

use md5::{Digest, Md5};

use super::*;
use crate::limits::{MAX_PARTS, MAX_UPLOAD_ID_BYTES, MIN_PART_BYTES};
use crate::{
    Checksum, ChecksumAlgorithm, Damage, DamageKind, ETag, Header, Multipart, MultipartInfo, PartInfo,
    PartNumber, PlannedChecksum,
};

pub(super) fn info(name: &str, id: &str) -> MultipartInfo {
    MultipartInfo {
        id: id.to_owned(),
        key: key(name),
        started_at_ms: 5,
        metadata: Metadata::new(),
        checksum: None,
    }
}

pub(super) fn number(number: u16) -> PartNumber {
    PartNumber::new(number).unwrap()
}

pub(super) fn try_part(multipart: &Multipart, part: u16, data: &[u8]) -> Result<PartInfo, Error> {
    let mut upload = multipart.begin_part()?;
    upload.write(data)?;
    multipart.commit_part(upload, number(part), None, 6)
}

fn part(multipart: &Multipart, part: u16, data: &[u8]) -> PartInfo {
    try_part(multipart, part, data).unwrap()
}

/// The data of a part, read as completing reads it; the upload stays as it is.
pub(super) fn data_of(multipart: &Multipart, part: &PartInfo) -> Vec<u8> {
    let mut assembly = multipart.assemble(&[(part.number, part.etag.bare())]).unwrap();
    let mut data = Vec::new();
    while let Some(piece) = assembly.next_piece().unwrap() {
        data.extend(piece);
    }
    data
}

fn wanted(parts: &[&PartInfo]) -> Vec<(PartNumber, String)> {
    parts.iter().map(|part| (part.number, part.etag.to_string())).collect()
}

fn complete(multipart: &Multipart, parts: &[&PartInfo]) -> Result<ETag, Error> {
    let assembly = multipart.assemble(&wanted(parts))?;
    assembly.commit(None, &Precondition::None, 9).map(|info| info.etag)
}

/// A store whose parts may be small, and a bucket in it.
fn store(root: &Path) -> (Objects, Bucket) {
    let limits = Limits { part_bytes: 4, multiparts_per_bucket: 3, object_bytes: 1000, ..Limits::default() };
    let (objects, _) = Objects::open(root, limits, sealer()).unwrap();
    let bucket = objects.bucket("photos").unwrap_or_else(|_| create(&objects, "photos"));
    (objects, bucket)
}

#[test]
fn parts_become_an_object() {
    let directory = tempfile::tempdir().unwrap();
    let (_objects, bucket) = store(directory.path());
    let mut metadata = Metadata::new();
    metadata.set(Header::ContentType, "text/plain").unwrap();
    metadata.set_user("colour", "green").unwrap();
    let planned = PlannedChecksum { algorithm: ChecksumAlgorithm::Crc32, of_parts: true };
    let planned = MultipartInfo { metadata, checksum: Some(planned), ..info("a", "id") };
    let multipart = bucket.begin_multipart(planned.clone()).unwrap();
    assert_eq!(multipart.info(), &planned);
    let last = part(&multipart, 7, b"end");
    let first = part(&multipart, 1, b"begin ");
    let skipped = part(&multipart, 2, b"skipped");
    assert_eq!(multipart.parts().unwrap(), [first.clone(), skipped, last.clone()]);
    assert_eq!(keys(&bucket), Vec::<String>::new(), "nothing is seen before the end");
    let mut assembly = multipart.assemble(&wanted(&[&first, &last])).unwrap();
    assert_eq!((assembly.info(), assembly.parts()), (&planned, &[first.clone(), last.clone()][..]));
    let mut passed = Vec::new();
    while let Some(piece) = assembly.next_piece().unwrap() {
        passed.extend(piece);
    }
    assert_eq!(passed, b"begin end");
    let checksum = Checksum::new(ChecksumAlgorithm::Crc32, "AAAAAA==").unwrap().of_parts(2);
    let made = assembly.commit(Some(checksum.clone()), &Precondition::None, 9).unwrap();
    let md5s = [first.etag.md5().as_slice(), last.etag.md5()].concat();
    assert_eq!(made.etag, ETag::of_parts(Md5::digest(md5s).into(), 2));
    assert!(made.etag.to_string().ends_with("-2\""));
    assert_eq!((made.size, made.last_modified_ms, made.metadata.checksum()), (9, 9, Some(&checksum)));
    assert_eq!(
        (made.metadata.get(Header::ContentType), made.metadata.user().count()),
        (Some("text/plain"), 1)
    );
    let composition = made.composition.clone().unwrap();
    assert_eq!(composition.upload_id, "id");
    assert_eq!(composition.parts.iter().map(|part| part.size).collect::<Vec<_>>(), [6, 3]);
    assert_eq!(get(&bucket, "a"), b"begin end");
    assert_eq!(multipart.parts(), Err(Error::NoSuchUpload));
    drop((bucket, multipart, _objects));
    let (_objects, bucket) = store(directory.path());
    assert_eq!(bucket.head(&key("a")).unwrap(), made, "and so it is after a restart");
    assert_eq!(bucket.multiparts().unwrap(), []);
}

#[test]
fn a_list_of_uploads_copies_none_of_them() {
    let directory = tempfile::tempdir().unwrap();
    let (_objects, bucket) = store(directory.path());
    bucket.begin_multipart(info("a", "first")).unwrap();
    let (one, other) = (bucket.multiparts().unwrap(), bucket.multiparts().unwrap());
    assert!(Arc::ptr_eq(&one[0], &other[0]));
}

#[test]
fn uploads_and_parts_survive_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, bucket) = store(directory.path());
    let mut metadata = Metadata::new();
    metadata.set_user("colour", "green").unwrap();
    let planned = PlannedChecksum { algorithm: ChecksumAlgorithm::Crc64Nvme, of_parts: false };
    let started = MultipartInfo { metadata, checksum: Some(planned), ..info("b", "first") };
    let first = bucket.begin_multipart(started.clone()).unwrap();
    bucket.begin_multipart(info("a", "second")).unwrap();
    part(&first, 1, b"old version");
    let parts = [part(&first, 1, b"new version"), part(&first, 2, b"two")];
    drop((bucket, first, objects));
    let (_objects, bucket) = store(directory.path());
    let listed: Vec<MultipartInfo> =
        bucket.multiparts().unwrap().into_iter().map(Arc::unwrap_or_clone).collect();
    assert_eq!(listed, [info("a", "second"), started], "in order of keys");
    let first = bucket.multipart(&key("b"), "first").unwrap();
    assert_eq!(first.parts().unwrap(), parts);
    // a part that came before the restart is superseded by one that comes after
    let again = part(&first, 2, b"again");
    complete(&first, &[&parts[0], &again]).unwrap();
    assert_eq!(get(&bucket, "b"), b"new versionagain");
}

#[test]
fn what_cannot_be_completed() {
    let directory = tempfile::tempdir().unwrap();
    let (_objects, bucket) = store(directory.path());
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    let small = part(&multipart, 1, b"abc");
    let least = part(&multipart, 2, b"abcd");
    let last = part(&multipart, 3, b"");
    let large = part(&multipart, 4, &[1; 998]);
    let missing = PartInfo { number: number(5), ..least.clone() };
    let other = PartInfo { etag: ETag::whole([0; 16]), ..least.clone() };
    for (name, parts, error) in [
        ("nothing", vec![], Error::InvalidPartOrder),
        ("backwards", vec![&last, &least], Error::InvalidPartOrder),
        ("a part twice", vec![&least, &least], Error::InvalidPartOrder),
        ("a part that is not there", vec![&least, &missing], Error::InvalidPart { number: 5 }),
        ("another part", vec![&other, &last], Error::InvalidPart { number: 2 }),
        ("a small part", vec![&small, &least], Error::PartTooSmall { number: 1, size: 3, limit: 4 }),
        ("too much", vec![&least, &large], Error::ObjectTooLarge { limit: 1000 }),
    ] {
        assert_eq!(complete(&multipart, &parts).err(), Some(error), "{name}");
        assert_eq!(keys(&bucket), Vec::<String>::new(), "{name}");
    }
    complete(&multipart, &[&least, &last]).unwrap();
    assert_eq!(get(&bucket, "a"), b"abcd", "the least part but the last, and an empty last one");
    let multipart = bucket.begin_multipart(info("b", "id")).unwrap();
    complete(&multipart, &[&part(&multipart, 10_000, b"x")]).unwrap();
    assert_eq!(get(&bucket, "b"), b"x", "the only part is the last");
}

#[test]
fn a_failed_completion_leaves_everything() {
    let directory = tempfile::tempdir().unwrap();
    let (_objects, bucket) = store(directory.path());
    put(&bucket, "a", b"before");
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    let only = part(&multipart, 1, b"data");
    let assembly = multipart.assemble(&wanted(&[&only])).unwrap();
    assert_eq!(try_part(&multipart, 1, b"other"), Err(Error::UploadBusy), "no part may change meanwhile");
    assert_eq!(multipart.abort(), Err(Error::UploadBusy));
    assert_eq!(complete(&multipart, &[&only]), Err(Error::UploadBusy));
    assert_eq!(assembly.commit(None, &Precondition::IfAbsent, 9), Err(Error::PreconditionFailed));
    assert_eq!(get(&bucket, "a"), b"before");
    drop(multipart.assemble(&wanted(&[&only])).unwrap());
    assert_eq!(multipart.parts().unwrap().len(), 1);
    complete(&multipart, &[&only]).unwrap();
    assert_eq!(get(&bucket, "a"), b"data");
}

#[test]
fn an_aborted_upload_is_gone() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, bucket) = store(directory.path());
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    let only = part(&multipart, 1, b"data");
    let mut late = multipart.begin_part().unwrap();
    late.write(b"late").unwrap();
    multipart.abort().unwrap();
    assert_eq!(multipart.commit_part(late, number(2), None, 6), Err(Error::NoSuchUpload));
    assert_eq!(multipart.abort(), Err(Error::NoSuchUpload));
    assert_eq!(complete(&multipart, &[&only]), Err(Error::NoSuchUpload));
    assert_eq!(bucket.multipart(&key("a"), "id").err(), Some(Error::NoSuchUpload));
    drop((bucket, multipart, objects));
    let uploads =
        files(directory.path()).into_keys().filter(|path| path.to_string_lossy().contains("uploads"));
    assert_eq!(uploads.collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

#[test]
fn a_bucket_goes_with_its_uploads() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, bucket) = store(directory.path());
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    let only = part(&multipart, 1, b"data");
    let assembly = multipart.assemble(&wanted(&[&only])).unwrap();
    bucket.delete().unwrap();
    assert_eq!(bucket.begin_multipart(info("a", "other")).err(), Some(Error::NoSuchBucket));
    assert_eq!(try_part(&multipart, 2, b"data").err(), Some(Error::NoSuchBucket));
    assert_eq!(multipart.parts().err(), Some(Error::NoSuchBucket));
    assert!(assembly.commit(None, &Precondition::None, 9).is_err());
    assert_eq!(multipart.abort(), Err(Error::NoSuchBucket));
    let again = create(&objects, "photos");
    assert_eq!(again.multipart(&key("a"), "id").err(), Some(Error::NoSuchUpload));
}

#[test]
fn an_upload_is_found_by_id_and_key() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, bucket) = store(directory.path());
    bucket.begin_multipart(info("a", "id")).unwrap();
    for (name, of, id) in
        [("another key", "b", "id"), ("another id", "a", "id2"), ("no id", "a", ""), ("a path", "a", "../id")]
    {
        assert_eq!(bucket.multipart(&key(of), id).err(), Some(Error::NoSuchUpload), "{name}");
    }
    let other = create(&objects, "other");
    assert_eq!(other.multipart(&key("a"), "id").err(), Some(Error::NoSuchUpload), "another bucket");
    assert_eq!(
        bucket.begin_multipart(info("b", "id")).err(),
        Some(Error::UploadBusy),
        "an id that is in use"
    );
}

#[test]
fn limits() {
    let directory = tempfile::tempdir().unwrap();
    let (_objects, bucket) = store(directory.path());
    let longest = "i".repeat(MAX_UPLOAD_ID_BYTES);
    let longer = "i".repeat(MAX_UPLOAD_ID_BYTES + 1);
    for (name, id, good) in [
        ("the longest id", longest.as_str(), true),
        ("a longer one", longer.as_str(), false),
        ("none", "", false),
        ("a path", "../x", false),
        ("a line end", "a\n", false),
    ] {
        assert_eq!(bucket.begin_multipart(info("a", id)).is_ok(), good, "{name}");
    }
    bucket.begin_multipart(info("a", "2")).unwrap();
    bucket.begin_multipart(info("a", "3")).unwrap();
    assert_eq!(bucket.begin_multipart(info("a", "4")).err(), Some(Error::TooManyMultiparts { limit: 3 }));
    bucket.multipart(&key("a"), "2").unwrap().abort().unwrap();
    bucket.begin_multipart(info("a", "4")).unwrap();
    assert_eq!((PartNumber::new(0), PartNumber::new(MAX_PARTS + 1)), (None, None));
    assert_eq!((number(1).get(), number(MAX_PARTS).get()), (1, 10_000));
    assert_eq!(Limits::default().part_bytes, MIN_PART_BYTES);
}

#[test]
fn damaged_parts_are_never_used() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, bucket) = store(directory.path());
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    let parts = [part(&multipart, 1, b"first"), part(&multipart, 2, b"second")];
    let path = |name: &str| {
        let named = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(name);
        files(directory.path()).into_keys().find(named).unwrap()
    };
    let flip = |path: &Path| {
        let mut bytes = std::fs::read(path).unwrap();
        bytes[0] ^= 1;
        std::fs::write(path, bytes).unwrap();
    };
    flip(&path("00001."));
    let error = complete(&multipart, &[&parts[0], &parts[1]]).err();
    assert!(matches!(error, Some(Error::Damaged(_))), "{error:?}");
    assert_eq!(keys(&bucket), Vec::<String>::new());
    std::fs::copy(path("00002."), path("00001.")).unwrap();
    let error = complete(&multipart, &[&parts[0], &parts[1]]).err();
    assert!(matches!(error, Some(Error::Damaged(_))), "a whole part in the place of another: {error:?}");
    // sending the part again mends it
    let again = part(&multipart, 1, b"first");
    complete(&multipart, &[&again, &parts[1]]).unwrap();
    assert_eq!(get(&bucket, "a"), b"firstsecond");
    drop(multipart);

    let multipart = bucket.begin_multipart(info("b", "id")).unwrap();
    part(&multipart, 1, b"x");
    let two = part(&multipart, 2, b"y");
    drop((bucket, multipart, objects));
    let cut = path("00001.");
    let bytes = std::fs::read(&cut).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() - 1]).unwrap();
    std::fs::write(path("upload").with_file_name("note"), "not ours").unwrap();
    let (objects, report) = open(directory.path());
    let damage = |path, key: Option<&str>, kind| Damage {
        path,
        bucket: Some("photos".to_owned()),
        key: key.map(str::to_owned),
        kind,
    };
    let cut = damage(cut, Some("b"), DamageKind::PartRecord { part: 1 });
    assert_eq!((report.damaged, report.foreign.len()), (vec![cut], 1));
    let bucket = objects.bucket("photos").unwrap();
    assert_eq!(bucket.multipart(&key("b"), "id").unwrap().parts().unwrap(), [two]);
    drop((bucket, objects));
    flip(&path("upload"));
    let (objects, report) = open(directory.path());
    assert_eq!(report.damaged, [damage(path("upload"), None, DamageKind::UploadRecord)]);
    assert_eq!(objects.bucket("photos").unwrap().multiparts().unwrap(), []);
}

#[test]
fn an_older_version_of_a_part_is_swept() {
    let directory = tempfile::tempdir().unwrap();
    let (objects, bucket) = store(directory.path());
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    part(&multipart, 1, b"old");
    let is_part = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("00001.");
    let old = files(directory.path()).into_iter().find(|(path, _)| is_part(path)).unwrap();
    let new = part(&multipart, 1, b"new");
    drop((bucket, multipart, objects));
    // as if it had not been removed before the process was killed
    std::fs::write(&old.0, &old.1).unwrap();
    let (objects, report) = open(directory.path());
    assert_eq!((report.superseded, report.damaged, report.foreign), (1, vec![], vec![]));
    assert_eq!(files(directory.path()).into_keys().filter(is_part).count(), 1);
    let bucket = objects.bucket("photos").unwrap();
    assert_eq!(bucket.multipart(&key("a"), "id").unwrap().parts().unwrap(), [new]);
}

#[test]
fn many_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let (_objects, bucket) = store(directory.path());
    let multipart = bucket.begin_multipart(info("a", "id")).unwrap();
    std::thread::scope(|scope| {
        for version in 0..4u8 {
            let multipart = &multipart;
            scope.spawn(move || {
                (1..=20).for_each(|number| drop(part(multipart, number, &[b'a' + version; 5])))
            });
        }
    });
    let parts = multipart.parts().unwrap();
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| complete(&multipart, &parts.iter().collect::<Vec<_>>()))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    let data = get(&bucket, "a");
    assert_eq!(data.len(), 100);
    for (chunk, part) in data.chunks(5).zip(&parts) {
        assert_eq!(ETag::whole(Md5::digest(chunk).into()), part.etag);
    }
}
