use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::Mutex;

use redb::{BackendError, StorageBackend};
use rustix::io::Errno;

use super::*;
use crate::engine::RecordChange;
use crate::limits::RESERVE_BYTES;

mod power_loss;

/// Calls of the file that can be told to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    Write,
    SetLen,
    Sync,
    Open,
}

#[derive(Debug, Default)]
struct Plan {
    faults: Vec<(Call, u64, Errno)>,
    calls: BTreeMap<u8, u64>,
}

type Faults = Arc<Mutex<Plan>>;

fn meet(plan: &Faults, call: Call) -> io::Result<()> {
    let mut plan = plan.lock().unwrap();
    let calls = plan.calls.entry(call as u8).or_default();
    let now = *calls;
    *calls += 1;
    match plan.faults.iter().find(|(which, from, _)| *which == call && *from <= now) {
        Some((_, _, errno)) => Err((*errno).into()),
        None => Ok(()),
    }
}

/// From the `n`-th such call on, counted from now, it fails.
fn fail(plan: &Faults, call: Call, n: u64, errno: Errno) {
    let mut plan = plan.lock().unwrap();
    let from = plan.calls.get(&(call as u8)).copied().unwrap_or(0) + n;
    plan.faults.push((call, from, errno));
}

fn mend(plan: &Faults) {
    plan.lock().unwrap().faults.clear();
}

/// A real file that fails as planned.
struct Faulty {
    file: FileMedium,
    plan: Faults,
}

impl Medium for Faulty {
    fn open(&self) -> io::Result<Box<dyn StorageBackend>> {
        meet(&self.plan, Call::Open)?;
        Ok(Box::new(FaultyFile { inner: self.file.open()?, plan: Arc::clone(&self.plan) }))
    }

    fn snapshot(&self) -> io::Result<Box<dyn StorageBackend>> {
        self.file.snapshot()
    }

    fn fill_reserve(&self) {}
}

#[derive(Debug)]
struct FaultyFile {
    inner: Box<dyn StorageBackend>,
    plan: Faults,
}

impl StorageBackend for FaultyFile {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        meet(&self.plan, Call::SetLen)?;
        self.inner.set_len(length)
    }

    fn sync_data(&self) -> io::Result<()> {
        meet(&self.plan, Call::Sync)?;
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if let Err(error) = meet(&self.plan, Call::Write) {
            // as a full disk does: the first half is there
            let half = data.get(..data.len() / 2).unwrap_or_default();
            self.inner.write(offset, half)?;
            return Err(error);
        }
        self.inner.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}

fn put(key: &[u8], value: Vec<u8>) -> RecordChange {
    RecordChange { key: key.to_vec(), value: Some(value) }
}

struct World {
    _directory: tempfile::TempDir,
    path: PathBuf,
    plan: Faults,
    engine: RedbEngine,
    /// Records that must be on disk.
    expected: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl World {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("identity.redb");
        let plan = Faults::default();
        let medium = Faulty { file: FileMedium::new(&path), plan: Arc::clone(&plan) };
        let engine = RedbEngine::open_on(Box::new(medium)).unwrap();
        Self { _directory: directory, path, plan, engine, expected: BTreeMap::new() }
    }

    fn put(&mut self, key: &str, bytes: usize) -> Result<(), EngineError> {
        let key = key.as_bytes().to_vec();
        let value = vec![7; bytes];
        let revision = self.engine.revision;
        self.engine.commit(vec![put(&key, value.clone())], revision)?;
        self.expected.insert(key, value);
        Ok(())
    }

    fn check(&mut self) {
        let loaded: BTreeMap<_, _> = self.engine.load().unwrap().records.into_iter().collect();
        assert_eq!(loaded.len(), self.expected.len());
        assert!(loaded == self.expected);
    }

    /// Holds what a process finds that starts now to the records that must be there.
    fn check_reopened(mut self) {
        self.engine.database = None;
        let mut other = RedbEngine::open(&self.path).unwrap();
        let loaded: BTreeMap<_, _> = other.load().unwrap().records.into_iter().collect();
        assert!(loaded == self.expected);
    }
}

const RAN_OUT: [Errno; 5] = [Errno::NOSPC, Errno::DQUOT, Errno::MFILE, Errno::NFILE, Errno::NOMEM];

/// Refused, done, or (`None`) in doubt.
fn meets(errno: Errno, call: Call, n: u64) -> Option<bool> {
    let mut world = World::new();
    world.put("a", 100).unwrap();
    fail(&world.plan, call, n, errno);
    // large enough that the file must grow
    let result = world.put("c", 1 << 20);
    mend(&world.plan);
    match result {
        Ok(()) => {}
        // the header was being written, and the file cannot be asked: the process must start again
        Err(EngineError::Failed(_)) => return None,
        Err(EngineError::NoSpace(_)) => {
            world.check();
            world.put("a", 50).unwrap();
            world.put("c", 1 << 20).unwrap();
        }
        Err(other) => panic!("{other}"),
    }
    world.check();
    world.check_reopened();
    Some(result.is_ok())
}

#[test]
fn what_runs_out_at_a_write_refuses_the_commit_and_the_next_one_may_succeed() {
    for errno in RAN_OUT {
        assert_eq!(meets(errno, Call::Write, 0), Some(false), "{errno:?}");
        assert_eq!(meets(errno, Call::SetLen, 0), Some(false), "{errno:?}");
    }
    let met = (0..100).map_while(|n| match meets(Errno::NOSPC, Call::Write, n) {
        Some(true) => None,
        other => Some(other),
    });
    let met: Vec<_> = met.collect();
    // every write of a commit but the last, which makes it count, and whose outcome the file alone could tell
    let (last, others) = met.split_last().unwrap();
    assert!(others.len() > 3 && others.iter().all(|met| *met == Some(false)), "{met:?}");
    assert_eq!(*last, None);
}

#[test]
fn while_it_lasts_every_commit_is_refused_and_nothing_is_lost() {
    let mut world = World::new();
    world.put("a", 100).unwrap();
    fail(&world.plan, Call::Write, 0, Errno::NOSPC);
    for _ in 0..5 {
        assert!(matches!(world.put("b", 100), Err(EngineError::NoSpace(_))));
    }
    mend(&world.plan);
    world.put("b", 100).unwrap();
    world.check();
    world.check_reopened();
}

#[test]
fn a_file_that_cannot_be_opened_again_at_once_is_opened_later() {
    let mut world = World::new();
    world.put("a", 100).unwrap();
    fail(&world.plan, Call::Write, 0, Errno::NOSPC);
    fail(&world.plan, Call::Open, 0, Errno::MFILE);
    assert!(matches!(world.put("b", 100), Err(EngineError::NoSpace(_))));
    assert!(matches!(world.put("b", 100), Err(EngineError::NoSpace(_))));
    mend(&world.plan);
    world.put("b", 100).unwrap();
    world.check();
    world.check_reopened();
}

#[test]
fn a_failed_sync_is_final_also_for_want_of_space() {
    for errno in [Errno::IO, Errno::NOSPC] {
        let mut world = World::new();
        world.put("a", 100).unwrap();
        fail(&world.plan, Call::Sync, 0, errno);
        assert!(matches!(world.put("b", 100), Err(EngineError::Failed(_))), "{errno:?}");
        mend(&world.plan);
        assert!(matches!(world.put("b", 100), Err(EngineError::Failed(_))), "{errno:?}: not tried again");
    }
}

#[test]
fn an_error_of_the_disk_is_final() {
    let mut world = World::new();
    world.put("a", 100).unwrap();
    fail(&world.plan, Call::Write, 0, Errno::IO);
    assert!(matches!(world.put("b", 100), Err(EngineError::Failed(_))));
}

#[test]
fn a_file_that_changed_behind_its_back_is_noticed() {
    let mut world = World::new();
    world.put("a", 100).unwrap();
    fail(&world.plan, Call::Write, 0, Errno::NOSPC);
    fail(&world.plan, Call::Open, 0, Errno::MFILE);
    assert!(matches!(world.put("b", 100), Err(EngineError::NoSpace(_))));
    mend(&world.plan);
    let mut other = RedbEngine::open(&world.path).unwrap();
    let revision = other.revision;
    other.commit(vec![put(b"z", vec![1])], revision).unwrap();
    drop(other);
    assert!(matches!(world.put("b", 100), Err(EngineError::Failed(_))));
}

#[cfg(target_os = "linux")]
#[test]
fn the_file_has_its_space_and_a_reserve_behind_its_end() {
    use std::os::unix::fs::MetadataExt;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let mut engine = RedbEngine::open(&path).unwrap();
    let metadata = std::fs::metadata(&path).unwrap();
    assert!(metadata.blocks() * 512 >= metadata.len() + RESERVE_BYTES, "{metadata:?}");
    // a file that holds more than the reserve holds as much again
    let revision = engine.revision;
    engine.commit(vec![put(b"z", vec![1; 12 << 20])], revision).unwrap();
    let metadata = std::fs::metadata(&path).unwrap();
    assert!(metadata.len() > RESERVE_BYTES);
    assert!(metadata.blocks() * 512 >= 2 * metadata.len(), "{metadata:?}");
}

#[test]
fn a_link_in_place_of_the_file_is_not_followed() {
    let directory = tempfile::tempdir().unwrap();
    let (path, elsewhere) = (directory.path().join("identity.redb"), directory.path().join("elsewhere"));
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    assert!(RedbEngine::open(&path).is_err());
    assert!(!elsewhere.exists());
}

#[test]
fn a_second_process_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let _engine = RedbEngine::open(&path).unwrap();
    assert!(matches!(RedbEngine::open(&path), Err(EngineError::Locked)));
}

#[test]
fn commits_count_up_across_reopening_and_none_happens_at_another_revision() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let mut engine = RedbEngine::open(&path).unwrap();
    let start = engine.load().unwrap().revision;
    assert_eq!(engine.commit(vec![put(b"a", vec![1])], start).unwrap(), start + 1);
    assert_eq!(engine.commit(Vec::new(), start + 1).unwrap(), start + 1, "without changes it counts nothing");
    drop(engine);
    let mut engine = RedbEngine::open(&path).unwrap();
    assert_eq!(engine.load().unwrap().revision, start + 1);
    for expected in [start, start + 2] {
        assert!(engine.commit(vec![put(b"a", vec![2])], expected).is_err(), "{expected}");
    }
    let gone = RecordChange { key: b"a".to_vec(), value: None };
    let changes = vec![put(b"a", vec![3]), put(b"b", vec![4]), gone, put(b"b", vec![5])];
    assert_eq!(engine.commit(changes, start + 1).unwrap(), start + 2);
    assert_eq!(engine.load().unwrap().records, [(b"b".to_vec(), vec![5])], "in order");
}

#[test]
fn maintenance_for_which_something_runs_out_changes_nothing() {
    for n in 0..12 {
        let mut world = World::new();
        world.put("a", 100).unwrap();
        fail(&world.plan, Call::Write, n, Errno::NOSPC);
        world.engine.maintain();
        mend(&world.plan);
        world.put("b", 100).unwrap();
        world.check();
        world.check_reopened();
    }
}
