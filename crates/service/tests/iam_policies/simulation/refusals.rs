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

/// `count` parameters of a list, numbered.
fn list(name: &str, count: usize, value: impl Fn(usize) -> String) -> String {
    (1..=count).map(|number| format!(" {name}.member.{number}={}", value(number))).collect()
}

fn resources(count: usize, length: usize) -> String {
    list("ResourceArns", count, |number| format!("arn:aws:x:::{number:0>width$}", width = length - 12))
}

fn actions(count: usize) -> String {
    list("ActionNames", count, |number| format!("x:A{number}"))
}

#[test]
fn a_simulation_is_given_so_much_and_no_more() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let too_large = |count: usize, what: &str, most: usize| {
        format!(
            "400 InvalidInput: The simulation is too large: it was given {count} {what}, at most {most} are looked at."
        )
    };
    let policies = |count: usize| list("PolicyInputList", count, |_| allow("*"));
    // ten documents with white space around them, all together so many bytes
    let padded = |bytes: usize| {
        list("PolicyInputList", 10, |number| {
            let length = bytes / 10 + if number == 1 { bytes % 10 } else { 0 };
            format!("{}{}", allow("*"), "\n".repeat(length - allow("*").len()))
        })
    };
    let values = |count: usize| {
        let values = list("ContextEntries.member.1.ContextKeyValues", count, |number| number.to_string());
        format!(
            " ContextEntries.member.1.ContextKeyName=aws:x ContextEntries.member.1.ContextKeyType=stringList{values}"
        )
    };
    let cases = [
        (policies(100) + &actions(1), "ok".to_owned()),
        (policies(101) + &actions(1), too_large(101, "policy documents", 100)),
        (padded(1_048_576) + &actions(1), "ok".to_owned()),
        (padded(1_048_577) + &actions(1), too_large(1_048_577, "bytes of policy documents", 1_048_576)),
        (policies(1) + &actions(1) + &resources(1000, 30), "ok".to_owned()),
        (policies(1) + &actions(1) + &resources(1001, 30), too_large(1001, "resources", 1000)),
        (policies(1) + &actions(1) + &values(1000), "ok".to_owned()),
        (policies(1) + &actions(1) + &values(1001), too_large(1001, "values of condition keys", 1000)),
    ];
    for (call, expected) in cases {
        let outcome = plane.iam(&admin, &format!("SimulateCustomPolicy{call}")).outcome();
        assert_eq!(outcome, expected, "{call:.60}");
    }
    let keys = |count: usize| format!("GetContextKeysForCustomPolicy{}", policies(count));
    plane.outcomes(&admin, &[(&keys(100), "ok"), (&keys(101), &too_large(101, "policy documents", 100))]);
    let keys = |count: usize| {
        format!("GetContextKeysForPrincipalPolicy PolicySourceArn={}{}", user_arn("admin"), policies(count))
    };
    plane.outcomes(&admin, &[(&keys(100), "ok"), (&keys(101), &too_large(101, "policy documents", 100))]);
}

/// A policy of long patterns: comparing them may take long, and here does not.
fn costly() -> String {
    let pattern = format!("\"arn:aws:x:::{}*y\"", "z".repeat(1100));
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"x:*","Resource":[{}]}}]}}"#,
        vec![pattern; 100].join(",")
    )
}

#[test]
fn a_page_takes_so_many_steps_and_no_more() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let policy = costly();
    let names: Vec<String> = (1..=8).map(|number| format!("PolicyInputList.member.{number}")).collect();
    let more: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), policy.as_str())).collect();
    let call = |count: usize, resource_count: usize| {
        format!("SimulateCustomPolicy{}{}", actions(count), resources(resource_count, 30))
    };
    // each resource takes some three and a half million steps at most
    assert_eq!(plane.iam_with(&admin, &call(1, 100), &more).outcome(), "ok");
    let over = plane.iam_with(&admin, &call(1, 200), &more).refusal();
    assert_eq!(
        over,
        "400 InvalidInput: The simulation is too large: x:A1 on all of the resources takes more than 500000000 \
         comparisons with the policies. Name fewer resources at a time."
    );
    // several actions come in smaller pages than asked for, and all of them come
    let (mut seen, mut marker, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let page = plane.iam_with(&admin, &format!("{}{marker}", call(9, 60)), &more);
        seen.extend(page.texts("EvalActionName"));
        pages += 1;
        if page.text("IsTruncated") == "false" {
            break;
        }
        marker = format!(" Marker={}", page.text("Marker"));
    }
    assert_eq!(seen, (1..=9).map(|number| format!("x:A{number}")).collect::<Vec<_>>());
    assert!((4..9).contains(&pages), "{pages}");
}

#[test]
fn a_page_has_so_many_bytes_and_no_more() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    let all = allow("*");
    let more: &[(&str, &str)] = &[("PolicyInputList.member.1", &all)];
    // each result is some 400 kB: the third fills the page
    let call = format!("SimulateCustomPolicy{}{} MaxItems=1000", actions(9), resources(200, 2000));
    let page = plane.iam_with(&admin, &call, more);
    let (shown, bytes) = (page.texts("EvalActionName").len(), page.xml().len());
    assert!(shown < 9 && (1_000_000..2_000_000).contains(&bytes), "{shown} results in {bytes} bytes");
    assert_eq!(page.text("IsTruncated"), "true");
    // one action with a result larger than that: forty statements decide on each of 1,000 resources
    let many = vec![allow("*"); 40];
    let names: Vec<String> = (1..=40).map(|number| format!("PolicyInputList.member.{number}")).collect();
    let more: Vec<(&str, &str)> =
        names.iter().zip(&many).map(|(name, policy)| (name.as_str(), policy.as_str())).collect();
    let call = |count: usize| format!("SimulateCustomPolicy{}{}", actions(1), resources(count, 30));
    assert_eq!(plane.iam_with(&admin, &call(200), &more).outcome(), "ok");
    assert_eq!(
        plane.iam_with(&admin, &call(1000), &more).refusal(),
        "400 InvalidInput: The result of x:A1 is larger than 4194304 bytes. Name fewer resources at a time."
    );
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
