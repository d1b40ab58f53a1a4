//! Cost of decisions, explanations and compilation; and memory per statement (allocations of `compile`).
//! Method and figures: `docs/performance.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use divan::{AllocProfiler, Bencher, black_box};
use policy::{Context, Kind, Policies, Policy, PolicySet, Principal, Request, decide, explain};
use std::sync::Arc;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const SIZES: [usize; 5] = [1, 10, 100, 1_000, 10_000];
const MFA: &str = r#"{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*",
                      "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#;

/// Documents of at most a hundred statements each.
fn documents(statements: &[String]) -> Vec<String> {
    let document =
        |part: &[String]| format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{}]}}", part.join(","));
    statements.chunks(100).map(document).collect()
}

fn compile(documents: &[String]) -> PolicySet {
    PolicySet::from_policies(
        documents.iter().map(|text| Arc::new(Policy::parse(Kind::Managed, text).unwrap())),
    )
}

/// The MFA scenario's statement among others that are about other actions.
fn mfa_among(count: usize) -> Vec<String> {
    let other = |at: usize| {
        format!(
            r#"{{"Effect": "Allow", "Action": ["svc{}:Get*", "svc{}:Put{at}"], "Resource": "arn:aws:svc:::thing-{at}/*"}}"#,
            at % 97,
            at % 89
        )
    };
    (1..count).map(other).chain([MFA.to_owned()]).collect()
}

/// Every statement is about the action; each about another bucket.
fn all_about_the_action(count: usize) -> Vec<String> {
    let statement = |at: usize| {
        format!(
            r#"{{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::bucket-{at:05}/${{aws:username}}/*",
                 "Condition": {{"Bool": {{"aws:SecureTransport": "true"}}}}}}"#
        )
    };
    (0..count).map(statement).collect()
}

fn context(mfa: bool) -> Context {
    let mut context = Context::new();
    context
        .set("aws:username", "alice")
        .set("aws:userid", "AIDAEXAMPLE0000000000")
        .set("aws:PrincipalArn", USER)
        .set("aws:PrincipalAccount", "111122223333")
        .set("aws:PrincipalType", "User")
        .set("aws:SourceIp", "203.0.113.7")
        .set("aws:UserAgent", "aws-cli/2.30")
        .set("aws:CurrentTime", "2026-01-01T00:00:00Z")
        .set("aws:EpochTime", "1767225600")
        .set("aws:SecureTransport", "true")
        .set("aws:RequestedRegion", "us-east-1")
        .set("aws:ViaAWSService", "false")
        .set("s3:authType", "REST-HEADER")
        .set("s3:signatureversion", "AWS4-HMAC-SHA256");
    if mfa {
        context.set("aws:MultiFactorAuthPresent", "true").set("aws:MultiFactorAuthAge", "60");
    }
    context
}

const USER: &str = "arn:aws:iam::111122223333:user/alice";

fn list_buckets(context: &Context) -> Request<'_> {
    Request {
        principal: Principal::User { arn: USER, id: Some("AIDAEXAMPLE0000000000") },
        action: "s3:ListAllMyBuckets",
        resource_arn: "*",
        resource_account: None,
        wildcard_only_action: true,
        context,
    }
}

fn get_object<'a>(arn: &'a str, context: &'a Context) -> Request<'a> {
    let action = "s3:GetObject";
    let base = list_buckets(context);
    Request {
        action,
        resource_arn: arn,
        resource_account: Some("111122223333"),
        wildcard_only_action: false,
        ..base
    }
}

fn run(bencher: Bencher<'_, '_>, statements: &[String], request: &Request<'_>, allowed: bool) {
    let set = compile(&documents(statements));
    let identity = [&set];
    let policies = Policies { identity: &identity, ..Policies::default() };
    assert_eq!(decide(request, &policies).is_allowed(), allowed);
    bencher.bench_local(|| decide(black_box(request), black_box(&policies)));
}

#[divan::bench(args = SIZES)]
fn mfa_allowed(bencher: Bencher<'_, '_>, count: usize) {
    run(bencher, &mfa_among(count), &list_buckets(&context(true)), true);
}

#[divan::bench(args = SIZES)]
fn mfa_denied(bencher: Bencher<'_, '_>, count: usize) {
    run(bencher, &mfa_among(count), &list_buckets(&context(false)), false);
}

#[divan::bench(args = SIZES)]
fn same_action_allowed(bencher: Bencher<'_, '_>, count: usize) {
    let arn = format!("arn:aws:s3:::bucket-{:05}/alice/photo.jpg", count / 2);
    run(bencher, &all_about_the_action(count), &get_object(&arn, &context(true)), true);
}

#[divan::bench(args = SIZES)]
fn same_action_denied(bencher: Bencher<'_, '_>, count: usize) {
    let arn = "arn:aws:s3:::elsewhere/alice/photo.jpg";
    run(bencher, &all_about_the_action(count), &get_object(arn, &context(true)), false);
}

/// The decision, the statements that decided or the smallest missing piece, and AWS's message.
fn run_explained(bencher: Bencher<'_, '_>, statements: &[String], request: &Request<'_>) {
    let set = compile(&documents(statements));
    let identity = [&set];
    let policies = Policies { identity: &identity, ..Policies::default() };
    bencher.bench_local(|| {
        let explanation = explain(black_box(request), black_box(&policies));
        let message = explanation.denial_reason();
        (
            explanation.decision(),
            explanation.decisive_statements().len(),
            explanation.missing_piece().is_some(),
            message,
        )
    });
}

#[divan::bench(args = SIZES)]
fn explain_mfa_denied(bencher: Bencher<'_, '_>, count: usize) {
    run_explained(bencher, &mfa_among(count), &list_buckets(&context(false)));
}

#[divan::bench(args = SIZES)]
fn explain_same_action_denied(bencher: Bencher<'_, '_>, count: usize) {
    let arn = "arn:aws:s3:::elsewhere/alice/photo.jpg";
    run_explained(bencher, &all_about_the_action(count), &get_object(arn, &context(true)));
}

#[divan::bench(args = SIZES)]
fn explain_same_action_allowed(bencher: Bencher<'_, '_>, count: usize) {
    let arn = format!("arn:aws:s3:::bucket-{:05}/alice/photo.jpg", count / 2);
    run_explained(bencher, &all_about_the_action(count), &get_object(&arn, &context(true)));
}

#[divan::bench(args = [1, 100, 1_000, 10_000])]
fn compile_mfa(bencher: Bencher<'_, '_>, count: usize) {
    let documents = documents(&mfa_among(count));
    bencher.bench_local(|| compile(black_box(&documents)));
}

#[divan::bench(args = [1, 100, 1_000, 10_000])]
fn compile_same_action(bencher: Bencher<'_, '_>, count: usize) {
    let documents = documents(&all_about_the_action(count));
    bencher.bench_local(|| compile(black_box(&documents)));
}

#[divan::bench]
fn build_context() -> Context {
    context(true)
}
