//! Bugs that peers had, sent to the whole engine. More of them stand beside the code they are about.

use policy::{Kind, Policy};
use serde_json::{Value, json};

const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/reader/laptop";
const USER: &str = "arn:aws:iam::111122223333:user/alice";

fn statement(effect: &str, action: &str, resource: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": {"Effect": effect, "Action": action, "Resource": resource}})
}

fn decide(principal: &str, action: &str, arn: &str, policies: &Value) -> String {
    let request = json!({"principal": principal, "action": action, "resource": {"arn": arn, "account": "111122223333"}});
    let line = json!({"request": request, "policies": policies}).to_string();
    let output: Value = serde_json::from_str(&policy::interchange::decide_line(&line)).unwrap();
    output["decision"].as_str().unwrap_or_else(|| panic!("{output}")).to_owned()
}

#[test]
fn adv_42_a_restricted_session_cannot_act_for_itself() {
    // Also 80: the absence of a Deny in the session policy was taken for an Allow on one's own account.
    let policies =
        json!({"identity": [statement("Allow", "*", "*")], "session": statement("Allow", "s3:Get*", "*")});
    for action in
        ["iam:CreateAccessKey", "iam:CreateServiceSpecificCredential", "iam:PutUserPolicy", "sts:AssumeRole"]
    {
        assert_eq!(decide(SESSION, action, USER, &policies), "ImplicitlyDenied", "{action}");
    }
    assert_eq!(decide(SESSION, "s3:GetObject", "arn:aws:s3:::b/k", &policies), "Allowed");
}

#[test]
fn adv_43_an_explicit_deny_of_bypassing_governance_counts() {
    let deny = statement("Deny", "s3:BypassGovernanceRetention", "*");
    let policies = json!({"identity": [statement("Allow", "s3:*", "*"), deny]});
    assert_eq!(
        decide(USER, "s3:BypassGovernanceRetention", "arn:aws:s3:::b/k", &policies),
        "ExplicitlyDenied"
    );
    assert_eq!(decide(USER, "s3:DeleteObject", "arn:aws:s3:::b/k", &policies), "Allowed");
}

#[test]
fn adv_49_neighbouring_actions_are_not_each_other() {
    let pairs = [
        ("s3:GetObject", "s3:GetObjectVersion"),
        ("s3:GetObject", "s3:GetObjectAcl"),
        ("s3:ListBucket", "s3:ListBucketVersions"),
        ("s3:DeleteObject", "s3:DeleteObjectVersion"),
        ("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"),
        ("iam:GetUser", "iam:GetUserPolicy"),
    ];
    for (granted, asked) in pairs {
        let policies = json!({"identity": [statement("Allow", granted, "*")]});
        assert_eq!(
            decide(USER, asked, "arn:aws:s3:::b/k", &policies),
            "ImplicitlyDenied",
            "{granted} {asked}"
        );
        assert_eq!(decide(USER, granted, "arn:aws:s3:::b/k", &policies), "Allowed", "{granted}");
    }
}

#[test]
fn adv_50_every_caller_against_an_admin_action() {
    let admin = json!({"identity": [statement("Allow", "iam:CreateUser", "*")]});
    let low = json!({"identity": [statement("Allow", "s3:*", "*")]});
    let wrong = json!({"identity": [statement("Allow", "iam:GetUser", "*")]});
    for (who, policies, expected) in [
        ("anonymous", &admin, "ImplicitlyDenied"),
        (USER, &low, "ImplicitlyDenied"),
        (USER, &wrong, "ImplicitlyDenied"),
        (USER, &admin, "Allowed"),
        (SESSION, &wrong, "ImplicitlyDenied"),
        ("arn:aws:iam::111122223333:root", &json!({}), "Allowed"),
        ("arn:aws:iam::999999999999:root", &admin, "ImplicitlyDenied"),
    ] {
        assert_eq!(decide(who, "iam:CreateUser", USER, policies), expected, "{who}");
    }
}

#[test]
fn adv_14_json_bombs_are_refused_at_once() {
    // P14, 63, 64: depth, numbers of names and strings, duplicates.
    // Work that grew with the square of a million levels would not end.
    let deep = "[".repeat(1_000_000);
    let wide = format!("{{{}}}", (0..60_000).map(|at| format!("\"k{at}\":0")).collect::<Vec<_>>().join(","));
    let twice = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
    let surrogate = r#"{"Id": "\ud800", "Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
    for text in [deep.as_str(), &wide, twice, surrogate] {
        for kind in Kind::all() {
            assert!(Policy::parse(kind, text).is_err());
            assert!(Policy::read(kind, text).is_err());
        }
        let line = policy::interchange::decide_line(text);
        assert!(line.starts_with("{\"error\""), "{}", &line[..60]);
    }
}

#[test]
fn adv_51_names_of_policies_mean_nothing() {
    // 51: a policy whose name folds to a reserved one. Here a name is for people only.
    for name in
        ["root", "Root", " ROOT ", "AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess"]
    {
        let policies = json!({"identity": [{"name": name, "document": statement("Allow", "s3:*", "*")}]});
        assert_eq!(decide(USER, "iam:CreateUser", USER, &policies), "ImplicitlyDenied", "{name}");
    }
}
