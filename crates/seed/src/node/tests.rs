use super::*;
use crate::json;

fn fault_of(text: &str) -> String {
    parse(text).err().unwrap().to_string()
}

#[test]
fn yaml_and_json_give_the_same_document() {
    let json =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"*"}]}"#;
    let yaml = "Version: 2012-10-17\nStatement:\n- Effect: Allow\n  Action: ['s3:*']\n  Resource: \"*\"\n";
    for text in [json, yaml] {
        assert_eq!(json::text(&parse(text).unwrap()), json);
    }
}

#[test]
fn scalars_become_what_yamls_core_schema_makes_of_them() {
    let cases = [
        ("true", "true"),
        ("\"true\"", "\"true\""),
        ("12", "12"),
        ("-1.5e3", "-1.5e3"),
        ("012345678901", "\"012345678901\""),
        ("2012-10-17", "\"2012-10-17\""),
        ("~", "null"),
        ("''", "\"\""),
        ("yes", "\"yes\""),
        ("!!str 12", "\"12\""),
        ("|\n  a\n  b\n", "\"a\\nb\\n\""),
        ("\"\\u00e9 \\\" \\\\\"", "\"é \\\" \\\\\""),
    ];
    for (yaml, expected) in cases {
        assert_eq!(json::text(&parse(yaml).unwrap()), expected, "{yaml}");
    }
}

#[test]
fn faults_of_syntax_have_their_place() {
    let cases = [
        ("", "1:1: the file is empty"),
        ("a: 1\nb: [1\nc: 2", "3:"),
        ("a: 1\na: 2", "2:1: the key a stands twice in one mapping"),
        ("a: 1\n---\nb: 2", "2:1: a second document begins"),
        ("? [1]\n: 2", "1:3: a key is no text"),
        ("a: *b", "1:4: "),
        ("a: &b [*b]", "1:8: an alias stands within the value that it names"),
    ];
    for (text, words) in cases {
        let fault = fault_of(text);
        assert!(fault.starts_with(words), "{text}: {fault}");
    }
}

#[test]
fn an_alias_stands_for_its_value() {
    let text = "a: &x {b: [1, 2]}\nc: *x";
    assert_eq!(json::text(&parse(text).unwrap()), r#"{"a":{"b":[1,2]},"c":{"b":[1,2]}}"#);
}

#[test]
fn nested_aliases_are_bounded() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let names = vec![format!("*a{}", n - 1); 10].join(", ");
        text.push_str(&format!("a{n}: &a{n} [{names}]\n"));
    }
    let fault = fault_of(&text);
    assert!(fault.contains("there are more than 1000000 values"), "{fault}");
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(limits::DEPTH)).is_ok());
    let fault = fault_of(&nested(limits::DEPTH + 1));
    assert!(fault.contains("nested more than 64 deep"), "{fault}");
}
