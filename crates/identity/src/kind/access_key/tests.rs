use crate::command::{CreateAccessKey, DeleteAccessKey, RecordUses, UpdateAccessKey};
use crate::refusal::{Entity, Quota};
use crate::tests::world::*;
use crate::{AccessKey, KeyOwner, KeyStatus, KeyUse, OwnerReference, limits};

fn owner(world: &mut World, name: &str) -> OwnerReference {
    OwnerReference::User(world.user(name).reference())
}

fn stored(owner: &OwnerReference) -> KeyOwner {
    match owner {
        OwnerReference::Root => KeyOwner::Root,
        OwnerReference::User(user) => KeyOwner::User(user.key().to_owned()),
    }
}

fn create(owner: &OwnerReference) -> CreateAccessKey {
    CreateAccessKey { account: account(), owner: owner.clone() }
}

fn update(owner: &OwnerReference, key: &AccessKey, status: KeyStatus) -> UpdateAccessKey {
    UpdateAccessKey { account: account(), owner: owner.clone(), access_key_id: key.id.clone(), status }
}

fn delete(owner: &OwnerReference, key: &AccessKey) -> DeleteAccessKey {
    DeleteAccessKey { account: account(), owner: owner.clone(), access_key_id: key.id.clone() }
}

fn unknown(key: &AccessKey) -> Refusal {
    Refusal::NoSuchEntity(Entity::AccessKey, key.id.clone())
}

#[test]
fn create_access_key_puts_the_account_into_the_id() {
    let mut world = World::new();
    let owner = owner(&mut world, "u");
    let key = world.done(create(&owner));
    assert!(key.id.starts_with("AKIA") && key.id.len() == 20, "{}", key.id);
    assert_eq!(secret::id::account_of(&key.id), Some(account().number()));
    assert_eq!(key.secret.expose().len(), 40);
    assert_eq!((key.status, key.created), (KeyStatus::Active, world.now.truncated()));
}

#[test]
fn create_access_key_makes_two_keys_and_no_more() {
    let mut world = World::new();
    for owner in [owner(&mut world, "u"), OwnerReference::Root] {
        let first = world.done(create(&owner));
        world.now = world.now.plus_seconds(1);
        let second = world.done(create(&owner));
        // one that is switched off counts
        world.done(update(&owner, &first, KeyStatus::Inactive));
        let quota = Quota::Named("AccessKeysPerUser", limits::ACCESS_KEYS_PER_USER);
        assert_eq!(world.refused(create(&owner)), Refusal::LimitExceeded(quota));
        let ids: Vec<_> =
            world.state.access_keys_of(account(), &stored(&owner)).iter().map(|key| key.id.clone()).collect();
        assert_eq!(ids, [first.id.clone(), second.id], "oldest first, whichever changed last");
        world.done(delete(&owner, &first));
        world.done(create(&owner));
    }
}

#[test]
fn create_access_key_needs_an_owner_that_is_there() {
    let mut world = World::new();
    let missing = |name: &str| Refusal::NoSuchEntity(Entity::User, name.to_owned());
    let gone = OwnerReference::User(Reference::to_nothing("gone".to_owned()));
    assert_eq!(world.refused(create(&gone)), missing("gone"));
    let foreign = world.state.user_named(other_account(), "admin").unwrap().reference();
    let foreign = OwnerReference::User(foreign);
    assert_eq!(world.refused(create(&foreign)), missing("admin"), "another account's user");
}

/// A key is its owner's for ever: not even its own account's root reaches it as its own.
#[test]
fn adv_102_the_owner_of_a_key_cannot_be_changed() {
    let mut world = World::new();
    let (one, two) = (owner(&mut world, "one"), owner(&mut world, "two"));
    let key = world.done(create(&one));
    for stranger in [&two, &OwnerReference::Root] {
        assert_eq!(world.refused(update(stranger, &key, KeyStatus::Inactive)), unknown(&key));
        assert_eq!(world.refused(delete(stranger, &key)), unknown(&key));
    }
    let elsewhere = DeleteAccessKey { account: other_account(), ..delete(&OwnerReference::Root, &key) };
    assert_eq!(world.refused(elsewhere), unknown(&key));
    world.done(update(&one, &key, KeyStatus::Inactive));
    let kept = world.state.access_key(&key.id).unwrap();
    assert_eq!((&kept.owner, kept.secret.expose()), (&stored(&one), key.secret.expose()));
}

#[test]
fn delete_access_key_takes_the_record_of_its_use_along() {
    let mut world = World::new();
    let owner = owner(&mut world, "u");
    let key = world.done(create(&owner));
    let last = KeyUse {
        access_key_id: key.id.clone(),
        time: world.now,
        service: "iam".to_owned(),
        region: "us-east-1".to_owned(),
    };
    world.done(RecordUses { keys: vec![last.clone()], roles: vec![] });
    assert_eq!(**world.state.key_use(&key.id).unwrap(), last);
    // an older use does not take the place of a newer one
    let older = KeyUse { time: Time::from_seconds(1), ..last.clone() };
    world.done(RecordUses { keys: vec![older], roles: vec![] });
    assert_eq!(world.state.key_use(&key.id).unwrap().time, last.time);
    world.done(delete(&owner, &key));
    assert!(world.state.key_use(&key.id).is_none());
    // what arrives late of a key that is gone is not kept
    world.done(RecordUses { keys: vec![last], roles: vec![] });
    assert!(world.state.key_use(&key.id).is_none());
    assert_eq!(world.refused(delete(&owner, &key)), unknown(&key));
}

/// Gives the same bytes a number of times before it goes on.
struct Stuck(u8);

impl Entropy for Stuck {
    fn fill(&mut self, buffer: &mut [u8]) {
        buffer.fill(self.0 / 4);
        self.0 += 1;
    }
}

#[test]
fn create_access_key_gives_no_key_the_id_of_another() {
    let mut world = World::new();
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        let owner = owner(&mut world, name);
        // each time the entropy begins with what it gave before
        let decided = decide(&world.state, &create(&owner), world.now, &mut Stuck(0));
        for change in &decided.changes {
            world.state.apply(change);
        }
        ids.push(decided.outcome.ok().unwrap().id);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}
