use std::path::Path;

use super::{
    Choices, CredentialSource, Plan, Problem, ProfileError, Profiles, Settings, Source, set_in_section,
};
use crate::limits::MAX_SOURCE_PROFILES;
use crate::place::Environment;

fn profiles(config: &str, credentials: &str) -> Result<Profiles, ProfileError> {
    Profiles::parse(Path::new("config"), config, Path::new("credentials"), credentials)
}

fn plan(config: &str, credentials: &str, name: &str) -> Result<Plan, ProfileError> {
    profiles(config, credentials)?.plan(name, &Environment::default())
}

/// Source, device and roles of a plan, in one line.
fn shown(plan: &Plan) -> String {
    let source = match &plan.source {
        Source::Static(credentials) => {
            let token = if credentials.is_temporary() { "+token" } else { "" };
            format!("{}{token}", credentials.access_key_id)
        }
        Source::Process(command) => format!("process {command}"),
        Source::Sso(profile) => format!("sso {profile}"),
        Source::WebIdentity(identity) => format!("web identity {}", identity.profile),
        Source::Machine(source) => format!("{source:?}"),
    };
    let roles: Vec<&str> = plan.roles.iter().map(|role| role.arn.as_str()).collect();
    format!("{source} mfa={:?} roles={roles:?}", plan.session_serial())
}

const KEYS: &str = "[default]\naws_access_key_id=AKD\naws_secret_access_key=s\n[base]\naws_access_key_id = AKB\naws_secret_access_key = s\n\
    [temporary]\naws_access_key_id=AST\naws_secret_access_key=s\naws_session_token=t\n[half]\naws_access_key_id=AKH\n";

#[test]
fn plans_of_every_shape() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("keys in the credentials file", "", "base", "AKB mfa=None roles=[]"),
        ("temporary keys", "[profile temporary]\nmfa_serial=m", "temporary", "AST+token mfa=None roles=[]"),
        (
            "device of a long-term key",
            "[profile base]\nmfa_serial = arn:m",
            "base",
            "AKB mfa=Some(\"arn:m\") roles=[]",
        ),
        (
            "keys in the config file",
            "[profile c]\naws_access_key_id=AKC\naws_secret_access_key=s",
            "c",
            "AKC mfa=None roles=[]",
        ),
        (
            "the credentials file comes first",
            "[profile base]\naws_access_key_id=AKC\naws_secret_access_key=s",
            "base",
            "AKB mfa=None roles=[]",
        ),
        (
            "keys of the credentials file before a process",
            "[profile base]\ncredential_process=p",
            "base",
            "AKB mfa=None roles=[]",
        ),
        (
            "a process before keys of the config file",
            "[profile c]\naws_access_key_id=AKC\naws_secret_access_key=s\ncredential_process=p -x",
            "c",
            "process p -x mfa=None roles=[]",
        ),
        ("a role", "[profile r]\nrole_arn=R\nsource_profile=base", "r", "AKB mfa=None roles=[\"R\"]"),
        (
            "the role's device serves the session when the source names none",
            "[profile r]\nrole_arn=R\nsource_profile=base\nmfa_serial=M",
            "r",
            "AKB mfa=Some(\"M\") roles=[\"R\"]",
        ),
        (
            "the source's device comes first",
            "[profile base]\nmfa_serial=B\n[profile r]\nrole_arn=R\nsource_profile=base\nmfa_serial=M",
            "r",
            "AKB mfa=Some(\"B\") roles=[\"R\"]",
        ),
        (
            "a chain of roles, the innermost first",
            "[profile a]\nrole_arn=A\nsource_profile=b\n[profile b]\nrole_arn=B\nsource_profile=base",
            "a",
            "AKB mfa=None roles=[\"B\", \"A\"]",
        ),
        (
            "a profile that is its own source",
            "[profile base]\nrole_arn=R\nsource_profile=base",
            "base",
            "AKB mfa=None roles=[\"R\"]",
        ),
        (
            "a source's keys come before its role",
            "[profile base]\nrole_arn=X\nsource_profile=default\n[profile r]\nrole_arn=R\nsource_profile=base",
            "r",
            "AKB mfa=None roles=[\"R\"]",
        ),
        (
            "instance metadata",
            "[profile r]\nrole_arn=R\ncredential_source=Ec2InstanceMetadata",
            "r",
            "Ec2InstanceMetadata mfa=None roles=[\"R\"]",
        ),
        (
            "a container",
            "[profile r]\nrole_arn=R\ncredential_source=EcsContainer",
            "r",
            "EcsContainer mfa=None roles=[\"R\"]",
        ),
        (
            "a web identity's role is the SDK's",
            "[profile w]\nrole_arn=R\nweb_identity_token_file=/t",
            "w",
            "web identity w mfa=None roles=[]",
        ),
        (
            "SSO as the source of a role",
            "[profile s]\nsso_session=x\nsso_account_id=1\nsso_role_name=n\n[profile r]\nrole_arn=R\nsource_profile=s",
            "r",
            "sso s mfa=None roles=[\"R\"]",
        ),
        (
            "default without the word profile",
            "[default]\nmfa_serial=M",
            "default",
            "AKD mfa=Some(\"M\") roles=[]",
        ),
        (
            "default with the word profile",
            "[profile default]\nmfa_serial=M",
            "default",
            "AKD mfa=Some(\"M\") roles=[]",
        ),
        (
            "a name in quotes",
            "[profile \"two words\"]\nrole_arn=R\nsource_profile=base",
            "two words",
            "AKB mfa=None roles=[\"R\"]",
        ),
        (
            "a device's spelling in capitals",
            "[profile base]\nMFA_Serial = M",
            "base",
            "AKB mfa=Some(\"M\") roles=[]",
        ),
    ];
    for (what, config, name, want) in cases {
        let plan = plan(config, KEYS, name).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(shown(&plan), *want, "{what}");
    }
}

#[test]
fn plans_that_cannot_be() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("no such profile", "", "x", "there is no profile 'x' in config or the credentials file"),
        (
            "no such source",
            "[profile r]\nrole_arn=R\nsource_profile=x",
            "r",
            "profile 'r' names source_profile 'x', which is not there",
        ),
        (
            "a loop of two",
            "[profile a]\nrole_arn=A\nsource_profile=b\n[profile b]\nrole_arn=B\nsource_profile=a",
            "a",
            "source_profile leads in a circle: a -> b -> a",
        ),
        (
            "its own source without keys",
            "[profile a]\nrole_arn=A\nsource_profile=a",
            "a",
            "source_profile leads in a circle: a -> a",
        ),
        (
            "no source",
            "[profile r]\nrole_arn=R",
            "r",
            "profile 'r' has role_arn, but neither source_profile nor credential_source",
        ),
        (
            "two sources",
            "[profile r]\nrole_arn=R\nsource_profile=base\ncredential_source=Environment",
            "r",
            "profile 'r' has both source_profile and credential_source: it may have one",
        ),
        (
            "an unknown source",
            "[profile r]\nrole_arn=R\ncredential_source=Moon",
            "r",
            "profile 'r': credential_source 'Moon' is none of Environment, Ec2InstanceMetadata, EcsContainer",
        ),
        (
            "half a key",
            "",
            "half",
            "profile 'half' has half of an access key: aws_secret_access_key is missing",
        ),
        ("only a region", "[profile e]\nregion=x", "e", "profile 'e' has no credentials"),
    ];
    for (what, config, name, want) in cases {
        let error = plan(config, KEYS, name).expect_err(what);
        assert_eq!(error.to_string(), *want, "{what}");
    }
}

#[test]
fn what_a_role_says() {
    let config = "[profile r]\nrole_arn=R\nsource_profile=base\nexternal_id=E\nrole_session_name=N\nduration_seconds=1800\nmfa_serial=M\n\
        [profile odd]\nrole_arn=R\nsource_profile=base\nduration_seconds=long";
    let role = &plan(config, KEYS, "r").unwrap().roles[0];
    assert_eq!(role.external_id.as_deref(), Some("E"));
    assert_eq!(role.session_name.as_deref(), Some("N"));
    assert_eq!(role.duration_seconds, Some(1800));
    assert_eq!(role.mfa_serial.as_deref(), Some("M"));
    assert_eq!(plan(config, KEYS, "odd").unwrap().roles[0].duration_seconds, None);
}

#[test]
fn files_as_pythons_parser_reads_them() {
    let value =
        |config: &str, key: &str| profiles(config, "").unwrap().get("p").unwrap().get(key).map(str::to_owned);
    let cases: &[(&str, &str, &str, Option<&str>)] = &[
        ("spaces around", "[profile p]\n a  =  b c  \n", "a", Some("b c")),
        ("a colon", "[profile p]\na: b", "a", Some("b")),
        ("an equals sign in the value", "[profile p]\na = b=c", "a", Some("b=c")),
        ("a comment line", "[profile p]\n# a = 1\n; a = 2\na = 3", "a", Some("3")),
        ("no comments behind values", "[profile p]\na = b # c", "a", Some("b # c")),
        ("a value on more lines", "[profile p]\na = b\n  c\nd = e", "a", Some("b\nc")),
        ("an empty value", "[profile p]\na =\nb = c", "a", Some("")),
        ("keys in small letters", "[profile p]\nREGION = x", "region", Some("x")),
        ("text behind a section's name", "[profile p] # mine\na = b", "a", Some("b")),
        ("line ends of Windows", "[profile p]\r\na = b\r\n", "a", Some("b")),
        ("nested values are no text", "[profile p]\ns3 =\n  x = y\n", "s3", None),
    ];
    for (what, config, key, want) in cases {
        assert_eq!(value(config, key).as_deref(), *want, "{what}");
    }
}

#[test]
fn files_that_cannot_be_understood() {
    let cases: &[(&str, &str, usize, Problem)] = &[
        ("a key before any section", "a = b", 1, Problem::NoSection),
        ("a line of nothing known", "[profile p]\nfoo", 2, Problem::NotUnderstood),
        ("no key", "[profile p]\n= b", 2, Problem::NotUnderstood),
        ("a key twice", "[profile p]\na=1\nA=2", 3, Problem::DuplicateKey("a".to_owned())),
        ("a section twice", "[default]\n[default]", 2, Problem::DuplicateSection("default".to_owned())),
    ];
    for (what, config, line, problem) in cases {
        let Err(ProfileError::Syntax { error, .. }) = profiles(config, "") else { panic!("{what}") };
        assert_eq!((error.line, &error.problem), (*line, problem), "{what}");
    }
    let error = profiles("[profile p]\naws_secret_access_key hunter2", "").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

fn settled(config: &str, environment: &Environment, choices: &Choices) -> Result<Settings, ProfileError> {
    Settings::settle(&profiles(config, KEYS)?, environment, choices)
}

#[test]
fn which_profile() {
    type Pairs = [(&'static str, &'static str); 4];
    let none = ("X", "");
    let key = ("AWS_ACCESS_KEY_ID", "AKE");
    let secret = ("AWS_SECRET_ACCESS_KEY", "s");
    let cases: &[(&str, Pairs, Option<&str>, &str)] = &[
        ("default", [none; 4], None, "AKD"),
        ("AWS_PROFILE", [("AWS_PROFILE", "base"), none, none, none], None, "AKB"),
        ("AWS_DEFAULT_PROFILE", [("AWS_DEFAULT_PROFILE", "base"), none, none, none], None, "AKB"),
        ("both", [("AWS_DEFAULT_PROFILE", "default"), ("AWS_PROFILE", "base"), none, none], None, "AKB"),
        ("the flag", [("AWS_PROFILE", "default"), key, secret, none], Some("base"), "AKB"),
        ("the environment's key", [key, secret, none, none], None, "AKE"),
        (
            "the environment's key before its profile",
            [key, secret, ("AWS_PROFILE", "base"), none],
            None,
            "AKE",
        ),
        ("a token too", [key, secret, ("AWS_SESSION_TOKEN", "t"), none], None, "AKE+token"),
    ];
    for (what, pairs, flag, want) in cases {
        let choices = Choices { profile: flag.map(str::to_owned), ..Choices::default() };
        let settings = settled("", &Environment::from_pairs(*pairs), &choices).unwrap();
        let shown = shown(&settings.plan);
        assert_eq!(shown.split(' ').next(), Some(*want), "{what}");
    }
    let half = Environment::from_pairs([key]);
    assert!(matches!(settled("", &half, &Choices::default()), Err(ProfileError::PartialCredentials { .. })));
}

#[test]
fn which_region_and_endpoint() {
    type Pairs = [(&'static str, &'static str); 2];
    let none = ("X", "");
    let config = "[default]\nregion = r1\nendpoint_url = http://profile\nservices = s\n[services s]\nsts =\n  endpoint_url = http://section\n";
    let ignoring =
        format!("{config}\n").replace("region = r1", "region = r1\nignore_configured_endpoint_urls = TRUE");
    let cases: &[(&str, &str, Pairs, Choices, [&str; 3])] = &[
        (
            "the services section before the profile",
            config,
            [none; 2],
            Choices::default(),
            ["http://profile", "http://section", "r1"],
        ),
        (
            "the environment before both",
            config,
            [("AWS_ENDPOINT_URL", "http://all"), ("AWS_DEFAULT_REGION", "r2")],
            Choices::default(),
            ["http://all", "http://all", "r2"],
        ),
        (
            "a service's variable before the one for all",
            config,
            [("AWS_ENDPOINT_URL", "http://all"), ("AWS_ENDPOINT_URL_STS", "http://one")],
            Choices::default(),
            ["http://all", "http://one", "r1"],
        ),
        (
            "the flag before everything",
            config,
            [("AWS_ENDPOINT_URL", "http://all"), ("AWS_REGION", "r2")],
            Choices {
                endpoint: Some("http://flag".to_owned()),
                region: Some("r3".to_owned()),
                profile: None,
            },
            ["http://flag", "http://flag", "r3"],
        ),
        (
            "switched off by the environment",
            config,
            [("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"), ("AWS_ENDPOINT_URL", "http://all")],
            Choices::default(),
            ["https://iam.amazonaws.com", "https://sts.r1.amazonaws.com", "us-east-1"],
        ),
        (
            "switched off by the profile",
            &ignoring,
            [none; 2],
            Choices::default(),
            ["https://iam.amazonaws.com", "https://sts.r1.amazonaws.com", "us-east-1"],
        ),
        (
            "no region",
            "",
            [none; 2],
            Choices::default(),
            ["https://iam.amazonaws.com", "https://sts.amazonaws.com", "us-east-1"],
        ),
        (
            "AWS_REGION first",
            "",
            [("AWS_DEFAULT_REGION", "b"), ("AWS_REGION", "a")],
            Choices::default(),
            ["https://iam.amazonaws.com", "https://sts.a.amazonaws.com", "us-east-1"],
        ),
    ];
    for (what, config, pairs, choices, want) in cases {
        let got = settled(config, &Environment::from_pairs(*pairs), choices).unwrap().endpoints;
        assert_eq!([got.iam.url(), got.sts.url(), got.iam.region], want.map(str::to_owned), "{what}");
    }
    for region in ["", "eu west", "../x", &"x".repeat(65)] {
        let choices = Choices { region: Some(region.to_owned()), ..Choices::default() };
        assert!(
            matches!(settled("", &Environment::default(), &choices), Err(ProfileError::BadRegion { .. })),
            "{region}"
        );
    }
    let longest = Choices { region: Some("x".repeat(64)), ..Choices::default() };
    assert!(settled("", &Environment::default(), &longest).is_ok());
}

/// Of services that are not called here, what the profile says is passed on, unless something else comes before it.
#[test]
fn endpoints_of_further_services() {
    let config =
        "[default]\nregion = r\nservices = s\n[services s]\ndynamodb =\n  endpoint_url = http://section\n";
    let flag = Choices { endpoint: Some("http://flag".to_owned()), ..Choices::default() };
    let section = [("AWS_ENDPOINT_URL_DYNAMODB", "http://section")];
    type Pair = (&'static str, &'static str);
    let cases: &[(&str, Pair, Choices, &[Pair])] = &[
        ("the section", ("X", ""), Choices::default(), &section),
        ("its own variable", ("AWS_ENDPOINT_URL_DYNAMODB", "http://one"), Choices::default(), &[]),
        ("another's variable", ("AWS_ENDPOINT_URL_SQS", "http://one"), Choices::default(), &section),
        ("the variable for all", ("AWS_ENDPOINT_URL", "http://all"), Choices::default(), &[]),
        ("the flag", ("X", ""), flag, &[]),
        ("ignored", ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"), Choices::default(), &[]),
    ];
    for (what, pair, choices, want) in cases {
        let got = settled(config, &Environment::from_pairs([*pair]), choices).unwrap().further_endpoints;
        let got: Vec<(&str, &str)> = got.iter().map(|(name, url)| (name.as_str(), url.as_str())).collect();
        assert_eq!(got, *want, "{what}");
    }
}

#[test]
fn credential_source_of_the_environment() {
    let config = "[profile r]\nrole_arn=R\ncredential_source=Environment";
    let pairs = [("AWS_ACCESS_KEY_ID", "AKE"), ("AWS_SECRET_ACCESS_KEY", "s"), ("AWS_SECURITY_TOKEN", "t")];
    let plan = profiles(config, "").unwrap().plan("r", &Environment::from_pairs(pairs)).unwrap();
    assert_eq!(shown(&plan), "AKE+token mfa=None roles=[\"R\"]");
    let without = profiles(config, "").unwrap().plan("r", &Environment::default()).unwrap_err();
    assert!(matches!(without, ProfileError::NoCredentials { .. }));
    assert_ne!(CredentialSource::EcsContainer, CredentialSource::Ec2InstanceMetadata);
}

#[test]
fn edits_keep_everything_else() {
    let cases: &[(&str, &str, &str)] = &[
        ("an empty file", "", "[p]\nk = v\n"),
        ("a new section", "# mine\n[a]\nx = 1\n", "# mine\n[a]\nx = 1\n\n[p]\nk = v\n"),
        ("a new key", "[p]\nx = 1\n\n[q]\n", "[p]\nx = 1\nk = v\n\n[q]\n"),
        ("a key that is there", "[p]\n# why\nK: old\nx = 1\n", "[p]\n# why\nk = v\nx = 1\n"),
        ("a value on more lines", "[p]\nk =\n  a = 1\n  b = 2\nx = 1\n", "[p]\nk = v\nx = 1\n"),
        ("another section's key", "[a]\nk = 1\n[p]\n[b]\nk = 2\n", "[a]\nk = 1\n[p]\nk = v\n[b]\nk = 2\n"),
        ("a comment that looks like it", "[p]\n#k = 1\n", "[p]\n#k = 1\nk = v\n"),
        ("no newline at the end", "[p]\nx = 1", "[p]\nx = 1\nk = v\n"),
        ("line ends of another system", "[p]\r\nx = 1\r\nk = 0\r\n", "[p]\r\nx = 1\r\nk = v\r\n"),
        ("the same, a new key", "[p]\r\nx = 1\r\n\r\n[q]\r\n", "[p]\r\nx = 1\r\nk = v\r\n\r\n[q]\r\n"),
        ("the same, a new section", "[q]\r\n", "[q]\r\n\r\n[p]\r\nk = v\r\n"),
        (
            "a value that looks like the section",
            "[a]\nx =\n  [p]\n  k = 1\n[p]\n",
            "[a]\nx =\n  [p]\n  k = 1\n[p]\nk = v\n",
        ),
        ("a value that looks like a section", "[p]\nx =\n  [q]\nk = 1\n", "[p]\nx =\n  [q]\nk = v\n"),
        ("a value that looks like the key", "[p]\nx =\n  k = 1\n", "[p]\nx =\n  k = 1\nk = v\n"),
        ("keys that are indented", "[p]\n  x = 1\n  k = 2\n  y = 3\n", "[p]\n  x = 1\n  k = v\n  y = 3\n"),
        ("a new key among indented ones", "[p]\n  x = 1\n  [q]\n", "[p]\n  x = 1\n  k = v\n  [q]\n"),
        ("the next section is indented", "[p]\n  [q]\n", "[p]\n  k = v\n  [q]\n"),
        ("a section that is indented", "  [p]\n[q]\n", "  [p]\n  k = v\n[q]\n"),
        (
            "a comment within a value",
            "[p]\nk =\n  a = 1\n# c\n\n  b = 2\nx = 1\n",
            "[p]\nk = v\n# c\n\nx = 1\n",
        ),
        ("a mark of UTF-8 before it", "\u{FEFF}[p]\nk = 1\n", "\u{FEFF}[p]\nk = v\n"),
        ("something behind the bracket", "[p] # c\nx = 1\n", "[p] # c\nx = 1\nk = v\n"),
    ];
    for (what, text, want) in cases {
        assert_eq!(set_in_section(text, "p", &[("k", "v")]).as_deref(), Ok(*want), "{what}");
    }
    for (section, value) in
        [("p", "v\ncredential_process = x"), ("p", "v\r"), ("p]\n[q", "v"), ("p]", "v"), ("p", "\u{7f}")]
    {
        assert!(set_in_section("", section, &[("k", value)]).is_err(), "{section} {value:?}");
    }
}

#[cfg(unix)]
#[test]
fn files_are_replaced_whole_and_private() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    let (file, link) = (directory.path().join("deep/file"), directory.path().join("link"));
    crate::place::write_private(&file, b"one").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    crate::place::write_private(&link, b"two").unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"two");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

/// A chain of profiles has an end, which is found in time however many there are.
#[test]
fn chains_have_a_limit() {
    let chain = |roles: usize| {
        let mut config = String::from("[profile p0]\naws_access_key_id = A\naws_secret_access_key = s\n");
        for at in 1..=roles {
            let arn = format!("arn:aws:iam::111122223333:role/r{at}");
            config += &format!("[profile p{at}]\nrole_arn = {arn}\nsource_profile = p{}\n", at - 1);
        }
        plan(&config, "", &format!("p{roles}")).map(|plan| plan.roles.len())
    };
    assert_eq!(chain(MAX_SOURCE_PROFILES), Ok(MAX_SOURCE_PROFILES));
    let too_long = |roles: usize| Err(ProfileError::ChainTooLong { profile: format!("p{roles}") });
    assert_eq!(chain(MAX_SOURCE_PROFILES + 1), too_long(MAX_SOURCE_PROFILES + 1));
    assert_eq!(chain(100_000), too_long(100_000));
}

#[test]
fn what_was_meant_by_a_name_that_is_not_there() {
    let config = "[profile reader]\nregion = r\n[profile p]\nrole_arn = R\nsource_profile = raeder\n";
    let near = |error: ProfileError| match error {
        ProfileError::Unknown { near, .. } | ProfileError::UnknownSource { near, .. } => near,
        other => panic!("{other}"),
    };
    assert_eq!(near(plan(config, "", "readr").err().unwrap()).as_deref(), Some("reader"));
    assert_eq!(near(plan(config, "", "p").err().unwrap()).as_deref(), Some("reader"));
    assert_eq!(near(plan(config, "", "nobody").err().unwrap()), None);
}
