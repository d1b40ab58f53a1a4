use crate::command::{
    AttachPolicy, Bounded, CreateRole, DeletePermissionsBoundary, DetachPolicy, PutPermissionsBoundary,
};
use crate::kind::policy::tests::create_policy;
use crate::kind::role::tests::create_role;
use crate::refusal::{Entity, Quota};
use crate::tests::world::*;
use crate::{Principal, limits};

const OF_AWS: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

fn attach(target: &PolicyHolder, arn: &str) -> AttachPolicy {
    AttachPolicy { account: account(), target: target.clone(), policy_arn: arn.to_owned() }
}

fn detach(target: &PolicyHolder, arn: &str) -> DetachPolicy {
    DetachPolicy { account: account(), target: target.clone(), policy_arn: arn.to_owned() }
}

fn world() -> World {
    let mut world = World::new();
    world.user("u");
    world.group("g");
    world.done(create_role("r"));
    world
}

#[test]
fn attach_policy_twice_is_fine_and_detach_policy_twice_is_not() {
    let mut world = world();
    for target in world.holders() {
        world.done(attach(&target, OF_AWS));
        world.done(attach(&target, OF_AWS));
        assert_eq!(world.policies(&target).managed, [OF_AWS], "{target:?}");
        world.done(detach(&target, OF_AWS));
        let missing = Refusal::NoSuchEntity(Entity::PolicyArn, OF_AWS.to_owned());
        assert_eq!(world.refused(detach(&target, OF_AWS)), missing, "{target:?}");
    }
    assert_eq!(world.state.policy_uses_in(account(), OF_AWS).attachments(), 0);
}

#[test]
fn attach_policy_gives_each_holder_so_many_and_no_more() {
    let mut world = world();
    for number in 0..=limits::ATTACHED_POLICIES_PER_USER {
        world.done(create_policy(&format!("p{number}")));
    }
    let arn = |number: usize| format!("arn:aws:iam::111122223333:policy/p{number}");
    for (target, quota) in
        world.holders().iter().zip(["PoliciesPerUser", "PoliciesPerGroup", "PoliciesPerRole"])
    {
        for number in 0..10 {
            world.done(attach(target, &arn(number)));
        }
        let refusal = world.refused(attach(target, &arn(10)));
        assert_eq!(refusal, Refusal::LimitExceeded(Quota::Named(quota, 10)), "{target:?}");
        world.done(attach(target, &arn(9)));
    }
}

#[test]
fn attach_policy_takes_policies_of_the_account_or_of_aws_only() {
    let mut world = world();
    world.done(crate::command::CreatePolicy { account: other_account(), ..create_policy("theirs") });
    let missing = |arn: &str| Refusal::NoSuchEntity(Entity::AttachablePolicyArn, arn.to_owned());
    let cases = [
        "arn:aws:iam::111122223333:policy/nothing",
        "arn:aws:iam::444455556666:policy/theirs",
        "arn:aws:iam::aws:policy/nothing",
        "arn:aws:iam::aws:policy/x/AmazonS3ReadOnlyAccess",
    ];
    for arn in cases {
        for target in world.holders() {
            assert_eq!(world.refused(attach(&target, arn)), missing(arn), "{arn}");
        }
    }
    for no_arn in [
        "arn:aws:iam::111122223333:user/somebody",
        "a policy that I once had",
        "arn:aws-cn:iam::aws:policy/X",
    ] {
        let [target, ..] = world.holders();
        assert_eq!(world.refused(attach(&target, no_arn)), Refusal::InvalidArn(no_arn.to_owned()));
        assert_eq!(world.refused(detach(&target, no_arn)), Refusal::InvalidArn(no_arn.to_owned()));
    }
}

#[test]
fn attach_policy_misses_the_holder_before_the_policy() {
    let mut world = World::new();
    let kinds = [(Entity::User, "u"), (Entity::Group, "g"), (Entity::Role, "r")];
    for (target, (entity, name)) in world.holders().iter().zip(kinds) {
        let missing = Refusal::NoSuchEntity(entity, name.to_owned());
        let nothing = "arn:aws:iam::111122223333:policy/nothing";
        assert_eq!(world.refused(attach(target, nothing)), missing);
        assert_eq!(world.refused(detach(target, nothing)), missing);
    }
}

#[test]
fn uses_are_counted_for_each_account() {
    let mut world = world();
    for target in world.holders() {
        world.done(attach(&target, OF_AWS));
    }
    let administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    for account in [account(), other_account()] {
        assert_eq!(world.state.policy_uses_in(account, administrator).attachments(), 1, "its admin");
    }
    assert_eq!(world.state.policy_uses_in(account(), administrator).attachments(), 1);
    assert_eq!(world.state.policy_uses_in(account(), OF_AWS).attachments(), 3);
    assert_eq!(world.state.policy_uses_in(other_account(), OF_AWS).attachments(), 0);
}

#[test]
fn a_group_hands_its_policies_to_its_members() {
    let mut world = world();
    let user = world.state.user_named(account(), "u").unwrap().clone();
    let [_, group, _] = world.holders();
    world.done(attach(&group, OF_AWS));
    assert_eq!(world.state.identity_documents(&Principal::User(user)).count(), 0);
    let (user, group) = (world.user_ref("U"), world.group_ref("G"));
    world.done(crate::command::AddUserToGroup { account: account(), group, user });
    let user = world.state.user_named(account(), "u").unwrap().clone();
    assert_eq!(world.state.identity_documents(&Principal::User(user)).count(), 1);
}

#[test]
fn put_permissions_boundary_replaces_and_delete_permissions_boundary_takes_away() {
    let mut world = world();
    let own = world.done(create_policy("limits")).arn();
    for bounded in [Bounded::User(world.user_ref("U")), Bounded::Role(world.role_ref("R"))] {
        let put = |arn: &str| PutPermissionsBoundary {
            account: account(),
            target: bounded.clone(),
            policy_arn: arn.to_owned(),
        };
        let now = |world: &World| match &bounded {
            Bounded::User(_) => world.state.user_named(account(), "u").unwrap().permissions_boundary.clone(),
            Bounded::Role(_) => world.state.role_named(account(), "r").unwrap().permissions_boundary.clone(),
        };
        world.done(put(OF_AWS));
        world.done(put(&own));
        assert_eq!(now(&world).as_deref(), Some(own.as_str()));
        assert_eq!(world.state.policy_uses_in(account(), OF_AWS).boundaries(), 0, "the old one is free");
        let invalid = "arn:aws:iam::111122223333:user/limits";
        assert_eq!(world.refused(put(invalid)), Refusal::InvalidBoundaryArn(invalid.to_owned()));
        let nothing = "arn:aws:iam::111122223333:policy/nothing";
        let missing = Refusal::NoSuchEntity(Entity::Boundary, nothing.to_owned());
        assert_eq!(world.refused(put(nothing)), missing);
        for _ in 0..2 {
            world.done(DeletePermissionsBoundary { account: account(), target: bounded.clone() });
            assert_eq!(now(&world), None);
        }
    }
}

#[test]
fn put_permissions_boundary_misses_user_or_role_first() {
    let mut world = World::new();
    for (target, entity) in [
        (Bounded::User(world.user_ref("x")), Entity::User),
        (Bounded::Role(world.role_ref("x")), Entity::Role),
    ] {
        let missing = Refusal::NoSuchEntity(entity, "x".to_owned());
        let policy_arn = "not even an ARN".to_owned();
        let put = PutPermissionsBoundary { account: account(), target: target.clone(), policy_arn };
        assert_eq!(world.refused(put), missing);
        assert_eq!(world.refused(DeletePermissionsBoundary { account: account(), target }), missing);
    }
}

#[test]
fn create_role_takes_a_boundary_that_exists() {
    let mut world = World::new();
    let with = |arn: &str| CreateRole { permissions_boundary: Some(arn.to_owned()), ..create_role("r") };
    let nothing = "arn:aws:iam::111122223333:policy/nothing";
    assert_eq!(world.refused(with(nothing)), Refusal::NoSuchEntity(Entity::Boundary, nothing.to_owned()));
    assert_eq!(world.refused(with("x")), Refusal::InvalidBoundaryArn("x".to_owned()));
    assert_eq!(world.done(with(OF_AWS)).permissions_boundary.as_deref(), Some(OF_AWS));
}
