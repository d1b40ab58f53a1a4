use std::sync::Arc;

use crate::command::{
    AddUserToGroup, AttachPolicy, CreateAccessKey, CreateVirtualMfaDevice, DeleteUser, EnableMfaDevice,
    PutInlinePolicy, UpdateUser,
};
use crate::refusal::{Conflict, Entity, Quota};
use crate::tests::world::*;
use crate::{Change, KeyOwner, MfaSource, OwnerReference, Record, limits};
use secret::totp;

fn create(name: &str) -> CreateUser {
    let (name, path) = (name.to_owned(), "/".to_owned());
    CreateUser { account: account(), name, path, permissions_boundary: None, tags: TagSet::default() }
}

fn update(world: &World, name: &str, new_name: Option<&str>, new_path: Option<&str>) -> UpdateUser {
    let [new_name, new_path] = [new_name, new_path].map(|new| new.map(str::to_owned));
    UpdateUser { account: account(), user: world.user_ref(name), new_name, new_path }
}

fn delete(world: &World, name: &str) -> DeleteUser {
    DeleteUser { account: account(), user: world.user_ref(name) }
}

#[test]
fn create_user_gives_an_id_of_its_own_and_a_date_in_whole_seconds() {
    let mut world = World::new();
    let (a, b) = (world.user("a"), world.user("b"));
    assert_ne!(a.id, b.id);
    assert!(a.id.starts_with("AIDA") && a.id.len() == 21, "{}", a.id);
    assert_eq!(a.created, Time::from_millis(1_800_000_000_000));
    assert_eq!(a.arn(), "arn:aws:iam::111122223333:user/a");
}

#[test]
fn create_user_keeps_names_unique_ignoring_case_and_path_in_one_account() {
    let mut world = World::new();
    world.user("Bob");
    for name in ["Bob", "bob", "BOB"] {
        for path in ["/", "/eng/"] {
            let refusal = world.refused(CreateUser { path: path.to_owned(), ..create(name) });
            assert_eq!(refusal, Refusal::AlreadyExists(Entity::User, name.to_owned()));
        }
    }
    assert_eq!(world.state.user_named(account(), "bOB").unwrap().name, "Bob");
    world.done(CreateUser { account: other_account(), ..create("bob") });
}

#[test]
fn update_user_keeps_everything_but_name_and_path() {
    let mut world = World::new();
    let old = world.user("bob");
    world.group("g");
    let (group, user) = (world.group_ref("g"), world.user_ref("bob"));
    world.done(AddUserToGroup { account: account(), group, user });
    let owner = KeyOwner::User(old.id.clone());
    let reference = OwnerReference::User(old.reference());
    let key = world.done(CreateAccessKey { account: account(), owner: reference });
    world.done(update(&world, "BOB", Some("Robert"), Some("/x/")));
    assert!(world.state.user_named(account(), "bob").is_none());
    let new = world.state.user_named(account(), "robert").unwrap().clone();
    assert_eq!((new.id.as_str(), new.created), (old.id.as_str(), old.created));
    assert_eq!(new.arn(), "arn:aws:iam::111122223333:user/x/Robert");
    assert_eq!(new.groups.len(), 1);
    let group = world.state.group_named(account(), "g").unwrap().id.clone();
    assert_eq!(world.state.members_of(&group)[0].name, "Robert");
    assert_eq!(world.state.access_keys_of(account(), &owner)[0].id, key.id);
    world.user("bob");
}

#[test]
fn update_user_may_change_the_case_of_a_name_but_not_take_anothers() {
    let mut world = World::new();
    world.user("bob");
    world.user("eve");
    world.done(update(&world, "bob", Some("BOB"), None));
    assert_eq!(world.state.user_named(account(), "bob").unwrap().name, "BOB");
    let refusal = world.refused(update(&world, "bob", Some("Eve"), None));
    assert_eq!(refusal, Refusal::AlreadyExists(Entity::User, "Eve".to_owned()));
    assert_eq!(world.state.users_of(account()).count(), 3, "admin, bob and eve");
    world.done(update(&world, "bob", None, None));
    assert_eq!(world.state.user_named(account(), "bob").unwrap().path, "/");
    let refusal = world.refused(update(&world, "nobody", Some("Eve"), None));
    assert_eq!(refusal, Refusal::NoSuchEntity(Entity::User, "nobody".to_owned()));
}

/// Ways to hang something on the user `u`, in the order in which a deletion reports them.
fn hang(world: &mut World, what: Conflict) {
    let (user, target) = (world.user_ref("u"), PolicyHolder::User(world.user_ref("u")));
    let id = world.state.user_named(account(), "u").unwrap().id.clone();
    match what {
        Conflict::UserInGroups => {
            let group = world.group("g").reference();
            world.done(AddUserToGroup { account: account(), group, user });
        }
        Conflict::AttachedPolicies => {
            let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".to_owned();
            world.done(AttachPolicy { account: account(), target, policy_arn });
        }
        Conflict::InlinePolicies => {
            let (policy_name, document) = ("p".to_owned(), ALLOW_ALL.to_owned());
            world.done(PutInlinePolicy { account: account(), target, policy_name, document });
        }
        Conflict::AccessKeys => {
            world.done(CreateAccessKey { account: account(), owner: OwnerReference::User(user) });
        }
        Conflict::MfaDevices => {
            let (name, path) = ("m".to_owned(), "/".to_owned());
            let device = CreateVirtualMfaDevice { account: account(), name, path, tags: TagSet::default() };
            let device = world.done(device);
            let step = totp::step_at(world.now.seconds());
            world.done(EnableMfaDevice {
                account: account(),
                user,
                serial_number: device.serial_number(),
                code1: totp::code_at(device.seed.expose(), step - 1),
                code2: totp::code_at(device.seed.expose(), step),
                source: MfaSource { caller: id, address: crate::kind::mfa_device::tests::codes::HOME },
            });
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn delete_user_is_refused_while_something_hangs_on_it() {
    let order = [
        Conflict::UserInGroups,
        Conflict::AttachedPolicies,
        Conflict::InlinePolicies,
        Conflict::AccessKeys,
        Conflict::MfaDevices,
    ];
    for (index, conflict) in order.into_iter().enumerate() {
        let mut world = World::new();
        world.user("u");
        hang(&mut world, conflict);
        assert_eq!(world.refused(delete(&world, "u")), Refusal::DeleteConflict(conflict));
        // with several, the first in this order is named
        for later in order.into_iter().skip(index + 1) {
            hang(&mut world, later);
        }
        assert_eq!(world.refused(delete(&world, "U")), Refusal::DeleteConflict(conflict));
    }
}

#[test]
fn delete_user_frees_the_name_and_never_the_id() {
    let mut world = World::new();
    let old = world.user("u");
    world.done(delete(&world, "U"));
    assert_eq!(world.refused(delete(&world, "u")), Refusal::NoSuchEntity(Entity::User, "u".to_owned()));
    assert_ne!(world.user("u").id, old.id);
}

#[test]
fn create_user_has_a_quota_per_account() {
    let mut world = World::new();
    let model = world.state.user_named(account(), "admin").unwrap().clone();
    let there = world.state.users_of(account()).count();
    for number in there..limits::USERS_PER_ACCOUNT - 1 {
        let user = User { id: format!("AIDA{number}"), name: format!("n{number}"), ..User::clone(&model) };
        world.state.apply(&Change::Put(Record::User(Arc::new(user))));
    }
    world.user("last");
    let quota = Quota::Named("UsersPerAccount", limits::USERS_PER_ACCOUNT);
    assert_eq!(world.refused(create("one-more")), Refusal::LimitExceeded(quota));
    world.done(CreateUser { account: other_account(), ..create("one-more") });
}
