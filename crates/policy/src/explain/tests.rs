use super::*;
use crate::context::Context;
use crate::kind::{Kind, SourceType};
use crate::principal::Principal;
use std::sync::Arc;

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

fn set(kind: Kind, text: &str) -> PolicySet {
    let policy = Policy::read(kind, text).unwrap_or_else(|error| panic!("{error}: {}", error.detail()));
    PolicySet::from_policies([Arc::new(policy.with_source("mfa", SourceType::UserInline))])
}

const MFA: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Sid": "Buckets", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*",
   "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},
  {"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::*:user/${aws:username}"}]}"#;

fn ask<T>(
    text: &str,
    action: &str,
    resource: &str,
    context: &Context,
    look: impl FnOnce(Explanation<'_>) -> T,
) -> T {
    let set = set(Kind::Managed, text);
    let identity: [&PolicySet; 1] = [&set];
    let policies = Policies { identity: &identity, ..Policies::default() };
    let request = Request {
        principal: Principal::User { arn: ALICE, id: None },
        action,
        resource_arn: resource,
        resource_account: Some("111122223333"),
        wildcard_only_action: false,
        context,
    };
    look(explain(&request, &policies))
}

#[test]
fn a_missing_mfa_is_named() {
    ask(MFA, "s3:ListAllMyBuckets", "*", &Context::new(), |explanation| {
        let reason = explanation.denial_reason();
        assert_eq!(
            reason.as_deref(),
            Some("because no identity-based policy allows the s3:ListAllMyBuckets action")
        );
        let Some(MissingPiece::Conditions { layer, statement }) = explanation.missing_piece() else {
            panic!()
        };
        assert_eq!((layer, statement.name().as_str()), (Layer::Identity, "mfa #1 \"Buckets\""));
        let failing: Vec<_> = statement.failing_conditions().collect();
        assert_eq!((failing.len(), failing[0].key()), (1, "aws:MultiFactorAuthPresent"));
        assert_eq!(failing[0].finding(), ConditionFinding::FailsByAbsence);
        assert_eq!(explanation.missing_context_keys(), ["aws:MultiFactorAuthPresent"]);
        let text = explanation.to_text();
        for part in [
            "DENIED since nothing allows it",
            "because no identity-based policy allows the s3:ListAllMyBuckets action",
            "mfa #1 \"Buckets\" (Allow) does not apply",
            "Bool aws:MultiFactorAuthPresent is absent, wanted \"true\": does not hold, since the key is absent",
            "1 statement about other actions",
            "What would change it: mfa #1 \"Buckets\" would allow, but for its condition",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
    });
}

#[test]
fn an_allowed_request_names_its_statement_and_place() {
    let mut context = Context::new();
    context.set("aws:MultiFactorAuthPresent", "true");
    ask(MFA, "s3:ListAllMyBuckets", "*", &context, |explanation| {
        assert!(explanation.decision().is_allowed());
        assert!(explanation.missing_piece().is_none());
        assert!(explanation.denial_reason().is_none());
        let [matched] = &explanation.decisive_statements()[..] else { panic!() };
        assert_eq!((matched.number, matched.policy.source_id()), (0, Some("mfa")));
        assert_eq!(matched.statement.start().to_string(), "2:3");
        assert_eq!(explanation.matched_statements().len(), 1);
        assert!(explanation.to_text().starts_with("ALLOWED"));
    });
}

#[test]
fn the_nearest_statement_is_chosen() {
    let text = r#"{"Version": "2012-10-17", "Statement": [
        {"Sid": "Far", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::other/*"},
        {"Sid": "Two", "Effect": "Allow", "Action": "s3:*", "Resource": "*",
         "Condition": {"StringEquals": {"a": "1", "b": "1"}}},
        {"Sid": "One", "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"a": "1"}}}]}"#;
    ask(text, "s3:GetObject", "arn:aws:s3:::b/k", &Context::new(), |explanation| {
        let Some(MissingPiece::Conditions { statement, .. }) = explanation.missing_piece() else { panic!() };
        assert_eq!(statement.statement().sid(), Some("One"));
        assert_eq!(explanation.missing_context_keys(), ["a", "b"]);
    });
    let resource_only = text.replace("\"Resource\": \"*\"", "\"Resource\": \"arn:aws:s3:::elsewhere\"");
    ask(&resource_only, "s3:GetObject", "arn:aws:s3:::b/k", &Context::new(), |explanation| {
        let Some(MissingPiece::Resource { statement, .. }) = explanation.missing_piece() else { panic!() };
        assert_eq!(statement.statement().sid(), Some("Far"));
        assert!(explanation.to_text().contains("would allow if it covered the resource arn:aws:s3:::b/k"));
    });
    ask(text, "sqs:SendMessage", "arn:aws:sqs:r:111122223333:q", &Context::new(), |explanation| {
        let Some(MissingPiece::Statement { layer, level }) = explanation.missing_piece() else { panic!() };
        assert_eq!((layer, level), (Layer::Identity, None));
    });
}

#[test]
fn a_deny_is_named_with_what_makes_it_hold() {
    let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Sid": "Guard", "Effect": "Deny", "NotAction": "iam:*", "Resource": "*",
         "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}]}"#;
    ask(text, "s3:GetObject", "arn:aws:s3:::b/k", &Context::new(), |explanation| {
        let Some(MissingPiece::Deny { statement, .. }) = explanation.missing_piece() else { panic!() };
        assert_eq!(statement.conditions[0].finding(), ConditionFinding::HoldsByAbsence);
        let text = explanation.to_text();
        assert!(text.contains("decided by mfa #2 \"Guard\""), "{text}");
        assert!(
            text.contains("denies as long as its conditions hold: BoolIfExists aws:MultiFactorAuthPresent"),
            "{text}"
        );
        let reason = explanation.denial_reason();
        assert_eq!(reason.as_deref(), Some("with an explicit deny in an identity-based policy"));
    });
    ask(text, "iam:GetUser", ALICE, &Context::new(), |explanation| {
        let layers = explanation.layers();
        let statements: Vec<_> = layers[0].statements().collect();
        assert_eq!(statements[1].action, ActionFinding::Excluded);
        assert!(explanation.decision().is_allowed());
    });
}

#[test]
fn findings_about_elements() {
    let text = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"},
        {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::b/*"},
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${none}"},
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::c"},
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"list": "x"},
            "NumericLessThan": {"text": "1"}, "StringLike": {"text": "${none}*"}, "ForAllValues:StringEquals": {"gone": "x"}}}]}"#;
    let mut context = Context::new();
    context.set_list("list", ["x"]).set("text", "x");
    ask(text, "s3:GetObject", "arn:aws:s3:::b/k", &context, |explanation| {
        let layers = explanation.layers();
        let statements: Vec<_> = layers[0].statements().collect();
        assert_eq!(statements[0].action, ActionFinding::NotListed);
        assert!(statements[0].conditions.is_empty());
        let resources: Vec<_> = statements.iter().map(|statement| statement.resource).collect();
        use ResourceFinding::{Excluded, Matches, NotListed, Unusable};
        assert_eq!(resources, [Matches, Excluded, Unusable, NotListed, Matches]);
        let findings: Vec<_> = statements[4].conditions.iter().map(ConditionExplanation::finding).collect();
        use ConditionFinding::{Fails, HoldsByAbsence, NeedsSetOperator, Unreadable};
        assert_eq!(findings, [NeedsSetOperator, Unreadable, Fails, HoldsByAbsence]);
        assert_eq!(statements[4].conditions[2].resolved().collect::<Vec<_>>(), [None]);
        assert!(!statements.iter().any(StatementExplanation::applies));
    });
}

#[test]
fn principals_of_resource_policies_are_explained() {
    let text = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Principal": {"AWS": "111122223333"}},
        {"Effect": "Allow", "Action": "s3:*", "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"}},
        {"Effect": "Allow", "Action": "s3:*"},
        {"Effect": "Allow", "Action": "s3:*", "NotPrincipal": {"AWS": "111122223333"}}]}"#;
    let set = set(Kind::Bucket, text);
    let context = Context::new();
    let request = Request {
        principal: Principal::User { arn: ALICE, id: None },
        action: "s3:GetObject",
        resource_arn: "arn:aws:s3:::b/k",
        resource_account: Some("111122223333"),
        wildcard_only_action: false,
        context: &context,
    };
    let policies = Policies { resource: Some(&set), ..Policies::default() };
    let explanation = explain(&request, &policies);
    let layers = explanation.layers();
    let principals: Vec<_> = layers[0].statements().map(|statement| statement.principal).collect();
    use PrincipalFinding::{Account, Excluded, Nobody, NotNamed};
    assert_eq!(principals, [Account, NotNamed, Nobody, Excluded]);
    assert_eq!(layers.len(), 2, "identity is always a layer of users");
    let json: serde_json::Value = serde_json::from_str(&explanation.to_json()).unwrap();
    assert_eq!(json["layers"][0]["statements"][0]["principal"], "account");
    assert_eq!(json["layers"][0]["verdict"], "allow");
    assert_eq!(json["missing"]["kind"], "statement");
}

#[test]
fn across_accounts_the_reason_is_for_the_owner_only() {
    let set = set(Kind::Managed, MFA);
    let context = Context::new();
    let request = Request {
        principal: Principal::User { arn: ALICE, id: None },
        action: "s3:GetObject",
        resource_arn: "arn:aws:s3:::b/k",
        resource_account: Some("999999999999"),
        wildcard_only_action: false,
        context: &context,
    };
    let identity: [&PolicySet; 1] = [&set];
    let policies = Policies { identity: &identity, ..Policies::default() };
    let explanation = explain(&request, &policies);
    assert!(explanation.denial_reason().is_some());
    assert_eq!(explanation.decision().denial_reason("s3:GetObject"), None, "not for the caller");
    assert!(explanation.to_text().contains("AWS does not tell the caller why"));
}

#[test]
fn at_most_so_many_decisive_statements_are_named() {
    let document = |count: usize| {
        let one = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
        format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{}]}}", vec![one; count].join(","))
    };
    for (count, named) in [(MAX_DECISIVE, MAX_DECISIVE), (MAX_DECISIVE + 1, MAX_DECISIVE)] {
        ask(&document(count), "s3:GetObject", "arn:aws:s3:::b/k", &Context::new(), |explanation| {
            assert_eq!(explanation.decisive_statements().len(), named);
            assert_eq!(explanation.matched_statements().len(), count);
        });
    }
}
