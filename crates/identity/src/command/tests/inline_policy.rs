use crate::command::{DeleteInlinePolicy, PolicyHolder, PutInlinePolicy};
use crate::kind::policy::tests::document_of_size;
use crate::kind::role::tests::create_role;
use crate::limits;
use crate::refusal::{Entity, Quota};
use crate::tests::world::*;

fn put(target: &PolicyHolder, name: &str, document: &str) -> PutInlinePolicy {
    let (target, policy_name, document) = (target.clone(), name.to_owned(), document.to_owned());
    PutInlinePolicy { account: account(), target, policy_name, document }
}

fn delete(target: &PolicyHolder, name: &str) -> DeleteInlinePolicy {
    DeleteInlinePolicy { account: account(), target: target.clone(), policy_name: name.to_owned() }
}

/// Each kind of holder: who, what it is, what its policies are, and how much room they have.
fn holders() -> [(PolicyHolder, Entity, Entity, usize); 3] {
    [
        (
            PolicyHolder::User("u".to_owned()),
            Entity::User,
            Entity::UserPolicy,
            limits::USER_INLINE_POLICY_SIZE,
        ),
        (
            PolicyHolder::Group("g".to_owned()),
            Entity::Group,
            Entity::GroupPolicy,
            limits::GROUP_INLINE_POLICY_SIZE,
        ),
        (
            PolicyHolder::Role("r".to_owned()),
            Entity::Role,
            Entity::RolePolicy,
            limits::ROLE_INLINE_POLICY_SIZE,
        ),
    ]
}

fn world() -> World {
    let mut world = World::new();
    world.user("u");
    world.group("g");
    world.done(create_role("r"));
    world
}

#[test]
fn putting_replaces_and_deleting_removes() {
    let mut world = world();
    for (target, _, kind, _) in holders() {
        let spaced = format!(" {ALLOW_ALL}\n");
        world.done(put(&target, "p", ALLOW_ALL));
        world.done(put(&target, "P", ALLOW_ALL));
        world.done(put(&target, "p", &spaced));
        {
            let (_, policies) = target.policies(&world.state, account()).ok().unwrap();
            let texts: Vec<(&str, &str)> =
                policies.inline.iter().map(|(name, inline)| (name.as_str(), &**inline.text())).collect();
            assert_eq!(texts, [("P", ALLOW_ALL), ("p", spaced.as_str())], "{target:?}: byte for byte");
        }
        world.done(delete(&target, "P"));
        let missing = Refusal::NoSuchEntity(kind, "P".to_owned());
        assert_eq!(world.refused(delete(&target, "P")), missing, "{target:?}");
        world.done(delete(&target, "p"));
    }
}

#[test]
fn all_policies_of_a_holder_share_its_room() {
    let mut world = world();
    for (target, entity, _, limit) in holders() {
        let name = match &target {
            PolicyHolder::User(name) | PolicyHolder::Group(name) | PolicyHolder::Role(name) => name.clone(),
        };
        let full = Refusal::LimitExceeded(Quota::InlinePolicySize(entity, name, limit));
        let half = document_of_size(limit / 2);
        world.done(put(&target, "a", &half));
        assert_eq!(world.refused(put(&target, "b", &document_of_size(limit / 2 + 1))), full, "{target:?}");
        world.done(put(&target, "b", &half));
        assert_eq!(world.refused(put(&target, "c", ALLOW_ALL)), full, "{target:?}");
        // a policy takes the place of its predecessor
        world.done(delete(&target, "b"));
        world.done(put(&target, "a", &document_of_size(limit)));
        assert_eq!(world.refused(put(&target, "a", &document_of_size(limit + 1))), full, "{target:?}");
    }
}

#[test]
fn documents_are_checked() {
    let mut world = world();
    let principal = ALLOW_ALL.replace("\"Action\"", "\"Principal\":\"*\",\"Action\"");
    let cases = [
        ("{", "Syntax errors in policy."),
        (principal.as_str(), "Policy document should not specify a principal."),
        (r#"{"Version":"2012-10-17","Statement":[]}"#, "Syntax errors in policy."),
    ];
    for (target, ..) in holders() {
        for (document, message) in cases {
            let refusal = world.refused(put(&target, "p", document));
            assert_eq!(refusal, Refusal::MalformedPolicy(message.to_owned()), "{target:?} {document}");
        }
    }
}

#[test]
fn the_holder_is_missed_first() {
    let mut world = World::new();
    for (target, entity, ..) in holders() {
        let name = match &target {
            PolicyHolder::User(name) | PolicyHolder::Group(name) | PolicyHolder::Role(name) => name.clone(),
        };
        let missing = Refusal::NoSuchEntity(entity, name);
        assert_eq!(world.refused(put(&target, "p", "{")), missing);
        assert_eq!(world.refused(delete(&target, "p")), missing);
        assert_eq!(target.policies(&world.state, account()).err(), Some(missing));
    }
}

#[test]
fn users_of_other_accounts_are_out_of_reach() {
    let mut world = world();
    let theirs = PutInlinePolicy {
        account: other_account(),
        ..put(&PolicyHolder::User("u".to_owned()), "p", ALLOW_ALL)
    };
    assert_eq!(world.refused(theirs), Refusal::NoSuchEntity(Entity::User, "u".to_owned()));
}
