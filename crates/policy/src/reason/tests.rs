use crate::{Context, Kind, Level, Policies, Policy, PolicySet, Principal, Request, decide};
use std::sync::Arc;

const ARN: &str = "arn:aws:iam::111122223333:user/alice";

fn set(kind: Kind, statement: &str) -> PolicySet {
    let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": {{{statement}}}}}");
    PolicySet::from_policies([Arc::new(Policy::read(kind, &text).unwrap())])
}

fn reason(action: &str, account: &str, policies: &Policies<'_>) -> Option<String> {
    let context = Context::new();
    let request = Request {
        principal: Principal::User { arn: ARN, id: None },
        action,
        resource_arn: "arn:aws:s3:::b/k",
        resource_account: Some(account),
        wildcard_only_action: false,
        context: &context,
    };
    decide(&request, policies).denial_reason(action)
}

const OWN: &str = "111122223333";

#[test]
fn each_layer_has_its_words() {
    let allow = set(Kind::Managed, r#""Effect": "Allow", "Action": "*", "Resource": "*""#);
    let deny = set(Kind::Managed, r#""Effect": "Deny", "Action": "*", "Resource": "*""#);
    let named_deny =
        set(Kind::Bucket, r#""Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*""#);
    let trust_deny = set(Kind::Trust, r#""Effect": "Deny", "Principal": "*", "Action": "*""#);
    let trust = set(Kind::Trust, r#""Effect": "Allow", "Principal": "999999999999", "Action": "*""#);
    let empty = PolicySet::empty();
    let identity: [&PolicySet; 1] = [&allow];
    let base = Policies { identity: &identity, ..Policies::default() };
    let (no_session, deny_session): ([&PolicySet; 1], [&PolicySet; 1]) = ([&empty], [&deny]);
    let say = |policies: &Policies<'_>| reason("s3:GetObject", OWN, policies);
    let level = |policies| [Level { name: "Root", policies }];
    let table: Vec<(Policies<'_>, &str)> = vec![
        (Policies::default(), "because no identity-based policy allows the s3:GetObject action"),
        (
            Policies { permissions_boundary: Some(&empty), ..base },
            "because no permissions boundary allows the s3:GetObject action",
        ),
        (
            Policies { session: Some(&no_session), ..base },
            "because no session policy allows the s3:GetObject action",
        ),
        (
            Policies { vpc_endpoint: Some(&empty), ..base },
            "because no VPC endpoint policy allows the s3:GetObject action",
        ),
        (Policies { identity: &deny_session, ..base }, "with an explicit deny in an identity-based policy"),
        (
            Policies { permissions_boundary: Some(&deny), ..base },
            "with an explicit deny in a permissions boundary",
        ),
        (Policies { session: Some(&deny_session), ..base }, "with an explicit deny in a session policy"),
        (Policies { vpc_endpoint: Some(&deny), ..base }, "with an explicit deny in a VPC endpoint policy"),
        (
            Policies { resource: Some(&named_deny), ..base },
            "with an explicit deny in a resource-based policy",
        ),
        (Policies { resource: Some(&trust_deny), ..base }, "with an explicit deny in the role trust policy"),
    ];
    for (policies, expected) in table {
        assert_eq!(say(&policies).as_deref(), Some(expected));
    }
    let (silent, denying) = (level(&empty), level(&deny));
    let by_level = Policies { service_control: &silent, ..base };
    assert_eq!(
        say(&by_level).as_deref(),
        Some("because no service control policy allows the s3:GetObject action")
    );
    let by_level = Policies { service_control: &denying, ..base };
    assert_eq!(say(&by_level).as_deref(), Some("with an explicit deny in a service control policy"));
    let by_level = Policies { resource_control: &denying, ..base };
    assert_eq!(say(&by_level).as_deref(), Some("with an explicit deny in a resource control policy"));
    let by_trust = Policies { resource: Some(&trust), ..base };
    let said = reason("sts:AssumeRole", OWN, &by_trust);
    assert_eq!(said.as_deref(), Some("because no role trust policy allows the sts:AssumeRole action"));
}

#[test]
fn allowed_requests_and_callers_of_other_accounts_get_no_reason() {
    let allow = set(Kind::Managed, r#""Effect": "Allow", "Action": "*", "Resource": "*""#);
    let identity: [&PolicySet; 1] = [&allow];
    let base = Policies { identity: &identity, ..Policies::default() };
    assert_eq!(reason("s3:GetObject", OWN, &base), None);
    assert_eq!(reason("s3:GetObject", "999999999999", &base), None);
}

#[test]
fn of_several_layers_that_deny_one_is_named() {
    let deny = set(Kind::Managed, r#""Effect": "Deny", "Action": "*", "Resource": "*""#);
    let levels = [Level { name: "Root", policies: &deny }];
    let identity: [&PolicySet; 1] = [&deny];
    let policies = Policies {
        identity: &identity,
        permissions_boundary: Some(&deny),
        service_control: &levels,
        ..Policies::default()
    };
    let said = reason("s3:GetObject", OWN, &policies);
    assert_eq!(said.as_deref(), Some("with an explicit deny in a service control policy"));
}
