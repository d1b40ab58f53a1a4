use super::*;
use crate::grammar::Texts;
use MatchClass::{Account, Direct, Entity, None as Nobody};

const USER: &str = "arn:aws:iam::111122223333:user/team/alice";
const ROLE: &str = "arn:aws:iam::111122223333:role/path/Reader";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/Reader/laptop";
const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/bob";
const ROOT: &str = "arn:aws:iam::111122223333:root";

fn user() -> Principal<'static> {
    Principal::User { arn: USER, id: Some("AIDAALICE0000000") }
}

fn session() -> Principal<'static> {
    Principal::AssumedRole { session_arn: SESSION, role_arn: Some(ROLE), role_id: Some("AROAREADER000000") }
}

fn federated() -> Principal<'static> {
    Principal::FederatedUser { arn: FEDERATED, user_arn: Some(USER), user_id: Some("AIDAALICE0000000") }
}

fn element(negated: bool, entries: &[(&'static str, &'static str)]) -> PrincipalElement {
    let text = |text| Text { text, start: 0 };
    let one = |value| Texts { is_list: false, items: vec![text(value)], nulls: 0 };
    let map = entries.iter().map(|(kind, value)| (text(*kind), one(*value))).collect();
    PrincipalElement::new(&Element { negated, start: 0, content: RawPrincipal::Map(map) })
}

fn class(kind: &'static str, value: &'static str, caller: Principal<'_>) -> MatchClass {
    element(false, &[(kind, value)]).entries[0].class(&caller)
}

#[test]
fn how_entries_name_callers() {
    let root = Principal::Root { arn: ROOT };
    let table = [
        ("*", user(), Direct),
        ("*", Principal::Anonymous, Direct),
        ("*", Principal::Service("s3.amazonaws.com"), Direct),
        (USER, user(), Direct),
        ("arn:aws:iam::111122223333:user/team/Alice", user(), Nobody),
        ("arn:aws:iam::111122223333:user/alice", user(), Nobody),
        ("111122223333", user(), Account),
        (ROOT, user(), Account),
        ("arn:aws:iam::111122223333", user(), Account),
        ("999999999999", user(), Nobody),
        ("11112222333", user(), Nobody),
        (ROOT, root, Account),
        ("111122223333", root, Account),
        (ROOT, session(), Account),
        (ROLE, session(), Entity),
        ("arn:aws:iam::111122223333:role/Reader", session(), Entity),
        ("arn:aws:iam::111122223333:role/reader", session(), Entity),
        ("arn:aws:iam::999999999999:role/Reader", session(), Nobody),
        ("arn:aws-cn:iam::111122223333:role/Reader", session(), Nobody),
        ("arn:aws:iam::111122223333:role/Reader2", session(), Nobody),
        (SESSION, session(), Direct),
        ("arn:aws:sts::111122223333:assumed-role/Reader/phone", session(), Nobody),
        ("arn:aws:sts::111122223333:assumed-role/Reader/*", session(), Nobody),
        (FEDERATED, federated(), Direct),
        (USER, federated(), Entity),
        ("arn:aws:iam::111122223333:user/bob", federated(), Nobody),
        (ROOT, federated(), Account),
        (ROOT, Principal::Anonymous, Nobody),
        (USER, Principal::Anonymous, Nobody),
        ("alice", user(), Nobody),
        ("", user(), Nobody),
        ("AIDAALICE0000000", user(), Direct),
        ("AROAREADER000000", session(), Entity),
        ("AIDAALICE0000000", federated(), Entity),
        ("AIDAOTHER0000000", user(), Nobody),
        (ROLE, Principal::Other { arn: ROLE }, Direct),
        (ROOT, Principal::Other { arn: ROLE }, Account),
    ];
    for (entry, caller, expected) in table {
        assert_eq!(class("AWS", entry, caller), expected, "{entry} {caller:?}");
    }
}

#[test]
fn a_federated_session_of_an_unknown_user_is_of_the_user_of_its_name() {
    let caller = Principal::from_arn(FEDERATED).unwrap();
    assert_eq!(class("AWS", "arn:aws:iam::111122223333:user/bob", caller), Entity);
    assert_eq!(class("AWS", USER, caller), Nobody);
}

#[test]
fn services_providers_and_canonical_users() {
    let service = Principal::Service("s3.amazonaws.com");
    assert_eq!(class("Service", "s3.amazonaws.com", service), Direct);
    assert_eq!(class("Service", "ec2.amazonaws.com", service), Nobody);
    assert_eq!(class("Federated", "s3.amazonaws.com", service), Nobody);
    let provider = "arn:aws:iam::111122223333:oidc-provider/idp.example";
    let person = Principal::from_arn(provider).unwrap();
    assert_eq!(person, Principal::Federated(provider));
    assert_eq!(class("Federated", provider, person), Direct);
    assert_eq!(class("Federated", "accounts.example", Principal::Federated("accounts.example")), Direct);
    assert_eq!(class("Service", provider, person), Nobody);
    assert_eq!(class("CanonicalUser", "79a59d", user()), Nobody);
}

#[test]
fn entries_bound_to_unique_ids_follow_the_id_and_not_the_name() {
    let mut entry = element(false, &[("AWS", USER)]);
    entry.entries[0].bind("AIDAALICE0000000");
    let renamed = Principal::User { arn: "arn:aws:iam::111122223333:user/bob", id: Some("AIDAALICE0000000") };
    let recreated = Principal::User { arn: USER, id: Some("AIDANEW00000000") };
    let unknown = Principal::User { arn: USER, id: None };
    assert_eq!(entry.entries[0].class(&renamed), Direct);
    assert_eq!(entry.entries[0].class(&recreated), Nobody);
    assert_eq!(entry.entries[0].class(&unknown), Nobody);
    let mut role = element(false, &[("AWS", ROLE)]);
    role.entries[0].bind("AROAREADER000000");
    assert_eq!(role.entries[0].class(&session()), Entity);
    let other =
        Principal::AssumedRole { session_arn: SESSION, role_arn: Some(ROLE), role_id: Some("AROANEW") };
    assert_eq!(role.entries[0].class(&other), Nobody);
}

#[test]
fn the_strongest_entry_counts_and_everyone_is_remembered() {
    let grants = |entries: &[_], caller| element(false, entries).grants(&caller, false);
    let both = grants(&[("AWS", ROOT), ("AWS", USER)], user());
    assert!(both.direct && !both.account && !both.everyone);
    let everyone = grants(&[("AWS", "*")], user());
    assert!(everyone.direct && everyone.everyone);
    assert!(grants(&[("AWS", "999999999999")], user()).is_empty());
}

#[test]
fn not_principal_is_about_everybody_it_does_not_list() {
    let grants = |entry, caller, boundary| element(true, &[("AWS", entry)]).grants(&caller, boundary);
    assert!(grants(USER, Principal::Anonymous, false).direct);
    assert!(grants("999999999999", user(), false).direct);
    assert!(grants(USER, user(), false).is_empty());
    assert!(grants(ROOT, user(), false).is_empty());
    assert!(grants(ROLE, session(), false).is_empty());
    assert!(
        grants(USER, user(), true).direct,
        "a boundary makes Deny and NotPrincipal deny even those listed"
    );
}

#[test]
fn arns_tell_who_calls() {
    let read = |arn| Principal::from_arn(arn);
    assert!(matches!(read(ROOT), Some(Principal::Root { .. })));
    assert!(matches!(read(USER), Some(Principal::User { id: None, .. })));
    assert!(matches!(read(SESSION), Some(Principal::AssumedRole { role_arn: None, .. })));
    assert!(matches!(read(FEDERATED), Some(Principal::FederatedUser { .. })));
    assert!(matches!(read(ROLE), Some(Principal::Other { .. })));
    assert!(matches!(read("arn:aws:iam::1:saml-provider/x"), Some(Principal::Federated(_))));
    assert_eq!(read("alice"), None);
    assert_eq!(session().account(), Some("111122223333"));
    assert_eq!(session().name(), SESSION);
    assert_eq!(Principal::Anonymous.account(), None);
    assert_eq!(Principal::Anonymous.name(), "anonymous");
    assert_eq!(user().partition(), Some("aws"));
}
