use crate::command::{CreatePolicy, CreateRole, CreateVirtualMfaDevice, TagResource, Tagged, UntagResource};
use crate::kind::policy::tests::create_policy;
use crate::kind::role::tests::create_role;
use crate::limits;
use crate::refusal::{Entity, Quota};
use crate::tests::world::*;

/// One taggable thing of each kind, and whether its tag keys ignore case.
fn world() -> (World, Vec<(Tagged, bool)>) {
    let mut world = World::new();
    world.user("u");
    world.done(create_role("r"));
    let policy = world.done(create_policy("p")).arn();
    let (name, path) = ("m".to_owned(), "/".to_owned());
    let device = CreateVirtualMfaDevice { account: account(), name, path, tags: TagSet::default() };
    let serial = world.done(device).serial_number();
    let tagged = vec![
        (Tagged::User("U".to_owned()), true),
        (Tagged::Role("R".to_owned()), true),
        (Tagged::Policy(policy), false),
        (Tagged::Device(serial), false),
    ];
    (world, tagged)
}

fn tags_of(world: &World, tagged: &Tagged) -> TagSet {
    match tagged {
        Tagged::User(name) => world.state.user_named(account(), name).unwrap().tags.clone(),
        Tagged::Role(name) => world.state.role_named(account(), name).unwrap().tags.clone(),
        Tagged::Policy(arn) => world.state.policy(arn).unwrap().tags.clone(),
        Tagged::Device(serial) => world.state.device(serial).unwrap().tags.clone(),
    }
}

fn tag(resource: &Tagged, tags: TagSet) -> TagResource {
    TagResource { account: account(), resource: resource.clone(), tags }
}

fn untag(resource: &Tagged, keys: &[&str]) -> UntagResource {
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    UntagResource { account: account(), resource: resource.clone(), keys }
}

#[test]
fn tags_are_set_replaced_and_removed() {
    let (mut world, all) = world();
    for (resource, ignores_case) in all {
        world.done(tag(&resource, tags(&[("A", "1"), ("B", "2")])));
        world.done(tag(&resource, tags(&[("a", "3"), ("C", "")])));
        let expected = if ignores_case {
            tags(&[("a", "3"), ("B", "2"), ("C", "")])
        } else {
            tags(&[("A", "1"), ("B", "2"), ("a", "3"), ("C", "")])
        };
        assert_eq!(tags_of(&world, &resource), expected, "{resource:?}");
        world.done(untag(&resource, &["A", "nothing", "c"]));
        let expected =
            if ignores_case { tags(&[("B", "2")]) } else { tags(&[("B", "2"), ("a", "3"), ("C", "")]) };
        assert_eq!(tags_of(&world, &resource), expected, "{resource:?}");
    }
}

#[test]
fn a_key_is_given_once() {
    let (mut world, all) = world();
    for (resource, ignores_case) in all {
        let same = tag(&resource, tags(&[("k", "1"), ("k", "2")]));
        let other_case = tag(&resource, tags(&[("k", "1"), ("K", "2")]));
        if ignores_case {
            assert_eq!(world.refused(same), Refusal::DuplicateTagKeysIgnoringCase, "{resource:?}");
            assert_eq!(world.refused(other_case), Refusal::DuplicateTagKeysIgnoringCase, "{resource:?}");
        } else {
            assert_eq!(world.refused(same), Refusal::DuplicateTagKeys, "{resource:?}");
            world.done(other_case);
        }
    }
    let twice = tags(&[("k", "1"), ("k", "2")]);
    let refusal = world.refused(CreateRole { tags: twice.clone(), ..create_role("new") });
    assert_eq!(refusal, Refusal::DuplicateTagKeysIgnoringCase);
    let refusal = world.refused(CreatePolicy { tags: twice, ..create_policy("new") });
    assert_eq!(refusal, Refusal::DuplicateTagKeys);
}

#[test]
fn a_resource_has_so_many_tags_and_no_more() {
    let (mut world, all) = world();
    let keys: Vec<String> = (0..limits::TAGS_PER_RESOURCE).map(|number| format!("k{number}")).collect();
    let full = tags(&keys.iter().map(|key| (key.as_str(), "v")).collect::<Vec<_>>());
    for (resource, _) in all {
        world.done(tag(&resource, full.clone()));
        assert_eq!(tags_of(&world, &resource).0.len(), 50);
        let refusal = world.refused(tag(&resource, tags(&[("one-more", "v")])));
        assert_eq!(refusal, Refusal::LimitExceeded(Quota::Tags), "{resource:?}");
        world.done(tag(&resource, tags(&[("k7", "new")])));
        assert_eq!(tags_of(&world, &resource).get("k7"), Some("new"), "{resource:?}");
    }
}

#[test]
fn what_is_missing_or_not_the_accounts_own_is_not_tagged() {
    let mut world = World::new();
    world.done(CreatePolicy { account: other_account(), ..create_policy("theirs") });
    let (name, path) = ("m".to_owned(), "/".to_owned());
    world.done(CreateVirtualMfaDevice { account: other_account(), name, path, tags: TagSet::default() });
    let missing = |entity, name: &str| Refusal::NoSuchEntity(entity, name.to_owned());
    let theirs = "arn:aws:iam::444455556666:policy/theirs";
    let device = "arn:aws:iam::444455556666:mfa/m";
    let of_aws = "arn:aws:iam::aws:policy/AWSDenyAll";
    let cases = [
        (Tagged::User("x".to_owned()), missing(Entity::User, "x")),
        (Tagged::Role("x".to_owned()), missing(Entity::Role, "x")),
        (Tagged::Policy(theirs.to_owned()), missing(Entity::PolicyArn, theirs)),
        (Tagged::Policy("x".to_owned()), Refusal::InvalidArn("x".to_owned())),
        (Tagged::Policy(of_aws.to_owned()), Refusal::AwsManagedPolicy("update policies")),
        (Tagged::Device(device.to_owned()), missing(Entity::MfaDevice, device)),
    ];
    for (resource, expected) in cases {
        assert_eq!(world.refused(tag(&resource, tags(&[("k", "v")]))), expected, "{resource:?}");
        assert_eq!(world.refused(untag(&resource, &["k"])), expected, "{resource:?}");
    }
}
