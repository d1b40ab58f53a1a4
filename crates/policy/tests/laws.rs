//! Laws that hold between the decisions on an input and on a changed one.

use crate::generate::{self, Random};
use serde_json::{Value, json};

const CASES: u64 = 600;

fn decision(input: &Value) -> String {
    let line = input.to_string();
    let output: Value = serde_json::from_str(&policy::interchange::decide_line(&line)).unwrap();
    output["decision"].as_str().unwrap_or_else(|| panic!("{output}\n{line}")).to_owned()
}

fn allowed(input: &Value) -> bool {
    decision(input) == "Allowed"
}

/// Checks a law on random inputs: it gets the input and randomness, and says whether it could be tried at all.
fn law(name: &str, mut check: impl FnMut(&mut Random, &Value) -> bool) {
    let mut tried = 0;
    for case in 0..CASES {
        let mut random = Random::new(case.wrapping_mul(31) + u64::try_from(name.len()).unwrap());
        let input = generate::input(&mut random);
        tried += u64::from(check(&mut random, &input));
    }
    assert!(tried * 20 > CASES, "{name} was tried {tried} times only");
}

#[track_caller]
fn never_grants(before: &Value, after: &Value) {
    assert!(allowed(before) || !allowed(after), "before: {before}\nafter: {after}");
}

#[track_caller]
fn same(one: &Value, other: &Value) {
    assert_eq!(decision(one), decision(other), "one: {one}\nother: {other}");
}

/// Every list of policies that is there, by its path.
fn layers(input: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    for name in ["identity", "permissionsBoundary", "vpcEndpoint"] {
        if !input["policies"][name].as_array().unwrap().is_empty() {
            paths.push(format!("/policies/{name}"));
        }
    }
    for name in ["serviceControl", "resourceControl"] {
        for at in 0..input["policies"][name].as_array().unwrap().len() {
            let path = format!("/policies/{name}/{at}/policies");
            if !input.pointer(&path).unwrap().as_array().unwrap().is_empty() {
                paths.push(path);
            }
        }
    }
    paths
}

/// Every list of statements that is there.
fn statement_lists(input: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    for path in layers(input) {
        let count = input.pointer(&path).unwrap().as_array().unwrap().len();
        paths.extend((0..count).map(|at| format!("{path}/{at}/Statement")));
    }
    for name in ["resource", "session"] {
        if input["policies"][name].is_object() {
            paths.push(format!("/policies/{name}/Statement"));
        }
    }
    paths
}

fn layer_of(path: &str) -> &str {
    path.split('/').nth(2).unwrap()
}

fn list<'v>(input: &'v mut Value, path: &str) -> &'v mut Vec<Value> {
    input.pointer_mut(path).unwrap().as_array_mut().unwrap()
}

fn pick<'p>(random: &mut Random, paths: &'p [String]) -> Option<&'p String> {
    if paths.is_empty() { None } else { Some(&paths[random.below(paths.len())]) }
}

fn statement_of(random: &mut Random, path: &str, effect: &str) -> Value {
    let mut statement = generate::statement(random, layer_of(path));
    statement["Effect"] = effect.into();
    statement
}

#[test]
fn adding_a_deny_never_grants() {
    law("deny", |random, input| {
        let paths = statement_lists(input);
        let Some(path) = pick(random, &paths) else { return false };
        let mut changed = input.clone();
        let deny = statement_of(random, path, "Deny");
        list(&mut changed, path).push(deny);
        never_grants(input, &changed);
        true
    });
}

#[test]
fn removing_an_allow_never_grants() {
    law("remove", |random, input| {
        let paths = statement_lists(input);
        let Some(path) = pick(random, &paths) else { return false };
        let mut changed = input.clone();
        let statements = list(&mut changed, path);
        if statements.is_empty() {
            return false;
        }
        let at = random.below(statements.len());
        if statements[at]["Effect"] == "Deny" {
            return false;
        }
        statements.remove(at);
        never_grants(input, &changed);
        true
    });
}

#[test]
fn adding_an_allow_to_a_layer_never_takes() {
    law("allow", |random, input| {
        let paths = statement_lists(input);
        let Some(path) = pick(random, &paths) else { return false };
        let mut changed = input.clone();
        let allow = statement_of(random, path, "Allow");
        list(&mut changed, path).push(allow);
        never_grants(&changed, input);
        true
    });
}

#[test]
fn a_new_limiting_layer_never_grants() {
    law("layer", |random, input| {
        let mut changed = input.clone();
        let policies = &mut changed["policies"];
        let kind = random.pick(&[
            "permissionsBoundary",
            "session",
            "serviceControl",
            "resourceControl",
            "vpcEndpoint",
        ]);
        let new = generate::document(random, kind);
        let is_federated =
            input["request"]["principal"].as_str().is_some_and(|who| who.contains("federated-user"));
        match kind {
            "serviceControl" | "resourceControl" => {
                policies[kind].as_array_mut().unwrap().push(json!({"level": "New", "policies": [new]}));
            }
            // A federated user has nothing without a session policy.
            "session" if policies["session"].is_null() && !is_federated => policies["session"] = new,
            "permissionsBoundary" | "vpcEndpoint" if policies[kind] == json!([]) => {
                policies[kind] = json!([new])
            }
            _ => return false,
        }
        never_grants(input, &changed);
        true
    });
}

#[test]
fn order_does_not_matter() {
    law("order", |random, input| {
        let mut changed = input.clone();
        let paths: Vec<String> = statement_lists(input).into_iter().chain(layers(input)).collect();
        for path in &paths {
            let items = list(&mut changed, path);
            for at in (1..items.len()).rev() {
                items.swap(at, random.below(at + 1));
            }
        }
        same(input, &changed);
        !paths.is_empty()
    });
}

#[test]
fn saying_it_twice_does_not_matter() {
    law("twice", |random, input| {
        let mut changed = input.clone();
        let paths: Vec<String> = statement_lists(input).into_iter().chain(layers(input)).collect();
        let Some(path) = pick(random, &paths) else { return false };
        let items = list(&mut changed, path);
        items.extend(items.clone());
        same(input, &changed);
        true
    });
}

#[test]
fn one_statement_per_entry_is_the_same() {
    law("split", |random, input| {
        let paths = statement_lists(input);
        let Some(path) = pick(random, &paths) else { return false };
        let element = random.pick(&["Action", "Resource"]);
        let mut changed = input.clone();
        let statements = list(&mut changed, path);
        let mut split = Vec::new();
        for statement in statements.iter() {
            match statement.get(element) {
                Some(Value::Array(entries)) => split.extend(entries.iter().map(|entry| {
                    let mut one = statement.clone();
                    one[element] = entry.clone();
                    one
                })),
                _ => split.push(statement.clone()),
            }
        }
        *statements = split;
        same(input, &changed);
        true
    });
}

/// Replaces words in every string of a value, names of members included.
fn rename(value: &Value, words: &[(&str, &str)]) -> Value {
    let mut text = value.to_string();
    for (from, to) in words {
        text = text.replace(from, to);
    }
    serde_json::from_str(&text).unwrap()
}

#[test]
fn consistent_names_do_not_matter() {
    law("rename", |_, input| {
        let accounts = [("111111111111", "333333333333"), ("222222222222", "444444444444")];
        same(input, &rename(input, &accounts));
        let keys = [
            ("PrincipalTag/t", "PrincipalTag/longer-name"),
            ("PRINCIPALTAG/T", "PRINCIPALTAG/LONGER-NAME"),
            ("aws:missing", "aws:gone"),
            ("s3:prefix", "s3:other"),
            ("S3:PREFIX", "S3:OTHER"),
        ];
        same(input, &rename(input, &keys));
        true
    });
}

#[test]
fn case_of_actions_and_keys_does_not_matter() {
    law("case", |_, input| {
        let mut changed = input.clone();
        let action = input["request"]["action"].as_str().unwrap();
        changed["request"]["action"] = action.to_uppercase().into();
        let context = input["request"]["context"].as_object().unwrap();
        let upper: serde_json::Map<String, Value> =
            context.iter().map(|(key, value)| (key.to_uppercase(), value.clone())).collect();
        changed["request"]["context"] = upper.into();
        same(input, &changed);
        true
    });
}

#[test]
fn keys_that_nobody_asks_for_do_not_matter() {
    law("unrelated", |random, input| {
        let mut changed = input.clone();
        changed["request"]["context"]["other:key"] = random.pick(generate::TEXTS).into();
        changed["request"]["context"]["another:key"] = json!(["x", "*"]);
        same(input, &changed);
        true
    });
}

#[test]
fn if_exists_does_not_matter_where_the_key_exists() {
    law("exists", |random, input| {
        let paths = statement_lists(input);
        let Some(path) = pick(random, &paths) else { return false };
        let context = input["request"]["context"].as_object().unwrap();
        let mut changed = input.clone();
        let mut did = false;
        for statement in list(&mut changed, path) {
            let Some(condition) = statement.get_mut("Condition").and_then(Value::as_object_mut) else {
                continue;
            };
            let mut renamed = serde_json::Map::new();
            for (operator, keys) in condition.iter() {
                let folded = operator.to_lowercase();
                let plain = !folded.ends_with("ifexists") && folded != "null";
                let present = |key: &String| context.keys().any(|name| name.eq_ignore_ascii_case(key));
                let all_present = keys.as_object().unwrap().keys().all(present);
                let name = format!("{operator}IfExists");
                if plain && all_present && !condition.contains_key(&name) {
                    did = true;
                    renamed.insert(name, keys.clone());
                } else {
                    renamed.insert(operator.clone(), keys.clone());
                }
            }
            *condition = renamed;
        }
        same(input, &changed);
        did
    });
}

#[test]
fn a_session_is_never_more_than_its_parent() {
    law("session", |random, input| {
        let mut parent = input.clone();
        parent["request"]["principal"] = "arn:aws:sts::111111111111:assumed-role/r1/s1".into();
        parent["policies"]["session"] = Value::Null;
        let mut session = parent.clone();
        session["policies"]["session"] = generate::document(random, "session");
        never_grants(&parent, &session);
        // A federated session has its user's permissions at most, but for what names the session itself.
        let mut user = input.clone();
        user["request"]["principal"] = "arn:aws:iam::111111111111:user/alice".into();
        user["policies"]["session"] = Value::Null;
        user["policies"]["resource"] = Value::Null;
        let mut federated = user.clone();
        federated["request"]["principal"] = "arn:aws:sts::111111111111:federated-user/alice".into();
        never_grants(&user, &federated);
        federated["policies"]["session"] = generate::document(random, "session");
        never_grants(&user, &federated);
        true
    });
}

#[test]
fn what_is_allowed_across_accounts_is_allowed_within() {
    law("across", |_, input| {
        let Some(who) = input["request"]["principal"].as_str() else { return false };
        let service = input["request"]["action"].as_str().unwrap()[..3].to_lowercase();
        if !who.starts_with("arn:") || service == "sts" || service == "kms" {
            return false;
        }
        let account = who.split(':').nth(4).unwrap();
        let mut own = input.clone();
        own["request"]["resource"]["account"] = account.into();
        let mut other = input.clone();
        other["request"]["resource"]["account"] = "999999999999".into();
        never_grants(&own, &other);
        true
    });
}

#[test]
fn who_one_is_can_always_be_asked() {
    law("identity", |_, input| {
        if input["request"]["principal"] == "anonymous" {
            return false;
        }
        let mut changed = input.clone();
        changed["request"]["action"] = "sts:GetCallerIdentity".into();
        assert!(allowed(&changed), "{changed}");
        true
    });
}
