use crate::command::{
    AttachPolicy, CreatePolicy, CreatePolicyVersion, CreateRole, DeletePolicy, DeletePolicyVersion,
    PutInlinePolicy, SetDefaultPolicyVersion,
};
use crate::command::{Bounded, DeletePermissionsBoundary, DetachPolicy, PutPermissionsBoundary};
use crate::kind::role::tests::create_role;
use crate::refusal::{Conflict, Entity, Quota};
use crate::tests::world::*;
use crate::{Document, ManagedPolicy, limits};

pub(crate) fn create_policy(name: &str) -> CreatePolicy {
    CreatePolicy {
        account: account(),
        name: name.to_owned(),
        path: "/".to_owned(),
        document: ALLOW_ALL.to_owned(),
        description: None,
        tags: TagSet::default(),
    }
}

/// A document of exactly so many characters that count, and some white space that does not.
pub(crate) fn document_of_size(size: usize) -> String {
    let with_sid = |sid: usize| {
        ALLOW_ALL.replace("{\"Effect\"", &format!("{{\n \"Sid\": \"{}\",\t\"Effect\"", "s".repeat(sid)))
    };
    let document = with_sid(size - policy::size_without_white_space(&with_sid(0)));
    assert_eq!(policy::size_without_white_space(&document), size);
    document
}

fn arn_of(name: &str) -> String {
    format!("arn:aws:iam::111122223333:policy/{name}")
}

fn new_version(world: &World, name: &str, set_as_default: bool) -> CreatePolicyVersion {
    CreatePolicyVersion {
        account: account(),
        policy: world.policy_ref(&arn_of(name)),
        document: ALLOW_ALL.to_owned(),
        set_as_default,
    }
}

fn set_default(world: &World, name: &str, version_id: &str) -> SetDefaultPolicyVersion {
    let (account, policy, version_id) = (account(), world.policy_ref(&arn_of(name)), version_id.to_owned());
    SetDefaultPolicyVersion { account, policy, version_id }
}

fn delete_version(world: &World, name: &str, version_id: &str) -> DeletePolicyVersion {
    let (account, policy, version_id) = (account(), world.policy_ref(&arn_of(name)), version_id.to_owned());
    DeletePolicyVersion { account, policy, version_id }
}

fn delete(world: &World, name: &str) -> DeletePolicy {
    DeletePolicy { account: account(), policy: world.policy_ref(&arn_of(name)) }
}

fn policy_of(world: &World, name: &str) -> ManagedPolicy {
    ManagedPolicy::clone(world.state.policy(&arn_of(name)).unwrap())
}

fn numbers(policy: &ManagedPolicy) -> Vec<u32> {
    policy.versions.iter().map(|version| version.number).collect()
}

#[test]
fn create_policy_has_its_document_as_version_1() {
    let mut world = World::new();
    let document = "{ \"Version\":\"2012-10-17\",\n\"Statement\": [] }";
    let refusal = world.refused(CreatePolicy { document: document.to_owned(), ..create_policy("p") });
    assert_eq!(refusal, Refusal::MalformedPolicy("Syntax errors in policy.".to_owned()));

    let spaced = document_of_size(500);
    let policy = world.done(CreatePolicy {
        document: spaced.clone(),
        path: "/a/".to_owned(),
        description: Some("d".to_owned()),
        ..create_policy("P")
    });
    assert!(policy.id.starts_with("ANPA"), "{}", policy.id);
    assert_eq!(policy.arn(), arn_of("a/P"));
    assert_eq!((policy.default_version, numbers(&policy)), (1, vec![1]));
    assert_eq!(&**policy.default().unwrap().text(), spaced, "byte for byte");
    assert_eq!((policy.created, policy.updated), (Time::from_seconds(1_800_000_000), policy.created));
    assert_eq!(policy.description.as_deref(), Some("d"));
}

#[test]
fn create_policy_keeps_names_unique_ignoring_case_and_path() {
    let mut world = World::new();
    world.done(create_policy("Policy"));
    let refusal = world.refused(CreatePolicy { path: "/x/".to_owned(), ..create_policy("policy") });
    assert_eq!(refusal, Refusal::AlreadyExists(Entity::Policy, "policy".to_owned()));
    world.done(CreatePolicy { account: other_account(), ..create_policy("policy") });
    // a policy of AWS is of another account
    world.done(create_policy("AdministratorAccess"));
}

#[test]
fn create_policy_has_a_quota_per_account() {
    let mut world = World::new();
    for number in 0..limits::POLICIES_PER_ACCOUNT {
        world.done(create_policy(&format!("p{number}")));
    }
    let refusal = world.refused(create_policy("one-more"));
    assert_eq!(refusal, Refusal::LimitExceeded(Quota::Named("PoliciesPerAccount", 1500)));
}

#[test]
fn create_policy_and_create_policy_version_take_documents_exactly_as_long_as_allowed() {
    let mut world = World::new();
    let full = document_of_size(limits::MANAGED_POLICY_SIZE);
    let over = document_of_size(limits::MANAGED_POLICY_SIZE + 1);
    let too_long = Refusal::LimitExceeded(Quota::Named("PolicySize", 6144));
    assert_eq!(world.refused(CreatePolicy { document: over.clone(), ..create_policy("p") }), too_long);
    world.done(CreatePolicy { document: full.clone(), ..create_policy("p") });
    assert_eq!(
        world.refused(CreatePolicyVersion { document: over, ..new_version(&world, "p", true) }),
        too_long
    );
    world.done(CreatePolicyVersion { document: full, ..new_version(&world, "p", true) });
}

#[test]
fn create_policy_refuses_a_document_as_long_as_the_parameter_may_be_by_the_quota() {
    // 131,072 characters of two bytes: the engine reads them all, and the quota is what refuses.
    let mut world = World::new();
    let with_id = |id: usize| ALLOW_ALL.replacen('{', &format!("{{\"Id\": \"{}\", ", "\u{e9}".repeat(id)), 1);
    let document = with_id(131_072 - with_id(0).chars().count());
    assert_eq!(document.chars().count(), 131_072);
    assert!(document.len() > 250_000);
    let too_long = Refusal::LimitExceeded(Quota::Named("PolicySize", 6144));
    assert_eq!(world.refused(CreatePolicy { document, ..create_policy("p") }), too_long);
}

#[test]
fn documents_that_were_saved_stay_in_force_when_checks_become_stricter() {
    let sid = r#""Sid": "a-b_c", "Effect": "Allow""#;
    let plain =
        format!(r#"{{"Version": "2012-10-17", "Statement": {{{sid}, "Action": "s3:*", "Resource": "*"}}}}"#);
    let trust = format!(
        r#"{{"Statement": {{{sid}, "Principal": {{"AWS": "111122223333"}}, "Action": "sts:AssumeRole"}}}}"#
    );
    let refusal = Refusal::MalformedPolicy(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression \
         [0-9A-Za-z]*"
            .to_owned(),
    );
    let mut world = World::new();
    world.user("u");
    assert_eq!(world.refused(CreatePolicy { document: plain.clone(), ..create_policy("p") }), refusal);
    let target = PolicyHolder::User(world.user_ref("u"));
    let put = PutInlinePolicy {
        account: account(),
        target: target.clone(),
        policy_name: "p".to_owned(),
        document: plain.clone(),
    };
    assert_eq!(world.refused(put), refusal);
    let create = CreateRole { trust_policy: trust.clone(), ..create_role("r") };
    assert_eq!(world.refused(create), refusal);

    assert!(Document::new(&plain).is_readable(policy::Kind::Managed));
    assert!(Document::new(&plain).is_readable(policy::Kind::Inline));
    assert!(Document::new(&trust).is_readable(policy::Kind::Trust));
}

#[test]
fn create_policy_version_uses_no_number_again() {
    let mut world = World::new();
    world.done(create_policy("p"));
    for number in 2..=5 {
        let (version, is_default) = world.done(new_version(&world, "p", number == 3));
        assert_eq!((version.number, is_default), (number, number == 3));
    }
    assert_eq!(
        world.refused(new_version(&world, "p", true)),
        Refusal::LimitExceeded(Quota::PolicyVersions(5))
    );
    assert_eq!(policy_of(&world, "p").default_version, 3);
    world.done(delete_version(&world, "p", "v5"));
    let (version, _) = world.done(new_version(&world, "p", false));
    assert_eq!(version.number, 6);
    assert_eq!(numbers(&policy_of(&world, "p")), [1, 2, 3, 4, 6]);
    assert_eq!(
        world.refused(delete_version(&world, "p", "v3")),
        Refusal::DeleteConflict(Conflict::DefaultVersion)
    );
    world.done(set_default(&world, "p", "v6"));
    world.done(set_default(&world, "p", "v6"));
    world.done(delete_version(&world, "p", "v3"));
    assert_eq!(policy_of(&world, "p").default_version, 6);
}

#[test]
fn set_default_and_delete_policy_version_name_a_missing_version_with_its_policy() {
    let mut world = World::new();
    world.done(create_policy("p"));
    for (name, version_id) in [("p", "v2"), ("p", "v0"), ("p", "v1.x"), ("P", "v1"), ("gone", "v1")] {
        let missing = Refusal::no_version(&arn_of(name), version_id);
        assert_eq!(world.refused(set_default(&world, name, version_id)), missing, "{name} {version_id}");
        assert_eq!(world.refused(delete_version(&world, name, version_id)), missing, "{name} {version_id}");
    }
    let gone = Refusal::NoSuchEntity(Entity::PolicyArn, arn_of("gone"));
    assert_eq!(world.refused(new_version(&world, "gone", true)), gone);
    assert_eq!(world.refused(delete(&world, "gone")), gone);
}

#[test]
fn set_default_policy_version_is_what_everybody_sees() {
    let mut world = World::new();
    let allows_get = ALLOW_ALL.replace("\"Action\":\"*\"", "\"Action\":\"s3:GetObject\"");
    world.done(CreatePolicy { document: allows_get.clone(), ..create_policy("p") });
    let usable = |world: &World| {
        let policy = world.state.usable_policy(account(), &arn_of("p")).unwrap();
        policy.statements()[0].actions().1.map(str::to_owned).collect::<Vec<_>>()
    };
    let before = world.state.usable_policy(account(), &arn_of("p")).unwrap();
    world.done(new_version(&world, "p", false));
    assert_eq!(usable(&world), ["s3:GetObject"]);
    world.done(set_default(&world, "p", "v2"));
    assert_eq!(usable(&world), ["*"]);
    let after = world.state.usable_policy(account(), &arn_of("p")).unwrap();
    assert!(
        !std::sync::Arc::ptr_eq(&before, &after),
        "what was compiled from the old version is out of date"
    );
    assert!(world.state.usable_policy(other_account(), &arn_of("p")).is_none(), "not for other accounts");
}

#[test]
fn create_policy_version_sets_the_update_date() {
    let mut world = World::new();
    world.done(create_policy("p"));
    let updates = |world: &World| policy_of(world, "p").updated.seconds() - 1_800_000_000;
    world.now = Time::from_seconds(1_800_000_100);
    world.done(new_version(&world, "p", false));
    assert_eq!(updates(&world), 100);
    world.now = Time::from_seconds(1_800_000_200);
    world.done(set_default(&world, "p", "v2"));
    world.done(delete_version(&world, "p", "v1"));
    assert_eq!(updates(&world), 100);
}

#[test]
fn delete_policy_waits_until_nobody_uses_it_and_one_version_is_left() {
    let mut world = World::new();
    world.user("u");
    world.done(create_policy("p"));
    world.done(new_version(&world, "p", true));
    let (account, policy_arn) = (account(), arn_of("p"));
    let target = PolicyHolder::User(world.user_ref("u"));
    world.done(AttachPolicy { account, target: target.clone(), policy_arn: policy_arn.clone() });
    let bounded = Bounded::User(world.user_ref("u"));
    let boundary =
        PutPermissionsBoundary { account, target: bounded.clone(), policy_arn: policy_arn.clone() };
    world.done(boundary);
    let attached = Refusal::DeleteConflict(Conflict::PolicyAttached);
    assert_eq!(world.refused(delete(&world, "p")), attached);
    world.done(DetachPolicy { account, target, policy_arn });
    assert_eq!(world.refused(delete(&world, "p")), attached, "a boundary is a use too");
    world.done(DeletePermissionsBoundary { account, target: bounded });
    assert_eq!(world.refused(delete(&world, "p")), Refusal::DeleteConflict(Conflict::PolicyVersions));
    world.done(delete_version(&world, "p", "v1"));
    world.done(delete(&world, "p"));
    assert!(world.state.policy(&arn_of("p")).is_none());
    // a new one of that name begins with version 1 again
    assert_eq!(world.done(create_policy("p")).next_version, 2);
}

#[test]
fn what_is_not_the_accounts_own_is_not_changed() {
    let mut world = World::new();
    world.done(CreatePolicy { account: other_account(), ..create_policy("theirs") });
    let theirs = "arn:aws:iam::444455556666:policy/theirs";
    let of_aws = "arn:aws:iam::aws:policy/AdministratorAccess";
    let no_policy = "arn:aws:iam::111122223333:user/alice";
    let unknown_of_aws = "arn:aws:iam::aws:policy/NoSuchPolicy";
    let missing = |arn: &str| Refusal::NoSuchEntity(Entity::PolicyArn, arn.to_owned());
    let cases = [
        (theirs, missing(theirs)),
        (unknown_of_aws, missing(unknown_of_aws)),
        (of_aws, Refusal::AwsManagedPolicy("delete policies")),
        (no_policy, Refusal::InvalidArn(no_policy.to_owned())),
    ];
    for (arn, expected) in cases {
        let found = world.state.own_policy(account(), arn, "delete policies");
        assert_eq!(found.err(), Some(expected), "{arn}");
    }
    // neither by a reference that another account made
    let policy = world.policy_ref(theirs);
    assert_eq!(world.refused(DeletePolicy { account: account(), policy }), missing(theirs));
    assert!(world.state.policy(theirs).is_some());
}
