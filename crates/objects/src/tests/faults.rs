//! Every call of the operating system with every error: one request is refused, and only a sync that failed ends writing.

use std::io;
use std::sync::Arc;

use super::crash::{State, Step, observe, opening_calls, outcomes, perform, perform_on_model, scratch, tour};
use super::simulation::{Fault, Op, Recorder};
use super::*;

// Linux's numbers.
pub(super) const EIO: i32 = 5;
const ENOMEM: i32 = 12;
const EACCES: i32 = 13;
const ENFILE: i32 = 23;
const EMFILE: i32 = 24;
const ENOSPC: i32 = 28;
const EROFS: i32 = 30;
const EDQUOT: i32 = 122;

const ERRORS: [i32; 8] = [EIO, ENOMEM, EACCES, ENFILE, EMFILE, ENOSPC, EROFS, EDQUOT];

fn refusal(errno: i32) -> Error {
    match errno {
        ENOSPC | EDQUOT => Error::NoSpace,
        ENOMEM | ENFILE | EMFILE => Error::Exhausted,
        other => Error::Io(crate::OsError::of(&io::Error::from_raw_os_error(other))),
    }
}

/// Outcomes that a failed call may have.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// The request is refused, nothing has changed, and it may be made again.
    Refused,
    /// The request is done: what failed was only tidying up.
    Done,
    /// Nothing is written any more.
    Sealed,
}

/// The table. No index knows of files in `tmp` yet, so they may be thrown away.
fn allowed(op: &Op, errno: i32) -> &'static [Outcome] {
    let full = matches!(errno, ENOSPC | EDQUOT);
    match op {
        Op::CreateFile(_) | Op::Append(..) | Op::CreateDirectory(_) => &[Outcome::Refused],
        // the end of a completed multipart upload is tidying up
        Op::OpenFile(_) | Op::OpenDirectory(_) | Op::Rename(..) => &[Outcome::Refused, Outcome::Done],
        Op::RemoveFile(_) => &[Outcome::Refused, Outcome::Done],
        Op::RemoveDirectory(_) => &[Outcome::Done],
        Op::SyncFile(path) | Op::SyncDirectory(path) if full && path.starts_with("objects/tmp") => {
            &[Outcome::Refused]
        }
        Op::SyncFile(_) | Op::SyncDirectory(_) => &[Outcome::Sealed],
    }
}

/// The tour with one call failing: that call and what came of it, or `None` if it was not reached.
fn fail(call: usize, errno: i32) -> Option<(Op, Outcome)> {
    let directory = scratch();
    let root = directory.path().join("objects");
    let fault = Fault { call, errno, done: false };
    let recorder = Arc::new(Recorder::new(directory.path(), Some(fault)));
    let (objects, _) =
        Objects::open_on(Arc::clone(&recorder) as _, &root, Limits::default(), sealer()).unwrap();
    let mut state = State::new();
    let mut outcome = None;
    let mut steps_left = usize::MAX;
    for step in tour() {
        // once it has failed, a few more steps show that the store goes on
        if outcome.is_some() {
            steps_left = steps_left.min(4) - 1;
        }
        if steps_left == 0 {
            break;
        }
        let failed_before = recorder.failed().is_some();
        let mut result = perform(&objects, &step);
        if let Some(op) = recorder.failed().filter(|_| !failed_before) {
            let case = format!("{op:?} with {errno} in {step:?}: {result:?}");
            if objects.is_sealed() {
                assert!(allowed(&op, errno).contains(&Outcome::Sealed), "{case}");
                return Some((op, Outcome::Sealed));
            }
            let came = if result.is_ok() { Outcome::Done } else { Outcome::Refused };
            assert!(allowed(&op, errno).contains(&came), "{case}");
            if came == Outcome::Refused {
                assert_eq!(result, Err(refusal(errno)), "{case}");
                assert!(
                    outcomes(&state, Some(&step)).contains(&recorder.aside(|| observe(&objects))),
                    "{case}"
                );
                result = perform(&objects, &step);
                assert_eq!(result, Ok(()), "{case}: again");
            } else if let Step::Complete(bucket, id) = step {
                // the object is there, and its parts may be left
                let _ = perform(&objects, &Step::GiveUp(bucket, id));
            }
            outcome = Some((op, came));
        }
        perform_on_model(&mut state, &step);
    }
    assert_eq!(recorder.aside(|| observe(&objects)), state);
    let outcome = outcome?;
    // what could not be removed at first is removed with the next upload
    drop(create(&objects, "last").begin_put().unwrap());
    state.insert("last".to_owned(), BTreeMap::new());
    assert_eq!(std::fs::read_dir(root.join("tmp")).unwrap().count(), 0, "{outcome:?} leaves nothing behind");
    drop(objects);
    let (objects, report) = reopen(&root);
    assert_eq!((observe(&objects), report.damaged), (state, vec![]), "{outcome:?}");
    Some(outcome)
}

/// Opens a store that was just closed. A child that another test starts has its lock, too, until it runs its program.
fn reopen(root: &Path) -> (Objects, Report) {
    loop {
        match Objects::open(root, Limits::default(), sealer()) {
            Err(crate::OpenError::InUse { .. }) => std::thread::yield_now(),
            opened => return opened.unwrap(),
        }
    }
}

/// Each call of the store after it was opened fails once with each error.
#[test]
fn only_a_failed_sync_ends_writing() {
    let first = opening_calls();
    for errno in ERRORS {
        let outcomes: Vec<_> = (first..).map_while(|call| fail(call, errno)).collect();
        assert!(outcomes.len() > 200, "{}", outcomes.len());
        for wanted in [Outcome::Refused, Outcome::Done, Outcome::Sealed] {
            assert!(outcomes.iter().any(|(_, came)| *came == wanted), "{errno}: {wanted:?}");
        }
        let opened = outcomes.iter().filter(|(op, _)| matches!(op, Op::OpenDirectory(_)));
        assert!(opened.count() > 30, "directories are opened by calls of their own");
    }
}

/// Reading fails for this once, and is no damage.
#[test]
fn an_object_that_cannot_be_opened_now_can_be_read_later() {
    for errno in ERRORS {
        let directory = scratch();
        let root = directory.path().join("objects");
        put(&create(&open(&root).0, "first"), "a", b"data");
        let opening = {
            let recorder = Arc::new(Recorder::new(directory.path(), None));
            drop(Objects::open_on(Arc::clone(&recorder) as _, &root, Limits::default(), sealer()).unwrap());
            recorder.calls()
        };
        let fault = Fault { call: opening, errno, done: false };
        let recorder = Arc::new(Recorder::new(directory.path(), Some(fault)));
        let (objects, _) = Objects::open_on(recorder, &root, Limits::default(), sealer()).unwrap();
        let bucket = objects.bucket("first").unwrap();
        assert_eq!(try_get(&bucket, "a"), Err(refusal(errno)));
        assert_eq!(try_get(&bucket, "a"), Ok(b"data".to_vec()));
    }
}

/// Between the rename that publishes something and the sync that makes it durable nothing is opened: for want of a
/// descriptor it could not be told any more whether it is durable.
#[test]
fn nothing_that_needs_a_descriptor_stands_between_rename_and_sync() {
    let directory = scratch();
    let recorder = Arc::new(Recorder::new(directory.path(), None));
    let root = directory.path().join("objects");
    let (objects, _) =
        Objects::open_on(Arc::clone(&recorder) as _, &root, Limits::default(), sealer()).unwrap();
    let opening = recorder.trace().len();
    for step in tour() {
        let _ = perform(&objects, &step);
    }
    let trace = recorder.trace().split_off(opening);
    let mut renames = 0;
    for (at, op) in trace.iter().enumerate() {
        let Op::Rename(from, to) = op else { continue };
        let place = if to.starts_with("objects/tmp") { from } else { to };
        let synced = place.parent().unwrap();
        assert!(matches!(&trace[at + 1], Op::SyncDirectory(path) if path == synced), "{:?}", &trace[at..]);
        assert!(
            trace[..at]
                .iter()
                .rev()
                .take(4)
                .any(|op| matches!(op, Op::OpenDirectory(path) if path == synced))
        );
        renames += 1;
    }
    assert!(renames > 20, "{renames}");
    let read =
        trace.iter().filter(|op| matches!(op, Op::OpenFile(path) if path.starts_with("objects/buckets")));
    assert!(read.count() > 0, "files are read through the same calls");
}

/// Objects can be deleted, read and listed where nothing can be written.
#[test]
fn a_full_disk_takes_nothing_and_lets_everything_go() {
    let directory = scratch();
    let (objects, _) = open(directory.path());
    let bucket = create(&objects, "first");
    put(&bucket, "a", b"old");
    let upload = bucket.begin_multipart(super::multipart::info("multi", "id")).unwrap();
    super::multipart::try_part(&upload, 1, b"part").unwrap();
    drop((objects, bucket, upload));
    let (objects, _) =
        Objects::open_on(Arc::new(FullDisk), directory.path(), Limits::default(), sealer()).unwrap();
    let bucket = objects.bucket("first").unwrap();
    for name in ["a", "b"] {
        assert_eq!(try_put(&bucket, name, b"new", &Precondition::None), Err(Error::NoSpace));
    }
    assert_eq!(try_create(&objects, "second", OWNER).unwrap_err(), Error::NoSpace);
    let upload = bucket.multipart(&key("multi"), "id").unwrap();
    assert_eq!(super::multipart::try_part(&upload, 2, b"part").unwrap_err(), Error::NoSpace);
    assert_eq!(bucket.begin_multipart(super::multipart::info("multi", "id2")).unwrap_err(), Error::NoSpace);
    assert_eq!(std::fs::read_dir(directory.path().join("tmp")).unwrap().count(), 0);
    assert_eq!((keys(&bucket), get(&bucket, "a")), (vec!["a".to_owned()], b"old".to_vec()));
    upload.abort().unwrap();
    bucket.delete_objects(&[key("a")]).unwrap();
    assert_eq!(keys(&bucket), [""; 0]);
    bucket.delete().unwrap();
    assert!(!objects.is_sealed());
}

/// A disk without a free block: what exists can be moved and removed.
#[derive(Debug)]
struct FullDisk;

impl crate::disk::Disk for FullDisk {
    fn open_file(&self, path: &Path) -> io::Result<std::fs::File> {
        crate::disk::FileSystem.open_file(path)
    }

    fn open_directory(&self, path: &Path) -> io::Result<crate::disk::Directory> {
        crate::disk::FileSystem.open_directory(path)
    }

    fn create_file(&self, path: &Path) -> io::Result<std::fs::File> {
        // an inode may be left, though no block is
        crate::disk::FileSystem.create_file(path)
    }

    fn append(&self, _file: &mut std::fs::File, _path: &Path, _bytes: &[u8]) -> io::Result<()> {
        Err(io::Error::from_raw_os_error(ENOSPC))
    }

    fn sync_file(&self, _file: &std::fs::File, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_directory(&self, _directory: &crate::disk::Directory) -> io::Result<()> {
        Ok(())
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        if path.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Err(io::Error::from_raw_os_error(ENOSPC))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        crate::disk::FileSystem.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        crate::disk::FileSystem.remove_file(path)
    }

    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        crate::disk::FileSystem.remove_directory(path)
    }
}
