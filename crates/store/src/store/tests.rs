use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;

use identity::command::{CreateAccount, CreateUser, DeleteUser, TagResource, Tagged};
use identity::{AccountId, TagSet};
use secret::seal::ROOT_KEY_BYTES;

use super::*;
use crate::engine::RecordChange;
use crate::limits::{DECISIONS_MAX, FIRST_PAUSE_MAX, GROUP_MAX, PAUSE_MAX};
use crate::{MemoryEngine, RedbEngine};

/// Deterministic, and different at each call.
struct Counting(u64);

impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

fn root_key() -> RootKey {
    RootKey::from_bytes([7; ROOT_KEY_BYTES])
}

fn now() -> Time {
    Time::from_seconds(1_800_000_000)
}

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

fn create_account() -> CreateAccount {
    CreateAccount { name: "main".into(), id: Some(account()), root_key: true }
}

fn create_user(name: &str) -> CreateUser {
    CreateUser {
        account: account(),
        name: name.into(),
        path: "/".into(),
        permissions_boundary: None,
        tags: TagSet::default(),
    }
}

/// Deletes a user that is there.
fn delete_user(store: &Store, name: &str) -> DeleteUser {
    let user = store.snapshot().user_named(account(), name).unwrap().reference();
    DeleteUser { account: account(), user }
}

fn run<C: Command>(store: &Store, command: C, seed: u64) -> Result<C::Answer, ExecuteError> {
    store.execute_blocking(command, now(), &mut Counting(seed), |_| true)
}

fn open(path: &std::path::Path) -> Store {
    Store::open(RedbEngine::open(path).unwrap(), &root_key()).unwrap()
}

/// Decides how the commits of an engine end, and counts them.
#[derive(Clone, Default)]
struct Faults {
    failing: Arc<AtomicBool>,
    full: Arc<AtomicBool>,
    commits: Arc<AtomicUsize>,
}

/// A handle of `log` that fails as told.
fn faulty(log: &MemoryEngine) -> (MemoryEngine, Faults) {
    let faults = Faults::default();
    let told = faults.clone();
    let engine = log.another().before_commit(move |_| {
        told.commits.fetch_add(1, Ordering::SeqCst);
        if told.failing.load(Ordering::SeqCst) {
            return Err(EngineError::Failed("fsync".into()));
        }
        if told.full.load(Ordering::SeqCst) {
            return Err(EngineError::NoSpace("no space left on device".into()));
        }
        Ok(())
    });
    (engine, faults)
}

/// The records of a log, by key.
fn records(log: &MemoryEngine) -> BTreeMap<Vec<u8>, Vec<u8>> {
    log.another().load().unwrap().records.into_iter().collect()
}

fn open_log(log: &MemoryEngine) -> Store {
    Store::open(log.another(), &root_key()).unwrap()
}

#[test]
fn what_was_answered_is_there_after_reopening() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let store = open(&path);
    let created = run(&store, create_account(), 1).ok().unwrap();
    run(&store, create_user("alice"), 2).ok().unwrap();
    run(&store, create_user("bob"), 3).ok().unwrap();
    run(&store, delete_user(&store, "bob"), 4).ok().unwrap();
    drop(store);

    let store = open(&path);
    let state = store.snapshot();
    assert!(state.user_named(account(), "ALICE").is_some());
    assert!(state.user_named(account(), "bob").is_none());
    let key = state.access_key(&created.admin_key.id).unwrap();
    assert!(key.secret.ct_eq(created.admin_key.secret.expose().as_bytes()));
}

#[test]
fn nothing_secret_or_named_is_readable_in_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let store = open(&path);
    let created = run(&store, create_account(), 1).ok().unwrap();
    drop(store);
    let bytes = std::fs::read(&path).unwrap();
    let contains = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!contains(created.admin_key.secret.expose()));
    assert!(!contains("AdministratorAccess"));
    assert!(
        contains(&created.admin_key.id),
        "keys of records are not sealed, so this search can find things"
    );
}

#[test]
fn another_root_key_opens_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let store = open(&path);
    run(&store, create_account(), 1).ok().unwrap();
    drop(store);
    let other = RootKey::from_bytes([8; ROOT_KEY_BYTES]);
    let error = Store::open(RedbEngine::open(&path).unwrap(), &other).err().unwrap();
    let OpenError::Records { bad, all } = error else { panic!("{error}") };
    assert!(bad.len() == all && bad.iter().all(|(_, why)| *why == CodecError::Sealed));
}

#[test]
fn a_flipped_byte_in_a_record_is_noticed() {
    let log = MemoryEngine::new();
    let store = open_log(&log);
    run(&store, create_account(), 1).ok().unwrap();
    drop(store);
    let records = records(&log);
    for key in records.keys() {
        let mut damaged = records.clone();
        *damaged.get_mut(key).unwrap().last_mut().unwrap() ^= 1;
        assert!(Store::open(MemoryEngine::with_records(damaged), &root_key()).is_err());
    }
}

#[test]
fn records_cannot_be_exchanged_or_given_another_revision() {
    let log = MemoryEngine::new();
    let store = open_log(&log);
    run(&store, create_account(), 1).ok().unwrap();
    run(&store, create_user("alice"), 2).ok().unwrap();
    drop(store);
    let records = records(&log);
    let users: Vec<&Vec<u8>> = records.keys().filter(|key| key.starts_with(b"user/")).collect();
    let [a, b] = users.as_slice() else { panic!("two users") };
    let mut exchanged = records.clone();
    exchanged.insert((*a).clone(), records[*b].clone());
    assert!(Store::open(MemoryEngine::with_records(exchanged), &root_key()).is_err(), "exchanged");
    let mut aged = records.clone();
    // the last byte of the revision
    aged.get_mut(*a).unwrap()[7] += 1;
    assert!(Store::open(MemoryEngine::with_records(aged), &root_key()).is_err(), "another revision");
    let short = [(b"user/A".to_vec(), vec![0; 7])];
    assert!(Store::open(MemoryEngine::with_records(short), &root_key()).is_err(), "no whole revision");
}

#[test]
fn after_a_failed_commit_nothing_is_promised_any_more() {
    let log = MemoryEngine::new();
    let (engine, faults) = faulty(&log);
    let store = Store::open(engine, &root_key()).unwrap();
    run(&store, create_account(), 1).ok().unwrap();
    faults.failing.store(true, Ordering::SeqCst);
    assert!(matches!(run(&store, create_user("alice"), 2), Err(ExecuteError::Unavailable)));
    faults.failing.store(false, Ordering::SeqCst);
    let commits = faults.commits.load(Ordering::SeqCst);
    assert!(matches!(run(&store, create_user("bob"), 3), Err(ExecuteError::Unavailable)), "no second try");
    assert_eq!(faults.commits.load(Ordering::SeqCst), commits, "the engine is not asked again");
    assert!(store.snapshot().user_named(account(), "alice").is_none(), "what failed is not seen");
    assert!(!store.is_available());
}

#[test]
fn a_log_that_never_holds_still_is_given_up_after_bounded_pauses() {
    let log = MemoryEngine::new();
    let other = std::sync::Mutex::new(log.another());
    run(&open_log(&log), create_account(), 1).ok().unwrap();
    let meddle = Arc::new(AtomicBool::new(true));
    let meddling = Arc::clone(&meddle);
    let engine = log.another().before_commit(move |_| {
        if meddling.load(Ordering::SeqCst) {
            let mut other = other.lock().unwrap();
            let revision = other.load().unwrap().revision;
            let gone = RecordChange { key: b"user/NOBODY".to_vec(), value: None };
            other.commit(vec![gone], revision).unwrap();
        }
        Ok(())
    });
    let (tell, pauses) = mpsc::channel();
    let pause = Box::new(move |pause| tell.send(pause).unwrap());
    let store = Store::open_with(engine, &root_key(), pause).unwrap();
    assert!(matches!(run(&store, create_user("alice"), 2), Err(ExecuteError::Unavailable)));
    let pauses: Vec<_> = pauses.try_iter().collect();
    assert_eq!(pauses.len(), DECISIONS_MAX as usize - 1);
    assert!(pauses[0] <= FIRST_PAUSE_MAX && pauses.iter().all(|pause| *pause <= PAUSE_MAX));
    assert!(pauses.iter().any(|pause| *pause > FIRST_PAUSE_MAX), "they grow: {pauses:?}");
    assert_eq!(users(&store), ["admin"], "nothing of it happened");
    meddle.store(false, Ordering::SeqCst);
    run(&store, create_user("alice"), 3).ok().unwrap();
    assert_eq!(users(&store), ["admin", "alice"]);
}

#[test]
fn a_commit_of_others_that_does_not_open_ends_the_store() {
    let log = MemoryEngine::new();
    let store = open_log(&log);
    run(&store, create_account(), 1).ok().unwrap();
    let mut other = log.another();
    let revision = other.load().unwrap().revision;
    let forged = RecordChange { key: b"user/AIDAFORGED".to_vec(), value: Some(vec![0; 64]) };
    other.commit(vec![forged], revision).unwrap();
    assert!(matches!(run(&store, create_user("alice"), 2), Err(ExecuteError::Unavailable)));
    assert!(matches!(run(&store, create_user("bob"), 3), Err(ExecuteError::Unavailable)));
}

#[test]
fn a_no_before_anything_is_kept_stops_it() {
    let log = MemoryEngine::new();
    let store = open_log(&log);
    let stopped = store.execute_blocking(create_account(), now(), &mut Counting(1), |_| false);
    assert!(stopped.is_err());
    assert!(records(&log).is_empty());
    assert!(run(&store, create_account(), 1).is_ok(), "and leaves nothing behind");
}

#[test]
fn a_snapshot_stays_as_it_was() {
    let store = open_log(&MemoryEngine::new());
    let before = store.snapshot();
    run(&store, create_account(), 1).ok().unwrap();
    let between = store.snapshot();
    run(&store, create_user("alice"), 2).ok().unwrap();
    assert_eq!(before.accounts().count(), 0);
    assert_eq!(between.users_of(account()).count(), 1);
    assert_eq!(store.snapshot().users_of(account()).count(), 2);
    let revisions = [before.revision(), between.revision(), store.snapshot().revision()];
    assert_eq!(revisions, [0, 1, 2]);
}

#[test]
fn a_command_is_done_although_its_caller_went_away() {
    let store = open_log(&MemoryEngine::new());
    run(&store, create_account(), 1).ok().unwrap();
    drop(store.execute(create_user("alice"), now(), &mut Counting(2)));
    run(&store, create_user("bob"), 3).ok().unwrap();
    assert_eq!(users(&store), ["admin", "alice", "bob"]);
}

/// A latch that holds an engine's commits until it is opened.
#[derive(Clone, Default)]
struct Latch(Arc<(std::sync::Mutex<bool>, std::sync::Condvar)>);

impl Latch {
    fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }

    fn wait(&self) {
        let mut open = self.0.0.lock().unwrap();
        while !*open {
            open = self.0.1.wait(open).unwrap();
        }
    }
}

#[test]
fn the_queue_is_bounded_and_one_past_it_is_refused() {
    let (latch, held) = (Latch::default(), Arc::new(AtomicUsize::new(0)));
    let (waiting, reached) = (latch.clone(), Arc::clone(&held));
    let engine = MemoryEngine::new().before_commit(move |_| {
        reached.fetch_add(1, Ordering::SeqCst);
        waiting.wait();
        Ok(())
    });
    let store = Store::open(engine, &root_key()).unwrap();
    let mut entropy = Counting(1);
    let mut first = std::pin::pin!(store.execute(create_account(), now(), &mut entropy));
    while held.load(Ordering::SeqCst) == 0 {
        std::thread::yield_now();
    }
    // the writer is in its first commit: from here on all of them queue
    let queued: Vec<_> =
        (0..QUEUE_MAX).map(|n| store.execute(create_user(&format!("u-{n}")), now(), &mut entropy)).collect();
    let past = store.execute_blocking(create_user("past"), now(), &mut entropy, |_| true);
    assert!(matches!(past, Err(ExecuteError::Unavailable)));
    latch.open();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        assert!(first.as_mut().await.is_ok());
        for done in queued {
            assert!(done.await.is_ok());
        }
    });
    assert_eq!(users(&store).len(), 1 + QUEUE_MAX);
    let groups = QUEUE_MAX.div_ceil(GROUP_MAX);
    assert_eq!(held.load(Ordering::SeqCst), 1 + groups, "each commit takes {GROUP_MAX} of them");
    run(&store, create_user("past"), 1).ok().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_commands_share_commits_and_all_arrive() {
    let log = MemoryEngine::new();
    let store = Arc::new(open_log(&log));
    store.execute(create_account(), now(), &mut Counting(1)).await.ok().unwrap();
    let tasks: Vec<_> = (0..200u64)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let done = store.execute(create_user(&format!("user-{n}")), now(), &mut Counting(n + 10));
                done.await.is_ok()
            })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap());
    }
    assert_eq!(store.snapshot().users_of(account()).count(), 201);
    drop(store);
    let reopened = open_log(&log);
    assert_eq!(reopened.snapshot().users_of(account()).count(), 201);
}

fn users(store: &Store) -> Vec<String> {
    store.snapshot().users_of(account()).map(|user| user.name.clone()).collect()
}

#[test]
fn a_full_disk_refuses_the_change_and_nothing_else() {
    let log = MemoryEngine::new();
    let (engine, faults) = faulty(&log);
    let store = Store::open(engine, &root_key()).unwrap();
    run(&store, create_account(), 1).ok().unwrap();
    run(&store, create_user("alice"), 2).ok().unwrap();
    faults.full.store(true, Ordering::SeqCst);
    for seed in 3..6 {
        assert!(matches!(run(&store, create_user("bob"), seed), Err(ExecuteError::NoSpace)));
        let gone = delete_user(&store, "alice");
        assert!(matches!(run(&store, gone, seed), Err(ExecuteError::NoSpace)));
    }
    assert_eq!(users(&store), ["admin", "alice"], "what was refused is not seen");
    assert!(store.is_available());
    faults.full.store(false, Ordering::SeqCst);
    // decided against what is durable: bob is not there yet, alice still is, under the version that she has
    run(&store, create_user("bob"), 7).ok().unwrap();
    run(&store, delete_user(&store, "alice"), 8).ok().unwrap();
    assert_eq!(users(&store), ["admin", "bob"]);
    drop(store);
    let store = open_log(&log);
    assert_eq!(users(&store), ["admin", "bob"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_on_top_of_a_refused_change_is_refused_with_it() {
    let log = MemoryEngine::new();
    let (engine, faults) = faulty(&log);
    let store = Arc::new(Store::open(engine, &root_key()).unwrap());
    run_in_thread(&store, 1, create_account()).await;
    for round in 0..20u64 {
        faults.full.store(true, Ordering::SeqCst);
        let waiting: Vec<_> = (0..50u64)
            .map(|n| {
                let name = format!("u-{round}-{n}");
                store.execute(create_user(&name), now(), &mut Counting(round * 100 + n + 10))
            })
            .collect();
        // the ids of a user come from the entropy alone
        let first = identity::decide(
            &store.snapshot(),
            &create_user(&format!("u-{round}-0")),
            now(),
            &mut Counting(round * 100 + 10),
        );
        let resource = Tagged::User(first.outcome.ok().unwrap().reference());
        // rests on a change that is refused, or is decided once that is taken back: never half
        let follow = store.execute(
            TagResource { account: account(), resource, tags: TagSet::default() },
            now(),
            &mut Counting(round + 7),
        );
        for done in waiting {
            assert!(matches!(done.await, Err(ExecuteError::NoSpace)));
        }
        assert!(matches!(follow.await, Err(ExecuteError::NoSpace | ExecuteError::Refused(_))));
        assert_eq!(users(&store), ["admin"]);
        faults.full.store(false, Ordering::SeqCst);
        let name = format!("u-{round}-0");
        store.execute(create_user(&name), now(), &mut Counting(round + 9000)).await.ok().unwrap();
        let gone = delete_user(&store, &name);
        store.execute(gone, now(), &mut Counting(1)).await.ok().unwrap();
    }
}

async fn run_in_thread<C: Command + Send + 'static>(store: &Arc<Store>, seed: u64, command: C)
where
    C::Answer: Send,
{
    assert!(store.execute(command, now(), &mut Counting(seed)).await.is_ok());
}

#[tokio::test]
async fn who_waits_hears_that_the_store_has_failed() {
    let log = MemoryEngine::new();
    let (engine, faults) = faulty(&log);
    let store = Store::open(engine, &root_key()).unwrap();
    store.execute(create_account(), now(), &mut Counting(1)).await.ok().unwrap();
    faults.full.store(true, Ordering::SeqCst);
    assert!(store.execute(create_user("alice"), now(), &mut Counting(2)).await.is_err());
    let mut running = std::pin::pin!(store.ended());
    assert!(
        std::future::poll_fn(|context| std::task::Poll::Ready(running.as_mut().poll(context).is_pending()))
            .await
    );
    faults.full.store(false, Ordering::SeqCst);
    faults.failing.store(true, Ordering::SeqCst);
    assert!(store.execute(create_user("alice"), now(), &mut Counting(3)).await.is_err());
    store.ended().await;
}
