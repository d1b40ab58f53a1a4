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
    let policy = world.done(create_policy("p"));
    let (name, path) = ("m".to_owned(), "/".to_owned());
    let device = CreateVirtualMfaDevice { account: account(), name, path, tags: TagSet::default() };
    let device = world.done(device);
    let tagged = vec![
        (Tagged::User(world.user_ref("U")), true),
        (Tagged::Role(world.role_ref("R")), true),
        (Tagged::Policy(policy.reference()), false),
        (Tagged::Device(device.reference()), false),
    ];
    (world, tagged)
}

fn tags_of(world: &World, tagged: &Tagged) -> TagSet {
    match tagged {
        Tagged::User(user) => world.state.user(user.key()).unwrap().tags.clone(),
        Tagged::Role(role) => world.state.role(role.key()).unwrap().tags.clone(),
        Tagged::Policy(policy) => world.state.policy(policy.key()).unwrap().tags.clone(),
        Tagged::Device(device) => world.state.device(device.key()).unwrap().tags.clone(),
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
fn tag_resource_sets_and_replaces_and_untag_resource_removes() {
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
fn tag_resource_takes_a_key_once() {
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
fn tag_resource_sets_so_many_and_no_more() {
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
fn tag_resource_misses_what_is_not_the_accounts_own() {
    let mut world = World::new();
    world.done(CreatePolicy { account: other_account(), ..create_policy("theirs") });
    let (name, path) = ("m".to_owned(), "/".to_owned());
    world.done(CreateVirtualMfaDevice { account: other_account(), name, path, tags: TagSet::default() });
    let missing = |entity, name: &str| Refusal::NoSuchEntity(entity, name.to_owned());
    let theirs = "arn:aws:iam::444455556666:policy/theirs";
    let device = "arn:aws:iam::444455556666:mfa/m";
    let cases = [
        (Tagged::User(world.user_ref("x")), missing(Entity::User, "x")),
        (Tagged::Role(world.role_ref("x")), missing(Entity::Role, "x")),
        (Tagged::Policy(world.policy_ref(theirs)), missing(Entity::PolicyArn, theirs)),
        (Tagged::Policy(world.policy_ref("x")), missing(Entity::PolicyArn, "x")),
        (Tagged::Device(world.device_ref(device)), missing(Entity::MfaDevice, device)),
        (Tagged::Device(world.device_ref("x")), missing(Entity::MfaDevice, "x")),
    ];
    for (resource, expected) in cases {
        assert_eq!(world.refused(tag(&resource, tags(&[("k", "v")]))), expected, "{resource:?}");
        assert_eq!(world.refused(untag(&resource, &["k"])), expected, "{resource:?}");
    }
}
