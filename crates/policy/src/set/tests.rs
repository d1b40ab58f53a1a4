use super::*;
use crate::context::Context;
use crate::kind::Kind;

fn policy(statements: &str) -> Arc<Policy> {
    let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statements}]}}");
    Arc::new(
        Policy::read(Kind::Managed, &text)
            .unwrap_or_else(|error| panic!("{error} {}: {text}", error.detail())),
    )
}

fn allow(action: &str, resource: &str) -> String {
    format!("{{\"Effect\": \"Allow\", \"Action\": {action}, \"Resource\": {resource}}}")
}

fn found(set: &PolicySet, action: &str, resource: &str) -> Vec<usize> {
    let context = Context::new();
    let target = Target {
        action_text: action,
        action: RequestAction::new(action),
        resource: RequestResource::new(resource),
        context: &context,
    };
    let mut numbers = Vec::new();
    set.any(Effect::Allow, &target, |found| {
        numbers.push(found.number);
        false
    });
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Number of statements that the index hands out for a request, matching or not.
fn visited(set: &PolicySet, action: &str, resource: &str) -> usize {
    let context = Context::new();
    let target = Target {
        action_text: action,
        action: RequestAction::new(action),
        resource: RequestResource::new(resource),
        context: &context,
    };
    let mut count = 0;
    set.candidates(Effect::Allow, &target, |_| {
        count += 1;
        false
    });
    count
}

#[test]
fn an_empty_set_has_nothing() {
    assert!(found(&PolicySet::empty(), "s3:GetObject", "*").is_empty());
    assert_eq!(PolicySet::empty().statement_count(), 0);
}

#[test]
fn statements_are_found_by_every_kind_of_entry() {
    let statements = [
        allow("\"*\"", "\"*\""),
        allow("\"s3:GetObject\"", "\"arn:aws:s3:::b/k\""),
        allow("[\"iam:*\", \"s3:Get*\"]", "[\"arn:aws:sqs:::x\", \"arn:aws:s3:::b/*\"]"),
        allow("\"*:GetObject\"", "\"arn:aws:s3:::*\""),
        "{\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"NotResource\": \"arn:aws:sqs:::x\"}".to_owned(),
        allow("\"s3:PutObject\"", "\"*\""),
        allow("\"s3:get*\"", "\"arn:aws:s3:::c/*\""),
        allow("\"s3\"", "\"*\""),
    ];
    let set = PolicySet::from_policies([policy(&statements.join(","))]);
    assert_eq!(found(&set, "s3:GetObject", "arn:aws:s3:::b/k"), [0, 1, 2, 3, 4]);
    assert_eq!(found(&set, "S3:GETOBJECT", "arn:aws:s3:::b/k"), [0, 1, 2, 3, 4]);
    assert_eq!(found(&set, "s3:PutObject", "*"), [0, 4, 5]);
    assert_eq!(found(&set, "iam:GetUser", "arn:aws:sqs:::x"), [0, 2]);
    assert_eq!(set.statement_count(), 8);
}

#[test]
fn statements_that_cannot_match_are_not_visited() {
    let by_action: Vec<String> =
        (0..1_000).map(|number| allow(&format!("\"svc{number}:*\""), "\"*\"")).collect();
    let set = PolicySet::from_policies([policy(&by_action.join(","))]);
    assert_eq!(visited(&set, "svc77:Get", "*"), 1);
    assert_eq!(visited(&set, "other:Get", "*"), 0);
    let by_resource: Vec<String> = (0..1_000)
        .map(|number| allow("\"s3:*\"", &format!("\"arn:aws:s3:::bucket-{number:04}/*\"")))
        .collect();
    let set = PolicySet::from_policies([policy(&by_resource.join(","))]);
    assert_eq!(visited(&set, "s3:GetObject", "arn:aws:s3:::bucket-0777/k"), 1);
    assert_eq!(visited(&set, "s3:GetObject", "arn:aws:s3:::elsewhere/k"), 0);
    assert_eq!(visited(&set, "s3:GetObject", "*"), 0);
}

#[test]
fn a_statement_with_many_pairs_is_filed_once_per_action() {
    let list = |name: &str| {
        let items: Vec<String> = (0..100).map(|number| format!("\"{name}{number:02}\"")).collect();
        format!("[{}]", items.join(","))
    };
    let set = PolicySet::from_policies([policy(&allow(&list("s3:Action"), &list("arn:aws:s3:::b")))]);
    assert_eq!(found(&set, "s3:Action42", "arn:aws:s3:::b77"), [0]);
    assert!(found(&set, "s3:Action42", "arn:aws:s3:::c").is_empty());
    assert_eq!(visited(&set, "s3:Action42", "arn:aws:s3:::b77"), 1);
    assert!(set.index_bytes() < 64 * 1024, "{}", set.index_bytes());
}

#[test]
fn policies_are_united() {
    let set =
        PolicySet::from_policies([policy(&allow("\"a:*\"", "\"*\"")), policy(&allow("\"b:*\"", "\"*\""))]);
    assert_eq!(set.policies().len(), 2);
    assert_eq!(found(&set, "a:x", "*").len() + found(&set, "b:x", "*").len(), 2);
    assert_eq!(set.statements().count(), 2);
}

/// One list in 64 of a pool, chosen by the bits of a number, written as JSON.
fn chosen(pool: &[&str], bits: usize) -> String {
    let items = pool.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
    let items: Vec<String> = items.map(|(_, item)| format!("\"{item}\"")).collect();
    format!("[{}]", items.join(","))
}

#[test]
fn entries_that_begin_one_another_are_found_as_each_by_itself() {
    const ACTIONS: [&str; 8] =
        ["*", "s*:Get*", "s3:*", "s3:*Object", "s3:G*", "s3:Ge*x", "s3:GetO*", "s3:GetObject"];
    const RESOURCES: [&str; 7] = [
        "*",
        "arn:aws:s3:::*x",
        "arn:aws:s3:::b*",
        "arn:aws:s3:::bu*y",
        "arn:aws:s3:::buc*",
        "arn:aws:s3:::buck*z",
        "arn:aws:s3:::bucket/*",
    ];
    let nothing = Context::new();
    for actions in 1..1usize << ACTIONS.len() {
        // Not all pairs of subsets, but all subsets of each.
        for resources in [actions % 127 + 1, 127, 126, 0b101_0100] {
            let text = allow(&chosen(&ACTIONS, actions), &chosen(&RESOURCES, resources));
            let set = PolicySet::from_policies([policy(&text)]);
            let statement = &set.policies()[0].statements[0];
            for action in ["s3:GetObject", "s3:PutObject", "s3:Gex", "s3:ListBucket", "sns:GetTopic"] {
                for resource in
                    ["*", "arn:aws:s3:::bucket/k", "arn:aws:s3:::buy", "arn:aws:s3:::a", "arn:aws:s3:::bx"]
                {
                    let expected = statement.actions.apply(RequestAction::new(action), &nothing)
                        && statement
                            .resources
                            .as_ref()
                            .is_none_or(|all| all.apply(RequestResource::new(resource), &nothing));
                    assert_eq!(
                        !found(&set, action, resource).is_empty(),
                        expected,
                        "{text} {action} {resource}"
                    );
                    assert!(visited(&set, action, resource) <= MAX_NESTED * MAX_NESTED);
                }
            }
        }
    }
}
