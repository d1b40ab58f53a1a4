//! Pages, limits and refusals.

use super::{role_arn, user_arn};
use crate::support::*;

/// Parameters and what they lead to.
type Case<'a> = (&'a str, Vec<(&'a str, &'a str)>, String);

#[test]
fn results_come_in_pages() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let actions: String =
        (1..=5).map(|number| format!(" ActionNames.member.{number}=s3:Action{number}")).collect();
    let all = allow("s3:*");
    let more: &[(&str, &str)] = &[("PolicyInputList.member.1", &all)];
    let first = plane.iam_with(&admin, &format!("SimulateCustomPolicy{actions} MaxItems=3"), more);
    assert_eq!(first.texts("EvalActionName"), ["s3:Action1", "s3:Action2", "s3:Action3"]);
    assert_eq!(first.text("IsTruncated"), "true");
    let marker = first.text("Marker");
    let second =
        plane.iam_with(&admin, &format!("SimulateCustomPolicy{actions} MaxItems=3 Marker={marker}"), more);
    assert_eq!(second.texts("EvalActionName"), ["s3:Action4", "s3:Action5"]);
    assert_eq!(second.text("IsTruncated"), "false");
    let garbage = plane.iam_with(&admin, &format!("SimulateCustomPolicy{actions} Marker=x"), more);
    assert_eq!(garbage.refusal(), "400 ValidationError: Invalid Marker.");
}

/// A policy of so many statements.
fn statements(count: usize) -> String {
    let one = r#"{"Effect":"Deny","Action":"a:b","Resource":"*"}"#;
    format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{}]}}", vec![one; count].join(","))
}

#[test]
fn a_simulation_looks_at_so_many_statements_and_no_more() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    // with the caller itself, 1,000 statements and one for each resource
    let policy = statements(999);
    let more: &[(&str, &str)] = &[("PolicyInputList.member.1", &policy)];
    let call = |actions: usize, resources: usize| {
        let actions: String = (1..=actions).map(|n| format!(" ActionNames.member.{n}=x:A{n}")).collect();
        let resources: String =
            (1..=resources).map(|n| format!(" ResourceArns.member.{n}=arn:aws:x:::r{n}")).collect();
        format!("SimulateCustomPolicy{actions}{resources}")
    };
    let most = plane.iam_with(&admin, &call(1, 1000), more);
    assert_eq!(most.outcome(), "ok");
    let over = plane.iam_with(&admin, &call(1, 1001), more).refusal();
    assert_eq!(
        over,
        "400 InvalidInput: The simulation is too large: 1001000 statements would be looked at for one action, at most \
         1000000 are."
    );
    // several actions come in smaller pages than asked for
    let page = plane.iam_with(&admin, &call(5, 400), more);
    assert_eq!((page.texts("EvalActionName").len(), page.text("IsTruncated")), (2, "true".to_owned()));
}

#[test]
fn every_way_in_which_a_simulation_is_refused() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    plane.user("bob", None);
    plane.role("r", ACCOUNT, "");
    let invalid = |arn: &str| format!("400 InvalidInput: Invalid ARN provided in the request: {arn}");
    let session = format!("arn:aws:sts::{ACCOUNT}:assumed-role/r/ses");
    let sources = [
        (session.clone(), invalid(&session)),
        (format!("arn:aws:iam::{ACCOUNT}:policy/p"), invalid(&format!("arn:aws:iam::{ACCOUNT}:policy/p"))),
        (format!("arn:aws:iam::{ACCOUNT}:root"), invalid(&format!("arn:aws:iam::{ACCOUNT}:root"))),
        (
            "arn:aws:iam::111122223333:user/bob".to_owned(),
            format!(
                "400 InvalidInput: Invalid Policy Source Arn: caller's account {ACCOUNT} does not have access to policies \
                 in account 111122223333"
            ),
        ),
        (user_arn("gone"), "404 NoSuchEntity: The user with name gone cannot be found.".to_owned()),
        (role_arn("gone"), "404 NoSuchEntity: The role with name gone cannot be found.".to_owned()),
        (user_arn("path/bob"), "404 NoSuchEntity: The user with name bob cannot be found.".to_owned()),
        (
            format!("arn:aws:iam::{ACCOUNT}:group/gone"),
            "404 NoSuchEntity: The group with name gone cannot be found.".to_owned(),
        ),
    ];
    for (source, expected) in &sources {
        let simulate =
            format!("SimulatePrincipalPolicy PolicySourceArn={source} ActionNames.member.1=s3:GetObject");
        assert_eq!(plane.outcome(&simulate), *expected);
        let keys = format!("GetContextKeysForPrincipalPolicy PolicySourceArn={source}");
        assert_eq!(plane.outcome(&keys), *expected);
    }
    let all = allow("*");
    let caller = "400 InvalidInput: Invalid caller - Caller must be an IAM user in this context.";
    let bob = user_arn("bob");
    let missing = "400 ValidationError: 1 validation error detected: Value at 'contextEntries.1.member.contextKeyName' \
                   failed to satisfy constraint: Member must not be null";
    let cases: Vec<Case<'_>> = vec![
        ("", vec![("PolicyInputList.member.1", "{")], "400 InvalidInput: Syntax errors in policy.".into()),
        ("ActionNames.member.2=s3:*", vec![], "400 InvalidInput: Invalid action name: s3:*".into()),
        ("ActionNames.member.2=GetObject", vec![], "400 InvalidInput: Invalid action name: GetObject".into()),
        ("ResourceArns.member.1=bucket", vec![], invalid("bucket")),
        ("ResourceArns.member.1=arn:aws:s3", vec![], invalid("arn:aws:s3")),
        ("ResourceOwner=somebody", vec![], invalid("somebody")),
        ("CallerArn=arn:aws:iam::123456789012:role/r", vec![], invalid("arn:aws:iam::123456789012:role/r")),
        ("CallerArn=nobody", vec![], invalid("nobody")),
        ("ResourceArns.member.1=arn:aws:s3:::b", vec![("ResourcePolicy", &all)], caller.into()),
        (
            "ResourceArns.member.1=arn:aws:s3:::b",
            vec![("ResourcePolicy", "{"), ("CallerArn", &bob)],
            "400 InvalidInput: Policies must be valid JSON and the first byte must be '{'".into(),
        ),
        (
            "",
            vec![
                ("PermissionsBoundaryPolicyInputList.member.1", &all),
                ("PermissionsBoundaryPolicyInputList.member.2", &all),
            ],
            "400 InvalidInput: Only one permissions boundary can be simulated at a time.".into(),
        ),
        (
            "ResourceHandlingOption=Nothing",
            vec![],
            "400 InvalidInput: Invalid resource handling option: Nothing".into(),
        ),
        ("ResourceHandlingOption=EC2-VPC-EBS", vec![], "ok".into()),
        ("ContextEntries.member.1.ContextKeyType=string", vec![], missing.into()),
    ];
    for (call, more, expected) in cases {
        let mut all_parameters =
            vec![("ActionNames.member.1", "s3:GetObject"), ("PolicyInputList.member.1", all.as_str())];
        all_parameters.retain(|(name, _)| !more.iter().any(|(given, _)| given == name));
        all_parameters.extend(more.clone());
        let outcome =
            plane.iam_with(&admin, format!("SimulateCustomPolicy {call}").trim(), &all_parameters).outcome();
        assert_eq!(outcome, expected, "{call} {more:?}");
    }
    // a role is no caller for the policy of a bucket
    let role = format!(
        "SimulatePrincipalPolicy PolicySourceArn={} ActionNames.member.1=s3:GetObject ResourceArns.member.1=arn:aws:s3:::b",
        role_arn("r")
    );
    assert_eq!(plane.iam_with(&admin, &role, &[("ResourcePolicy", &all)]).outcome(), caller);
}

#[test]
fn simulating_needs_permission_too() {
    let mut plane = Plane::new();
    plane.role("r", ACCOUNT, "");
    let bob = plane.user("bob", None);
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied: User: {} is not authorized to perform: iam:{action} on resource: {resource} because no \
             identity-based policy allows the iam:{action} action",
            user_arn("bob")
        )
    };
    let document =
        percent_encoding::utf8_percent_encode(&allow("*"), percent_encoding::NON_ALPHANUMERIC).to_string();
    let action = "ActionNames.member.1=sts:AssumeRole";
    let (admin, gone) = (user_arn("admin"), user_arn("gone"));
    let calls = [
        (format!("SimulatePrincipalPolicy PolicySourceArn={admin} {action}"), admin.clone()),
        (format!("SimulatePrincipalPolicy PolicySourceArn={gone} {action}"), gone.clone()),
        (format!("GetContextKeysForPrincipalPolicy PolicySourceArn={admin}"), admin.clone()),
        (format!("SimulateCustomPolicy PolicyInputList.member.1={document} {action}"), "*".to_owned()),
        (format!("GetContextKeysForCustomPolicy PolicyInputList.member.1={document}"), "*".to_owned()),
    ];
    for (call, resource) in calls {
        let name = call.split(' ').next().unwrap();
        assert_eq!(plane.iam(&bob, &call).outcome(), denied(name, &resource));
    }
    // what a role's trust policy says is for those who may read the role
    plane.put_policy("bob", &allow("iam:SimulateCustomPolicy"));
    let call = format!("SimulateCustomPolicy {action} ResourceArns.member.1={}", role_arn("r"));
    let more = allow("sts:*");
    let more: &[(&str, &str)] = &[("PolicyInputList.member.1", &more)];
    assert_eq!(plane.iam_with(&bob, &call, more).outcome(), denied("GetRole", "role r"));
    plane.put_policy("bob", &allow("iam:SimulateCustomPolicy,iam:GetRole"));
    assert_eq!(plane.iam_with(&bob, &call, more).text("EvalResourceDecision"), "allowed");
    // nothing is learnt of other accounts
    let (other, _) = plane.account("other", "111122223333");
    let reply = plane.iam_with(&other, &call, more);
    assert_eq!(reply.text("EvalResourceDecision"), "implicitDeny");
    assert!(!reply.xml().contains("AssumeRolePolicyDocument"));
}
