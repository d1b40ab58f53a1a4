//! Commands against a small world: one account, a clock that stands still, seeded entropy.

mod access_key;
mod account;
mod account_end;
mod attachment;
mod group;
mod inline_policy;
mod managed_policy;
mod mfa;
mod mfa_throttle;
mod mfa_unlock;
mod quota;
mod role;
mod tag;
mod user;

use secret::Entropy;

use super::{CreateAccount, CreateGroup, CreateUser};
use crate::{AccountId, Command, Decided, Group, Refusal, State, Tag, TagSet, Time, User, decide};

/// The account of these tests.
pub(super) fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

/// Another account.
pub(super) fn other_account() -> AccountId {
    AccountId::parse("444455556666").unwrap()
}

/// A document that identity policies may have.
pub(super) const ALLOW_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// Deterministic, and different at each call.
struct Seeded(u64);

impl Entropy for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

/// A state, when it is, and where new ids come from.
pub(super) struct World {
    pub state: State,
    pub now: Time,
    entropy: Seeded,
}

impl World {
    /// Two accounts, each with its `admin` user.
    pub fn new() -> Self {
        let mut world =
            Self { state: State::default(), now: Time::from_millis(1_800_000_000_750), entropy: Seeded(1) };
        for (name, id) in [("main", account()), ("other", other_account())] {
            world.run(CreateAccount { name: name.to_owned(), id: Some(id), root_key: false }).ok().unwrap();
        }
        world
    }

    /// Decides without making it so.
    pub fn decide<C: Command>(&mut self, command: C) -> Decided<C::Answer> {
        decide(&self.state, &command, self.now, &mut self.entropy)
    }

    /// Decides, and makes the changes.
    pub fn run<C: Command>(&mut self, command: C) -> Result<C::Answer, Refusal> {
        let decided = self.decide(command);
        for change in &decided.changes {
            self.state.apply(change);
        }
        decided.outcome
    }

    /// Decides and makes it so; it must succeed.
    #[track_caller]
    pub fn done<C: Command>(&mut self, command: C) -> C::Answer {
        match self.run(command) {
            Ok(answer) => answer,
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    /// Decides; it must be refused and change nothing.
    #[track_caller]
    pub fn refused<C: Command>(&mut self, command: C) -> Refusal {
        let decided = self.decide(command);
        assert!(decided.changes.is_empty(), "a refusal left a trace");
        decided.outcome.err().expect("not refused")
    }

    /// Makes a user at the root path.
    pub fn user(&mut self, name: &str) -> User {
        self.done(CreateUser {
            account: account(),
            name: name.to_owned(),
            path: "/".to_owned(),
            permissions_boundary: None,
            tags: TagSet::default(),
        })
    }

    /// Makes a group at the root path.
    pub fn group(&mut self, name: &str) -> Group {
        self.done(CreateGroup { account: account(), name: name.to_owned(), path: "/".to_owned() })
    }
}

/// Tags of these keys and values.
pub(super) fn tags(tags: &[(&str, &str)]) -> TagSet {
    let tag = |(key, value): &(&str, &str)| Tag { key: (*key).to_owned(), value: (*value).to_owned() };
    TagSet(tags.iter().map(tag).collect())
}
