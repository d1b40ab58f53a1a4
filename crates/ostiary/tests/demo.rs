//! `ostiary demo` as it comes: the real binary, its exit status and what it tells.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::process::{Command, Output};

/// Runs the demo in an empty environment.
fn demo(arguments: &[&str]) -> Output {
    demo_with(&[], arguments)
}

fn demo_with(environment: &[(&str, &str)], arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    let temporary = home.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ostiary"))
        .arg("demo")
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .env("TMPDIR", &temporary)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let left = std::fs::read_dir(&temporary).unwrap().count();
    assert_eq!(left, 0, "the throw-away server's directory is still there");
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Every call that a scenario is known by, in the order in which it is told, with what is told of it.
fn check(arguments: &[&str], story: &[&str], denials: usize) {
    let output = demo(arguments);
    // where lines are broken does not matter
    let told = text(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{told}");
    let mut rest = told.as_str();
    for line in story {
        let at = rest.find(line).unwrap_or_else(|| panic!("{line:?} is not told, or too early:\n{told}"));
        rest = &rest[at + line.len()..];
    }
    assert_eq!(told.matches("denied, as it should be").count(), denials, "{told}");
    assert_eq!(told.matches("Why: ").count(), denials, "{told}");
    assert!(
        told.contains(&format!("ended as they should, {denials} of them denied. Nothing is left behind."))
    );
    assert!(!told.contains('✗') && !told.contains('\x1b'), "{told}");
}

const SESSION_TOKEN: [&str; 25] = [
    "CreateUser",
    "CreateVirtualMFADevice",
    "EnableMFADevice",
    "CreateAccessKey → AKIA",
    "PutUserPolicy",
    "\"aws:MultiFactorAuthPresent\": \"true\"",
    "GetCallerIdentity",
    "ListBuckets, with the access key alone → denied",
    "AccessDenied (HTTP 403): User: ",
    "has no such key at all",
    "GetSessionToken without a code, with the access key alone → ASIA",
    "ListBuckets, in the session without MFA → denied",
    "says false",
    "GetSessionToken with a wrong code, with the access key alone → denied",
    "AccessDenied (HTTP 403): MultiFactorAuthentication failed",
    "GetSessionToken with SerialNumber and TokenCode, with the access key alone → ASIA",
    "ListBuckets, in the MFA session → ostiary-demo-",
    "in the MFA session → chest.txt",
    "GetSessionToken with the same code again, with the access key alone → denied",
    "AccessDenied (HTTP 403): MultiFactorAuthentication failed",
    "DeleteUserPolicy",
    "DeleteAccessKey AKIA",
    "DeactivateMFADevice",
    "DeleteVirtualMFADevice",
    "DeleteUser",
];

#[test]
fn session_token() {
    check(&["session-token"], &SESSION_TOKEN, 4);
}

#[test]
fn session_token_is_what_is_played_by_default() {
    check(&[], &SESSION_TOKEN, 4);
}

#[test]
fn assume_role() {
    let story = [
        "CreateUser",
        "EnableMFADevice",
        "CreateRole",
        "\"Principal\": {\"AWS\": \"arn:aws:iam::",
        "CreatePolicy",
        "AttachRolePolicy",
        "GetCallerIdentity, with the access key alone → arn:aws:iam::",
        "ListBuckets, with the access key alone → denied",
        "no policy whatever",
        "AssumeRole without a code, with the access key alone → denied",
        "AssumeRole with a wrong code, with the access key alone → denied",
        "AssumeRole with SerialNumber and TokenCode, with the access key alone → ASIA",
        "AssumeRole with the same code again, with the access key alone → denied",
        "GetCallerIdentity, as the role → arn:aws:sts::",
        "ListBuckets, as the role → ostiary-demo-",
        "as the role → chest.txt",
        "as the role → denied",
        "neither of them names",
        "DetachRolePolicy",
        "DeletePolicy",
        "DeleteRole",
        "DeleteUser",
    ];
    check(&["assume-role"], &story, 5);
}

#[test]
fn cross_account() {
    let story = [
        "and as arn:aws:iam::",
        "CreateRole",
        "\"sts:ExternalId\"",
        "GetCallerIdentity, with the access key alone → arn:aws:iam::",
        "AssumeRole without the account's permission, in the MFA session → denied",
        "both sides have to agree",
        "PutUserPolicy",
        "AssumeRole without MFA, with the access key alone → denied",
        "AssumeRole without ExternalId, in the MFA session → denied",
        "AssumeRole with another's ExternalId, in the MFA session → denied",
        "AssumeRole with ExternalId, in the MFA session → ASIA",
        "GetCallerIdentity, as the role → arn:aws:sts::",
        "ListBuckets, as the role → ostiary-demo-",
        "DeleteRole",
        "DeleteUser",
    ];
    check(&["cross-account"], &story, 4);
}

#[test]
fn secrets_are_not_told() {
    for scenario in ["session-token", "assume-role", "cross-account"] {
        let told = text(&demo(&[scenario]).stdout);
        // seeds are 64 characters of base32, secret access keys 40 of base64, session tokens longer still
        let longest = told
            .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')))
            .max_by_key(|word| word.len())
            .unwrap();
        assert!(longest.len() < 40, "{scenario}: {longest}");
    }
}

#[test]
fn arguments() {
    let cases: [(&str, &[&str], &str); 5] = [
        ("no such scenario", &["everything"], "possible values: session-token, assume-role, cross-account"),
        (
            "no second account",
            &["cross-account", "--endpoint", "http://127.0.0.1:1"],
            "needs --partner-profile",
        ),
        ("second account for nothing", &["--partner-profile", "x"], "--partner-profile is for cross-account"),
        (
            "second account in a scenario of one",
            &["assume-role", "--profile", "a", "--partner-profile", "b"],
            "--partner-profile is for cross-account",
        ),
        ("no address", &["--endpoint"], "a value is required"),
    ];
    for (name, arguments, want) in cases {
        let output = demo(arguments);
        let error = text(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{name}: {error}");
        assert!(error.contains(want), "{name}: {error}");
    }
}

#[test]
fn what_keeps_it_from_beginning() {
    type Case = (&'static str, &'static [(&'static str, &'static str)], [&'static str; 2], &'static str);
    let key = &[("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "x")];
    let cases: [Case; 4] = [
        ("no such profile", &[], ["--profile", "nobody"], "there is no profile 'nobody'"),
        ("no credentials", &[], ["--endpoint", "http://127.0.0.1:1"], "no credentials"),
        ("no URL", key, ["--endpoint", "nowhere"], "'nowhere' is no endpoint URL"),
        ("nobody answers", key, ["--endpoint", "http://127.0.0.1:1"], "http://127.0.0.1:1 does not answer"),
    ];
    for (name, environment, arguments, want) in cases {
        let output = demo_with(environment, &arguments);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {error}");
        assert!(error.starts_with("error: ") && error.contains(want), "{name}: {error}");
    }
}
