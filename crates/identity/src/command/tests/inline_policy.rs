use crate::command::{DeleteInlinePolicy, PutInlinePolicy};
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

/// Each kind of holder: its name, its kind, that of its policies, and their room.
fn holders(world: &World) -> [(PolicyHolder, &'static str, Entity, Entity, usize); 3] {
    let [user, group, role] = world.holders();
    [
        (user, "u", Entity::User, Entity::UserPolicy, limits::USER_INLINE_POLICY_SIZE),
        (group, "g", Entity::Group, Entity::GroupPolicy, limits::GROUP_INLINE_POLICY_SIZE),
        (role, "r", Entity::Role, Entity::RolePolicy, limits::ROLE_INLINE_POLICY_SIZE),
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
fn put_policy_replaces_and_delete_policy_removes() {
    let mut world = world();
    for (target, _, _, kind, _) in holders(&world) {
        let spaced = format!(" {ALLOW_ALL}\n");
        world.done(put(&target, "p", ALLOW_ALL));
        world.done(put(&target, "P", ALLOW_ALL));
        world.done(put(&target, "p", &spaced));
        {
            let policies = world.policies(&target);
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
fn put_policy_shares_the_room_of_a_holder() {
    let mut world = world();
    for (target, name, entity, _, limit) in holders(&world) {
        let full = Refusal::LimitExceeded(Quota::InlinePolicySize(entity, name.to_owned(), limit));
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
fn put_policy_checks_documents() {
    let mut world = world();
    let principal = ALLOW_ALL.replace("\"Action\"", "\"Principal\":\"*\",\"Action\"");
    let cases = [
        ("{", "Syntax errors in policy."),
        (principal.as_str(), "Policy document should not specify a principal."),
        (r#"{"Version":"2012-10-17","Statement":[]}"#, "Syntax errors in policy."),
    ];
    for (target, ..) in holders(&world) {
        for (document, message) in cases {
            let refusal = world.refused(put(&target, "p", document));
            assert_eq!(refusal, Refusal::MalformedPolicy(message.to_owned()), "{target:?} {document}");
        }
    }
}

#[test]
fn put_policy_misses_the_holder_first() {
    let mut world = World::new();
    for (target, name, entity, ..) in holders(&world) {
        let missing = Refusal::NoSuchEntity(entity, name.to_owned());
        assert_eq!(world.refused(put(&target, "p", "{")), missing);
        assert_eq!(world.refused(delete(&target, "p")), missing);
    }
}

#[test]
fn users_of_other_accounts_are_out_of_reach() {
    let mut world = world();
    let theirs = PutInlinePolicy {
        account: other_account(),
        ..put(&PolicyHolder::User(world.user_ref("u")), "p", ALLOW_ALL)
    };
    assert_eq!(world.refused(theirs), Refusal::NoSuchEntity(Entity::User, "u".to_owned()));
}
