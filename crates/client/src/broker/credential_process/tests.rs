use super::{parse, run};
use crate::place::Environment;

#[test]
fn what_programs_print() {
    let cases = [
        (
            "our own",
            r#"{"AccessKeyId":"ASIA","Expiration":"2026-01-31T12:00:00Z","SecretAccessKey":"se/cr+et=","SessionToken":"t","Version":1}"#,
            true,
        ),
        ("a long-term key", r#"{"Version":1,"AccessKeyId":"a","SecretAccessKey":"s"}"#, true),
        ("unknown members", r#"{"Version":1,"AccessKeyId":"a","SecretAccessKey":"s","AccountId":"1"}"#, true),
        (
            "an offset",
            r#"{"Version":1,"AccessKeyId":"a","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-01-31T12:00:00+00:00"}"#,
            true,
        ),
        ("version two", r#"{"Version":2,"AccessKeyId":"a","SecretAccessKey":"s"}"#, false),
        ("version as text", r#"{"Version":"1","AccessKeyId":"a","SecretAccessKey":"s"}"#, false),
        ("no secret", r#"{"Version":1,"AccessKeyId":"a"}"#, false),
        ("no date", r#"{"Version":1,"AccessKeyId":"a","SecretAccessKey":"s","Expiration":"soon"}"#, false),
        ("no JSON", "hello", false),
    ];
    for (what, text, want) in cases {
        assert_eq!(parse(text.as_bytes()).is_some(), want, "{what}");
    }
}

#[test]
fn programs_are_run_without_a_shell_and_not_in_circles() {
    let environment = Environment::default();
    let json = r#"{"Version":1,"AccessKeyId":"a$HOME","SecretAccessKey":"s"}"#;
    let issued = run(&format!("echo '{json}'"), "p", &environment).unwrap();
    assert_eq!(issued.credentials.access_key_id, "a$HOME");
    let circle = Environment::from_pairs([("OSTIARY_PROFILE_CHAIN", "q\np")]);
    assert!(run("true", "p", &circle).err().unwrap().to_string().contains("asks for that profile again"));
    let failed = run("sh -c 'echo hunter2; exit 3'", "p", &environment).err().unwrap().to_string();
    assert!(failed.contains("3") && !failed.contains("hunter2"), "{failed}");
}
