use super::*;

fn entry(generation: u64, bytes: usize) -> Entry {
    Entry { generation, policies: Arc::default(), bytes }
}

#[test]
fn what_is_kept_stays_within_its_bytes() {
    let entries = Entries::new(1000);
    for number in 0..100 {
        entries.insert(&format!("session {number}"), entry(1, 300));
        let held = entries.held.read().unwrap();
        assert!(held.bytes <= 1000, "{} bytes", held.bytes);
        assert_eq!(held.bytes, held.entries.len() * 300);
    }
    assert!(entries.get("session 99", 1).is_some(), "the last one is there");
    entries.insert("the limit", entry(1, 1000));
    assert!(entries.get("the limit", 1).is_some());
    entries.insert("one past it", entry(1, 1001));
    assert!(entries.get("one past it", 1).is_none());
    assert!(entries.get("the limit", 1).is_some(), "what cannot be kept takes no other's place");
}

#[test]
fn an_entry_takes_the_place_of_its_older_self() {
    let entries = Entries::new(1000);
    for generation in 0..10 {
        entries.insert("user", entry(generation, 600));
        assert!(entries.get("user", generation).is_some());
        assert!(entries.get("user", generation + 1).is_none(), "of another state");
    }
    assert_eq!(entries.held.read().unwrap().bytes, 600);
}

#[test]
fn sessions_with_policies_of_their_own_take_nothing_from_users_and_roles() {
    let (cache, state) = (PolicyCache::default(), State::default());
    let root = Principal::Root(AccountId::parse("111122223333").unwrap());
    cache.get(&state, "111122223333", &root, None);
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let mut session = AssumedRole {
        role_id: "AROA".to_owned(),
        session_name: "name".to_owned(),
        policy: Some(text.to_owned()),
        policy_arns: Vec::new(),
        tags: identity::TagSet::default(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
    };
    cache.get(&state, "ASIA", &root, Some(&session));
    assert!(cache.sessions.get("ASIA", state.policy_generation()).is_some());
    session.policy = None;
    cache.get(&state, "AROA", &root, Some(&session));
    assert!(cache.sessions.get("AROA", state.policy_generation()).is_none());
    assert_eq!(cache.principals.held.read().unwrap().entries.len(), 2);
    let kept = cache.sessions.held.read().unwrap().bytes;
    assert!(kept >= text.len() * READ_BYTES, "the session's own document counts: {kept}");
}
