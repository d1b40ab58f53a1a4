use jiff::Timestamp;
use secret::Secret;

use super::{Format, Variables};
use crate::broker::Granted;
use crate::call::Credentials;
use crate::place::Environment;
use crate::profile::{Choices, Profiles, Settings};

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
            .filter(|line| line.starts_with("export AWS_"))
            .collect::<Vec<_>>(),
        bash
    );
    assert!(lines(Format::Bash).iter().any(|line| line.starts_with("export OSTIARY_EXPORTED=AWS_REGION=")));
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
    let variables =
        Variables { set: vec![("K".into(), Secret::new("a'b $c\"`\\".to_owned()))], unset: Vec::new() };
    let cases = [
        (Format::Bash, "export K='a'\\''b $c\"`\\'\n"),
        (Format::Fish, "set -gx K \"a'b \\$c\\\"`\\\\\"\n"),
        (Format::Powershell, "$Env:K=\"a'b `$c`\"``\\\"\n"),
    ];
    for (format, want) in cases {
        assert_eq!(variables.print(format).expose(), want, "{format:?}");
    }
    let cmd = |value: &str| {
        let set = vec![("K".into(), Secret::new(value.to_owned()))];
        Variables { set, unset: Vec::new() }.print(Format::Cmd).expose().clone()
    };
    assert_eq!(cmd("http://h:1/a"), "set K=http://h:1/a\n");
    assert_eq!(cmd("a&calc"), "set \"K=a&calc\"\n");
    assert_eq!(cmd("C:\\a b"), "set \"K=C:\\a b\"\n");
    // these are double quotes to PowerShell
    let variables =
        Variables { set: vec![("K".into(), Secret::new("“”„".to_owned()))], unset: Vec::new() };
    assert_eq!(variables.print(Format::Powershell).expose(), "$Env:K=\"`“`”`„\"\n");
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

/// The variables about endpoints, of profile `p` of a config file.
fn endpoints_set(config: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config");
    let keys = "aws_access_key_id = AKIA\naws_secret_access_key = s\nregion = eu-west-1\n";
    std::fs::write(&file, config.replace("[profile p]\n", &format!("[profile p]\n{keys}"))).unwrap();
    let environment =
        Environment::from_pairs([("AWS_CONFIG_FILE", file.to_str().unwrap()), ("HOME", "/no/such")]);
    let choices = Choices { profile: Some("p".to_owned()), ..Choices::default() };
    let settings = Settings::settle(&Profiles::load(&environment).unwrap(), &environment, &choices).unwrap();
    let token = Secret::new("t".to_owned());
    let variables = Variables::of_container("http://c", &token, &settings);
    let about = |name: &str| name.contains("ENDPOINT") || name.ends_with("_FILE");
    let set = variables.set.iter().filter(|(name, _)| about(name));
    let short = |name: &str| name.trim_start_matches("AWS_").replace("ENDPOINT_URL", "URL");
    set.map(|(name, value)| format!("{}={}", short(name), value.expose())).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_the_default_profile_says_does_not_count() {
    let cases = [
        ("nothing", "[profile p]\n", ""),
        ("its own endpoint", "[profile p]\nendpoint_url = http://o\n", "URL=http://o"),
        (
            "another one's endpoint",
            "[default]\nendpoint_url = http://d\n[profile p]\n",
            "IGNORE_CONFIGURED_URLS=true",
        ),
        (
            "another one's services",
            "[default]\nservices = s\n[profile p]\n[services s]\nsts =\n  endpoint_url = http://d\n",
            "IGNORE_CONFIGURED_URLS=true",
        ),
        (
            "its own beats another one's",
            "[default]\nendpoint_url = http://d\n[profile p]\nendpoint_url = http://o\n",
            "URL=http://o",
        ),
        (
            "one service of its own",
            "[profile p]\nservices = s\n[services s]\nsts =\n  endpoint_url = http://o\n",
            "URL_STS=http://o",
        ),
        (
            "one service of its own, where the default profile says more",
            "[default]\nendpoint_url = http://d\n[profile p]\nservices = s\n[services s]\nsts =\n  endpoint_url = http://o\n",
            "URL_IAM=https://iam.amazonaws.com URL_STS=http://o URL_S3=https://s3.eu-west-1.amazonaws.com",
        ),
        (
            "services that are not called here",
            "[profile p]\nservices = s\n[services s]\ndynamodb =\n  endpoint_url = http://o\nelastic_beanstalk =\n  endpoint_url = http://e\n",
            "URL_DYNAMODB=http://o URL_ELASTIC_BEANSTALK=http://e",
        ),
        (
            "services that are to be ignored",
            "[profile p]\nignore_configured_endpoint_urls = true\nservices = s\n[services s]\ndynamodb =\n  endpoint_url = http://o\n",
            "",
        ),
        (
            "another one's credentials",
            "[default]\nrole_arn = r\nsource_profile = p\n[profile p]\n",
            "CONFIG_FILE=/dev/null SHARED_CREDENTIALS_FILE=/dev/null",
        ),
    ];
    for (what, config, want) in cases {
        assert_eq!(endpoints_set(config), want, "{what}");
    }
}

/// A tool without the profile asks where the profile's would have asked, for every service.
#[test]
fn one_endpoint_for_all_and_others_for_some() {
    let key = [("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x")];
    let all = ("AWS_ENDPOINT_URL", "http://all");
    let sts = ("AWS_ENDPOINT_URL_STS", "http://sts");
    let ec2 = ("AWS_ENDPOINT_URL", "https://ec2-1-2-3-4.eu-west-1.compute.amazonaws.com:4747");
    let fips = ("AWS_ENDPOINT_URL_STS", "https://sts-fips.us-east-1.amazonaws.com");
    let none = ("X", "");
    type Pair = (&'static str, &'static str);
    let cases: &[(&str, [Pair; 2], &[Pair])] = &[
        ("nothing said", [none, none], &[]),
        ("one for all", [all, none], &[all]),
        ("one for all but STS", [all, sts], &[all, sts]),
        ("only STS", [none, sts], &[sts]),
        ("a machine in AWS", [ec2, none], &[ec2]),
        ("AWS's own, but another one", [none, fips], &[fips]),
    ];
    for (what, [one, other], want) in cases {
        let environment = Environment::from_pairs([key[0], key[1], *one, *other]);
        let settings = Settings::settle(&Profiles::default(), &environment, &Choices::default()).unwrap();
        let granted = Granted {
            credentials: Credentials::long_term("AKIA", "s"),
            expires: None,
            mfa: None,
            subject: None,
            cached: false,
        };
        let variables = Variables::new(&granted, &settings);
        let set = variables.set.iter().map(|(name, value)| (name.as_ref(), value.expose().as_str()));
        let got: Vec<(&str, &str)> = set.filter(|(name, _)| name.starts_with("AWS_ENDPOINT")).collect();
        assert_eq!(got, *want, "{what}");
    }
}
