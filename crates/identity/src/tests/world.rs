//! Commands against a small world: one account, a clock that stands still, seeded entropy.

pub(crate) use secret::Entropy;

use crate::AttachedPolicies;
pub(crate) use crate::command::{CreateAccount, CreateGroup, CreateUser, PolicyHolder};
pub(crate) use crate::{
    AccountId, Command, Decided, Device, Group, ManagedPolicy, Reference, Refusal, Role, State, Tag, TagSet,
    Time, User, decide,
};

/// The account of these tests.
pub(crate) fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

/// Another account.
pub(crate) fn other_account() -> AccountId {
    AccountId::parse("444455556666").unwrap()
}

/// A document that identity policies may have.
pub(crate) const ALLOW_ALL: &str =
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
pub(crate) struct World {
    pub state: State,
    pub now: Time,
    entropy: Seeded,
    /// Changes so far.
    pub changes: usize,
    /// Commands so far.
    commands: usize,
    /// Commands since the last check.
    unchecked: usize,
    /// Records at the last check.
    records: usize,
}

/// Records that a check looks at for each command since the last one: a check costs as much as the state is large, so that
/// a large state is checked after several commands.
const RECORDS_A_COMMAND: usize = 32;
/// Commands of a world after each of which records and indexes are checked.
const CHECKED_EACH: usize = 64;
/// Commands between two checks later on.
const CHECKED_LATER: usize = 32;

impl World {
    /// Two accounts, each with its `admin` user.
    pub(crate) fn new() -> Self {
        let now = Time::from_millis(1_800_000_000_750);
        let mut world = Self {
            state: State::default(),
            now,
            entropy: Seeded(1),
            changes: 0,
            commands: 0,
            unchecked: 0,
            records: 0,
        };
        for (name, id) in [("main", account()), ("other", other_account())] {
            world.run(CreateAccount { name: name.to_owned(), id: Some(id), root_key: false }).ok().unwrap();
        }
        world
    }

    /// Asserts that records and indexes are right.
    #[track_caller]
    pub(crate) fn check(&mut self) {
        assert_eq!(self.state.check(), [], "records and indexes");
        (self.unchecked, self.records) = (0, self.state.records().count());
    }

    /// Decides without making it so.
    pub(crate) fn decide<C: Command>(&mut self, command: C) -> Decided<C::Answer> {
        decide(&self.state, &command, self.now, &mut self.entropy)
    }

    /// Decides, and makes the changes.
    pub(crate) fn run<C: Command>(&mut self, command: C) -> Result<C::Answer, Refusal> {
        let decided = self.decide(command);
        for change in &decided.changes {
            self.state.apply(change);
        }
        self.changes += decided.changes.len();
        self.commands += 1;
        self.unchecked += 1;
        let often = self.commands <= CHECKED_EACH || self.unchecked >= CHECKED_LATER;
        if often && self.unchecked * RECORDS_A_COMMAND >= self.records {
            self.check();
        }
        decided.outcome
    }

    /// Decides and makes it so; it must succeed.
    #[track_caller]
    pub(crate) fn done<C: Command>(&mut self, command: C) -> C::Answer {
        match self.run(command) {
            Ok(answer) => answer,
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    /// Decides; it must be refused and change nothing.
    #[track_caller]
    pub(crate) fn refused<C: Command>(&mut self, command: C) -> Refusal {
        let decided = self.decide(command);
        assert!(decided.changes.is_empty(), "a refusal left a trace");
        decided.outcome.err().expect("not refused")
    }

    /// Makes a user at the root path.
    pub(crate) fn user(&mut self, name: &str) -> User {
        self.done(CreateUser {
            account: account(),
            name: name.to_owned(),
            path: "/".to_owned(),
            permissions_boundary: None,
            tags: TagSet::default(),
        })
    }

    /// A reference to the user of this name, or to none if there is no such user.
    pub(crate) fn user_ref(&self, name: &str) -> Reference<User> {
        let user = self.state.user_named(account(), name);
        user.map_or_else(|| Reference::to_nothing(name.to_owned()), |user| user.reference())
    }

    /// A reference to the group of this name, or to none if there is no such group.
    pub(crate) fn group_ref(&self, name: &str) -> Reference<Group> {
        let group = self.state.group_named(account(), name);
        group.map_or_else(|| Reference::to_nothing(name.to_owned()), |group| group.reference())
    }

    /// A reference to the role of this name, or to none if there is no such role.
    pub(crate) fn role_ref(&self, name: &str) -> Reference<Role> {
        let role = self.state.role_named(account(), name);
        role.map_or_else(|| Reference::to_nothing(name.to_owned()), |role| role.reference())
    }

    /// A reference to the policy of this ARN, or to none if there is no such policy.
    pub(crate) fn policy_ref(&self, arn: &str) -> Reference<ManagedPolicy> {
        let policy = self.state.policy(arn);
        policy.map_or_else(|| Reference::to_nothing(arn.to_owned()), |policy| policy.reference())
    }

    /// A reference to the device of this serial number, or to none if there is no such device.
    pub(crate) fn device_ref(&self, serial_number: &str) -> Reference<Device> {
        let device = self.state.device(serial_number);
        device.map_or_else(|| Reference::to_nothing(serial_number.to_owned()), |device| device.reference())
    }

    /// The user `u`, the group `g` and the role `r` as holders of policies.
    pub(crate) fn holders(&self) -> [PolicyHolder; 3] {
        [
            PolicyHolder::User(self.user_ref("u")),
            PolicyHolder::Group(self.group_ref("g")),
            PolicyHolder::Role(self.role_ref("r")),
        ]
    }

    /// The policies of a holder.
    pub(crate) fn policies(&self, holder: &PolicyHolder) -> AttachedPolicies {
        holder.find(&self.state, account()).ok().unwrap().policies().clone()
    }

    /// Makes a group at the root path.
    pub(crate) fn group(&mut self, name: &str) -> Group {
        self.done(CreateGroup { account: account(), name: name.to_owned(), path: "/".to_owned() })
    }
}

/// Tags of these keys and values.
pub(crate) fn tags(tags: &[(&str, &str)]) -> TagSet {
    let tag = |(key, value): &(&str, &str)| Tag { key: (*key).to_owned(), value: (*value).to_owned() };
    TagSet(tags.iter().map(tag).collect())
}
