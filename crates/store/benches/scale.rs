//! Memory and opening time of an installation with 50,000 users, each with an access key and a policy: bytes a user by the
//! resident set (Linux), milliseconds and CPU time from sealed records to a state, and from a redb file.
//!
//! `cargo bench -p store --bench scale`

#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use identity::command::{AttachPolicy, CreateAccessKey, CreateAccount, CreatePolicy, CreateUser};
use identity::command::{PolicyHolder, PutInlinePolicy, SetQuotas};
use identity::{AccountId, Command, OwnerReference, QuotaName, State, TagSet, Time, arn};
use secret::Entropy;
use secret::seal::{ROOT_KEY_BYTES, RootKey};
use store::codec::{key_bytes, seal_record};
use store::{Engine, EngineError, Loaded, RecordChange, RedbEngine, Revision, Store, StoredRecord};

const USERS: usize = 50_000;
const PAGE_BYTES: usize = 4096;
const DOCUMENT: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::bucket/*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}"#;

struct Counting(u64);

impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = u8::try_from(self.0 >> 56).unwrap();
        }
    }
}

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

fn run<C: Command>(state: &mut State, entropy: &mut Counting, command: C) -> C::Answer {
    let decided = identity::decide(state, &command, Time::from_seconds(1_800_000_000), entropy);
    for change in &decided.changes {
        state.apply(change);
    }
    decided.outcome.ok().unwrap()
}

/// The policies of the users.
#[derive(Clone, Copy, Debug)]
enum Policies {
    /// An inline policy, the same in each.
    Inline,
    /// A managed policy of its own, each different.
    Managed,
}

fn made(policies: Policies) -> State {
    let (mut state, mut entropy, account) = (State::default(), Counting(1), account());
    let create = CreateAccount { name: "main".into(), id: Some(account), root_key: false };
    run(&mut state, &mut entropy, create);
    let values = vec![(QuotaName::Users, Some(1_000_000)), (QuotaName::Policies, Some(1_000_000))];
    run(&mut state, &mut entropy, SetQuotas { account, values });
    for number in 0..USERS {
        let name = format!("user-{number:06}");
        let (path, tags) = ("/".to_owned(), TagSet::default());
        let create =
            CreateUser { account, name: name.clone(), path: path.clone(), permissions_boundary: None, tags };
        let user = run(&mut state, &mut entropy, create);
        let owner = OwnerReference::User(user.reference());
        run(&mut state, &mut entropy, CreateAccessKey { account, owner });
        let target = PolicyHolder::User(user.reference());
        match policies {
            Policies::Inline => {
                let (policy_name, document) = ("p".to_owned(), DOCUMENT.to_owned());
                run(&mut state, &mut entropy, PutInlinePolicy { account, target, policy_name, document });
            }
            Policies::Managed => {
                let document = DOCUMENT.replace("bucket", &name);
                let (description, tags) = (None, TagSet::default());
                let create = CreatePolicy { account, name: name.clone(), path, document, description, tags };
                run(&mut state, &mut entropy, create);
                let policy_arn = arn::policy(account, "/", &name);
                run(&mut state, &mut entropy, AttachPolicy { account, target, policy_arn });
            }
        }
    }
    state
}

/// Bytes of the process that are in memory.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * PAGE_BYTES
}

/// Records that are copied out, as from pages of a file.
struct Given(Arc<Vec<StoredRecord>>);

impl Engine for Given {
    fn load(&mut self) -> Result<Loaded, EngineError> {
        Ok(Loaded { records: Vec::clone(&self.0), revision: 1 })
    }

    fn commit(&mut self, _: Vec<RecordChange>, expected: Revision) -> Result<Revision, EngineError> {
        Ok(expected)
    }
}

fn root_key() -> RootKey {
    RootKey::from_bytes([7; ROOT_KEY_BYTES])
}

/// Opens a store, and tells the time and the CPU time that it took.
fn opened(engine: impl Engine) -> (Store, Duration, Duration) {
    let (start, cpu) = (Instant::now(), cpu_time());
    let store = Store::open(engine, &root_key()).unwrap();
    (store, start.elapsed(), cpu_time() - cpu)
}

/// CPU time of this process so far, threads that have ended included (proc(5), `stat`: fields 14 and 15, in ticks of 10 ms).
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = text.rsplit_once(')').unwrap();
    let ticks: u64 =
        fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

fn in_file(records: &[StoredRecord]) -> (tempfile::TempDir, std::path::PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("identity.redb");
    let mut engine = RedbEngine::open(&path).unwrap();
    let mut revision = engine.load().unwrap().revision;
    for part in records.chunks(5000) {
        let put = |(key, value): &StoredRecord| RecordChange { key: key.clone(), value: Some(value.clone()) };
        revision = engine.commit(part.iter().map(put).collect(), revision).unwrap();
    }
    (place, path)
}

fn main() {
    let key = root_key().sealing_key("identity records");
    for policies in [Policies::Inline, Policies::Managed] {
        let state = made(policies);
        let mut entropy = Counting(2);
        let mut records: Vec<StoredRecord> = state
            .records()
            .map(|record| {
                let name = key_bytes(&record.key());
                let sealed = seal_record(&key, &name, 1, &record, &mut entropy).ok().unwrap();
                (name, [&1u64.to_be_bytes(), sealed.as_slice()].concat())
            })
            .collect();
        records.sort();
        let records = Arc::new(records);
        let copy = state.clone();
        assert_eq!(copy.user_count(account()), USERS + 1);
        drop((state, copy));
        // what the allocator kept of the first state is used first: opened twice, and the second is counted
        let (first, ..) = opened(Given(records.clone()));
        let before = resident();
        let (second, took, cpu) = opened(Given(records.clone()));
        let bytes = resident().saturating_sub(before) / USERS;
        println!(
            "{policies:?}: {bytes} bytes a user, opened in {} ms, {} ms of CPU time ({} records)",
            took.as_millis(),
            cpu.as_millis(),
            records.len()
        );
        let users = |store: &Store| store.snapshot().user_count(account());
        assert_eq!(users(&first), users(&second));
        drop((first, second));
        let (_place, path) = in_file(&records);
        let (start, cpu) = (Instant::now(), cpu_time());
        let (store, ..) = opened(RedbEngine::open(&path).unwrap());
        let (took, cpu) = (start.elapsed().as_millis(), (cpu_time() - cpu).as_millis());
        println!("{policies:?}: opened from a redb file in {took} ms, {cpu} ms of CPU time");
        assert_eq!(users(&store), USERS + 1);
    }
}
