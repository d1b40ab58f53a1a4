use std::net::{IpAddr, Ipv4Addr};

use policy::{Caller as Described, Credential};

use super::*;

const USER: Described<'_> =
    Described::User { arn: "arn:aws:iam::111122223333:user/alice", name: "alice", id: Some("AIDAALICE") };

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

fn tags(list: &[(&str, &str)]) -> TagSet {
    TagSet(
        list.iter()
            .map(|(key, value)| identity::Tag { key: (*key).into(), value: (*value).into() })
            .collect(),
    )
}

/// The value of a key as a policy sees it; lists in brackets.
fn value(access: &Access, key: &str) -> Option<String> {
    let facts = PrincipalFacts {
        code_age_seconds: access.code_is_given.then_some(0),
        ..PrincipalFacts::new(USER, Some("111122223333"), Credential::LongTerm)
    };
    let request = RequestFacts {
        source_ip: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        secure: Some(false),
        resource_account: Some("111122223333"),
        ..RequestFacts::at(0)
    };
    let asked = Asked { principal: &facts, request, access };
    asked.value(&ConditionKey::new(key)).map(|value| match value {
        Value::One(text) => text.to_string(),
        Value::Many(list) => format!("{list:?}"),
    })
}

#[test]
fn adv_47_a_request_cannot_set_what_the_server_derives() {
    let derived = [
        ("aws:username", "alice"),
        ("aws:userid", "AIDAALICE"),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:user/alice"),
        ("aws:PrincipalType", "User"),
        ("aws:PrincipalAccount", "111122223333"),
        ("aws:SourceIp", "127.0.0.1"),
        ("aws:SecureTransport", "false"),
        ("aws:ResourceAccount", "111122223333"),
        ("aws:EpochTime", "0"),
    ];
    for (key, own) in derived {
        let access = Access::to_any("s3:ListAllMyBuckets", account()).with(key, "forged");
        assert_eq!(value(&access, key).as_deref(), Some(own), "{key}");
    }
    // tags come from lists, never from a name that is put together
    for key in ["aws:RequestTag/a", "aws:ResourceTag/a", "iam:ResourceTag/a", "aws:PrincipalTag/a"] {
        let access = Access::to_any("s3:ListAllMyBuckets", account()).with(key, "forged");
        assert_eq!(value(&access, key), None, "{key}");
    }
    // and whether MFA was verified follows from the credential, or from a code that was judged
    for key in ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime"] {
        let access = Access::to_any("s3:ListAllMyBuckets", account()).with(key, "true");
        assert_eq!(value(&access, key), None, "{key}");
    }
}

#[test]
fn an_operation_supplies_its_own_keys() {
    let access = Access::to("iam:TagUser", "arn", account())
        .with("iam:PermissionsBoundary", "first")
        .with("iam:permissionsboundary", "last")
        .with_some("sts:ExternalId", None)
        .with_some("s3:prefix", Some(""))
        .with_list("sts:TransitiveTagKeys", ["a", "b"])
        .request_tags(&tags(&[("Team", "x"), ("team", "y")]))
        .resource_tags("iam", &tags(&[("Cost/Centre", "7")]));
    let expected = [
        ("IAM:PermissionsBoundary", Some("last")),
        ("sts:ExternalId", None),
        ("s3:prefix", Some("")),
        ("sts:TransitiveTagKeys", Some(r#"["a", "b"]"#)),
        ("aws:RequestTag/TEAM", Some("y")),
        ("aws:TagKeys", Some(r#"["Team", "team"]"#)),
        ("aws:ResourceTag/cost/centre", Some("7")),
        ("iam:ResourceTag/cost/centre", Some("7")),
        ("aws:ResourceTag/other", None),
    ];
    for (key, wanted) in expected {
        assert_eq!(value(&access, key).as_deref(), wanted, "{key}");
    }
    let untagged = Access::to("iam:TagUser", "arn", account()).request_tags(&TagSet::default());
    assert_eq!(value(&untagged, "aws:TagKeys"), None, "no list, rather than an empty one");
    let global = Access::to("iam:GetPolicy", "arn", account()).global_resource_tags(&tags(&[("a", "b")]));
    assert_eq!(value(&global, "aws:ResourceTag/a").as_deref(), Some("b"));
    assert_eq!(value(&global, "iam:ResourceTag/a"), None);
}

#[test]
fn a_code_that_was_verified_says_more_than_the_credential() {
    let access = Access::to_any("sts:GetSessionToken", account()).with_verified_code();
    assert_eq!(value(&access, "aws:MultiFactorAuthPresent").as_deref(), Some("true"));
    assert_eq!(value(&access, "aws:MultiFactorAuthAge").as_deref(), Some("0"));
}

#[test]
fn a_denial_names_the_resource_as_it_is_to_be_shown() {
    let access = || Access::to("iam:GetUser", "arn:aws:iam::111122223333:user/bob", account());
    assert_eq!(access().shown().as_deref(), Some("arn:aws:iam::111122223333:user/bob"));
    assert_eq!(access().shown_as("user bob").shown().as_deref(), Some("user bob"));
    assert_eq!(access().not_shown().shown(), None);
    assert_eq!(access().shown_quoted().shown().as_deref(), Some("\"arn:aws:iam::111122223333:user/bob\""));
    assert_eq!(Access::to_any("iam:ListUsers", account()).shown(), None);
    assert_eq!(Access::to_any("iam:ListUsers", account()).resource(), "*");
}
