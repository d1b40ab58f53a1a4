//! Documents that were built to be slow. Steps are counted for a document and for one four times as long: what is
//! quadratic takes sixteen times as many.

use super::of;
use crate::explain::explain;
use crate::{Context, Kind, Policies, Policy, PolicySet, Principal, Request, check, decide};
use std::sync::Arc;

const ACTION: &str = "s3:GetObjectVersionTagging";
/// Bytes of the values that requests bring.
const VALUE: usize = 256;

fn document(statements: &str) -> String {
    format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statements}]}}")
}

fn allow(rest: &str) -> String {
    document(&format!("{{\"Effect\": \"Allow\", {rest}}}"))
}

fn list(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| format!("\"{}\"", text(number))).collect::<Vec<_>>().join(",")
}

fn members(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect::<Vec<_>>().join(",")
}

type Hostile = (&'static str, Kind, fn(usize) -> String);

/// Each with what makes it slow, and a builder by number of entries.
const HOSTILE: [Hostile; 19] = [
    ("actions without wildcards", Kind::Managed, |n| {
        allow(&format!("\"Action\": [{}], \"Resource\": \"*\"", list(n, |at| format!("a:b{at}"))))
    }),
    ("wildcards behind one prefix", Kind::Managed, |n| {
        allow(&format!("\"Action\": [{}], \"Resource\": \"*\"", list(n, |at| format!("s3:*{at}*"))))
    }),
    ("question marks behind one prefix", Kind::Managed, |n| {
        allow(&format!("\"Action\": [{}], \"Resource\": \"*\"", list(n, |at| format!("s3:?{at}"))))
    }),
    ("the same entry", Kind::Managed, |n| {
        allow(&format!("\"Action\": [{}], \"Resource\": \"arn:aws:s3:::b\"", list(n, |_| "*".into())))
    }),
    ("prefixes of one action", Kind::Managed, |n| {
        let action = |at: usize| format!("{}*", &ACTION[..at % ACTION.len()]);
        let resource = |at: usize| format!("arn:aws:s3:::{}*b", "a".repeat(at % 40));
        allow(&format!("\"Action\": [{}], \"Resource\": [{}]", list(n, action), list(n, resource)))
    }),
    ("long patterns", Kind::Managed, |n| {
        let (action, resource) = ("?a".repeat(n), "a?".repeat(n));
        allow(&format!("\"Action\": \"s3:*{action}b*\", \"Resource\": \"arn:aws:s3:::*{resource}b*\""))
    }),
    ("a pattern of stars", Kind::Managed, |n| {
        let others = list(n, |at| format!("s3:b{at}"));
        allow(&format!("\"Action\": [\"s3:{}\", {others}], \"Resource\": \"*\"", "*".repeat(n)))
    }),
    ("findings in one line", Kind::Managed, |n| {
        allow(&format!("\"Action\": [{}], \"Resource\": \"*\"", list(n, |at| format!("a: b{at}"))))
    }),
    ("statements", Kind::Managed, |n| {
        let one = |at| format!("{{\"Effect\": \"Deny\", \"Action\": \"s3:*{at}\", \"Resource\": \"*\"}}");
        document(&members(n, one))
    }),
    ("equal statements", Kind::Managed, |n| {
        document(&members(n, |_| "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}".into()))
    }),
    ("conditions", Kind::Managed, |n| {
        let keys = members(n, |at| format!("\"aws:x{at}\": \"*a*b*c\""));
        allow(&format!(
            "\"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {{\"ForAllValues:StringLike\": {{{keys}}}}}"
        ))
    }),
    ("one key in many cases", Kind::Managed, |n| {
        let letter = |at: usize, bit: usize| if at >> bit & 1 == 1 { 'A' } else { 'a' };
        let key = |at: usize| (0..12).map(|bit| letter(at, bit)).collect::<String>();
        let keys = members(n, |at| format!("\"{}\": \"x\"", key(at)));
        allow(&format!(
            "\"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {{\"StringLike\": {{{keys}}}}}"
        ))
    }),
    ("values of a long key", Kind::Managed, |n| {
        let values = list(n, |at| format!("x{at}"));
        allow(&format!(
            "\"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {{\"NumericEquals\": {{\"{}\": [{values}]}}}}",
            "k".repeat(4 * n)
        ))
    }),
    ("actions and conditions", Kind::Managed, |n| {
        let values = list(n, |at| format!("*a*{at}b"));
        allow(&format!(
            "\"Action\": [{}], \"Resource\": \"*\", \"Condition\": {{\"StringNotLike\": {{\"x:y\": [\"*\",{values}]}}}}",
            list(n, |_| "s3:*".into())
        ))
    }),
    ("actions and resources", Kind::Managed, |n| {
        let resources = list(n, |at| format!("arn:aws:s3:::*{at}b"));
        allow(&format!("\"Action\": [{}], \"Resource\": [{resources}]", list(n, |_| "s3:*".into())))
    }),
    ("principals and actions", Kind::Trust, |n| {
        let principals = list(n, |at| format!("arn:aws:iam::{at:012}:root"));
        let actions = list(n, |_| "sts:AssumeRoleWithSAML".into());
        allow(&format!("\"Action\": [{actions}], \"Principal\": {{\"AWS\": [{principals}]}}"))
    }),
    ("variables that do not end", Kind::Managed, |n| {
        allow(&format!("\"Action\": \"*\", \"Resource\": \"arn:aws:s3:::{}\"", "${".repeat(n)))
    }),
    ("variables in an ARN that do not end", Kind::Managed, |n| {
        let condition = format!("{{\"ArnLike\": {{\"x:y\": \"arn:{}:\"}}}}", "${".repeat(n));
        allow(&format!("\"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {condition}"))
    }),
    ("variables", Kind::Managed, |n| {
        allow(&format!("\"Action\": \"*\", \"Resource\": \"arn:aws:s3:::{}\"", "${x:y}".repeat(n)))
    }),
];

/// Steps of `check`, of `decide`, and of an explanation in all its forms.
fn costs(kind: Kind, text: &str) -> [u64; 3] {
    let checked = of(|| check(kind, text));
    let read = of(|| Policy::read(kind, text));
    let policy = Policy::read(kind, text).expect(text);
    let set = PolicySet::from_policies([Arc::new(policy)]);
    let mut context = Context::new();
    context.set("x:y", "a".repeat(VALUE));
    let resource = format!("arn:aws:s3:::{}", "a".repeat(VALUE));
    let request = Request {
        principal: Principal::User { arn: "arn:aws:iam::111122223333:user/alice", id: None },
        action: if kind == Kind::Trust { "sts:AssumeRoleWithSAML" } else { ACTION },
        resource_arn: &resource,
        resource_account: Some("111122223333"),
        wildcard_only_action: false,
        context: &context,
    };
    let identity = [&set];
    let policies = match kind {
        Kind::Trust => Policies { resource: Some(&set), ..Policies::default() },
        _ => Policies { identity: &identity, ..Policies::default() },
    };
    let decided = of(|| decide(&request, &policies));
    let explained = of(|| {
        let explanation = explain(&request, &policies);
        let told = (explanation.to_text(), explanation.to_json());
        (told, explanation.matched_statements().len(), explanation.missing_context_keys().len())
    });
    [checked + read, decided, explained]
}

#[test]
fn work_grows_with_the_length_of_a_document_and_not_with_its_square() {
    for (name, kind, build) in HOSTILE {
        let (short, long) = (costs(kind, &build(300)), costs(kind, &build(1_200)));
        for (what, (short, long)) in
            ["check", "decide", "explain"].into_iter().zip(short.into_iter().zip(long))
        {
            // Numbers grow by a digit, and the first steps are the same for all.
            assert!(
                long <= 5 * short + 5_000,
                "{name}: {what} takes {short} steps, and {long} for four times as much"
            );
        }
    }
}

#[test]
fn a_decision_costs_no_more_than_patterns_times_values() {
    // Each pattern is compared with a value at most so many times: once for each of the places in the index where its
    // statement stands that a request passes.
    const MEETINGS: u64 = 16;
    for (name, kind, build) in HOSTILE {
        let text = build(400);
        let [_, decided, _] = costs(kind, &text);
        let bound = MEETINGS * (text.len() * VALUE) as u64;
        assert!(decided <= bound, "{name}: {decided} steps, bound {bound}");
    }
}

#[test]
fn ten_thousand_actions_are_compared_a_few_times_each() {
    let actions =
        allow(&format!("\"Action\": [{}], \"Resource\": \"*\"", list(10_000, |at| format!("a:b{at}"))));
    assert!(of(|| check(Kind::Managed, &actions)) < 100_000);
    // With one wildcard that begins all of them each is compared once with it.
    let with_wildcard = actions.replacen("\"a:b0\"", "\"a:b*\"", 1);
    let report = check(Kind::Managed, &with_wildcard);
    let redundant = report.findings.iter().filter(|finding| finding.rule.id == "REDUNDANT_ACTION").count();
    assert_eq!(redundant, 9_999);
    let steps = of(|| check(Kind::Managed, &with_wildcard));
    assert!(steps < 10_000 * 1_000, "{steps}");
}
