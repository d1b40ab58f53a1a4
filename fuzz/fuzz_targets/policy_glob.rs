//! Patterns against a regular expression engine: `resource pattern \n resource`, as one statement would use them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy::{Context, Kind, Policies, Policy, PolicySet, Principal, Request, decide};
use std::sync::Arc;

/// `*` any run, `?` one character, the rest literal.
fn regex(pattern: &str) -> Option<regex::Regex> {
    let mut text = String::from("(?s)\\A");
    for character in pattern.chars() {
        match character {
            '*' => text.push_str(".*"),
            '?' => text.push('.'),
            other => text.push_str(&regex::escape(&other.to_string())),
        }
    }
    text.push_str("\\z");
    regex::Regex::new(&text).ok()
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((pattern, resource)) = text.split_once('\n') else { return };
    if pattern.len() > 2_000 || resource.len() > 2_000 {
        return;
    }
    let Some(expected) = regex(pattern).map(|regex| regex.is_match(resource)) else { return };
    // Version 2008: `${` is text, for the regular expression too.
    let statement = serde_json::json!({"Statement": [
        {"Effect": "Allow", "Action": "x:Resource", "Resource": format!("arn:aws:x:::{pattern}")},
        {"Effect": "Allow", "Action": "x:Condition", "Resource": "*", "Condition": {"StringLike": {"k": pattern}}}]});
    let policy = Policy::read(Kind::Inline, &statement.to_string()).unwrap();
    let set = PolicySet::from_policies([Arc::new(policy)]);
    let mut context = Context::new();
    context.set("k", resource);
    let arn = format!("arn:aws:x:::{resource}");
    let identity = [&set];
    let policies = Policies { identity: &identity, ..Policies::default() };
    for action in ["x:Resource", "x:Condition"] {
        let request = Request {
            principal: Principal::User { arn: "arn:aws:iam::111122223333:user/u", id: None },
            action,
            resource_arn: &arn,
            resource_account: Some("111122223333"),
            wildcard_only_action: false,
            context: &context,
        };
        assert_eq!(decide(&request, &policies).is_allowed(), expected, "{action} {pattern:?} {resource:?}");
    }
});
