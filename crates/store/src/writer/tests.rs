//! Two and three stores on one log, in every order in which their steps can meet.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

use identity::command::{
    AddUserToGroup, AttachPolicy, CreateAccessKey, CreateAccount, CreateGroup, CreatePolicy, CreateUser,
    CreateVirtualMfaDevice, DeleteGroup, DeletePolicy, DeleteUser, DetachPolicy, EnableMfaDevice,
    PolicyHolder, RemoveUserFromGroup, RenameAccount, SetQuotas, UpdateUser, VerifyMfaCode,
};
use identity::{
    AccountId, Command, Group, KeyOwner, ManagedPolicy, MfaSource, OwnerReference, QuotaName, Reference,
    TagSet, Time, User,
};
use proptest::prelude::*;
use secret::seal::{ROOT_KEY_BYTES, RootKey};
use secret::totp;

use super::*;
use crate::engine::{Loaded, Notify};
use crate::job::ExecuteError;
use crate::sealed::PURPOSE;
use crate::{MemoryEngine, Store};

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

fn fresh_entropy() -> Counting {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    Counting(DRAWN.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn root_key() -> RootKey {
    RootKey::from_bytes([7; ROOT_KEY_BYTES])
}

const NOW: Time = Time::from_seconds(1_800_000_000);

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

/// An engine that hears nothing of the commits of others until one of its own meets them.
struct Deaf(MemoryEngine);

impl Engine for Deaf {
    fn load(&mut self) -> Result<Loaded, EngineError> {
        self.0.load()
    }

    fn commit(&mut self, changes: Vec<RecordChange>, expected: Revision) -> Result<Revision, EngineError> {
        self.0.commit(changes, expected)
    }

    fn watch(&mut self, from: Revision) -> Result<Watched, EngineError> {
        self.0.watch(from)
    }

    fn notify(&mut self, _: Notify) {}
}

fn open(engine: MemoryEngine, deaf: bool) -> Store {
    let pause: Pause = Box::new(|_| ());
    let opened = if deaf {
        Store::open_with(Deaf(engine), &root_key(), pause)
    } else {
        Store::open_with(engine, &root_key(), pause)
    };
    opened.unwrap()
}

/// Holds back the first commit after it is armed, until it is released.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<GateState>, std::sync::Condvar)>);

#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
enum GateState {
    #[default]
    Open,
    Armed,
    Held,
}

impl Gate {
    fn set(&self, state: GateState) {
        *self.0.0.lock().unwrap() = state;
        self.0.1.notify_all();
    }

    fn await_state(&self, wanted: GateState) {
        let mut state = self.0.0.lock().unwrap();
        while *state != wanted {
            state = self.0.1.wait(state).unwrap();
        }
    }

    /// A commit comes to the gate.
    fn pass(&self) {
        let armed = *self.0.0.lock().unwrap() == GateState::Armed;
        if armed {
            self.set(GateState::Held);
            self.await_state(GateState::Open);
        }
    }
}

type Waiting = Pin<Box<dyn Future<Output = String>>>;
/// Queues a command on a store; the outcome in words.
type Act = Box<dyn Fn(&Store) -> Waiting>;

fn act<C: Command>(make: impl Fn(&State) -> C + 'static) -> Act {
    Box::new(move |store| {
        let done = store.execute(make(&store.snapshot()), NOW, &mut fresh_entropy());
        Box::pin(async move {
            match done.await {
                Ok(_) => "done".to_owned(),
                Err(ExecuteError::Refused(refusal)) => format!("{refusal:?}"),
                Err(other) => panic!("{other:?}"),
            }
        })
    })
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn must<C: Command>(store: &Store, command: C) -> C::Answer {
    wait(store.execute(command, NOW, &mut fresh_entropy())).ok().unwrap()
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

fn create_group(name: &str) -> CreateGroup {
    CreateGroup { account: account(), name: name.into(), path: "/".into() }
}

const DOCUMENT: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

fn create_policy(name: &str) -> CreatePolicy {
    CreatePolicy {
        account: account(),
        name: name.into(),
        path: "/".into(),
        document: DOCUMENT.into(),
        description: None,
        tags: TagSet::default(),
    }
}

fn policy_arn(name: &str) -> String {
    format!("arn:aws:iam::{}:policy/{name}", account())
}

/// A user as a request found it, or a reference to none.
fn user_ref(state: &State, name: &str) -> Reference<User> {
    let user = state.user_named(account(), name);
    user.map_or_else(|| Reference::to_nothing(name.into()), |user| user.reference())
}

/// A group as a request found it, or a reference to none.
fn group_ref(state: &State, name: &str) -> Reference<Group> {
    let group = state.group_named(account(), name);
    group.map_or_else(|| Reference::to_nothing(name.into()), |group| group.reference())
}

/// A policy as a request found it, or a reference to none.
fn policy_ref(state: &State, name: &str) -> Reference<ManagedPolicy> {
    let policy = state.policy_named(account(), name);
    policy.map_or_else(|| Reference::to_nothing(policy_arn(name)), |policy| policy.reference())
}

fn user_id(state: &State, name: &str) -> String {
    state.user_named(account(), name).map_or_else(String::new, |user| user.id.clone())
}

/// Contents of a state in names: ids differ from run to run.
fn digest(state: &State) -> Vec<String> {
    let mut all = Vec::new();
    for of in state.accounts() {
        all.push(format!("account {}", of.name));
        for group in state.groups_of(of.id) {
            all.push(format!("group {} {:?}", group.name, group.policies.managed));
        }
        for policy in state.policies_of(of.id) {
            all.push(format!("policy {}", policy.name));
        }
        for user in state.users_of(of.id) {
            let groups: Vec<_> =
                user.groups.iter().map(|id| state.group(id).map(|group| group.name.clone())).collect();
            let keys = state.access_keys_of(of.id, &KeyOwner::User(user.id.clone())).len();
            all.push(format!("user {} {groups:?} {:?} {keys}", user.name, user.policies.managed));
        }
        for device in state.devices_in(of.id) {
            all.push(format!("device {} {:?}", device.name, device.used.last()));
        }
    }
    all
}

/// The records of a state, sealed always alike, so that equal records have equal bytes.
fn sealed_alike(state: &State) -> BTreeMap<Vec<u8>, Option<Vec<u8>>> {
    let key = root_key().sealing_key(PURPOSE);
    let changes = state
        .records()
        .map(|record| seal_change(&key, 0, &identity::Change::Put(record), &mut Counting(1)).ok().unwrap());
    changes.map(|change| (change.key, change.value)).collect()
}

/// Holds the states of all stores, one opened now, and one made by replaying the log to be equal and in order.
fn assert_equal(log: &MemoryEngine, stores: &[&Store]) {
    for store in stores {
        // changes nothing, but is decided on the newest revision
        let nothing = UpdateUser {
            account: account(),
            user: Reference::to_nothing("none".into()),
            new_name: None,
            new_path: None,
        };
        assert!(wait(store.execute(nothing, NOW, &mut fresh_entropy())).is_err());
    }
    let key = root_key().sealing_key(PURPOSE);
    let mut replayed = State::default();
    let Watched::Commits(commits) = log.another().watch(0).unwrap() else { panic!("the log was cut") };
    for (number, commit) in commits.iter().enumerate() {
        assert_eq!(commit.revision, number as Revision + 1, "no revision is skipped or made twice");
        for change in &commit.changes {
            replayed.apply(&open_change(&key, change).ok().unwrap());
        }
    }
    let opened = open(log.another(), false);
    let mut states: Vec<Snapshot> = stores.iter().map(|store| store.snapshot()).collect();
    states.push(opened.snapshot());
    for state in &states {
        assert_eq!(state.revision(), commits.len() as Revision);
        assert_eq!(state.check(), []);
        assert_eq!(state.differences(&replayed), Vec::<&str>::new());
        assert!(sealed_alike(state) == sealed_alike(&replayed));
    }
}

#[derive(Clone, Copy)]
enum Step {
    Decide(usize),
    Commit(usize),
}

/// Every order of two commands on two stores: each is decided before it is committed.
const ORDERS: [[Step; 4]; 6] = {
    use Step::{Commit, Decide};
    [
        [Decide(0), Commit(0), Decide(1), Commit(1)],
        [Decide(0), Decide(1), Commit(0), Commit(1)],
        [Decide(0), Decide(1), Commit(1), Commit(0)],
        [Decide(1), Commit(1), Decide(0), Commit(0)],
        [Decide(1), Decide(0), Commit(0), Commit(1)],
        [Decide(1), Decide(0), Commit(1), Commit(0)],
    ]
};

/// Outcomes of two commands, and what they made.
#[derive(Debug, PartialEq, Eq)]
struct Met {
    outcomes: [String; 2],
    digest: Vec<String>,
}

/// The two commands on one store, `first` before the other.
fn serially(setup: &dyn Fn(&Store), acts: &[Act; 2], first: usize) -> Met {
    let store = open(MemoryEngine::new(), false);
    setup(&store);
    let mut outcomes = [String::new(), String::new()];
    for which in [first, 1 - first] {
        outcomes[which] = wait(acts[which](&store));
    }
    Met { outcomes, digest: digest(&store.snapshot()) }
}

fn in_order(setup: &dyn Fn(&Store), acts: &[Act; 2], order: &[Step], deaf: bool) -> Met {
    let log = MemoryEngine::new();
    setup(&open(log.another(), false));
    let gates = [Gate::default(), Gate::default()];
    let stores = gates.clone().map(|gate| {
        let engine = log.another().before_commit(move |_| {
            gate.pass();
            Ok(())
        });
        open(engine, deaf)
    });
    let mut waiting = [None, None];
    let mut outcomes = [String::new(), String::new()];
    for step in order {
        match *step {
            Step::Decide(which) => {
                gates[which].set(GateState::Armed);
                waiting[which] = Some(acts[which](&stores[which]));
                gates[which].await_state(GateState::Held);
            }
            Step::Commit(which) => {
                gates[which].set(GateState::Open);
                outcomes[which] = wait(waiting[which].take().unwrap());
            }
        }
    }
    assert_equal(&log, &[&stores[0], &stores[1]]);
    Met { outcomes, digest: digest(&stores[0].snapshot()) }
}

/// Lets two commands meet in every order: each time it is as if the one that commits first had been alone until then.
#[track_caller]
fn meet(setup: impl Fn(&Store), acts: [Act; 2]) {
    let expected = [0, 1].map(|first| serially(&setup, &acts, first));
    for (first, met) in expected.iter().enumerate() {
        assert_ne!(met.outcomes[1 - first], "done", "the second is in the way of the first");
    }
    for (number, order) in ORDERS.iter().enumerate() {
        let first = order.iter().find_map(|step| match step {
            Step::Commit(which) => Some(*which),
            Step::Decide(_) => None,
        });
        for deaf in [false, true] {
            let met = in_order(&setup, &acts, order, deaf);
            assert_eq!(met, expected[first.unwrap()], "order {number}, deaf: {deaf}");
        }
    }
}

#[test]
fn two_users_of_one_name_are_not_made() {
    let setup = |store: &Store| drop(must(store, create_account()));
    meet(setup, [act(|_| create_user("bob")), act(|_| create_user("BOB"))]);
}

#[test]
fn a_group_that_is_deleted_gets_no_member() {
    let setup = |store: &Store| {
        must(store, create_account());
        must(store, create_user("bob"));
        must(store, create_group("team"));
    };
    let delete = act(|state| DeleteGroup { account: account(), group: group_ref(state, "team") });
    let add = act(|state| AddUserToGroup {
        account: account(),
        group: group_ref(state, "team"),
        user: user_ref(state, "bob"),
    });
    meet(setup, [delete, add]);
}

#[test]
fn one_mfa_code_is_accepted_once() {
    const SERIAL: &str = "arn:aws:iam::111122223333:mfa/phone";
    let step = totp::step_at(NOW.seconds());
    let source = |state: &State| MfaSource {
        caller: user_id(state, "bob"),
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)),
    };
    let setup = move |store: &Store| {
        must(store, create_account());
        must(store, create_user("bob"));
        let device = CreateVirtualMfaDevice {
            account: account(),
            name: "phone".into(),
            path: "/".into(),
            tags: TagSet::default(),
        };
        let seed = must(store, device).seed;
        let enable = EnableMfaDevice {
            account: account(),
            user: user_ref(&store.snapshot(), "bob"),
            serial_number: SERIAL.into(),
            code1: totp::code_at(seed.expose(), step - 2),
            code2: totp::code_at(seed.expose(), step - 1),
            source: source(&store.snapshot()),
        };
        must(store, enable);
    };
    let verify = move || {
        act(move |state| VerifyMfaCode {
            account: account(),
            user_id: user_id(state, "bob"),
            serial_number: SERIAL.into(),
            code: totp::code_at(state.device(SERIAL).unwrap().seed.expose(), step),
            source: source(state),
        })
    };
    meet(setup, [verify(), verify()]);
}

#[test]
fn a_quota_is_not_exceeded() {
    let setup = |store: &Store| {
        must(store, create_account());
        // the admin and one more
        must(store, SetQuotas { account: account(), values: vec![(QuotaName::Users, Some(2))] });
    };
    meet(setup, [act(|_| create_user("alice")), act(|_| create_user("bob"))]);
}

#[test]
fn two_accounts_do_not_get_one_name() {
    let other = AccountId::parse("444455556666").unwrap();
    let setup = move |store: &Store| {
        must(store, create_account());
        must(store, CreateAccount { name: "other".into(), id: Some(other), root_key: false });
    };
    let rename = |account| act(move |_| RenameAccount { account, new_name: "same".into() });
    meet(setup, [rename(account()), rename(other)]);
}

#[test]
fn a_policy_that_is_deleted_is_not_attached() {
    let setup = |store: &Store| {
        must(store, create_account());
        must(store, create_user("bob"));
        must(store, create_policy("all"));
    };
    let delete = act(|state| DeletePolicy { account: account(), policy: policy_ref(state, "all") });
    let attach = act(|state| AttachPolicy {
        account: account(),
        target: PolicyHolder::User(user_ref(state, "bob")),
        policy_arn: policy_arn("all"),
    });
    meet(setup, [delete, attach]);
}

#[test]
fn a_user_that_is_deleted_gets_no_key() {
    let setup = |store: &Store| {
        must(store, create_account());
        must(store, create_user("bob"));
    };
    let delete = act(|state| DeleteUser { account: account(), user: user_ref(state, "bob") });
    // the id was found before the user went, as a request finds it
    let create = act(|state| CreateAccessKey {
        account: account(),
        owner: OwnerReference::User(user_ref(state, "bob")),
    });
    meet(setup, [delete, create]);
}

#[test]
fn a_store_that_is_told_of_commits_shows_them_unasked() {
    let log = MemoryEngine::new();
    let [one, other] = [open(log.another(), false), open(log.another(), false)];
    must(&one, create_account());
    // an errand that the writer does after the news that came before it
    other.check().ok().unwrap();
    assert_eq!(other.snapshot().users_of(account()).count(), 1);
    assert_eq!(other.snapshot().revision(), one.snapshot().revision());
}

#[test]
fn a_store_that_is_too_far_behind_loads_everything() {
    let log = MemoryEngine::new();
    let behind = open(log.another(), true);
    let ahead = open(log.another(), false);
    must(&ahead, create_account());
    must(&ahead, create_user("alice"));
    let mut engine = log.another();
    for _ in 0..crate::limits::MEMORY_COMMITS_MAX {
        let revision = engine.load().unwrap().revision;
        let gone = RecordChange { key: b"user/NOBODY".to_vec(), value: None };
        engine.commit(vec![gone], revision).unwrap();
    }
    assert_eq!(behind.snapshot().accounts().count(), 0);
    must(&behind, create_user("bob"));
    let names: Vec<_> = behind.snapshot().users_of(account()).map(|user| user.name.clone()).collect();
    assert_eq!(names, ["admin", "alice", "bob"]);
    assert_eq!(behind.snapshot().check(), []);
}

/// A command of a small world, so that many of them meet.
fn command(kind: u8, a: u8, b: u8) -> Act {
    let (user, group, policy) = (format!("u{}", a % 3), format!("g{}", b % 2), format!("p{}", b % 2));
    let account = account();
    match kind % 12 {
        0 | 1 => act(move |_| create_user(&user)),
        2 => act(move |state| DeleteUser { account, user: user_ref(state, &user) }),
        3 => act(move |state| UpdateUser {
            account,
            user: user_ref(state, &user),
            new_name: Some(format!("u{}", b % 3)),
            new_path: None,
        }),
        4 => act(move |_| create_group(&group)),
        5 => act(move |state| DeleteGroup { account, group: group_ref(state, &group) }),
        6 => act(move |state| {
            let (group, user) = (group_ref(state, &group), user_ref(state, &user));
            AddUserToGroup { account, group, user }
        }),
        7 => act(move |state| {
            let (group, user) = (group_ref(state, &group), user_ref(state, &user));
            RemoveUserFromGroup { account, group, user }
        }),
        8 => act(move |_| create_policy(&policy)),
        9 => act(move |state| DeletePolicy { account, policy: policy_ref(state, &policy) }),
        10 => {
            let policy_arn = policy_arn(&policy);
            act(move |state| {
                let target = PolicyHolder::User(user_ref(state, &user));
                AttachPolicy { account, target, policy_arn: policy_arn.clone() }
            })
        }
        _ => {
            let policy_arn = policy_arn(&policy);
            act(move |state| {
                let target = PolicyHolder::User(user_ref(state, &user));
                DetachPolicy { account, target, policy_arn: policy_arn.clone() }
            })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Stores that do not hear of one another until they meet: commands in turn, and some at once.
    #[test]
    fn random_commands_on_three_stores_leave_one_state(
        commands in proptest::collection::vec((0..3usize, any::<u8>(), any::<u8>(), any::<u8>(), any::<bool>()), 1..60),
        deaf in any::<[bool; 3]>(),
    ) {
        let log = MemoryEngine::new();
        let stores = deaf.map(|deaf| open(log.another(), deaf));
        must(&stores[0], create_account());
        let mut waiting = Vec::new();
        for (which, kind, a, b, waits) in commands {
            waiting.push(command(kind, a, b)(&stores[which]));
            if waits {
                waiting.drain(..).for_each(|done| drop(wait(done)));
            }
        }
        waiting.into_iter().for_each(|done| drop(wait(done)));
        assert_equal(&log, &[&stores[0], &stores[1], &stores[2]]);
    }
}
