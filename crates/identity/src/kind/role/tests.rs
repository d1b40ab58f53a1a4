use crate::command::{AttachPolicy, PutPermissionsBoundary, RecordUses, UpdateAssumeRolePolicy};
use crate::command::{Bounded, UpdateRole, UpdateUser};
use crate::command::{CreateRole, DeleteInlinePolicy, DeleteRole, DeleteUser, DetachPolicy, PutInlinePolicy};
use crate::refusal::{Conflict, Entity, Quota};
use crate::tests::world::*;
use crate::{Role, RoleUse, TrustPolicy, limits};

/// A trust policy for one AWS principal.
pub(crate) fn trusting(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole"}}}}"#
    )
}

pub(crate) fn create_role(name: &str) -> CreateRole {
    CreateRole {
        account: account(),
        name: name.to_owned(),
        path: "/".to_owned(),
        trust_policy: trusting("111122223333"),
        description: None,
        max_session_seconds: None,
        permissions_boundary: None,
        tags: TagSet::default(),
    }
}

fn role_of(world: &World, name: &str) -> Role {
    Role::clone(world.state.role_named(account(), name).unwrap())
}

#[test]
fn create_role_has_what_was_given_and_the_defaults() {
    let mut world = World::new();
    let role = world.done(CreateRole { path: "/a//b/".to_owned(), ..create_role("R") });
    assert!(role.id.starts_with("AROA"), "{}", role.id);
    assert_eq!(role.arn(), "arn:aws:iam::111122223333:role/a//b/R");
    assert_eq!(role.created, Time::from_seconds(1_800_000_000), "whole seconds");
    assert_eq!(role.max_session_seconds, 3600);
    assert_eq!(role.description, None);
}

#[test]
fn create_role_keeps_names_unique_ignoring_case_and_path() {
    let mut world = World::new();
    world.done(create_role("Role"));
    for (name, path) in [("Role", "/"), ("role", "/"), ("ROLE", "/x/")] {
        let refusal = world.refused(CreateRole { path: path.to_owned(), ..create_role(name) });
        assert_eq!(refusal, Refusal::AlreadyExists(Entity::Role, name.to_owned()), "{name} {path}");
    }
    // another account may have it
    world.done(CreateRole { account: other_account(), ..create_role("role") });
}

#[test]
fn create_role_has_a_quota_per_account() {
    let mut world = World::new();
    for number in 0..limits::ROLES_PER_ACCOUNT {
        world.done(create_role(&format!("r{number}")));
    }
    let refusal = world.refused(create_role("one-more"));
    assert_eq!(refusal, Refusal::LimitExceeded(Quota::Named("RolesPerAccount", 1000)));
    world.done(CreateRole { account: other_account(), ..create_role("one-more") });
}

#[test]
fn create_role_and_update_assume_role_policy_refuse_what_cannot_be_trusted_or_bound() {
    let mut world = World::new();
    let invalid =
        |arn: &str| Refusal::MalformedPolicy(format!("Invalid principal in policy: \"AWS\":\"{arn}\""));
    let too_long = trusting("111122223333")
        .replace("{\"Effect\"", &format!("{{\"Sid\":\"{}\",\"Effect\"", "x".repeat(2048)));
    let unknown = "arn:aws:iam::111122223333:user/nobody";
    let wrong_case = "arn:aws:iam::111122223333:user/Admin";
    let wrong_path = "arn:aws:iam::111122223333:user/x/admin";
    let cases = [
        ("not JSON", "{".to_owned(), Refusal::MalformedPolicy("This policy contains invalid Json".into())),
        ("an unknown user", trusting(unknown), invalid(unknown)),
        ("ARNs keep case", trusting(wrong_case), invalid(wrong_case)),
        ("ARNs have paths", trusting(wrong_path), invalid(wrong_path)),
        ("too long", too_long, Refusal::LimitExceeded(Quota::Named("ACLSizePerRole", 2048))),
    ];
    for (case, trust_policy, expected) in cases {
        let refusal = world.refused(CreateRole { trust_policy: trust_policy.clone(), ..create_role("r") });
        assert_eq!(refusal, expected, "{case}");
    }
    world.done(create_role("r"));
    let refusal = world.refused(UpdateAssumeRolePolicy {
        account: account(),
        role: world.role_ref("r"),
        trust_policy: trusting(unknown),
    });
    assert_eq!(refusal, invalid(unknown));
}

#[test]
fn create_role_takes_a_trust_policy_exactly_as_long_as_allowed() {
    let mut world = World::new();
    let long = |filler: usize| {
        let sid = format!("{{ \"Sid\": \"{}\", \"Effect\"", "x".repeat(filler));
        trusting("111122223333").replace("{\"Effect\"", &sid)
    };
    let free = limits::TRUST_POLICY_SIZE - policy::size_without_white_space(&long(0));
    world.done(CreateRole { trust_policy: long(free), ..create_role("full") });
    let refusal = world.refused(CreateRole { trust_policy: long(free + 1), ..create_role("r") });
    assert_eq!(refusal, Refusal::LimitExceeded(Quota::Named("ACLSizePerRole", 2048)));
}

#[test]
fn update_role_and_delete_role_name_a_role_that_is_gone() {
    let mut world = World::new();
    let missing = Refusal::NoSuchEntity(Entity::Role, "Gone".to_owned());
    let (account, role) = (account(), world.role_ref("Gone"));
    let update = UpdateRole { account, role: role.clone(), description: None, max_session_seconds: None };
    assert_eq!(world.refused(update), missing);
    let update =
        UpdateAssumeRolePolicy { account, role: role.clone(), trust_policy: trusting("111122223333") };
    assert_eq!(world.refused(update), missing);
    assert_eq!(world.refused(DeleteRole { account, role }), missing);
}

#[test]
fn update_role_keeps_what_is_not_given() {
    let mut world = World::new();
    let description = |text: &str| Some(text.to_owned());
    world.done(CreateRole {
        description: description("first"),
        max_session_seconds: Some(7200),
        ..create_role("r")
    });
    let cases = [
        (None, None, "first", 7200),
        (description("second"), None, "second", 7200),
        (None, Some(43_200), "second", 43_200),
        (description(""), Some(3600), "", 3600),
    ];
    for (description, max_session_seconds, text, seconds) in cases {
        let role = world.role_ref("R");
        let role = world.done(UpdateRole { account: account(), role, description, max_session_seconds });
        assert_eq!((role.description.as_deref(), role.max_session_seconds), (Some(text), seconds));
        assert_eq!(role_of(&world, "r").name, "r", "the name keeps its case");
    }
}

#[test]
fn delete_role_waits_until_nothing_hangs_on_it() {
    let mut world = World::new();
    let role = world.done(create_role("r"));
    let (account, target) = (account(), PolicyHolder::Role(role.reference()));
    let policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll".to_owned();
    world.done(AttachPolicy { account, target: target.clone(), policy_arn: policy_arn.clone() });
    let (policy_name, document) = ("p".to_owned(), ALLOW_ALL.to_owned());
    world.done(PutInlinePolicy {
        account,
        target: target.clone(),
        policy_name: policy_name.clone(),
        document,
    });
    let delete = || DeleteRole { account, role: role.reference() };
    assert_eq!(world.refused(delete()), Refusal::DeleteConflict(Conflict::AttachedPolicies));
    world.done(DetachPolicy { account, target: target.clone(), policy_arn: policy_arn.clone() });
    assert_eq!(world.refused(delete()), Refusal::DeleteConflict(Conflict::InlinePolicies));
    world.done(DeleteInlinePolicy { account, target, policy_name });
    world.done(PutPermissionsBoundary {
        account,
        target: Bounded::Role(role.reference()),
        policy_arn: policy_arn.clone(),
    });
    let used = RoleUse { role_id: role.id.clone(), time: world.now, region: "us-east-1".to_owned() };
    world.done(RecordUses { keys: Vec::new(), roles: vec![used] });
    assert_eq!(world.state.policy_uses_in(account, &policy_arn).boundaries(), 1);
    world.done(delete());
    assert!(world.state.role(&role.id).is_none());
    assert!(world.state.role_use(&role.id).is_none(), "its last use goes with it");
    assert_eq!(world.state.policy_uses_in(account, &policy_arn).boundaries(), 0);
    assert_eq!(world.refused(delete()), Refusal::NoSuchEntity(Entity::Role, "r".to_owned()));
}

#[test]
fn update_assume_role_policy_knows_who_can_be_a_principal() {
    let mut world = World::new();
    let user = world.user("u").id;
    let role = world.done(create_role("r"));
    world.group("g");
    let theirs = world.state.user_named(other_account(), "admin").unwrap().arn();
    let good = [
        "*",
        "111122223333",
        "999999999999",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::999999999999:root",
        "arn:aws:sts::111122223333:assumed-role/r/session",
        "arn:aws:sts::111122223333:federated-user/somebody",
        "arn:aws:iam::111122223333:user/u",
        "arn:aws:iam::111122223333:role/r",
        &theirs,
        &user,
        &role.id,
    ];
    for principal in good {
        let (account, role, trust_policy) = (account(), role.reference(), trusting(principal));
        world.done(UpdateAssumeRolePolicy { account, role, trust_policy });
    }
    // the unique id of an identity that is there is shown as an ARN
    assert_eq!(document_of(&world, "r"), trusting(&role.arn()));
    let gone = world.user("gone").id;
    let user = world.user_ref("gone");
    world.done(DeleteUser { account: account(), user });
    let bad = [
        "arn:aws:iam::111122223333:group/g",
        "arn:aws:iam::111122223333:policy/p",
        "arn:aws:iam::111122223333:user/gone",
        "arn:aws:iam::111122223333:role/u",
        "arn:aws:iam::111122223333:root/x",
        "arn:aws:iam::aws:root",
        "arn:aws-cn:iam::111122223333:root",
        "arn:aws:sts::111122223333:role/r",
        "arn:aws:s3:::bucket",
        "arn:aws:iam::111122223333:user/*",
        "AIDAIOSFODNN7EXAMPLE",
        "somebody",
        &gone,
    ];
    for principal in bad {
        let expected = format!("Invalid principal in policy: \"AWS\":\"{principal}\"");
        let refusal = world.refused(CreateRole { trust_policy: trusting(principal), ..create_role("new") });
        assert_eq!(refusal, Refusal::MalformedPolicy(expected), "{principal}");
    }
}

fn document_of(world: &World, name: &str) -> String {
    role_of(world, name).trust.document(&world.state)
}

/// A document with lookalikes, of which only bound principals change.
const DECOYS: &str = r#"{ "Version" : "2012-10-17",
  "Id": "arn:aws:iam::111122223333:user/alice",
  "Statement": [{ "Sid": "alice", "Effect": "Allow",
    "Principal": { "AWS": ["arn:aws:iam::111122223333:user/alice2", "arn:aws:iam::111122223333:user\/\u0061lice" ,
      "111122223333", "arn:aws:iam::111122223333:user/alice"], "Service": "arn:aws:iam::111122223333:user/alice" },
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/alice"}} }]
}"#;

#[test]
fn trust_policies_show_present_arns_and_ids_of_who_is_gone() {
    let mut world = World::new();
    let alice = world.user("alice");
    world.user("alice2");
    world.done(CreateRole { trust_policy: DECOYS.to_owned(), ..create_role("r") });
    assert_eq!(document_of(&world, "r"), DECOYS, "as given while nothing changes");

    let (new_name, new_path) = (Some("carol".to_owned()), Some("/a\"b\\c/".to_owned()));
    let user = world.user_ref("alice");
    world.done(UpdateUser { account: account(), user, new_name, new_path });
    let renamed = r#""arn:aws:iam::111122223333:user/a\"b\\c/carol""#;
    let expected = |shown: &str| {
        let with_escapes = r#""arn:aws:iam::111122223333:user\/\u0061lice""#;
        let last = r#"["arn:aws:iam::111122223333:user/alice2", X ,
      "111122223333", "arn:aws:iam::111122223333:user/alice"]"#;
        let now = last.replace("\"arn:aws:iam::111122223333:user/alice\"", "X").replace('X', shown);
        DECOYS.replace(with_escapes, "X").replace(last, &now)
    };
    assert_eq!(document_of(&world, "r"), expected(renamed));

    let user = world.user_ref("carol");
    world.done(DeleteUser { account: account(), user });
    assert_eq!(document_of(&world, "r"), expected(&format!("\"{}\"", alice.id)));

    // a later user under the old name is another
    let namesake = world.user("alice");
    assert_ne!(namesake.id, alice.id);
    assert_eq!(document_of(&world, "r"), expected(&format!("\"{}\"", alice.id)));
    let bound = role_of(&world, "r").trust.bound().to_vec();
    assert!(bound.iter().all(|(_, id)| *id != namesake.id));
}

#[test]
fn adv_a_namesake_of_a_deleted_principal_is_not_trusted() {
    let mut world = World::new();
    let old = world.user("alice");
    world.done(CreateRole { trust_policy: trusting(&old.arn()), ..create_role("r") });
    let trusts = |world: &World, user: &User| {
        let trust = policy::PolicySet::from_policies([role_of(world, "r").trust.policy()]);
        let (arn, context) = (user.arn(), policy::Context::new());
        let request = policy::Request {
            principal: policy::Principal::User { arn: &arn, id: Some(&user.id) },
            action: "sts:AssumeRole",
            resource_arn: "arn:aws:iam::111122223333:role/r",
            resource_account: None,
            wildcard_only_action: false,
            context: &context,
        };
        let policies = policy::Policies { resource: Some(&trust), ..policy::Policies::default() };
        policy::decide(&request, &policies).is_allowed()
    };
    assert!(trusts(&world, &old));
    let user = world.user_ref("alice");
    world.done(DeleteUser { account: account(), user });
    let namesake = world.user("alice");
    assert_eq!(namesake.arn(), old.arn());
    assert!(!trusts(&world, &namesake));

    // also not after the trust policy was written down and read back
    let role = role_of(&world, "r");
    let restored = TrustPolicy::new(role.trust.text(), role.trust.bound().to_vec());
    world.state.apply(&crate::Change::Put(Role { trust: restored, ..role }.into()));
    assert!(!trusts(&world, &namesake));

    // a new trust policy means the user that has the name now
    let trust_policy = trusting(&namesake.arn());
    world.done(UpdateAssumeRolePolicy { account: account(), role: world.role_ref("r"), trust_policy });
    assert!(trusts(&world, &namesake));
}
