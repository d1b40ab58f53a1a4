use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use redb::{BackendError, StorageBackend};
use rustix::io::Errno;

use super::*;
use crate::engine::RecordChange;
use crate::limits::{FULL_PAUSE_MAX, FULL_PAUSE_MIN, RESERVE_BYTES};

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

    fn has_room(&self, _: Option<u64>) -> bool {
        self.plan.lock().unwrap().faults.is_empty()
    }
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
    /// Time since the beginning, as the engine's clock tells it.
    passed: Arc<Mutex<Duration>>,
    /// Records that must be on disk.
    expected: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl World {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("identity.redb");
        let plan = Faults::default();
        let medium = Faulty { file: FileMedium::new(&path), plan: Arc::clone(&plan) };
        let (start, passed) = (Instant::now(), Arc::<Mutex<Duration>>::default());
        let now = Arc::clone(&passed);
        let clock = Box::new(move || start + *now.lock().unwrap());
        let engine = RedbEngine::open_on(Box::new(medium), clock).unwrap();
        Self { _directory: directory, path, plan, engine, passed, expected: BTreeMap::new() }
    }

    fn pass(&self, time: Duration) {
        *self.passed.lock().unwrap() += time;
    }

    fn opened(&self) -> u64 {
        self.plan.lock().unwrap().calls.get(&(Call::Open as u8)).copied().unwrap_or(0)
    }

    /// Asks for a commit that must be refused; true if it was tried.
    fn is_tried(&mut self, bytes: usize) -> bool {
        let before = self.opened();
        assert!(matches!(self.put("refused", bytes), Err(EngineError::NoSpace(_))));
        self.opened() > before
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
fn while_the_disk_is_full_a_refused_commit_does_not_open_the_file_again_each_time() {
    let mut world = World::new();
    world.put("a", 100).unwrap();
    fail(&world.plan, Call::Write, 0, Errno::NOSPC);
    assert!(world.is_tried(1000), "the first");
    for _ in 0..100 {
        assert!(!world.is_tried(1000));
    }
    assert!(world.is_tried(400), "one that is far smaller may fit");
    assert!(!world.is_tried(400));
    let mut pause = FULL_PAUSE_MIN * 2;
    while pause < FULL_PAUSE_MAX * 2 {
        let present = pause.min(FULL_PAUSE_MAX);
        world.pass(present - Duration::from_millis(1));
        assert!(!world.is_tried(400), "{present:?}");
        world.pass(Duration::from_millis(1));
        assert!(world.is_tried(400), "{present:?}");
        pause *= 2;
    }
    mend(&world.plan);
    world.put("b", 1000).unwrap();
    // it has forgotten that it was full
    fail(&world.plan, Call::Write, 0, Errno::NOSPC);
    assert!(world.is_tried(1000));
    world.pass(FULL_PAUSE_MIN);
    assert!(world.is_tried(1000));
    mend(&world.plan);
    world.check();
    world.check_reopened();
}

#[test]
fn maintenance_of_a_full_disk_waits_as_commits_do() {
    let mut world = World::new();
    world.put("a", 100).unwrap();
    // refused, and opened again
    fail(&world.plan, Call::SetLen, 0, Errno::NOSPC);
    assert!(world.is_tried(1 << 20));
    let opened = world.opened();
    fail(&world.plan, Call::Write, 0, Errno::NOSPC);
    for _ in 0..10 {
        world.engine.maintain();
    }
    assert_eq!(world.opened(), opened);
    world.pass(FULL_PAUSE_MIN);
    world.engine.maintain();
    assert_eq!(world.opened(), opened + 1);
}

#[cfg(target_os = "linux")]
#[test]
fn room_to_grow_is_taken_when_it_shows() {
    use std::os::unix::fs::MetadataExt;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    std::fs::write(&path, [0; 4096]).unwrap();
    let medium = FileMedium::new(&path);
    assert!(!medium.has_room(None), "it cannot tell");
    assert!(!medium.has_room(Some(1 << 60)), "no file is as long");
    assert!(medium.has_room(Some(3 << 20)));
    let metadata = std::fs::metadata(&path).unwrap();
    assert!(metadata.len() == 4096 && metadata.blocks() * 512 >= 3 << 20, "{metadata:?}");
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
