//! Denials: a caller without permission is told so before anything else, in AWS's words.

use super::roles::trusting;
use crate::support::*;

/// Every operation on roles and policies: its call, and how a denial names what it is about.
fn operations() -> Vec<(String, String)> {
    let iam = format!("arn:aws:iam::{ACCOUNT}");
    let policy = format!("{iam}:policy/x/p");
    let document = "PolicyDocument=nonsense";
    let tags = "Tags.member.1.Key=k Tags.member.1.Value=v";
    let mut all: Vec<(String, String)> = vec![
        (
            format!("CreateRole RoleName=new Path=/a/ Assume{}", "RolePolicyDocument=nonsense"),
            format!("{iam}:role/a/new"),
        ),
        ("GetRole RoleName=r".into(), "role r".into()),
        ("GetRole RoleName=R".into(), "role R".into()),
        ("GetRole RoleName=gone".into(), "role gone".into()),
        ("ListRoles".into(), format!("{iam}:role/")),
        ("ListRoles PathPrefix=/a/b".into(), format!("{iam}:role/a/b")),
        ("UpdateRole RoleName=r".into(), "role r".into()),
        ("UpdateRoleDescription RoleName=r Description=d".into(), "role r".into()),
        (format!("UpdateAssumeRolePolicy RoleName=r {document}"), "role r".into()),
        ("DeleteRole RoleName=r".into(), "role r".into()),
        (format!("TagRole RoleName=r {tags}"), "role r".into()),
        ("UntagRole RoleName=r TagKeys.member.1=k".into(), "role r".into()),
        ("ListRoleTags RoleName=r".into(), "role r".into()),
        (format!("PutRolePermissionsBoundary RoleName=r PermissionsBoundary={policy}"), "role r".into()),
        ("DeleteRolePermissionsBoundary RoleName=r".into(), "role r".into()),
        (format!("CreatePolicy PolicyName=new Path=/a/ {document}"), format!("{iam}:policy/a/new")),
        ("ListPolicies".into(), "policy path /".into()),
        ("ListPolicies PathPrefix=/a/ Scope=Local".into(), "policy path /a/".into()),
    ];
    for (operation, more) in [
        ("GetPolicy", ""),
        ("DeletePolicy", ""),
        ("CreatePolicyVersion", " PolicyDocument=nonsense"),
        ("GetPolicyVersion", " VersionId=v1"),
        ("ListPolicyVersions", ""),
        ("SetDefaultPolicyVersion", " VersionId=v1"),
        ("DeletePolicyVersion", " VersionId=v1"),
        ("TagPolicy", " Tags.member.1.Key=k Tags.member.1.Value=v"),
        ("UntagPolicy", " TagKeys.member.1=k"),
        ("ListPolicyTags", ""),
        ("ListEntitiesForPolicy", ""),
    ] {
        for arn in [policy.clone(), format!("{iam}:policy/gone")] {
            all.push((format!("{operation} PolicyArn={arn}{more}"), format!("policy {arn}")));
        }
    }
    for (kind, shown) in [("User", "user"), ("Group", "group"), ("Role", "role")] {
        for (operation, more) in [
            (format!("Put{kind}Policy"), " PolicyName=p PolicyDocument=nonsense".to_owned()),
            (format!("Get{kind}Policy"), " PolicyName=p".to_owned()),
            (format!("List{kind}Policies"), String::new()),
            (format!("Delete{kind}Policy"), " PolicyName=p".to_owned()),
            (format!("Attach{kind}Policy"), format!(" PolicyArn={policy}")),
            (format!("Detach{kind}Policy"), format!(" PolicyArn={policy}")),
            (format!("ListAttached{kind}Policies"), String::new()),
        ] {
            for name in ["r", "gone"] {
                all.push((format!("{operation} {kind}Name={name}{more}"), format!("{shown} {name}")));
            }
        }
    }
    all
}

/// There is something to be found under each name, so that a denial cannot be a mere absence.
fn plane() -> (Plane, Credentials) {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("r", ACCOUNT, "Path=/deep/");
    for call in ["CreateUser UserName=r Path=/deep/", "CreateGroup GroupName=r Path=/deep/"] {
        assert_eq!(plane.outcome(call), "ok");
    }
    let create = "CreatePolicy PolicyName=p Path=/x/";
    plane.iam_with(&admin, create, &[("PolicyDocument", &allow("*"))]).xml();
    let bob = plane.user("bob", None);
    (plane, bob)
}

fn action_of(call: &str) -> &str {
    call.split(' ').next().unwrap()
}

#[test]
fn nobody_may_do_anything_that_no_policy_allows() {
    let (mut plane, bob) = plane();
    let operations = operations();
    assert!(operations.len() > 80);
    for (call, resource) in &operations {
        let action = action_of(call);
        let expected = format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:{action} on \
             resource: {resource} because no identity-based policy allows the iam:{action} action"
        );
        assert_eq!(plane.iam(&bob, call).outcome(), expected, "{call}");
    }
}

#[test]
fn an_explicit_deny_is_named_and_outdoes_an_allow() {
    let (mut plane, bob) = plane();
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
        {"Effect":"Deny","Action":"iam:*","Resource":"*"}]}"#;
    plane.put_policy("bob", deny);
    for (call, resource) in operations() {
        let action = action_of(&call);
        let expected = format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:{action} on \
             resource: {resource} with an explicit deny in an identity-based policy"
        );
        assert_eq!(plane.iam(&bob, &call).outcome(), expected, "{call}");
    }
}

#[test]
fn each_operation_asks_for_the_action_of_its_name_and_no_other() {
    let (mut plane, bob) = plane();
    let denied = |outcome: &str| outcome.contains("AccessDenied: User: ");
    for (call, _) in operations() {
        let action = action_of(&call);
        plane.put_policy("bob", &allow(&format!("iam:{action}")));
        let allowed = plane.iam(&bob, &call).outcome();
        assert!(!denied(&allowed), "{call}: {allowed}");
        let all_but = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","NotAction":"iam:{action}","Resource":"*"}}}}"#
        );
        plane.put_policy("bob", &all_but);
        let outcome = plane.iam(&bob, &call).outcome();
        assert!(denied(&outcome), "{call}: {outcome}");
    }
}

#[test]
fn the_parameters_are_checked_before_the_permission() {
    let (mut plane, bob) = plane();
    let calls = [
        "GetRole",
        "CreateRole RoleName=x",
        "ListRoles MaxItems=0",
        "GetPolicy PolicyArn=short",
        "PutUserPolicy UserName=bob PolicyName=p",
        "ListPolicies Scope=Nothing",
        "GetPolicyVersion PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess VersionId=1",
    ];
    for call in calls {
        let refusal = plane.iam(&bob, call).refusal();
        assert!(
            refusal.starts_with("400 ValidationError: 1 validation error detected: "),
            "{call}: {refusal}"
        );
    }
}

#[test]
fn a_resource_is_asked_about_under_its_path_and_a_missing_one_without() {
    let (mut plane, bob) = plane();
    let iam = format!("arn:aws:iam::{ACCOUNT}");
    let missing =
        |kind: &str, name: &str| format!("404 NoSuchEntity: The {kind} with name {name} cannot be found.");
    let cases = [
        ("iam:GetRole", format!("{iam}:role/deep/*"), "GetRole RoleName=r", "ok".to_owned()),
        ("iam:GetRole", format!("{iam}:role/deep/r"), "GetRole RoleName=R", "ok".to_owned()),
        ("iam:GetRole", format!("{iam}:role/r"), "GetRole RoleName=r", "denied".to_owned()),
        ("iam:GetRole", format!("{iam}:role/deep/*"), "GetRole RoleName=gone", "denied".to_owned()),
        ("iam:GetRole", format!("{iam}:role/*"), "GetRole RoleName=gone", missing("role", "gone")),
        (
            "iam:ListUserPolicies",
            format!("{iam}:user/deep/r"),
            "ListUserPolicies UserName=r",
            "ok".to_owned(),
        ),
        (
            "iam:ListUserPolicies",
            format!("{iam}:user/gone"),
            "ListUserPolicies UserName=gone",
            missing("user", "gone"),
        ),
        (
            "iam:ListUserPolicies",
            format!("{iam}:role/deep/r"),
            "ListUserPolicies UserName=r",
            "denied".to_owned(),
        ),
        (
            "iam:ListGroupPolicies",
            format!("{iam}:group/deep/r"),
            "ListGroupPolicies GroupName=r",
            "ok".to_owned(),
        ),
        (
            "iam:ListGroupPolicies",
            format!("{iam}:group/deep/*"),
            "ListGroupPolicies GroupName=gone",
            "denied".to_owned(),
        ),
        // lists take no resource
        ("iam:ListRoles", format!("{iam}:role/*"), "ListRoles", "denied".to_owned()),
        ("iam:ListPolicies", format!("{iam}:policy/*"), "ListPolicies", "denied".to_owned()),
        ("iam:ListRoles", "*".to_owned(), "ListRoles", "ok".to_owned()),
    ];
    for (action, resource, call, expected) in cases {
        plane.put_policy("bob", &allow_on(action, &resource));
        let outcome = plane.iam(&bob, call).outcome();
        let outcome = if outcome.starts_with("403 AccessDenied") { "denied".to_owned() } else { outcome };
        assert_eq!(outcome, expected, "{call} with {action} on {resource}");
    }
}

#[test]
fn a_role_is_made_where_the_policy_says() {
    let (mut plane, bob) = plane();
    let on = |kind: &str| allow_on("iam:Create*", &format!("arn:aws:iam::{ACCOUNT}:{kind}/team/*"));
    plane.put_policy("bob", &on("role"));
    let role = |plane: &mut Plane, path: &str| {
        let call = format!("CreateRole RoleName=n Path={path}");
        plane.iam_with(&bob, &call, &[("AssumeRolePolicyDocument", &trusting(ACCOUNT))]).outcome()
    };
    assert!(role(&mut plane, "/").starts_with("403 AccessDenied"));
    assert!(role(&mut plane, "/teams/").starts_with("403 AccessDenied"));
    assert_eq!(role(&mut plane, "/team/"), "ok");
    plane.put_policy("bob", &on("policy"));
    let policy = |plane: &mut Plane, path: &str| {
        let call = format!("CreatePolicy PolicyName=n Path={path}");
        plane.iam_with(&bob, &call, &[("PolicyDocument", &allow("*"))]).outcome()
    };
    assert!(policy(&mut plane, "/").starts_with("403 AccessDenied"));
    assert_eq!(policy(&mut plane, "/team/"), "ok");
}

#[test]
fn roles_and_policies_of_other_accounts_are_out_of_reach() {
    let (mut plane, _) = plane();
    let (other, other_root) = plane.account("other", "111122223333");
    for who in [&other, &other_root] {
        for call in ["GetRole RoleName=r", "DeleteRole RoleName=r", "ListUserPolicies UserName=r"] {
            assert!(plane.iam(who, call).outcome().starts_with("404 NoSuchEntity"), "{call}");
        }
    }
    // a policy's ARN names its account: no reason is given to strangers
    let policy = format!("arn:aws:iam::{ACCOUNT}:policy/x/p");
    let names = [(&other, "user/admin"), (&other_root, "root")];
    for (who, name) in names {
        for (operation, more) in [
            ("GetPolicy", ""),
            ("DeletePolicy", ""),
            ("GetPolicyVersion", " VersionId=v1"),
            ("ListEntitiesForPolicy", ""),
        ] {
            let expected = format!(
                "403 AccessDenied: User: arn:aws:iam::111122223333:{name} is not authorized to perform: iam:{operation} \
                 on resource: policy {policy}"
            );
            let outcome = plane.iam(who, &format!("{operation} PolicyArn={policy}{more}")).outcome();
            assert_eq!(outcome, expected);
        }
    }
}
