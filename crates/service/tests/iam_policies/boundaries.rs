//! Effect of a permissions boundary on the user or role that has it.

use crate::support::*;

const LIST: &str = "ListRoles";

fn deny_all_but(action: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*"}},
        {{"Effect":"Deny","NotAction":"{action}","Resource":"*"}}]}}"#
    )
}

fn denied(who: &str, action: &str, resource: &str, reason: &str) -> String {
    format!(
        "403 AccessDenied: User: {who} is not authorized to perform: {action} on resource: {resource} {reason}"
    )
}

#[test]
fn a_boundary_limits_and_grants_nothing() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", Some(&allow("iam:List*")));
    let who = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    let roles = format!("arn:aws:iam::{ACCOUNT}:role/");
    let limit = plane.policy("limit", &allow("iam:ListUsers,iam:GetRole"));
    plane.iam(&bob, LIST).xml();
    assert_eq!(
        plane.outcome(&format!("PutUserPermissionsBoundary UserName=bob PermissionsBoundary={limit}")),
        "ok"
    );
    let outside = denied(
        &who,
        "iam:ListRoles",
        &roles,
        "because no permissions boundary allows the iam:ListRoles action",
    );
    assert_eq!(plane.iam(&bob, LIST).outcome(), outside);
    assert_eq!(plane.iam(&bob, "ListUsers").outcome(), "ok");
    let only_in_boundary = denied(
        &who,
        "iam:GetRole",
        "role r",
        "because no identity-based policy allows the iam:GetRole action",
    );
    assert_eq!(plane.iam(&bob, "GetRole RoleName=r").outcome(), only_in_boundary);
    // the version in force counts
    assert_eq!(plane.version(&limit, &allow("iam:*"), true), "v2");
    assert_eq!(plane.iam(&bob, LIST).outcome(), "ok");
    assert_eq!(plane.version(&limit, &deny_all_but("iam:ListUsers"), true), "v3");
    let explicit = denied(&who, "iam:ListRoles", &roles, "with an explicit deny in a permissions boundary");
    assert_eq!(plane.iam(&bob, LIST).outcome(), explicit);
    assert_eq!(plane.outcome("DeleteUserPermissionsBoundary UserName=bob"), "ok");
    assert_eq!(plane.iam(&bob, LIST).outcome(), "ok");
}

#[test]
fn a_boundary_limits_what_comes_through_groups_too() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    for call in [
        "CreateGroup GroupName=g",
        "AddUserToGroup GroupName=g UserName=bob",
        "AttachGroupPolicy GroupName=g PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess",
        "PutUserPermissionsBoundary UserName=bob PermissionsBoundary=arn:aws:iam::aws:policy/AmazonS3FullAccess",
    ] {
        assert_eq!(plane.outcome(call), "ok");
    }
    let refusal = plane.iam(&bob, LIST).refusal();
    assert!(
        refusal.ends_with("because no permissions boundary allows the iam:ListRoles action"),
        "{refusal}"
    );
}

#[test]
fn a_boundary_limits_the_sessions_of_a_role_at_once() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.role("r", ACCOUNT, "");
    let attach = "AttachRolePolicy RoleName=r PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess";
    assert_eq!(plane.outcome(attach), "ok");
    let assume = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/r RoleSessionName=ses");
    let session = plane.sts(&admin, &assume).credentials();
    assert_eq!(plane.iam(&session, LIST).outcome(), "ok");
    let put = "PutRolePermissionsBoundary RoleName=r PermissionsBoundary=arn:aws:iam::aws:policy/AmazonS3FullAccess";
    assert_eq!(plane.outcome(put), "ok");
    let expected = denied(
        &format!("arn:aws:sts::{ACCOUNT}:assumed-role/r/ses"),
        "iam:ListRoles",
        &format!("arn:aws:iam::{ACCOUNT}:role/"),
        "because no permissions boundary allows the iam:ListRoles action",
    );
    assert_eq!(plane.iam(&session, LIST).outcome(), expected);
    let mut plane = plane.restart();
    assert_eq!(plane.iam(&session, LIST).outcome(), expected);
    assert_eq!(plane.outcome("DeleteRolePermissionsBoundary RoleName=r"), "ok");
    assert_eq!(plane.iam(&session, LIST).outcome(), "ok");
}

#[test]
fn adv_a_delegated_administrator_cannot_make_anybody_stronger_than_the_boundary() {
    let mut plane = Plane::new();
    let limit =
        plane.policy("limit", &allow("iam:ListUsers,iam:CreateUser,iam:CreateAccessKey,iam:PutUserPolicy"));
    let delegate = format!(
        r#"{{"Version":"2012-10-17","Statement":[
        {{"Effect":"Allow","Action":["iam:CreateUser","iam:PutUserPolicy","iam:AttachUserPolicy","iam:PutUserPermissionsBoundary"],
          "Resource":"*","Condition":{{"StringEquals":{{"iam:PermissionsBoundary":"{limit}"}}}}}},
        {{"Effect":"Allow","Action":["iam:CreateAccessKey","iam:CreatePolicyVersion","iam:DeleteUserPermissionsBoundary"],"Resource":"*"}},
        {{"Effect":"Deny","Action":["iam:CreatePolicyVersion","iam:DeletePolicy","iam:SetDefaultPolicyVersion"],"Resource":"{limit}"}},
        {{"Effect":"Deny","Action":"iam:DeleteUserPermissionsBoundary","Resource":"*"}}]}}"#
    );
    let boss = plane.user("boss", Some(&delegate));
    let is_denied = |outcome: &str| outcome.starts_with("403 AccessDenied: User: ");
    let document = allow("*");
    let all = [("PolicyDocument", document.as_str())];
    for call in [
        "CreateUser UserName=free".to_owned(),
        "CreateUser UserName=free PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess".to_owned(),
        "PutUserPolicy UserName=boss PolicyName=more".to_owned(),
        "PutUserPolicy UserName=admin PolicyName=more".to_owned(),
        "AttachUserPolicy UserName=boss PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess".to_owned(),
        "DeleteUserPermissionsBoundary UserName=boss".to_owned(),
        format!("CreatePolicyVersion PolicyArn={limit} SetAsDefault=true"),
    ] {
        let outcome = plane.iam_with(&boss, &call, &all).outcome();
        assert!(is_denied(&outcome), "{call}: {outcome}");
    }
    let create = format!("CreateUser UserName=bound PermissionsBoundary={limit}");
    assert_eq!(plane.iam(&boss, &create).outcome(), "ok");
    let bound = plane.iam(&boss, "CreateAccessKey UserName=bound").credentials();
    assert_eq!(plane.iam_with(&boss, "PutUserPolicy UserName=bound PolicyName=all", &all).outcome(), "ok");
    // everything is allowed, and what is within the boundary is possible
    assert_eq!(plane.iam(&bound, "ListUsers").outcome(), "ok");
    for call in ["ListRoles", "DeleteUserPermissionsBoundary UserName=bound", "DeleteUser UserName=boss"] {
        let outcome = plane.iam(&bound, call).outcome();
        assert!(outcome.contains("because no permissions boundary allows"), "{call}: {outcome}");
    }
}
