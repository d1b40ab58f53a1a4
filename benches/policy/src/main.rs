//! Ostiary's policy engine, cedar-policy and iam-rs on the same policies, in one run. Prints nanoseconds per decision:
//! the median of the batches, and the least.
//!
//! `mfa`: one statement of the MFA scenario among others about other actions. `same`: every statement is about the action,
//! each about another bucket. Cedar's policies say the same in Cedar's language.

use cedar_policy::{Authorizer, Entities, EntityUid};
use policy::{Kind, Policies, Policy, PolicySet, Principal};
use std::hint::black_box;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

const USER: &str = "arn:aws:iam::111122223333:user/alice";
const BATCHES: usize = 25;

fn main() {
    println!(
        "nanoseconds per decision: median (least)\n{:>6} {:>6} {:>22} {:>22} {:>22}",
        "set", "size", "ostiary", "iam-rs", "cedar-policy"
    );
    for (name, mfa) in [("mfa", true), ("same", false)] {
        for count in [1, 10, 100, 1_000, 10_000] {
            let columns = [ostiary(mfa, count), iam_rs(mfa, count), cedar(mfa, count)];
            let [a, b, c] = columns.map(|(median, least)| format!("{median:.0} ({least:.0})"));
            println!("{name:>6} {count:>6} {a:>22} {b:>22} {c:>22}");
        }
    }
}

/// Nanoseconds per call: median and least of the batches. A batch takes about a millisecond, or one call.
fn time(mut call: impl FnMut()) -> (f64, f64) {
    let started = Instant::now();
    call();
    let calls = (1_000_000 / started.elapsed().as_nanos().max(1)).clamp(1, 5_000) as usize;
    let mut batches: Vec<f64> = (0..BATCHES)
        .map(|_| {
            let started = Instant::now();
            (0..calls).for_each(|_| call());
            started.elapsed().as_nanos() as f64 / calls as f64
        })
        .collect();
    batches.sort_by(f64::total_cmp);
    (batches[BATCHES / 2], batches[0])
}

fn statements(mfa: bool, count: usize) -> Vec<String> {
    let other = |at: usize| {
        format!(
            r#"{{"Effect": "Allow", "Action": ["svc{}:Get*", "svc{}:Put{at}"], "Resource": "arn:aws:svc:us-east-1:111122223333:thing-{at}/*"}}"#,
            at % 97,
            at % 89
        )
    };
    let same = |at: usize| {
        format!(
            r#"{{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::bucket-{at:05}/alice/*",
                 "Condition": {{"Bool": {{"aws:SecureTransport": "true"}}}}}}"#
        )
    };
    let scenario = r#"{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*",
                       "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#;
    if mfa {
        (1..count).map(other).chain([scenario.to_owned()]).collect()
    } else {
        (0..count).map(same).collect()
    }
}

fn documents(mfa: bool, count: usize) -> Vec<String> {
    let document =
        |part: &[String]| format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{}]}}", part.join(","));
    statements(mfa, count).chunks(100).map(document).collect()
}

fn question(mfa: bool, count: usize) -> (&'static str, String) {
    if mfa {
        ("s3:ListAllMyBuckets", "arn:aws:s3:::*".to_owned())
    } else {
        ("s3:GetObject", format!("arn:aws:s3:::bucket-{:05}/alice/photo.jpg", count / 2))
    }
}

fn ostiary(mfa: bool, count: usize) -> (f64, f64) {
    let read = |text: &String| Arc::new(Policy::parse(Kind::Managed, text).unwrap());
    let set = PolicySet::from_policies(documents(mfa, count).iter().map(read));
    let identity = [&set];
    let policies = Policies { identity: &identity, ..Policies::default() };
    let mut context = policy::Context::new();
    context
        .set("aws:MultiFactorAuthPresent", "true")
        .set("aws:SecureTransport", "true")
        .set("aws:username", "alice");
    let (action, arn) = question(mfa, count);
    let request = policy::Request {
        principal: Principal::User { arn: USER, id: None },
        action,
        resource_arn: &arn,
        resource_account: Some("111122223333"),
        wildcard_only_action: false,
        context: &context,
    };
    assert!(policy::decide(&request, &policies).is_allowed());
    time(|| {
        black_box(policy::decide(black_box(&request), black_box(&policies)));
    })
}

fn iam_rs(mfa: bool, count: usize) -> (f64, f64) {
    let policies = documents(mfa, count).iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    let options = iam_rs::EvaluationOptions { max_statements: usize::MAX, ..Default::default() };
    let evaluator = iam_rs::PolicyEvaluator::with_policies(policies).with_options(options);
    let (action, arn) = question(mfa, count);
    let context = iam_rs::Context::new()
        .with_boolean("aws:MultiFactorAuthPresent", true)
        .with_boolean("aws:SecureTransport", true)
        .with_string("aws:username", "alice");
    let request = iam_rs::IAMRequest {
        principal: iam_rs::Principal::Aws(iam_rs::PrincipalId::String(USER.to_owned())),
        action: action.to_owned(),
        resource: iam_rs::Arn::parse(&arn).unwrap(),
        context,
    };
    assert_eq!(evaluator.evaluate(&request).unwrap().decision, iam_rs::Decision::Allow);
    time(|| {
        let _answer = black_box(evaluator.evaluate(black_box(&request)));
    })
}

fn cedar(mfa: bool, count: usize) -> (f64, f64) {
    let other = |at: usize| {
        format!(
            r#"permit(principal == User::"alice", action in [Action::"svc{}:Get", Action::"svc{}:Put{at}"], resource in Thing::"thing-{at}");"#,
            at % 97,
            at % 89
        )
    };
    let same = |at: usize| {
        format!(
            r#"permit(principal == User::"alice", action == Action::"s3:GetObject", resource in Bucket::"bucket-{at:05}") when {{ context.secure }};"#
        )
    };
    let scenario = r#"permit(principal == User::"alice", action == Action::"s3:ListAllMyBuckets", resource) when { context.mfa };"#;
    let text: String = if mfa {
        (1..count).map(other).chain([scenario.to_owned()]).collect()
    } else {
        (0..count).map(same).collect()
    };
    let policies = cedar_policy::PolicySet::from_str(&text).unwrap();
    let bucket = format!("bucket-{:05}", count / 2);
    let entities = serde_json::json!([
        {"uid": {"type": "Object", "id": "photo"}, "attrs": {}, "parents": [{"type": "Bucket", "id": bucket}]},
        {"uid": {"type": "Bucket", "id": bucket}, "attrs": {}, "parents": []},
    ]);
    let entities = Entities::from_json_value(entities, None).unwrap();
    let context =
        cedar_policy::Context::from_json_value(serde_json::json!({"mfa": true, "secure": true}), None)
            .unwrap();
    let uid = |text: &str| EntityUid::from_str(text).unwrap();
    let (action, resource) = if mfa {
        (uid(r#"Action::"s3:ListAllMyBuckets""#), uid(r#"Service::"s3""#))
    } else {
        (uid(r#"Action::"s3:GetObject""#), uid(r#"Object::"photo""#))
    };
    let request =
        cedar_policy::Request::new(uid(r#"User::"alice""#), action, resource, context, None).unwrap();
    let authorizer = Authorizer::new();
    let ask = || authorizer.is_authorized(black_box(&request), black_box(&policies), black_box(&entities));
    assert_eq!(ask().decision(), cedar_policy::Decision::Allow);
    time(|| {
        black_box(ask());
    })
}
