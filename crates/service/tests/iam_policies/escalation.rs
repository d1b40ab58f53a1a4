//! Attempts of callers to get more than they have: restricted sessions, and users who would like to be administrators.

use super::managed_policies::arn;
use super::roles::trusting;
use crate::support::*;

/// Calls with which a caller would give itself or others more than it has. `boss` and `victim` are users, `r` a role,
/// `p` a policy.
fn escalations() -> Vec<(String, Vec<(&'static str, String)>)> {
    let document = || vec![("PolicyDocument", allow("*"))];
    let admin = "PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess";
    let policy = arn("p");
    let trust = trusting(ACCOUNT);
    vec![
        ("CreateAccessKey UserName=mallory".to_owned(), vec![]),
        ("CreateAccessKey UserName=victim".to_owned(), vec![]),
        ("UpdateAccessKey UserName=victim AccessKeyId=AKIAIOSFODNN7EXAMPLE Status=Active".to_owned(), vec![]),
        ("CreateUser UserName=new".to_owned(), vec![]),
        ("UpdateUser UserName=mallory NewUserName=admin2 NewPath=/admins/".to_owned(), vec![]),
        ("TagUser UserName=mallory Tags.member.1.Key=admin Tags.member.1.Value=yes".to_owned(), vec![]),
        ("AddUserToGroup GroupName=admins UserName=mallory".to_owned(), vec![]),
        ("PutUserPolicy UserName=mallory PolicyName=p".to_owned(), document()),
        ("PutGroupPolicy GroupName=admins PolicyName=p".to_owned(), document()),
        ("PutRolePolicy RoleName=r PolicyName=p".to_owned(), document()),
        (format!("AttachUserPolicy UserName=mallory {admin}"), vec![]),
        (format!("AttachGroupPolicy GroupName=admins {admin}"), vec![]),
        (format!("AttachRolePolicy RoleName=r {admin}"), vec![]),
        ("CreatePolicy PolicyName=new".to_owned(), document()),
        (format!("CreatePolicyVersion PolicyArn={policy} SetAsDefault=true"), document()),
        (format!("SetDefaultPolicyVersion PolicyArn={policy} VersionId=v1"), vec![]),
        (format!("TagPolicy PolicyArn={policy} Tags.member.1.Key=k Tags.member.1.Value=v"), vec![]),
        ("CreateRole RoleName=new".to_owned(), vec![("AssumeRolePolicyDocument", trust.clone())]),
        ("UpdateAssumeRolePolicy RoleName=r".to_owned(), vec![("PolicyDocument", trust)]),
        ("UpdateRole RoleName=r MaxSessionDuration=43200".to_owned(), vec![]),
        ("TagRole RoleName=r Tags.member.1.Key=k Tags.member.1.Value=v".to_owned(), vec![]),
        ("DeleteUserPolicy UserName=mallory PolicyName=p".to_owned(), vec![]),
        ("DeleteUserPermissionsBoundary UserName=mallory".to_owned(), vec![]),
        ("DeleteRolePermissionsBoundary RoleName=r".to_owned(), vec![]),
        (
            "PutUserPermissionsBoundary UserName=mallory PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess"
                .to_owned(),
            vec![],
        ),
        ("CreateVirtualMFADevice VirtualMFADeviceName=new".to_owned(), vec![]),
        (format!("DeactivateMFADevice UserName=victim SerialNumber=arn:aws:iam::{ACCOUNT}:mfa/victim"), vec![]),
    ]
}

/// A world with everything that can be abused; the credentials of `mallory`, who has this policy.
fn plane(policy: &str) -> (Plane, Credentials) {
    let mut plane = Plane::new();
    let mallory = plane.user("mallory", Some(policy));
    plane.user("victim", None);
    plane.role("r", ACCOUNT, "");
    plane.policy("p", &allow("s3:GetObject"));
    assert_eq!(plane.outcome("CreateGroup GroupName=admins"), "ok");
    (plane, mallory)
}

/// All is refused by a policy, and nothing has changed.
fn assert_powerless(plane: &mut Plane, who: &Credentials, reason: &str) {
    let admin = plane.admin.clone();
    let state = |plane: &mut Plane| {
        let calls = [
            "ListUsers",
            "ListRoles",
            "ListGroups",
            "ListPolicies Scope=Local",
            "ListAccessKeys UserName=mallory",
            "ListAccessKeys UserName=victim",
            "ListUserPolicies UserName=mallory",
            "ListAttachedUserPolicies UserName=mallory",
            "ListGroupsForUser UserName=mallory",
            "ListRolePolicies RoleName=r",
            "ListAttachedRolePolicies RoleName=r",
            "ListVirtualMFADevices",
            "GetRole RoleName=r",
            "GetUser UserName=mallory",
        ];
        calls.map(|call| plane.iam(&admin, call).xml())
    };
    let before = state(plane);
    for (call, more) in escalations() {
        let more: Vec<(&str, &str)> = more.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let action = call.split(' ').next().unwrap();
        let outcome = plane.iam_with(who, &call, &more).outcome();
        let reason = reason.replace("ACTION", &format!("iam:{action}"));
        assert!(
            outcome.starts_with("403 AccessDenied: User: ") && outcome.ends_with(&reason),
            "{call}: {outcome}"
        );
    }
    assert_eq!(state(plane), before);
}

#[test]
fn adv_42_a_restricted_session_of_an_administrator_mints_nothing() {
    let (mut plane, _) = plane(&allow("*"));
    let admin = plane.admin.clone();
    plane.role("boss", ACCOUNT, "");
    let attach = "AttachRolePolicy RoleName=boss PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess";
    assert_eq!(plane.outcome(attach), "ok");
    let assume = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/boss RoleSessionName=ses");
    let restricted = plane.sts(
        &admin,
        &format!("{assume} PolicyArns.member.1.arn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
    );
    let restricted = restricted.credentials();
    assert_powerless(&mut plane, &restricted, "because no session policy allows the ACTION action");
    // it is the restriction that does it
    let free = plane.sts(&admin, &assume).credentials();
    assert_eq!(plane.iam(&free, "CreateUser UserName=new").outcome(), "ok");
}

#[test]
fn adv_80_a_session_policy_limits_what_a_session_does_to_its_own_account() {
    let (mut plane, _) = plane(&allow("*"));
    let admin = plane.admin.clone();
    plane.role("boss", ACCOUNT, "");
    let all = allow("*");
    plane.iam_with(&admin, "PutRolePolicy RoleName=boss PolicyName=p", &[("PolicyDocument", &all)]).xml();
    let reading = allow("s3:Get*");
    assert!(!reading.contains(' '));
    let assume =
        format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/boss RoleSessionName=ses Policy={reading}");
    let session = plane.sts(&admin, &assume).credentials();
    assert_powerless(&mut plane, &session, "because no session policy allows the ACTION action");
    let no_user = plane.iam(&session, "CreateAccessKey").refusal();
    assert!(
        no_user.starts_with("403 AccessDenied")
            || no_user.starts_with("400 ValidationError: Must specify userName"),
        "{no_user}"
    );
    // a session policy that allows all adds nothing to what the role has
    let put = "PutRolePolicy RoleName=boss PolicyName=p";
    plane.iam_with(&admin, put, &[("PolicyDocument", &allow("s3:*"))]).xml();
    let assume =
        format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/boss RoleSessionName=ses Policy={all}");
    let session = plane.sts(&admin, &assume).credentials();
    assert_powerless(&mut plane, &session, "because no identity-based policy allows the ACTION action");
}

#[test]
fn adv_85_a_user_who_may_read_cannot_write_their_own_policies() {
    let (mut plane, mallory) = plane(&allow("iam:Get*,iam:List*"));
    assert_powerless(&mut plane, &mallory, "because no identity-based policy allows the ACTION action");
    // nor with the right to change another user only
    plane.put_policy("mallory", &allow_on("iam:*", &format!("arn:aws:iam::{ACCOUNT}:user/somebody")));
    assert_powerless(&mut plane, &mallory, "because no identity-based policy allows the ACTION action");
}

#[test]
fn adv_91_no_deny_is_no_permission() {
    // without any policy at all: the absence of a Deny permits nothing, to oneself or to others
    let (mut plane, mallory) = plane(&allow("s3:ListAllMyBuckets"));
    assert_powerless(&mut plane, &mallory, "because no identity-based policy allows the ACTION action");
    let own = plane.iam(&mallory, "CreateAccessKey").refusal();
    assert!(own.ends_with("because no identity-based policy allows the iam:CreateAccessKey action"), "{own}");
    // and what is allowed for oneself is not allowed for others
    plane.put_policy(
        "mallory",
        &allow_on("iam:CreateAccessKey", &format!("arn:aws:iam::{ACCOUNT}:user/${{aws:username}}")),
    );
    let others = plane.iam(&mallory, "CreateAccessKey UserName=victim").refusal();
    assert!(
        others.ends_with(
            "on resource: user victim because no identity-based policy allows the iam:CreateAccessKey action"
        ),
        "{others}"
    );
    assert_eq!(plane.iam(&mallory, "CreateAccessKey UserName=mallory").outcome(), "ok");
}

#[test]
fn adv_42_a_session_without_mfa_calls_nothing_of_iam() {
    let (mut plane, mallory) = plane(&allow("*"));
    let session = plane.sts(&mallory, "GetSessionToken").credentials();
    for (call, more) in escalations() {
        let more: Vec<(&str, &str)> = more.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let outcome = plane.iam_with(&session, &call, &more).outcome();
        let expected = "403 InvalidClientTokenId: The security token included in the request is invalid.";
        assert_eq!(outcome, expected, "{call}");
    }
}
