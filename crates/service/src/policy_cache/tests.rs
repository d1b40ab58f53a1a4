use identity::{AttachedPolicies, Change, Group, InlinePolicy, Record, Tag, TagSet, Time, User};

use super::*;

const ALLOW_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
const BOUNDARY: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

fn with_inline() -> AttachedPolicies {
    let inline = [("p".to_owned(), InlinePolicy::in_user(ALLOW_ALL))];
    AttachedPolicies { inline: inline.into(), managed: Vec::new() }
}

fn user(name: &str) -> User {
    User {
        account: account(),
        id: format!("AIDA{name}"),
        name: name.to_owned(),
        path: "/".to_owned(),
        created: Time::from_millis(0),
        tags: TagSet::default(),
        permissions_boundary: None,
        policies: with_inline(),
        groups: ["AGPA".to_owned()].into(),
    }
}

fn group() -> Group {
    Group {
        account: account(),
        id: "AGPA".to_owned(),
        name: "g".to_owned(),
        path: "/".to_owned(),
        created: Time::from_millis(0),
        policies: with_inline(),
    }
}

/// A state with one user in a group, and the cache of the requests before.
struct World {
    state: State,
    cache: PolicyCache,
    user: User,
}

impl World {
    fn new() -> Self {
        let mut world = Self { state: State::default(), cache: PolicyCache::default(), user: user("alice") };
        world.put(group());
        world.put(world.user.clone());
        world
    }

    fn put(&mut self, record: impl Into<Record>) {
        self.state.apply(&Change::Put(record.into()));
    }

    fn change(&mut self, change: impl FnOnce(&mut User)) {
        change(&mut self.user);
        self.put(self.user.clone());
    }

    fn get(&self) -> Arc<CallerPolicies> {
        let user = self.state.user(&self.user.id).unwrap().clone();
        self.cache.get(&self.state, &user.id.clone(), &Principal::User(user), None)
    }

    /// True if the policies are still those that were compiled before.
    fn keeps(&mut self, change: impl FnOnce(&mut Self)) -> bool {
        let before = self.get();
        change(self);
        let after = self.get();
        assert!(after.is_made_of(&self.state, &Principal::User(Arc::new(self.user.clone())), None));
        Arc::ptr_eq(&before, &after)
    }
}

#[test]
fn tags_and_other_principals_throw_nothing_away() {
    let mut world = World::new();
    assert!(world.keeps(|_| ()));
    assert!(world.keeps(|world| world.change(|user| {
        user.tags.0.push(Tag { key: "a".to_owned(), value: "b".to_owned() });
    })));
    assert!(world.keeps(|world| world.put(user("bob"))));
    let group = Group { path: "/other/".to_owned(), ..world.state.group("AGPA").unwrap().as_ref().clone() };
    assert!(world.keeps(|world| world.put(group)), "the group's documents are the same");
}

#[test]
fn every_document_that_applies_counts() {
    let mut world = World::new();
    assert!(
        !world.keeps(|world| world.change(|user| user.policies = with_inline())),
        "another inline policy"
    );
    assert!(!world.keeps(|world| world.change(|user| user.policies.managed.push(BOUNDARY.to_owned()))));
    assert!(!world.keeps(|world| world.change(|user| user.policies.managed.clear())));
    assert!(!world.keeps(|world| world.put(group())), "the group's policy is another document");
    assert!(!world.keeps(|world| world.change(|user| user.groups.clear())), "no group any more");
    assert!(!world.keeps(|world| world.change(|user| user.permissions_boundary = Some(BOUNDARY.to_owned()))));
    assert!(world.get().permissions_boundary.is_some());
    assert!(!world.keeps(|world| world.change(|user| user.permissions_boundary = Some("gone".to_owned()))));
    assert_eq!(world.get().permissions_boundary.as_ref().unwrap().policies().len(), 0, "bounds everything");
    assert!(!world.keeps(|world| world.change(|user| user.permissions_boundary = None)));
    assert!(world.get().permissions_boundary.is_none());
}

fn session() -> AssumedRole {
    AssumedRole {
        role_id: "AROA".to_owned(),
        session_name: "name".to_owned(),
        policy: Some(ALLOW_ALL.to_owned()),
        policy_arns: vec![BOUNDARY.to_owned(), "gone".to_owned()],
        tags: TagSet::default(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
    }
}

#[test]
fn sessions_with_policies_of_their_own_take_nothing_from_users_and_roles() {
    let (cache, state) = (PolicyCache::default(), State::default());
    let root = Principal::Root(account());
    cache.get(&state, "111122223333", &root, None);
    let mut session = session();
    let limited = cache.get(&state, "ASIA", &root, Some(&session));
    assert_eq!(
        limited.session.as_ref().unwrap().policies().len(),
        2,
        "its own, and the managed one that there is"
    );
    assert!(Arc::ptr_eq(&cache.get(&state, "ASIA", &root, Some(&session)), &limited), "kept");
    assert!(cache.sessions.get("ASIA").is_some() && cache.principals.get("ASIA").is_none());
    let bytes = bytes_of(&limited, Some(&session));
    assert!(bytes >= ALLOW_ALL.len() * READ_BYTES, "the session's own document counts: {bytes}");
    session.policy_arns.clear();
    assert!(
        !Arc::ptr_eq(&cache.get(&state, "ASIA", &root, Some(&session)), &limited),
        "other managed policies"
    );
    session.policy = None;
    cache.get(&state, "AROA", &root, Some(&session));
    assert!(cache.sessions.get("AROA").is_none() && cache.principals.get("AROA").is_some());
}
