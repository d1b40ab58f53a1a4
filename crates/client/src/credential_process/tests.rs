use secret::Secret;

use super::{parse, print, run};
use crate::api::Credentials;
use crate::environment::Environment;
use crate::session::Granted;

fn granted(token: Option<&str>) -> Granted {
    Granted {
        credentials: Credentials {
            session_token: token.map(|token| Secret::new(token.to_owned())),
            ..Credentials::long_term("ASIA", "se/cr+et=")
        },
        expires: token.map(|_| "2026-01-31T12:00:00.5Z".parse().unwrap()),
        mfa: None,
        subject: None,
        cached: false,
    }
}

#[test]
fn one_line_of_json() {
    let with = r#"{"AccessKeyId":"ASIA","Expiration":"2026-01-31T12:00:00Z","SecretAccessKey":"se/cr+et=","SessionToken":"t","Version":1}"#;
    assert_eq!(print(&granted(Some("t"))).expose(), with);
    assert_eq!(
        print(&granted(None)).expose(),
        r#"{"AccessKeyId":"ASIA","SecretAccessKey":"se/cr+et=","Version":1}"#
    );
    assert!(parse(with.as_bytes()).is_some());
}

#[test]
fn what_programs_print() {
    let cases = [
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
