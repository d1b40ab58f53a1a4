use super::*;
use crate::context::Context;
use crate::document::Policy;
use std::sync::Arc;

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";
const BUCKET: &str = "arn:aws:s3:::b/k";

fn set(kind: Kind, statement: &str) -> PolicySet {
    PolicySet::from_policies([Arc::new(policy(kind, statement))])
}

fn policy(kind: Kind, statement: &str) -> Policy {
    let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": {{{statement}}}}}");
    Policy::read(kind, &text).unwrap_or_else(|error| panic!("{error}: {}", error.detail()))
}

fn everything() -> PolicySet {
    set(Kind::Managed, r#""Effect": "Allow", "Action": "*", "Resource": "*""#)
}

fn outcome(request: &Request<'_>, policies: &Policies<'_>) -> Outcome {
    decide(request, policies).outcome
}

fn request<'a>(principal: Principal<'a>, context: &'a Context) -> Request<'a> {
    Request {
        principal,
        action: "s3:GetObject",
        resource_arn: BUCKET,
        resource_account: Some("111122223333"),
        wildcard_only_action: false,
        context,
    }
}

fn alice() -> Principal<'static> {
    Principal::User { arn: ALICE, id: Some("AIDAALICE0000000") }
}

#[test]
fn without_policies_nothing_is_allowed() {
    let context = Context::new();
    let decision = decide(&request(alice(), &context), &Policies::default());
    assert_eq!(decision.outcome, Outcome::ImplicitlyDenied);
    assert!(decision.blocked_by.is_empty());
    assert_eq!(decision.decided_by, Some(Layer::Identity));
    assert!(!decision.is_allowed());
}

#[test]
fn whose_resource_it_is() {
    let context = Context::new();
    let allow = everything();
    let identity: [&PolicySet; 1] = [&allow];
    let policies = Policies { identity: &identity, ..Policies::default() };
    let base = request(alice(), &context);
    let cross = |request: &Request<'_>| decide(request, &policies).cross_account;
    assert!(!cross(&base));
    assert!(cross(&Request { resource_account: Some("999999999999"), ..base }));
    assert!(cross(&Request { resource_account: None, ..base }), "a bucket of nobody known is another's");
    assert!(!cross(&Request {
        resource_account: None,
        resource_arn: "arn:aws:iam::111122223333:user/x",
        ..base
    }));
    assert!(cross(&Request {
        resource_account: None,
        resource_arn: "arn:aws:iam::999999999999:user/x",
        ..base
    }));
    assert!(!cross(&Request { resource_account: None, resource_arn: "*", ..base }));
    assert!(!cross(&Request { resource_account: None, action: "s3:ListAllMyBuckets", ..base }));
    assert!(cross(&Request { resource_arn: "nonsense", resource_account: None, ..base }));
    let outcome = outcome(&Request { resource_account: None, ..base }, &policies);
    assert_eq!(
        outcome,
        Outcome::ImplicitlyDenied,
        "what is not known to be one's own needs the owner's consent"
    );
}

#[test]
fn what_decided() {
    let context = Context::new();
    let allow = everything();
    let names = set(Kind::Bucket, r#""Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*""#);
    let identity: [&PolicySet; 1] = [&allow];
    let base = request(alice(), &context);
    let decided = |request: &Request<'_>, policies: &Policies<'_>| decide(request, policies).decided_by;
    let with_identity = Policies { identity: &identity, ..Policies::default() };
    let with_both = Policies { resource: Some(&names), ..with_identity };
    let with_resource = Policies { resource: Some(&names), ..Policies::default() };
    assert_eq!(decided(&base, &with_identity), Some(Layer::Identity));
    assert_eq!(decided(&base, &with_both), Some(Layer::Identity));
    assert_eq!(decided(&base, &with_resource), Some(Layer::Resource));
    assert_eq!(decided(&Request { action: "sts:GetCallerIdentity", ..base }, &with_both), None);
    assert_eq!(
        decided(&Request { principal: Principal::Anonymous, ..base }, &Policies::default()),
        Some(Layer::Resource)
    );
}

#[test]
fn sets_of_a_layer_are_united() {
    let context = Context::new();
    let (one, other) =
        (set(Kind::Managed, r#""Effect": "Allow", "Action": "a:*", "Resource": "*""#), everything());
    let both: [&PolicySet; 2] = [&one, &other];
    let policies = Policies { identity: &both, session: Some(&both), ..Policies::default() };
    let session = Principal::AssumedRole {
        session_arn: "arn:aws:sts::111122223333:assumed-role/r/s",
        role_arn: None,
        role_id: None,
    };
    assert_eq!(outcome(&request(session, &context), &policies), Outcome::Allowed);
    let none: [&PolicySet; 0] = [];
    let nothing = Policies { session: Some(&none), ..policies };
    assert_eq!(outcome(&request(session, &context), &nothing), Outcome::ImplicitlyDenied);
}

#[test]
fn trust_follows_unique_ids() {
    let context = Context::new();
    let statement =
        format!(r#""Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {{"AWS": "{ALICE}"}}"#);
    let bound =
        policy(Kind::Trust, &statement).with_principal_ids(&[(ALICE.into(), "AIDAALICE0000000".into())]);
    let trust = PolicySet::from_policies([Arc::new(bound)]);
    let policies = Policies { resource: Some(&trust), ..Policies::default() };
    let ask = |arn, id| {
        let base = request(Principal::User { arn, id }, &context);
        let role = "arn:aws:iam::111122223333:role/r";
        outcome(&Request { action: "sts:AssumeRole", resource_arn: role, ..base }, &policies)
    };
    assert_eq!(ask(ALICE, Some("AIDAALICE0000000")), Outcome::Allowed);
    assert_eq!(ask("arn:aws:iam::111122223333:user/renamed", Some("AIDAALICE0000000")), Outcome::Allowed);
    assert_eq!(ask(ALICE, Some("AIDARECREATED000")), Outcome::ImplicitlyDenied);
    assert_eq!(ask(ALICE, None), Outcome::ImplicitlyDenied);
}

#[test]
fn list_all_my_buckets_asks_about_every_bucket_whatever_it_is_given() {
    let context = Context::new();
    let every = set(
        Kind::Managed,
        r#""Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*""#,
    );
    let one = set(
        Kind::Managed,
        r#""Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::b""#,
    );
    for resource_arn in ["*", "arn:aws:s3:::*", "arn:aws:s3:::b", ""] {
        for wildcard_only_action in [false, true] {
            let base = request(alice(), &context);
            let action = "s3:ListAllMyBuckets";
            let request =
                Request { action, resource_arn, wildcard_only_action, resource_account: None, ..base };
            let ask =
                |set: &PolicySet| outcome(&request, &Policies { identity: &[set], ..Policies::default() });
            assert_eq!(ask(&every), Outcome::Allowed, "{resource_arn}");
            assert_eq!(ask(&one), Outcome::ImplicitlyDenied, "{resource_arn}");
        }
    }
}

#[test]
fn adv_44_a_session_is_never_more_than_its_parent() {
    let context = Context::new();
    let parent = set(Kind::Managed, r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*""#);
    let wide = everything();
    let (identity, session): ([&PolicySet; 1], [&PolicySet; 1]) = ([&parent], [&wide]);
    let policies = Policies { identity: &identity, session: Some(&session), ..Policies::default() };
    let flavours = [
        Principal::AssumedRole {
            session_arn: "arn:aws:sts::111122223333:assumed-role/r/s",
            role_arn: None,
            role_id: None,
        },
        Principal::FederatedUser {
            arn: "arn:aws:sts::111122223333:federated-user/f",
            user_arn: Some(ALICE),
            user_id: None,
        },
        alice(),
    ];
    for principal in flavours {
        let base = request(principal, &context);
        assert_eq!(outcome(&base, &policies), Outcome::Allowed, "{principal:?}");
        for action in ["s3:PutObject", "iam:CreateAccessKey", "iam:CreateUser", "sts:AssumeRole"] {
            let asked = Request { action, ..base };
            assert_eq!(outcome(&asked, &policies), Outcome::ImplicitlyDenied, "{principal:?} {action}");
        }
    }
}

#[test]
fn adv_91_acting_on_oneself_is_no_permission() {
    // 42, 80, 91: peers took the absence of a Deny for an Allow when a caller acted on its own account.
    let context = Context::new();
    for action in [
        "iam:CreateAccessKey",
        "iam:GetUser",
        "iam:PutUserPolicy",
        "iam:DeactivateMFADevice",
        "iam:ChangePassword",
    ] {
        let base = request(alice(), &context);
        let asked = Request { action, resource_arn: ALICE, ..base };
        assert_eq!(outcome(&asked, &Policies::default()), Outcome::ImplicitlyDenied, "{action}");
    }
}

#[test]
fn malformed_requests_are_denied() {
    let context = Context::new();
    let some = set(Kind::Managed, r#""Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*""#);
    let identity: [&PolicySet; 1] = [&some];
    let policies = Policies { identity: &identity, ..Policies::default() };
    let base = request(alice(), &context);
    for action in ["", ":", "s3", "GetObject", "s3 :GetObject", "s3::GetObject", "iam:s3:GetObject"] {
        let asked = Request { action, ..base };
        let expected = if action == "s3::GetObject" { Outcome::Allowed } else { Outcome::ImplicitlyDenied };
        assert_eq!(outcome(&asked, &policies), expected, "{action}");
    }
    for resource_arn in ["", "s3", "arn:aws:s3", "ARN:aws:s3:::b/k", "b/k"] {
        let asked = Request { resource_arn, ..base };
        assert_eq!(outcome(&asked, &policies), Outcome::ImplicitlyDenied, "{resource_arn}");
    }
    let odd = Principal::User { arn: "alice", id: None };
    assert_eq!(
        outcome(&request(odd, &context), &policies),
        Outcome::ImplicitlyDenied,
        "a caller of no account"
    );
}

#[test]
fn adv_50_every_kind_of_caller_against_every_kind_of_policy() {
    // Each operation × each caller: only those who are meant get in.
    let context = Context::new();
    let names =
        |who: &str| set(Kind::Bucket, &format!(r#""Effect": "Allow", "Action": "s3:*", "Principal": {who}"#));
    let (account, user, nobody) =
        (names(r#"{"AWS": "111122223333"}"#), names(&format!(r#"{{"AWS": "{ALICE}"}}"#)), PolicySet::empty());
    let callers = [
        (Principal::Anonymous, [false, false, false]),
        (Principal::Service("s3.amazonaws.com"), [false, false, false]),
        (Principal::Federated("accounts.example"), [false, false, false]),
        (alice(), [false, true, false]),
        (Principal::User { arn: "arn:aws:iam::111122223333:user/bob", id: None }, [false, false, false]),
        (Principal::User { arn: "arn:aws:iam::999999999999:user/alice", id: None }, [false, false, false]),
        (Principal::Root { arn: "arn:aws:iam::111122223333:root" }, [true, true, true]),
        (Principal::Root { arn: "arn:aws:iam::999999999999:root" }, [false, false, false]),
    ];
    for (caller, expected) in callers {
        for (resource, expected) in [&account, &user, &nobody].into_iter().zip(expected) {
            let policies = Policies { resource: Some(resource), ..Policies::default() };
            let allowed = decide(&request(caller, &context), &policies).is_allowed();
            assert_eq!(allowed, expected, "{caller:?}");
        }
    }
}
