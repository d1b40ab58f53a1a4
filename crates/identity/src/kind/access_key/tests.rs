use crate::command::{CreateAccessKey, DeleteAccessKey, RecordUses, UpdateAccessKey};
use crate::refusal::{Entity, Quota};
use crate::tests::world::*;
use crate::{AccessKey, KeyOwner, KeyStatus, KeyUse, limits};

fn owner(world: &mut World, name: &str) -> KeyOwner {
    KeyOwner::User(world.user(name).id)
}

fn create(owner: &KeyOwner) -> CreateAccessKey {
    CreateAccessKey { account: account(), owner: owner.clone() }
}

fn update(owner: &KeyOwner, key: &AccessKey, status: KeyStatus) -> UpdateAccessKey {
    UpdateAccessKey { account: account(), owner: owner.clone(), access_key_id: key.id.clone(), status }
}

fn delete(owner: &KeyOwner, key: &AccessKey) -> DeleteAccessKey {
    DeleteAccessKey { account: account(), owner: owner.clone(), access_key_id: key.id.clone() }
}

fn unknown(key: &AccessKey) -> Refusal {
    Refusal::NoSuchEntity(Entity::AccessKey, key.id.clone())
}

#[test]
fn a_key_carries_its_account() {
    let mut world = World::new();
    let owner = owner(&mut world, "u");
    let key = world.done(create(&owner));
    assert!(key.id.starts_with("AKIA") && key.id.len() == 20, "{}", key.id);
    assert_eq!(secret::id::account_of(&key.id), Some(account().number()));
    assert_eq!(key.secret.expose().len(), 40);
    assert_eq!((key.status, key.created), (KeyStatus::Active, world.now.truncated()));
}

#[test]
fn two_keys_and_no_more() {
    let mut world = World::new();
    for owner in [owner(&mut world, "u"), KeyOwner::Root] {
        let first = world.done(create(&owner));
        world.now = world.now.plus_seconds(1);
        let second = world.done(create(&owner));
        // one that is switched off counts
        world.done(update(&owner, &first, KeyStatus::Inactive));
        let quota = Quota::Named("AccessKeysPerUser", limits::ACCESS_KEYS_PER_USER);
        assert_eq!(world.refused(create(&owner)), Refusal::LimitExceeded(quota));
        let ids: Vec<_> =
            world.state.access_keys_of(account(), &owner).iter().map(|key| key.id.clone()).collect();
        assert_eq!(ids, [first.id.clone(), second.id], "oldest first, whichever changed last");
        world.done(delete(&owner, &first));
        world.done(create(&owner));
    }
}

#[test]
fn nobody_who_is_gone_gets_a_key() {
    let mut world = World::new();
    assert_eq!(world.refused(create(&KeyOwner::User("AIDAGONE".to_owned()))), Refusal::CallerGone);
    let foreign = world.state.user_named(other_account(), "admin").unwrap().id.clone();
    assert_eq!(
        world.refused(create(&KeyOwner::User(foreign))),
        Refusal::CallerGone,
        "another account's user"
    );
}

/// A key is its owner's for ever: not even its own account's root reaches it as its own.
#[test]
fn adv_102_the_owner_of_a_key_cannot_be_changed() {
    let mut world = World::new();
    let (one, two) = (owner(&mut world, "one"), owner(&mut world, "two"));
    let key = world.done(create(&one));
    for stranger in [&two, &KeyOwner::Root] {
        assert_eq!(world.refused(update(stranger, &key, KeyStatus::Inactive)), unknown(&key));
        assert_eq!(world.refused(delete(stranger, &key)), unknown(&key));
    }
    let elsewhere = DeleteAccessKey { account: other_account(), ..delete(&one, &key) };
    assert_eq!(world.refused(elsewhere), unknown(&key));
    world.done(update(&one, &key, KeyStatus::Inactive));
    let stored = world.state.access_key(&key.id).unwrap();
    assert_eq!((&stored.owner, stored.secret.expose()), (&one, key.secret.expose()));
}

#[test]
fn a_deleted_key_takes_the_record_of_its_use_along() {
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
fn no_key_is_given_the_id_of_another() {
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
