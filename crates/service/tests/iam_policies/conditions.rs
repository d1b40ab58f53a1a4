//! The condition keys that operations on roles and policies supply.

use super::managed_policies::arn;
use super::roles::trusting;
use crate::support::*;

/// A policy that allows actions on everything, on one condition.
fn allow_if(actions: &str, operator: &str, key: &str, value: &str) -> String {
    let condition = format!(",\"Condition\":{{\"{operator}\":{{\"{key}\":{value}}}}}}}]}}");
    allow(actions).replace("}]}", &condition)
}

/// `denied`, or what became of it.
fn outcome(reply: &Reply) -> String {
    let outcome = reply.outcome();
    if outcome.starts_with("403 AccessDenied") { "denied".to_owned() } else { outcome }
}

fn create_role(plane: &mut Plane, who: &Credentials, call: &str) -> Reply {
    plane.iam_with(who, &format!("CreateRole {call}"), &[("AssumeRolePolicyDocument", &trusting(ACCOUNT))])
}

#[test]
fn making_something_with_tags_asks_for_tagging_too() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", Some(&allow("iam:CreateRole,iam:CreatePolicy")));
    let tags = "Tags.member.1.Key=k Tags.member.1.Value=v";
    assert_eq!(create_role(&mut plane, &bob, "RoleName=a").outcome(), "ok");
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: {action} on resource: \
             arn:aws:iam::{ACCOUNT}:{resource} because no identity-based policy allows the {action} action"
        )
    };
    let role = create_role(&mut plane, &bob, &format!("RoleName=b Path=/x/ {tags}")).outcome();
    assert_eq!(role, denied("iam:TagRole", "role/x/b"));
    assert_eq!(
        plane.outcome("GetRole RoleName=b"),
        "404 NoSuchEntity: The role with name b cannot be found."
    );
    let document: &[(&str, &str)] = &[("PolicyDocument", &allow("*"))];
    assert_eq!(plane.iam_with(&bob, "CreatePolicy PolicyName=a", document).outcome(), "ok");
    let policy = plane.iam_with(&bob, &format!("CreatePolicy PolicyName=b {tags}"), document).outcome();
    assert_eq!(policy, denied("iam:TagPolicy", "policy/b"));
    plane.put_policy("bob", &allow("iam:Create*,iam:Tag*"));
    assert_eq!(create_role(&mut plane, &bob, &format!("RoleName=b {tags}")).outcome(), "ok");
    assert_eq!(plane.iam_with(&bob, &format!("CreatePolicy PolicyName=b {tags}"), document).outcome(), "ok");
}

#[test]
fn tags_of_the_request() {
    let mut plane = Plane::new();
    plane.role("r", ACCOUNT, "Tags.member.1.Key=old Tags.member.1.Value=v");
    let policy = plane.policy("p", &allow("*"));
    let bob = plane.user("bob", None);
    let tag = |number: u32, key: &str, value: &str| {
        format!("Tags.member.{number}.Key={key} Tags.member.{number}.Value={value}")
    };
    let (blue, red) = (tag(1, "team", "blue"), tag(1, "team", "red"));
    let more = format!("{blue} {}", tag(2, "other", "x"));
    let actions = "iam:CreateRole,iam:TagRole,iam:UntagRole,iam:TagPolicy,iam:UntagPolicy,iam:CreatePolicy";
    let blue_only = allow_if(actions, "StringEquals", "aws:RequestTag/team", "\"blue\"");
    let team_only = allow_if(actions, "ForAllValues:StringEquals", "aws:TagKeys", "[\"team\"]");
    let has_team = allow_if(actions, "ForAnyValue:StringEquals", "aws:TagKeys", "[\"team\"]");
    let untagged = allow_if(actions, "Null", "aws:TagKeys", "true");
    let calls = [
        ("TagRole", format!("TagRole RoleName=r {blue}"), "ok ok ok denied"),
        ("TagRole", format!("TagRole RoleName=r {red}"), "denied ok ok denied"),
        ("TagRole", format!("TagRole RoleName=r {more}"), "ok denied ok denied"),
        ("TagPolicy", format!("TagPolicy PolicyArn={policy} {blue}"), "ok ok ok denied"),
        ("TagPolicy", format!("TagPolicy PolicyArn={policy} {more}"), "ok denied ok denied"),
        ("UntagRole", "UntagRole RoleName=r TagKeys.member.1=team".to_owned(), "denied ok ok denied"),
        ("UntagRole", "UntagRole RoleName=r TagKeys.member.1=old".to_owned(), "denied denied denied denied"),
        (
            "UntagPolicy",
            format!("UntagPolicy PolicyArn={policy} TagKeys.member.1=team"),
            "denied ok ok denied",
        ),
        ("CreateRole", format!("CreateRole RoleName=N {blue}"), "ok ok ok denied"),
        ("CreateRole", format!("CreateRole RoleName=N {more}"), "ok denied ok denied"),
        ("CreateRole", "CreateRole RoleName=N".to_owned(), "denied ok denied ok"),
        ("CreatePolicy", format!("CreatePolicy PolicyName=N {red}"), "denied ok ok denied"),
        ("CreatePolicy", "CreatePolicy PolicyName=N".to_owned(), "denied ok denied ok"),
    ];
    let mut number = 0;
    for (what, call, expected) in calls {
        let mut outcomes = Vec::new();
        for policy in [&blue_only, &team_only, &has_team, &untagged] {
            plane.put_policy("bob", policy);
            number += 1;
            // each creation makes another one
            let call = call.replace("Name=N", &format!("Name=n{number}"));
            let document = if what == "CreateRole" {
                ("AssumeRolePolicyDocument", trusting(ACCOUNT))
            } else {
                ("PolicyDocument", allow("*"))
            };
            outcomes.push(outcome(&plane.iam_with(&bob, &call, &[(document.0, &document.1)])));
        }
        assert_eq!(outcomes.join(" "), expected, "{call}");
    }
}

#[test]
fn tags_of_the_resource() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    let tags = "Tags.member.1.Key=Team Tags.member.1.Value=blue";
    plane.role("blue", ACCOUNT, tags);
    plane.role("plain", ACCOUNT, "");
    assert_eq!(plane.outcome(&format!("CreateUser UserName=blue {tags}")), "ok");
    let policy = plane.policy("p", &allow("*"));
    assert_eq!(plane.outcome(&format!("TagPolicy PolicyArn={policy} {tags}")), "ok");
    let cases = [
        ("aws:ResourceTag/team", "GetRole RoleName=blue", "ok"),
        ("iam:ResourceTag/TEAM", "GetRole RoleName=blue", "ok"),
        ("aws:ResourceTag/team", "GetRole RoleName=plain", "denied"),
        ("aws:ResourceTag/team", "GetRole RoleName=gone", "denied"),
        ("aws:ResourceTag/team", "ListUserPolicies UserName=blue", "ok"),
        ("iam:ResourceTag/team", "ListUserPolicies UserName=blue", "ok"),
        ("aws:ResourceTag/team", "ListUserPolicies UserName=bob", "denied"),
        ("aws:ResourceTag/team", "GetPolicy PolicyArn=P", "ok"),
        ("iam:ResourceTag/team", "GetPolicy PolicyArn=P", "denied"),
        ("aws:RequestTag/team", "GetRole RoleName=blue", "denied"),
        ("aws:ResourceTag/team", "ListRoles", "denied"),
    ];
    for (key, call, expected) in cases {
        plane.put_policy("bob", &allow_if("iam:*", "StringEquals", key, "\"blue\""));
        let call = call.replace("=P", &format!("={policy}"));
        assert_eq!(outcome(&plane.iam(&bob, &call)), expected, "{key} {call}");
    }
}

#[test]
fn which_policies_may_be_attached() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    plane.role("r", ACCOUNT, "");
    for call in ["CreateGroup GroupName=r", "CreateUser UserName=r"] {
        assert_eq!(plane.outcome(call), "ok");
    }
    let harmless = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    plane.put_policy(
        "bob",
        &allow_if("iam:Attach*,iam:Detach*", "ArnEquals", "iam:PolicyARN", &format!("\"{harmless}\"")),
    );
    for kind in ["User", "Group", "Role"] {
        let call = |verb: &str, policy: &str| format!("{verb}{kind}Policy {kind}Name=r PolicyArn={policy}");
        assert_eq!(outcome(&plane.iam(&bob, &call("Attach", harmless))), "ok", "{kind}");
        assert_eq!(outcome(&plane.iam(&bob, &call("Attach", admin))), "denied", "{kind}");
        assert_eq!(outcome(&plane.iam(&bob, &call("Detach", harmless))), "ok", "{kind}");
        assert_eq!(outcome(&plane.iam(&bob, &call("Detach", admin))), "denied", "{kind}");
    }
    // what is attached decides, not what is asked about otherwise
    plane.put_policy("bob", &allow_if("iam:ListAttachedRolePolicies", "Null", "iam:PolicyARN", "true"));
    assert_eq!(outcome(&plane.iam(&bob, "ListAttachedRolePolicies RoleName=r")), "ok");
}

/// Operations on a user or role, and whether they see its boundary.
fn boundary_calls(document: &str, boundary: &str) -> Vec<(String, bool)> {
    let policy = "PolicyArn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    let mut calls = vec![
        ("GetRole RoleName=r".to_owned(), true),
        ("UpdateRole RoleName=r".to_owned(), true),
        ("UpdateRoleDescription RoleName=r Description=d".to_owned(), true),
        (format!("UpdateAssumeRolePolicy RoleName=r PolicyDocument={document}"), true),
        ("ListRoleTags RoleName=r".to_owned(), false),
        ("TagRole RoleName=r Tags.member.1.Key=k Tags.member.1.Value=v".to_owned(), false),
        ("UntagRole RoleName=r TagKeys.member.1=k".to_owned(), false),
        ("ListRolePolicies RoleName=r".to_owned(), false),
        ("ListAttachedRolePolicies RoleName=r".to_owned(), false),
    ];
    for kind in ["User", "Role"] {
        calls.push((format!("Put{kind}Policy {kind}Name=r PolicyName=p PolicyDocument={document}"), true));
        calls.push((format!("Get{kind}Policy {kind}Name=r PolicyName=p"), false));
        calls.push((format!("Delete{kind}Policy {kind}Name=r PolicyName=p"), true));
        calls.push((format!("Attach{kind}Policy {kind}Name=r {policy}"), true));
        calls.push((format!("Detach{kind}Policy {kind}Name=r {policy}"), true));
        calls.push((
            format!("Put{kind}PermissionsBoundary {kind}Name=r PermissionsBoundary={boundary}"),
            true,
        ));
        calls.push((format!("Delete{kind}PermissionsBoundary {kind}Name=r"), true));
    }
    calls.push(("DeleteRole RoleName=r".to_owned(), true));
    calls
}

#[test]
fn the_boundary_of_whoever_is_changed() {
    let mut plane = Plane::new();
    let bob = plane.user("bob", None);
    let limit = plane.policy("limit", &allow("s3:*"));
    let other = plane.policy("other", &allow("s3:*"));
    let document = "nonsense";
    let make = |plane: &mut Plane, boundary: &str| {
        let boundary =
            if boundary.is_empty() { String::new() } else { format!("PermissionsBoundary={boundary}") };
        plane.role("r", ACCOUNT, &boundary);
        assert_eq!(plane.outcome(format!("CreateUser UserName=r {boundary}").trim()), "ok");
    };
    let unmake = |plane: &mut Plane| {
        for kind in ["User", "Role"] {
            plane.outcome(&format!("Delete{kind}Policy {kind}Name=r PolicyName=p"));
            let policy = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
            plane.outcome(&format!("Detach{kind}Policy {kind}Name=r PolicyArn={policy}"));
        }
        plane.outcome("DeleteRole RoleName=r");
        assert_eq!(plane.outcome("DeleteUser UserName=r"), "ok");
    };
    plane.put_policy(
        "bob",
        &allow_if("iam:*", "StringEquals", "iam:PermissionsBoundary", &format!("\"{limit}\"")),
    );
    for (boundary, is_right) in [(limit.as_str(), true), (other.as_str(), false), ("", false)] {
        for (call, sees) in boundary_calls(document, &limit) {
            make(&mut plane, boundary);
            let permitted = outcome(&plane.iam(&bob, &call)) != "denied";
            // setting a boundary is about the new one
            let sets = call.starts_with("Put") && call.contains("PermissionsBoundary");
            assert_eq!(permitted, sees && (is_right || sets), "{call} with {boundary:?}");
            unmake(&mut plane);
        }
        make(&mut plane, boundary);
        for kind in ["User", "Role"] {
            let put = format!("Put{kind}PermissionsBoundary {kind}Name=r PermissionsBoundary={other}");
            assert_eq!(outcome(&plane.iam(&bob, &put)), "denied", "{put}");
        }
        unmake(&mut plane);
    }
    assert_eq!(outcome(&create_role(&mut plane, &bob, "RoleName=n")), "denied");
    assert_eq!(
        outcome(&create_role(&mut plane, &bob, &format!("RoleName=n PermissionsBoundary={other}"))),
        "denied"
    );
    assert_eq!(
        outcome(&create_role(&mut plane, &bob, &format!("RoleName=n PermissionsBoundary={limit}"))),
        "ok"
    );
    assert_eq!(limit, arn("limit"));
}
