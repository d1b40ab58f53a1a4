use super::*;
use serde_json::Value;

fn decide(line: &str) -> Value {
    serde_json::from_str(&decide_line(line)).unwrap()
}

fn with_request(request: &str) -> Value {
    decide(&format!(
        "{{\"request\": {request}, \"policies\": {{\"identity\": [{{\"Version\": \"2012-10-17\", \"Statement\": \
         {{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}}}]}}}}"
    ))
}

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

#[test]
fn outputs_have_the_fixed_names() {
    let request = format!(
        r#"{{"principal": "{ALICE}", "action": "s3:GetObject", "resource": {{"arn": "arn:aws:s3:::b/k"}}}}"#
    );
    let output = with_request(&request);
    assert_eq!(output["decision"], "Allowed");
    assert_eq!(output["blockedBy"], serde_json::json!([]));
    assert_eq!(output["reasons"][0]["layer"], "identity");
    let line = decide_line(&format!("{{\"request\": {request}, \"policies\": {{}}}}"));
    assert!(!line.contains('\n'));
    let output: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(output["decision"], "ImplicitlyDenied");
    assert_eq!(
        output["reasons"][0]["text"],
        "because no identity-based policy allows the s3:GetObject action"
    );
}

#[test]
fn forms_of_requests() {
    let ok = |request: &str| assert_eq!(with_request(request)["decision"], "Allowed", "{request}");
    ok(&format!(
        r#"{{"principal": "{ALICE}", "action": "s3:GetObject", "resource": {{"arn": "arn:aws:s3:::b/k", "account": "111122223333"}}, "context": {{}}}}"#
    ));
    ok(&format!(
        r#"{{"principal": "{ALICE}", "action": "iam:ListUsers", "resource": {{"arn": "*"}}, "wildcardOnlyAction": true}}"#
    ));
    ok(&format!(
        r#"{{"principal": "{ALICE}", "action": "iam:ListUsers", "wildcardOnlyAction": true, "context": null}}"#
    ));
    ok(&format!(
        r#"{{"principal": "{ALICE}", "action": "iam:GetUser", "resource": {{"arn": "{ALICE}", "account": null}}}}"#
    ));
    ok(&format!(
        r#"{{"principal": "{ALICE}", "action": "a:B", "resource": {{"arn": "*"}}, "context": {{"a": 1, "b": true, "c": ["x", 2], "d": null, "e": []}}}}"#
    ));
    let denied =
        |request: &str| assert_eq!(with_request(request)["decision"], "ImplicitlyDenied", "{request}");
    denied(
        r#"{"principal": "anonymous", "action": "s3:GetObject", "resource": {"arn": "arn:aws:s3:::b/k"}}"#,
    );
    denied(
        r#"{"principal": {"service": "s3.amazonaws.com"}, "action": "s3:GetObject", "resource": {"arn": "arn:aws:s3:::b/k"}}"#,
    );
    denied(&format!(
        r#"{{"principal": "{ALICE}", "action": "iam:GetUser", "resource": {{"arn": "arn:aws:iam::999999999999:user/x"}}}}"#
    ));
}

#[test]
fn what_cannot_be_read_is_an_error_of_its_line() {
    let good = format!(
        r#""request": {{"principal": "{ALICE}", "action": "s3:GetObject", "resource": {{"arn": "*"}}}}"#
    );
    let table = [
        ("".to_owned(), "not JSON"),
        ("{".to_owned(), "not JSON"),
        ("[]".to_owned(), "object"),
        ("{}".to_owned(), "\"request\" is missing"),
        (format!("{{{good}, {good}}}"), "given twice"),
        (r#"{"request": {"action": "a:B", "resource": {"arn": "*"}}}"#.into(), "\"principal\" is missing"),
        (
            r#"{"request": {"principal": "bob", "action": "a:B", "resource": {"arn": "*"}}}"#.into(),
            "neither an ARN",
        ),
        (
            r#"{"request": {"principal": "anonymous", "resource": {"arn": "*"}}}"#.into(),
            "\"action\" is missing",
        ),
        (r#"{"request": {"principal": "anonymous", "action": "a:B"}}"#.into(), "\"resource\" is missing"),
        (
            r#"{"request": {"principal": "anonymous", "action": "a:B", "resource": {}}}"#.into(),
            "\"arn\" is missing",
        ),
        (good.replace("action", "actions"), "not JSON"),
        (
            format!("{{{good}, \"policies\": {{\"resourcePolicies\": []}}}}"),
            "\"resourcePolicies\" is not known",
        ),
        (format!("{{{good}, \"policies\": {{\"identity\": [5]}}}}"), "identity[0]"),
        (format!("{{{good}, \"policies\": {{\"identity\": [{{}}]}}}}"), "Syntax errors in policy."),
        (
            format!(
                r#"{{{good}, "policies": {{"session": {{"name": "s", "document": {{"Statement": [{{"Effect": "Allow"}}]}}}}}}}}"#
            ),
            "Policy statement must contain actions.",
        ),
        (
            format!("{{{good}, \"policies\": {{\"serviceControl\": [{{\"policys\": []}}]}}}}"),
            "\"policys\" is not known",
        ),
        (format!("{{{good}, \"policies\": {{\"identity\": [\"mfa\"]}}}}"), "no document of this file"),
        (
            format!("{{{good}, \"policies\": {{\"identity\": [{{\"file\": \"x.json\"}}]}}}}"),
            "Syntax errors in policy.",
        ),
    ];
    for (line, part) in table {
        let output = decide(&line);
        let error = output["error"].as_str().unwrap_or_else(|| panic!("{line}: {output}"));
        assert!(error.contains(part), "{line}: {error}");
        assert!(output.get("decision").is_none());
        assert!(explain_line_as_text(&line).is_err() && explain_line_as_json(&line).is_err());
    }
}

/// The decision, or the error.
fn decision_of(request: &str, policies: &str) -> String {
    let output = decide(&format!("{{\"request\": {request}, \"policies\": {policies}}}"));
    output["decision"].as_str().or(output["error"].as_str()).unwrap().to_owned()
}

#[test]
fn every_document_that_parses_is_judged() {
    let allow = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    let with_principal = r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#;
    let denies_others =
        r#"{"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}"#;
    let document = |statements: &str| format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    let (allow, empty) = (document(allow), document(""));
    let (named, denied) = (document(with_principal), document(denies_others));
    let request = format!(
        r#"{{"principal": "{ALICE}", "action": "s3:GetObject", "resource": {{"arn": "arn:aws:s3:::b/k"}}}}"#
    );
    let table = [
        // A principal in a policy that is attached to one is ignored, in Allow and Deny.
        (format!(r#"{{"identity": [{named}]}}"#), "Allowed"),
        (format!(r#"{{"identity": [{allow}, {denied}]}}"#), "ExplicitlyDenied"),
        (format!(r#"{{"identity": [{allow}], "permissionsBoundary": {named}}}"#), "Allowed"),
        (format!(r#"{{"identity": [{allow}], "session": {named}}}"#), "Allowed"),
        (format!(r#"{{"identity": [{allow}], "serviceControl": [{{"policies": [{named}]}}]}}"#), "Allowed"),
        // An empty list says nothing: as a limit it is there, and lets nothing through.
        (format!(r#"{{"identity": [{empty}]}}"#), "ImplicitlyDenied"),
        (format!(r#"{{"identity": [{empty}, {allow}]}}"#), "Allowed"),
        (format!(r#"{{"identity": [{allow}], "permissionsBoundary": [{empty}]}}"#), "ImplicitlyDenied"),
        (format!(r#"{{"identity": [{allow}], "session": {empty}}}"#), "ImplicitlyDenied"),
        (
            format!(r#"{{"identity": [{allow}], "serviceControl": [{{"policies": [{empty}]}}]}}"#),
            "ImplicitlyDenied",
        ),
        (format!(r#"{{"identity": [{allow}], "vpcEndpoint": {empty}}}"#), "ImplicitlyDenied"),
        (format!(r#"{{"identity": [{allow}], "resourceControl": [{{"policies": [{empty}]}}]}}"#), "Allowed"),
        (format!(r#"{{"identity": [{allow}], "resource": {empty}}}"#), "Allowed"),
    ];
    for (policies, expected) in table {
        assert_eq!(decision_of(&request, &policies), expected, "{policies}");
        let line = format!("{{\"request\": {request}, \"policies\": {policies}}}");
        assert!(explain_line_as_text(&line).is_ok() && explain_line_as_json(&line).is_ok());
        let cases = format!(
            r#"{{"policies": {policies}, "cases": [{{"name": "x", "request": {request}, "expect": "{expected}"}}]}}"#
        );
        assert!(run(&cases).unwrap()[0].passed, "{policies}");
    }
}

#[test]
fn identity_providers_can_be_asked_about() {
    const SAML: &str = "arn:aws:iam::111122223333:saml-provider/corp";
    const OIDC: &str = "arn:aws:iam::111122223333:oidc-provider/idp.example/id/1";
    let trusts = |provider: &str, action: &str| {
        format!(
            r#"{{"resource": {{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {{"Federated": "{provider}"}}, "Action": "{action}"}}}}}}"#
        )
    };
    let hosts =
        ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];
    let web = "sts:AssumeRoleWithWebIdentity";
    let saml = "sts:AssumeRoleWithSAML";
    let asked = |principal: &str, action: &str| {
        format!(
            r#"{{"principal": {principal}, "action": "{action}", "resource": {{"arn": "arn:aws:iam::111122223333:role/r"}}}}"#
        )
    };
    let object = |name: &str| format!(r#"{{"federated": "{name}"}}"#);
    let text = |name: &str| format!("\"{name}\"");
    for host in hosts {
        for principal in [text(host), object(host)] {
            assert_eq!(decision_of(&asked(&principal, web), &trusts(host, web)), "Allowed", "{principal}");
            assert_eq!(decision_of(&asked(&principal, web), &trusts(OIDC, web)), "ImplicitlyDenied");
        }
    }
    for (provider, action) in [(SAML, saml), (OIDC, web), ("login.example", web)] {
        assert_eq!(decision_of(&asked(&object(provider), action), &trusts(provider, action)), "Allowed");
        assert_eq!(
            decision_of(&asked(&object("graph.facebook.com"), action), &trusts(provider, action)),
            "ImplicitlyDenied"
        );
    }
    assert_eq!(decision_of(&asked(&text(SAML), saml), &trusts(SAML, saml)), "Allowed");
    // A service of that name is another caller.
    let service = r#"{"service": "cognito-identity.amazonaws.com"}"#;
    let trusted = trusts("cognito-identity.amazonaws.com", web);
    assert_eq!(decision_of(&asked(service, web), &trusted), "ImplicitlyDenied");
    for (principal, part) in [
        ("\"login.example\"", "{\"federated\": NAME}"),
        ("{}", "either \"service\" or \"federated\""),
        (r#"{"service": "a", "federated": "b"}"#, "either"),
        (r#"{"federated": 5}"#, "is a string"),
        (r#"{"saml": "x"}"#, "\"saml\" is not known; known: service, federated"),
    ] {
        let error = decision_of(&asked(principal, web), &trusted);
        assert!(error.contains(part), "{principal}: {error}");
    }
}

#[test]
fn documents_and_lines_are_told_apart() {
    let one = r#"{"request": 1}"#;
    let table: [(&str, Vec<(&str, u32)>); 9] = [
        ("", vec![]),
        ("\n  \n", vec![]),
        ("{\n \"request\": 1\n}\n", vec![("{\n \"request\": 1\n}", 1)]),
        ("\n{\"a\": [\n]}\n\n[\n1]", vec![("{\"a\": [\n]}", 2), ("[\n1]", 5)]),
        ("{\n}{\n\"b\": \"}\\\"{\"}", vec![("{\n}", 1), ("{\n\"b\": \"}\\\"{\"}", 2)]),
        // Broken text is one document, unless lines of it are inputs by themselves.
        ("{\n\"a\": 1", vec![("{\n\"a\": 1", 1)]),
        ("{\n\"a\": nonsense\n}\n", vec![("{\n\"a\": nonsense\n}", 1)]),
        (
            "{\"request\":\n{\"request\": 1}\n\n{\"request\": 1}",
            vec![("{\"request\":", 1), (one, 2), (one, 4)],
        ),
        ("{\n\"a\": \"x\n\"}", vec![("{", 1), ("\"a\": \"x", 2), ("\"}", 3)]),
    ];
    for (text, expected) in table {
        let found: Vec<(&str, u32)> = documents(text).iter().map(|input| (input.text, input.line)).collect();
        assert_eq!(found, expected, "{text:?}");
    }
    for (line, begins) in [
        ("{", true),
        ("{\"a\": {", true),
        (" [ ", true),
        ("{}", false),
        ("nonsense", false),
        ("{\"a\": \"x", false),
        ("", false),
        ("}", false),
        ("\"{\"", false),
    ] {
        assert_eq!(begins_document(line), begins, "{line}");
    }
}

#[test]
fn places_are_those_in_the_whole_text() {
    let text = format!(
        "{{\n\"request\": {{\"principal\": \"{ALICE}\", \"action\": \"a:B\",\n\"resource\": {{\"arn\": \"*\"}}}},\n\
         \"policies\": {{\"identity\": [{{\"Statement\": {{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}}}]}}\n}}"
    );
    let explained = explain_as_text(Input { text: &text, line: 7 }).unwrap();
    assert!(explained.contains("at 10:41"), "{explained}");
    let error = super::decide(Input { text: &text.replace("Allow", "Maybe"), line: 7 }).unwrap_err();
    assert!(error.to_string().contains("at line 10, column 52"), "{error}");
}

#[test]
fn errors_say_where() {
    let line = format!(
        r#"{{"request": {{"principal": "{ALICE}", "action": "a:B", "resource": {{"arn": "*"}}}}, "policies": {{"resource": {{"Statement": {{"Effect": "Maybe"}}}}}}}}"#
    );
    let error = explain_line_as_text(&line).unwrap_err();
    let position = error.position().unwrap();
    assert_eq!(&line[position.column as usize - 1..][..7], "\"Maybe\"");
    assert!(error.to_string().ends_with(&format!("at line 1, column {}", position.column)), "{error}");
}

#[test]
fn named_policies_are_named_in_reasons() {
    let statement = r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Sid": "No"}}"#;
    let line = format!(
        r#"{{"request": {{"principal": "{ALICE}", "action": "a:B", "resource": {{"arn": "*"}}}}, "policies": {{"identity": [{{"name": "lock", "document": {statement}}}, {statement}]}}}}"#
    );
    let output = decide(&line);
    assert_eq!(output["decision"], "ExplicitlyDenied");
    let names: Vec<&str> = output["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| reason["policy"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["lock", "identity[1]"]);
    assert_eq!(output["reasons"][0]["sid"], "No");
}

#[test]
fn one_policy_may_stand_where_a_list_may() {
    let deny = r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
    let request =
        format!(r#""request": {{"principal": "{ALICE}", "action": "a:B", "resource": {{"arn": "*"}}}}"#);
    for policies in [
        format!("\"identity\": {deny}"),
        format!("\"permissionsBoundary\": {deny}"),
        format!("\"session\": [{deny}]"),
    ] {
        assert_eq!(
            decide(&format!("{{{request}, \"policies\": {{{policies}}}}}"))["decision"],
            "ExplicitlyDenied"
        );
    }
}

fn run(file: &str) -> Result<Vec<CaseResult>, InputError> {
    run_cases(file, &|path| match path {
        "deny.json" => Ok(r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#.into()),
        "broken.json" => Ok("{".into()),
        _ => Err("no such file".into()),
    })
}

#[test]
fn files_of_cases() {
    let request = format!(r#"{{"principal": "{ALICE}", "action": "a:B", "resource": {{"arn": "*"}}}}"#);
    let case = |name: &str, policies: &str, expect: &str| {
        format!(r#"{{"name": "{name}", "request": {request}{policies}, "expect": {expect}}}"#)
    };
    let file = format!(
        r#"{{"documents": {{"allow": {{"Statement": {{"Effect": "Allow", "Action": "*", "Resource": "*"}}}}}},
            "policies": {{"identity": ["allow"]}},
            "cases": [{}, {}, {}, {}, {}]}}"#,
        case(
            "own policies",
            r#", "policies": {"identity": [{"file": "deny.json"}]}"#,
            "\"ExplicitlyDenied\""
        ),
        case("the file's policies", "", "\"Allowed\""),
        case("wrong", "", "\"Denied\""),
        case(
            "blocked",
            r#", "policies": {"identity": ["allow"], "permissionsBoundary": [{"file": "deny.json"}]}"#,
            r#"{"decision": "ExplicitlyDenied", "blockedBy": ["permissionsBoundary"]}"#
        ),
        case(
            "blocked by others",
            r#", "policies": {"identity": ["allow"], "permissionsBoundary": [{"file": "deny.json"}]}"#,
            r#"{"decision": "ExplicitlyDenied", "blockedBy": ["session"]}"#
        ),
    );
    let results = run(&file).unwrap();
    let passed: Vec<bool> = results.iter().map(|result| result.passed).collect();
    assert_eq!(passed, [true, true, false, true, false]);
    assert_eq!(results[2].expected, "Denied");
    assert_eq!(results[2].actual, "Allowed");
    assert!(results[2].explanation.as_ref().unwrap().starts_with("ALLOWED"));
    assert_eq!(results[4].actual, "ExplicitlyDenied, blocked by [permissionsBoundary]");
    assert_eq!(results[0].position.line, 3);
}

#[test]
fn broken_files_of_cases() {
    let request = format!(r#"{{"principal": "{ALICE}", "action": "a:B", "resource": {{"arn": "*"}}}}"#);
    let case = |rest: &str| format!(r#"{{"cases": [{{"name": "x", "request": {request}, {rest}}}]}}"#);
    let table = [
        ("{}".to_owned(), "\"cases\" is missing"),
        (r#"{"cases": []}"#.to_owned(), "nothing would be tested"),
        (r#"{"cases": {}}"#.to_owned(), "list of cases"),
        (r#"{"case": []}"#.to_owned(), "\"case\" is not known"),
        (case(r#""expect": "Maybe""#), "expected Allowed"),
        (case(r#""expected": "Allowed""#), "\"expected\" is not known"),
        (case(r#""expect": {"decision": "Allowed", "blockedBy": ["scp"]}"#), "names of layers"),
        (case(r#""expect": "Allowed", "policies": {"identity": [{"file": "none.json"}]}"#), "no such file"),
        (case(r#""expect": "Allowed", "policies": {"identity": [{"file": "broken.json"}]}"#), "broken.json"),
        (case(r#""expect": "Allowed", "policies": {"identity": ["none"]}"#), "no document of this file"),
    ];
    for (file, part) in table {
        let error = run(&file).expect_err(&file).to_string();
        assert!(error.contains(part), "{file}: {error}");
    }
}

#[test]
fn the_length_of_an_input_is_bounded() {
    let of = |length: usize| format!("{}{}", "{}", " ".repeat(length - 2));
    assert!(decide(&of(MAX_INPUT_BYTES))["error"].as_str().unwrap().contains("is missing"));
    assert!(decide(&of(MAX_INPUT_BYTES + 1))["error"].as_str().unwrap().contains("longer than"));
}

#[test]
fn a_document_in_an_input_is_bounded_as_one_by_itself() {
    let line = |length: usize| {
        let statement = r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#;
        let head = r#"{"Id": ""#;
        let tail = format!("\", \"Statement\": {statement}}}");
        let document = format!("{head}{}{tail}", "x".repeat(length - head.len() - tail.len()));
        assert_eq!(document.len(), length);
        format!(
            r#"{{"request": {{"principal": "{ALICE}", "action": "a:B", "resource": {{"arn": "*"}}}}, "policies": {{"identity": {document}}}}}"#
        )
    };
    assert_eq!(decide(&line(crate::MAX_DOCUMENT_BYTES))["decision"], "ExplicitlyDenied");
    assert!(
        decide(&line(crate::MAX_DOCUMENT_BYTES + 1))["error"]
            .as_str()
            .unwrap()
            .contains("is longer than 1048576 bytes")
    );
}

#[test]
fn depth_and_values_of_an_input_are_bounded() {
    use crate::limits::{MAX_INPUT_DEPTH, MAX_INPUT_VALUES};
    let error = |text: &str| decide(text)["error"].as_str().unwrap().to_owned();
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(error(&deep(MAX_INPUT_DEPTH)).contains("is an object"));
    assert!(error(&deep(MAX_INPUT_DEPTH + 1)).contains("nested deeper than 48 levels"));
    let many = |values: usize| format!("[{}0]", "0,".repeat(values - 2));
    assert!(error(&many(MAX_INPUT_VALUES)).contains("is an object"));
    assert!(error(&many(MAX_INPUT_VALUES + 1)).contains("more than 2000000 values"));
}
