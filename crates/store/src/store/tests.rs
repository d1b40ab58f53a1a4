use std::sync::{Arc, Mutex};

use identity::command::{CreateAccount, CreateUser, DeleteUser};
use identity::{AccountId, TagSet};
use secret::seal::ROOT_KEY_BYTES;

use super::*;
use crate::RedbEngine;

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

fn run<C: Command>(store: &Store, command: C, seed: u64) -> Result<C::Answer, ExecuteError> {
    store.execute_blocking(command, now(), &mut Counting(seed), |_| true)
}

fn open(path: &std::path::Path) -> Store {
    Store::open(RedbEngine::open(path).unwrap(), &root_key()).unwrap()
}

/// Keeps records in memory, and can be told to fail.
#[derive(Clone, Default)]
struct Memory {
    records: Arc<Mutex<HashMap<Vec<u8>, StoredValue>>>,
    failing: Arc<Mutex<bool>>,
    full: Arc<Mutex<bool>>,
    commits: Arc<Mutex<usize>>,
}

impl Engine for Memory {
    fn load(&mut self) -> Result<Vec<(Vec<u8>, StoredValue)>, EngineError> {
        Ok(self.records.lock().unwrap().clone().into_iter().collect())
    }

    fn commit(&mut self, batches: &[Batch]) -> Result<(), EngineError> {
        *self.commits.lock().unwrap() += 1;
        if *self.failing.lock().unwrap() {
            return Err(EngineError::Failed("fsync".into()));
        }
        if *self.full.lock().unwrap() {
            return Err(EngineError::NoSpace("no space left on device".into()));
        }
        let mut records = self.records.lock().unwrap();
        for operation in batches.iter().flat_map(|batch| &batch.operations) {
            if records.get(&operation.key).map(|value| value.version) != operation.expected {
                return Err(EngineError::Conflict);
            }
            match &operation.value {
                Some(value) => records.insert(operation.key.clone(), value.clone()),
                None => records.remove(&operation.key),
            };
        }
        Ok(())
    }
}

#[test]
fn what_was_answered_is_there_after_reopening() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("identity.redb");
    let store = open(&path);
    let created = run(&store, create_account(), 1).ok().unwrap();
    run(&store, create_user("alice"), 2).ok().unwrap();
    run(&store, create_user("bob"), 3).ok().unwrap();
    run(&store, DeleteUser { account: account(), name: "bob".into() }, 4).ok().unwrap();
    drop(store);

    let store = open(&path);
    let state = store.read();
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
    let memory = Memory::default();
    let store = Store::open(memory.clone(), &root_key()).unwrap();
    run(&store, create_account(), 1).ok().unwrap();
    drop(store);
    let keys: Vec<Vec<u8>> = memory.records.lock().unwrap().keys().cloned().collect();
    for key in keys {
        let damaged = Memory {
            records: Arc::new(Mutex::new(memory.records.lock().unwrap().clone())),
            ..Memory::default()
        };
        if let Some(byte) = damaged.records.lock().unwrap().get_mut(&key).unwrap().sealed.last_mut() {
            *byte ^= 1;
        }
        assert!(Store::open(damaged, &root_key()).is_err());
    }
}

#[test]
fn records_cannot_be_exchanged_or_given_another_version() {
    let memory = Memory::default();
    let store = Store::open(memory.clone(), &root_key()).unwrap();
    run(&store, create_account(), 1).ok().unwrap();
    run(&store, create_user("alice"), 2).ok().unwrap();
    drop(store);
    let records = memory.records.lock().unwrap().clone();
    let users: Vec<&Vec<u8>> = records.keys().filter(|key| key.starts_with(b"user/")).collect();
    let [a, b] = users.as_slice() else { panic!("two users") };
    let mut exchanged = records.clone();
    exchanged.insert((*a).clone(), records[*b].clone());
    let memory = Memory { records: Arc::new(Mutex::new(exchanged)), ..Memory::default() };
    assert!(Store::open(memory, &root_key()).is_err(), "exchanged");
    let mut aged = records.clone();
    aged.get_mut(*a).unwrap().version += 1;
    let memory = Memory { records: Arc::new(Mutex::new(aged)), ..Memory::default() };
    assert!(Store::open(memory, &root_key()).is_err(), "another version");
}

#[test]
fn after_a_failed_commit_nothing_is_promised_any_more() {
    let memory = Memory::default();
    let store = Store::open(memory.clone(), &root_key()).unwrap();
    run(&store, create_account(), 1).ok().unwrap();
    *memory.failing.lock().unwrap() = true;
    assert!(matches!(run(&store, create_user("alice"), 2), Err(ExecuteError::Unavailable)));
    *memory.failing.lock().unwrap() = false;
    let commits = *memory.commits.lock().unwrap();
    assert!(matches!(run(&store, create_user("bob"), 3), Err(ExecuteError::Unavailable)), "no second try");
    assert_eq!(*memory.commits.lock().unwrap(), commits, "the engine is not asked again");
    assert!(store.read().user_named(account(), "alice").is_none(), "what failed is not seen");
    assert!(!store.is_available());
}

#[test]
fn a_second_writer_is_noticed() {
    let memory = Memory::default();
    let store = Store::open(memory.clone(), &root_key()).unwrap();
    run(&store, create_account(), 1).ok().unwrap();
    for value in memory.records.lock().unwrap().values_mut() {
        value.version += 1;
    }
    assert!(matches!(
        run(&store, DeleteUser { account: account(), name: "admin".into() }, 2),
        Err(ExecuteError::Refused(_) | ExecuteError::Unavailable)
    ));
    let rename = identity::command::UpdateUser {
        account: account(),
        name: "admin".into(),
        new_name: Some("root".into()),
        new_path: None,
    };
    assert!(matches!(run(&store, rename, 3), Err(ExecuteError::Unavailable)));
}

#[test]
fn whoever_says_no_before_it_is_kept_stops_it() {
    let memory = Memory::default();
    let store = Store::open(memory.clone(), &root_key()).unwrap();
    let stopped = store.execute_blocking(create_account(), now(), &mut Counting(1), |_| false);
    assert!(stopped.is_err());
    assert!(memory.records.lock().unwrap().is_empty());
    assert!(run(&store, create_account(), 1).is_ok(), "and leaves nothing behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_commands_share_commits_and_all_arrive() {
    let memory = Memory::default();
    let store = Arc::new(Store::open(memory.clone(), &root_key()).unwrap());
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
    assert_eq!(store.read().users_of(account()).count(), 201);
    drop(store);
    let reopened = Store::open(memory, &root_key()).unwrap();
    assert_eq!(reopened.read().users_of(account()).count(), 201);
}

fn users(store: &Store) -> Vec<String> {
    store.read().users_of(account()).map(|user| user.name.clone()).collect()
}

#[test]
fn a_full_disk_refuses_the_change_and_nothing_else() {
    let memory = Memory::default();
    let store = Store::open(memory.clone(), &root_key()).unwrap();
    run(&store, create_account(), 1).ok().unwrap();
    run(&store, create_user("alice"), 2).ok().unwrap();
    *memory.full.lock().unwrap() = true;
    for seed in 3..6 {
        assert!(matches!(run(&store, create_user("bob"), seed), Err(ExecuteError::NoSpace)));
        let gone = DeleteUser { account: account(), name: "alice".into() };
        assert!(matches!(run(&store, gone, seed), Err(ExecuteError::NoSpace)));
    }
    assert_eq!(users(&store), ["admin", "alice"], "what was refused is not seen");
    assert!(store.is_available());
    *memory.full.lock().unwrap() = false;
    // decided against what is durable: bob is not there yet, alice still is, under the version that she has
    run(&store, create_user("bob"), 7).ok().unwrap();
    run(&store, DeleteUser { account: account(), name: "alice".into() }, 8).ok().unwrap();
    assert_eq!(users(&store), ["admin", "bob"]);
    drop(store);
    let store = Store::open(memory, &root_key()).unwrap();
    assert_eq!(users(&store), ["admin", "bob"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_on_top_of_a_refused_change_is_refused_with_it() {
    let memory = Memory::default();
    let store = Arc::new(Store::open(memory.clone(), &root_key()).unwrap());
    run_in_thread(&store, 1, create_account()).await;
    for round in 0..20u64 {
        *memory.full.lock().unwrap() = true;
        let waiting: Vec<_> = (0..50u64)
            .map(|n| {
                let name = format!("u-{round}-{n}");
                store.execute(create_user(&name), now(), &mut Counting(round * 100 + n + 10))
            })
            .collect();
        // rests on a change that is refused, or is decided once that is taken back: never half
        let follow = store.execute(
            DeleteUser { account: account(), name: format!("u-{round}-0") },
            now(),
            &mut Counting(round + 7),
        );
        for done in waiting {
            assert!(matches!(done.await, Err(ExecuteError::NoSpace)));
        }
        assert!(matches!(follow.await, Err(ExecuteError::NoSpace | ExecuteError::Refused(_))));
        assert_eq!(users(&store), ["admin"]);
        *memory.full.lock().unwrap() = false;
        let name = format!("u-{round}-0");
        store.execute(create_user(&name), now(), &mut Counting(round + 9000)).await.ok().unwrap();
        let gone = DeleteUser { account: account(), name };
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
    let memory = Memory::default();
    let store = Store::open(memory.clone(), &root_key()).unwrap();
    store.execute(create_account(), now(), &mut Counting(1)).await.ok().unwrap();
    *memory.full.lock().unwrap() = true;
    assert!(store.execute(create_user("alice"), now(), &mut Counting(2)).await.is_err());
    let mut running = std::pin::pin!(store.ended());
    assert!(
        std::future::poll_fn(|context| std::task::Poll::Ready(running.as_mut().poll(context).is_pending()))
            .await
    );
    *memory.full.lock().unwrap() = false;
    *memory.failing.lock().unwrap() = true;
    assert!(store.execute(create_user("alice"), now(), &mut Counting(3)).await.is_err());
    store.ended().await;
}
