//! Memory and opening time of an installation with 50,000 users, each with an access key and a policy: bytes a user by the
//! resident set (Linux), and milliseconds from sealed records to a state.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Instant;

use identity::command::{AttachPolicy, CreateAccessKey, CreateAccount, CreatePolicy, CreateUser};
use identity::command::{PolicyHolder, PutInlinePolicy, SetQuotas};
use identity::{AccountId, Change, Command, KeyOwner, QuotaName, State, TagSet, Time, arn};
use secret::Entropy;
use secret::seal::{ROOT_KEY_BYTES, RootKey, SealingKey};
use store::codec::{key_bytes, open_record, seal_record};

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
        run(&mut state, &mut entropy, CreateAccessKey { account, owner: KeyOwner::User(user.id) });
        let target = PolicyHolder::User(name.clone());
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

fn opened(key: &SealingKey, records: &[(Vec<u8>, Vec<u8>)]) -> State {
    let mut state = State::default();
    for (name, sealed) in records {
        state.apply(&Change::Put(open_record(key, name, 1, sealed).ok().unwrap()));
    }
    state
}

fn main() {
    let key = RootKey::from_bytes([7; ROOT_KEY_BYTES]).sealing_key("identity records");
    for policies in [Policies::Inline, Policies::Managed] {
        let state = made(policies);
        let mut entropy = Counting(2);
        let mut records: Vec<_> = state
            .records()
            .map(|record| {
                let name = key_bytes(&record.key());
                let sealed = seal_record(&key, &name, 1, &record, &mut entropy).ok().unwrap();
                (name, sealed)
            })
            .collect();
        records.sort();
        let copy = state.clone();
        assert_eq!(copy.user_count(account()), USERS + 1);
        drop((state, copy));
        // what the allocator kept of the first state is used first: opened twice, and the second is counted
        let first = opened(&key, &records);
        let before = resident();
        let start = Instant::now();
        let second = opened(&key, &records);
        let milliseconds = start.elapsed().as_millis();
        let bytes = resident().saturating_sub(before) / USERS;
        println!(
            "{policies:?}: {bytes} bytes a user, opened in {milliseconds} ms ({} records)",
            records.len()
        );
        assert_eq!(first.user_count(account()), second.user_count(account()));
    }
}
