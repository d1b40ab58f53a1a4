use crate::command::{
    AddUserToGroup, AttachPolicy, DeleteGroup, PutInlinePolicy, RemoveUserFromGroup, UpdateGroup,
};
use crate::limits;
use crate::refusal::{Conflict, Entity, Quota};
use crate::tests::world::*;

fn create(name: &str) -> CreateGroup {
    CreateGroup { account: account(), name: name.to_owned(), path: "/".to_owned() }
}

fn add(world: &World, user: &str, group: &str) -> AddUserToGroup {
    AddUserToGroup { account: account(), group: world.group_ref(group), user: world.user_ref(user) }
}

fn remove(world: &World, user: &str, group: &str) -> RemoveUserFromGroup {
    RemoveUserFromGroup { account: account(), group: world.group_ref(group), user: world.user_ref(user) }
}

fn delete(world: &World, name: &str) -> DeleteGroup {
    DeleteGroup { account: account(), group: world.group_ref(name) }
}

fn members(world: &World, group: &str) -> Vec<String> {
    let group = world.state.group_named(account(), group).unwrap();
    world.state.members_of(&group.id).iter().map(|user| user.name.clone()).collect()
}

#[test]
fn create_group_keeps_names_unique_ignoring_case() {
    let mut world = World::new();
    let group = world.group("Team");
    assert!(group.id.starts_with("AGPA") && group.id.len() == 21, "{}", group.id);
    assert_eq!(group.arn(), "arn:aws:iam::111122223333:group/Team");
    let refusal = world.refused(create("TEAM"));
    assert_eq!(refusal, Refusal::AlreadyExists(Entity::Group, "TEAM".to_owned()));
    world.done(CreateGroup { account: other_account(), ..create("team") });
}

#[test]
fn add_user_to_group_and_remove_user_from_group_change_nothing_the_second_time() {
    let mut world = World::new();
    world.group("g");
    for name in ["zoe", "Bob", "al"] {
        world.user(name);
        world.done(add(&world, name, "G"));
        world.done(add(&world, name, "g"));
    }
    assert_eq!(members(&world, "g"), ["al", "Bob", "zoe"], "by name in any case");
    world.done(remove(&world, "BOB", "g"));
    world.done(remove(&world, "bob", "g"));
    assert_eq!(members(&world, "g"), ["al", "zoe"]);
}

#[test]
fn add_user_to_group_names_the_user_with_both_unknown() {
    let mut world = World::new();
    world.user("u");
    world.group("g");
    let no_user = Refusal::NoSuchEntity(Entity::User, "x".to_owned());
    let no_group = Refusal::NoSuchEntity(Entity::Group, "x".to_owned());
    let cases = [("x", "x", &no_user), ("x", "g", &no_user), ("u", "x", &no_group)];
    for (user, group, refusal) in cases {
        assert_eq!(world.refused(add(&world, user, group)), *refusal);
        assert_eq!(world.refused(remove(&world, user, group)), *refusal);
    }
}

#[test]
fn add_user_to_group_takes_a_user_into_ten_groups_at_most() {
    let mut world = World::new();
    world.user("u");
    for number in 0..=limits::GROUPS_PER_USER {
        world.group(&format!("g{number}"));
    }
    for number in 0..limits::GROUPS_PER_USER {
        world.done(add(&world, "u", &format!("g{number}")));
    }
    let quota = Quota::Named("GroupsPerUser", limits::GROUPS_PER_USER);
    assert_eq!(world.refused(add(&world, "u", "g10")), Refusal::LimitExceeded(quota));
    world.done(add(&world, "u", "g9"));
    world.done(remove(&world, "u", "g0"));
    world.done(add(&world, "u", "g10"));
}

#[test]
fn create_group_makes_three_hundred_at_most() {
    let mut world = World::new();
    for number in 0..limits::GROUPS_PER_ACCOUNT {
        world.group(&format!("g{number}"));
    }
    let quota = Quota::Named("GroupsPerAccount", limits::GROUPS_PER_ACCOUNT);
    assert_eq!(world.refused(create("one-more")), Refusal::LimitExceeded(quota));
    world.done(delete(&world, "g0"));
    world.done(create("one-more"));
}

#[test]
fn update_group_keeps_its_members() {
    let mut world = World::new();
    let old = world.group("old");
    world.group("taken");
    world.user("u");
    world.done(add(&world, "u", "old"));
    let rename = |world: &World, to: &str| UpdateGroup {
        account: account(),
        group: world.group_ref("OLD"),
        new_name: Some(to.to_owned()),
        new_path: Some("/p/".to_owned()),
    };
    let refusal = world.refused(rename(&world, "Taken"));
    assert_eq!(refusal, Refusal::AlreadyExists(Entity::Group, "Taken".to_owned()));
    world.done(rename(&world, "New"));
    assert_eq!(members(&world, "new"), ["u"]);
    let new = world.state.group_named(account(), "new").unwrap();
    assert_eq!((&new.id, new.arn().as_str()), (&old.id, "arn:aws:iam::111122223333:group/p/New"));
    let refusal = world.refused(rename(&world, "New"));
    assert_eq!(refusal, Refusal::NoSuchEntity(Entity::Group, "OLD".to_owned()));
}

#[test]
fn delete_group_is_refused_while_something_hangs_on_it() {
    let hang = |world: &mut World, what: Conflict| {
        let target = PolicyHolder::Group(world.group_ref("g"));
        match what {
            Conflict::GroupHasMembers => world.done(add(world, "u", "g")),
            Conflict::AttachedPolicies => {
                let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".to_owned();
                world.done(AttachPolicy { account: account(), target, policy_arn });
            }
            _ => {
                let (policy_name, document) = ("p".to_owned(), ALLOW_ALL.to_owned());
                world.done(PutInlinePolicy { account: account(), target, policy_name, document });
            }
        }
    };
    let order = [Conflict::GroupHasMembers, Conflict::AttachedPolicies, Conflict::InlinePolicies];
    // with several, the first in this order is named
    let mut world = World::new();
    world.user("u");
    world.group("g");
    for hung in order.into_iter().rev() {
        hang(&mut world, hung);
        assert_eq!(world.refused(delete(&world, "g")), Refusal::DeleteConflict(hung));
    }
    let mut world = World::new();
    world.group("g");
    world.done(delete(&world, "G"));
    assert_eq!(world.refused(delete(&world, "g")), Refusal::NoSuchEntity(Entity::Group, "g".to_owned()));
}
