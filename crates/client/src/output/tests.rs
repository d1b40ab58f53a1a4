use jiff::Timestamp;
use secret::Secret;

use super::{Format, Variables};
use crate::api::Credentials;
use crate::environment::Environment;
use crate::profile::{Choices, Profiles, Settings};
use crate::session::Granted;

fn variables(endpoint: Option<&str>, token: bool) -> Variables {
    let environment = Environment::from_pairs([
        ("AWS_ACCESS_KEY_ID", "x"),
        ("AWS_SECRET_ACCESS_KEY", "x"),
        ("AWS_REGION", "eu-west-1"),
    ]);
    let choices = Choices { endpoint: endpoint.map(str::to_owned), ..Choices::default() };
    let settings = Settings::settle(&Profiles::default(), &environment, &choices).unwrap();
    let granted = Granted {
        credentials: Credentials {
            session_token: token.then(|| Secret::new("to/k+en=".to_owned())),
            ..Credentials::long_term("ASIA", "s3cr3t")
        },
        expires: token.then(|| "2026-01-31T12:00:00Z".parse::<Timestamp>().unwrap()),
        mfa: None,
        subject: None,
        cached: false,
    };
    Variables::new(&granted, &settings)
}

fn lines(format: Format) -> Vec<String> {
    let text = variables(Some("http://h:1/a"), true);
    text.print(format)
        .expose()
        .lines()
        .map(str::to_owned)
        .filter(|line| {
            !line.starts_with("unset") && !line.starts_with("set -e") && !line.starts_with("Remove")
        })
        .collect()
}

#[test]
fn each_format() {
    let bash = [
        "export AWS_ACCESS_KEY_ID=ASIA",
        "export AWS_SECRET_ACCESS_KEY=s3cr3t",
        "export AWS_SESSION_TOKEN=to/k+en=",
        "export AWS_CREDENTIAL_EXPIRATION=2026-01-31T12:00:00Z",
        "export AWS_REGION=eu-west-1",
        "export AWS_DEFAULT_REGION=eu-west-1",
    ];
    assert_eq!(
        variables(None, true)
            .print(Format::Bash)
            .expose()
            .lines()
            .filter(|line| line.starts_with("export"))
            .collect::<Vec<_>>(),
        bash
    );
    assert_eq!(lines(Format::Fish)[2], "set -gx AWS_SESSION_TOKEN \"to/k+en=\"");
    assert_eq!(lines(Format::Powershell)[1], "$Env:AWS_SECRET_ACCESS_KEY=\"s3cr3t\"");
    assert!(lines(Format::Cmd).contains(&"set AWS_ACCESS_KEY_ID=ASIA".to_owned()));
    assert!(lines(Format::Cmd).contains(&"set AWS_PROFILE=".to_owned()));
    assert_eq!(lines(Format::Dotenv)[0], "AWS_ACCESS_KEY_ID=ASIA");
    let json: serde_json::Value = serde_json::from_str(&lines(Format::Json)[0]).unwrap();
    assert_eq!(json["AWS_SESSION_TOKEN"], "to/k+en=");
    assert_eq!(lines(Format::Json).len(), 1);
}

#[test]
fn quotes_where_they_must_be() {
    let variables = Variables { set: vec![("K", Secret::new("a'b $c\"`\\".to_owned()))], unset: Vec::new() };
    let cases = [
        (Format::Bash, "export K='a'\\''b $c\"`\\'\n"),
        (Format::Fish, "set -gx K \"a'b \\$c\\\"`\\\\\"\n"),
        (Format::Powershell, "$Env:K=\"a'b `$c`\"``\\\"\n"),
    ];
    for (format, want) in cases {
        assert_eq!(variables.print(format).expose(), want, "{format:?}");
    }
}

#[test]
fn what_could_lead_elsewhere_is_unset() {
    let with = variables(Some("http://127.0.0.1:4747"), true);
    for name in [
        "AWS_SECURITY_TOKEN",
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
        "AWS_ROLE_ARN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_ENDPOINT_URL_STS",
    ] {
        assert!(with.unset.contains(&name), "{name}");
    }
    assert!(
        with.set
            .iter()
            .any(|(name, value)| *name == "AWS_ENDPOINT_URL" && value.expose() == "http://127.0.0.1:4747")
    );
    let without = variables(None, false);
    for name in ["AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_ENDPOINT_URL"] {
        assert!(without.unset.contains(&name) && !with.unset.contains(&name), "{name}");
    }
}
