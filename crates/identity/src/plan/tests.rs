use super::*;
use crate::tests::world::*;
use crate::{Entity, KeyOwner, KeyStatus, Tag};
use secret::totp;

const LET_ALICE: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::999988887777:user/alice","arn:aws:iam::999988887777:role/b"]},"Action":"sts:AssumeRole"}}"#;
const LET_A: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:role/a"},"Action":"sts:AssumeRole"}}"#;

fn planned() -> AccountId {
    AccountId::parse("999988887777").unwrap()
}

fn key(id: &str) -> GivenKey {
    GivenKey { id: id.to_owned(), secret: Secret::new("s".repeat(40)) }
}

fn entity(name: &str) -> NewEntity {
    NewEntity {
        account: planned(),
        name: name.to_owned(),
        path: "/".to_owned(),
        tags: TagSet::default(),
        kept: None,
    }
}

fn role(name: &str) -> Step {
    Step::Role(NewRole { entity: entity(name), description: None, max_session_seconds: None })
}

fn trust(role: &str, document: &str) -> Step {
    Step::Trust { account: planned(), role: role.to_owned(), document: document.to_owned() }
}

fn new_account() -> Step {
    Step::Account(NewAccount {
        name: "planned".to_owned(),
        id: Some(planned()),
        admin_key: Some(key("AKIAAAAAAAAAAAAAAAAA")),
        root_key: RootKey::Given(key("AKIAAAAAAAAAAAAAAAAB")),
    })
}

fn device(user: &str, name: &str) -> Step {
    Step::Device(NewDevice {
        account: planned(),
        user: user.to_owned(),
        name: name.to_owned(),
        path: "/".to_owned(),
        seed: Secret::new(vec![7; 40]),
        tags: TagSet::default(),
    })
}

fn access_key(user: &str, id: &str, active: bool) -> Step {
    Step::AccessKey { account: planned(), user: user.to_owned(), key: key(id), active }
}

/// A plan that has every kind of step.
fn steps() -> Vec<Step> {
    let account = planned();
    let alice = || Holder::User("alice".to_owned());
    let kept = Kept { id: "AIDAKEPTKEPTKEPTKEPT1".to_owned(), created: Time::from_seconds(1_500_000_000) };
    let tags = TagSet(vec![Tag { key: "team".to_owned(), value: "a".to_owned() }]);
    let policy = NewPolicy {
        entity: NewEntity { path: "/p/".to_owned(), ..entity("all") },
        description: None,
        document: ALLOW_ALL.to_owned(),
    };
    vec![
        new_account(),
        Step::Alias(account, "planned-alias".to_owned()),
        Step::Quotas(account, vec![(QuotaName::Users, 3)]),
        Step::Policy(policy),
        Step::Group(entity("group")),
        Step::User(NewEntity { kept: Some(kept), tags, ..entity("alice") }),
        role("a"),
        role("b"),
        trust("a", LET_ALICE),
        trust("b", LET_A),
        Step::Membership { account, user: "alice".to_owned(), group: "group".to_owned() },
        Step::Boundary(account, Bounded::User("alice".to_owned()), PolicyName::Own("ALL".to_owned())),
        Step::Attachment(
            account,
            alice(),
            PolicyName::Arn("arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned()),
        ),
        Step::Inline { account, holder: alice(), name: "own".to_owned(), document: ALLOW_ALL.to_owned() },
        access_key("alice", "AKIAAAAAAAAAAAAAAAAC", true),
        access_key("alice", "AKIAAAAAAAAAAAAAAAAD", false),
        device("alice", "alice"),
    ]
}

fn apply(world: &mut World, steps: Vec<Step>) -> Result<Applied, Refusal> {
    world.run(ApplyPlan { plan: Arc::new(Plan { steps }) })
}

#[test]
fn a_plan_makes_all_of_its_entities_in_one_command() {
    let mut world = World::new();
    let before = world.state.clone();
    let applied = apply(&mut world, steps()).ok().unwrap();
    world.check();
    let state = &world.state;
    let [made] = applied.accounts.as_slice() else { panic!("one account") };
    assert_eq!(made.account.alias.as_deref(), Some("planned-alias"));
    assert_eq!(made.admin_key.id, "AKIAAAAAAAAAAAAAAAAA");
    assert_eq!(made.root_key.as_ref().unwrap().id, "AKIAAAAAAAAAAAAAAAAB");
    assert_eq!(state.quota(planned(), QuotaName::Users), 3);
    let alice = state.user_named(planned(), "alice").unwrap();
    assert_eq!(
        (alice.id.as_str(), alice.created),
        ("AIDAKEPTKEPTKEPTKEPT1", Time::from_seconds(1_500_000_000))
    );
    assert_eq!(alice.permissions_boundary.as_deref(), Some("arn:aws:iam::999988887777:policy/p/all"));
    assert_eq!((alice.groups.len(), alice.policies.inline.len(), alice.policies.managed.len()), (1, 1, 1));
    let owner = KeyOwner::User(alice.id.clone());
    let keys = state.access_keys_of(planned(), &owner);
    let statuses: Vec<_> = keys.iter().map(|key| (key.id.as_str(), key.status)).collect();
    let expected =
        [("AKIAAAAAAAAAAAAAAAAC", KeyStatus::Active), ("AKIAAAAAAAAAAAAAAAAD", KeyStatus::Inactive)];
    assert_eq!(statuses, expected);
    // trust is bound to the very entities, in a circle here
    let a = state.role_named(planned(), "a").unwrap();
    let b = state.role_named(planned(), "b").unwrap();
    let bound = |role: &crate::Role| role.trust.bound().iter().map(|(_, id)| id.clone()).collect::<Vec<_>>();
    assert_eq!(bound(a), [alice.id.clone(), b.id.clone()]);
    assert_eq!(bound(b), std::slice::from_ref(&a.id));
    // the first code of the device counts
    let device = state.device("arn:aws:iam::999988887777:mfa/alice").unwrap();
    let step = totp::step_at(world.now.seconds());
    assert!(device.used.allow(step, step) && device.enabled.as_ref().unwrap().holder == owner);
    // what was there is as it was
    for record in before.records() {
        assert!(state.record(&record.key()).is_some());
    }
}

#[test]
fn a_refused_step_refuses_the_plan_and_changes_nothing() {
    let quota = |refusal: &Refusal| matches!(refusal, Refusal::LimitExceeded(_));
    let taken = |refusal: &Refusal| matches!(refusal, Refusal::AlreadyExists(..));
    let missing = |refusal: &Refusal| matches!(refusal, Refusal::NoSuchEntity(..));
    let malformed = |refusal: &Refusal| matches!(refusal, Refusal::MalformedPolicy(_));
    type Case = (&'static str, Vec<Step>, fn(&Refusal) -> bool);
    let account = planned();
    let own_document = |document: &str| Step::Inline {
        account,
        holder: Holder::User("alice".to_owned()),
        name: "p".to_owned(),
        document: document.to_owned(),
    };
    let cases: Vec<Case> = vec![
        ("an account twice", vec![new_account()], taken),
        ("a user twice, in other case", vec![Step::User(entity("ALICE"))], taken),
        ("a key twice", vec![access_key("carol", "AKIAAAAAAAAAAAAAAAAC", true)], taken),
        ("a third key", vec![access_key("alice", "AKIAAAAAAAAAAAAAAAAE", true)], quota),
        ("a device twice", vec![device("carol", "Alice")], taken),
        ("a user too many", vec![Step::User(entity("dora"))], quota),
        ("a document that is none", vec![own_document("{}")], malformed),
        ("trust in a stranger", vec![trust("a", &LET_A.replace("role/a", "role/z"))], malformed),
        (
            "an unknown group",
            vec![Step::Membership { account, user: "alice".to_owned(), group: "z".to_owned() }],
            missing,
        ),
        (
            "an unknown policy",
            vec![Step::Boundary(account, Bounded::Role("a".to_owned()), PolicyName::Own("z".to_owned()))],
            missing,
        ),
    ];
    for (name, more, expected) in cases {
        let mut world = World::new();
        let records = world.state.records().count();
        let mut all = steps();
        all.push(Step::User(entity("carol")));
        let number = all.len();
        all.extend(more);
        let refused = apply(&mut world, all).err().unwrap();
        let Refusal::InPlan { step, refusal } = refused else { panic!("{name}") };
        assert_eq!(step, number, "{name}");
        assert!(expected(&refusal), "{name}: {refusal:?}");
        assert_eq!(world.state.records().count(), records, "{name}");
        world.check();
    }
}

#[test]
fn an_id_that_is_kept_is_unique() {
    let mut world = World::new();
    let kept = Kept { id: "AIDAKEPTKEPTKEPTKEPT1".to_owned(), created: world.now };
    let mut all = steps();
    all.push(Step::User(NewEntity { kept: Some(kept), ..entity("twin") }));
    let refused = apply(&mut world, all).err().unwrap();
    let Refusal::InPlan { refusal, .. } = refused else { panic!() };
    assert_eq!(*refusal, Refusal::AlreadyExists(Entity::User, "AIDAKEPTKEPTKEPTKEPT1".to_owned()));
}

#[test]
fn trying_out_tells_every_refusal_and_changes_nothing() {
    let world = World::new();
    let mut all = steps();
    let first = all.len();
    all.push(Step::User(entity("alice")));
    all.push(Step::Group(entity("group")));
    /// Different at each call, so that ids are.
    struct Counting(u8);
    impl Entropy for Counting {
        fn fill(&mut self, buffer: &mut [u8]) {
            self.0 += 1;
            buffer.fill(self.0);
        }
    }
    let refused = try_out(&Plan { steps: all }, &world.state, world.now, &mut Counting(0));
    let numbers: Vec<usize> = refused.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [first, first + 1]);
    assert!(world.state.account(planned()).is_none());
}
