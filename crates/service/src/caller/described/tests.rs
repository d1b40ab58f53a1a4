use std::sync::Arc;

use identity::session::AssumedRole;
use identity::{Role, Tag, TrustPolicy, User, arn};
use policy::{ConditionKey, Value};

use super::*;

const NOW: Time = Time::from_millis(1_767_225_660_500);
const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*"}}"#;

fn account() -> AccountId {
    AccountId::parse("001122223333").unwrap()
}

fn tags(value: &str) -> TagSet {
    TagSet(vec![Tag { key: "team".to_owned(), value: value.to_owned() }])
}

fn user(session: Option<TokenSession>) -> CallerKind {
    let user = User {
        account: account(),
        id: "AIDAALICE".to_owned(),
        name: "alice".to_owned(),
        path: "/a/b/".to_owned(),
        created: NOW,
        tags: tags("user"),
        permissions_boundary: None,
        policies: identity::AttachedPolicies::default(),
        groups: [].into(),
    };
    CallerKind::User { user: Arc::new(user), session }
}

fn role() -> CallerKind {
    let role = Role {
        account: account(),
        id: "AROAREADER".to_owned(),
        name: "reader".to_owned(),
        path: "/r/".to_owned(),
        created: NOW,
        trust: TrustPolicy::new(TRUST, Vec::new()),
        description: None,
        max_session_seconds: 3600,
        tags: tags("role"),
        permissions_boundary: None,
        policies: identity::AttachedPolicies::default(),
    };
    let session = AssumedRole {
        role_id: role.id.clone(),
        session_name: "night".to_owned(),
        policy: None,
        policy_arns: Vec::new(),
        tags: tags("session"),
        transitive_tag_keys: Vec::new(),
        source_identity: Some("carol".to_owned()),
    };
    CallerKind::Role { role: Arc::new(role), session: Arc::new(session), issued: NOW, expires: NOW }
}

fn arn_of(kind: &CallerKind) -> Option<String> {
    kind.with_facts(account(), NOW, |facts| facts.principal()?.arn().map(str::to_owned))
}

fn value(kind: &CallerKind, key: &str) -> Option<String> {
    kind.with_facts(account(), NOW, |facts| match facts.value(&ConditionKey::new(key))? {
        Value::One(value) => Some(value.to_string()),
        Value::Many(_) => None,
    })
}

#[test]
fn policies_see_the_arns_that_answers_show() {
    assert_eq!(arn_of(&CallerKind::Root { session: None }), Some(arn::root(account())));
    assert_eq!(arn_of(&user(None)), Some(arn::user(account(), "/a/b/", "alice")));
    assert_eq!(arn_of(&role()), Some(arn::assumed_role(account(), "reader", "night")));
    assert_eq!(value(&role(), "aws:PrincipalArn"), Some(arn::role(account(), "/r/", "reader")));
    assert_eq!(value(&role(), "aws:PrincipalAccount").as_deref(), Some("001122223333"));
}

#[test]
fn callers_are_described_with_session_and_tags() {
    let verified = Time::from_millis(1_767_225_600_000);
    let session = TokenSession { issued: verified, expires: NOW, mfa: Some(verified) };
    let with_code = user(Some(session));
    assert_eq!(value(&with_code, "aws:MultiFactorAuthPresent").as_deref(), Some("true"));
    assert_eq!(value(&with_code, "aws:MultiFactorAuthAge").as_deref(), Some("60"));
    assert_eq!(value(&with_code, "aws:TokenIssueTime").as_deref(), Some("2026-01-01T00:00:00Z"));
    let without = user(Some(TokenSession { mfa: None, ..session }));
    assert_eq!(value(&without, "aws:MultiFactorAuthPresent").as_deref(), Some("false"));
    assert_eq!(value(&user(None), "aws:MultiFactorAuthPresent"), None, "a long-term key");
    assert_eq!(value(&user(None), "aws:PrincipalTag/Team").as_deref(), Some("user"));
    assert_eq!(value(&role(), "aws:PrincipalTag/Team").as_deref(), Some("session"));
    assert_eq!(value(&role(), "aws:SourceIdentity").as_deref(), Some("carol"));
    assert_eq!(value(&role(), "aws:MultiFactorAuthPresent").as_deref(), Some("false"));
}
