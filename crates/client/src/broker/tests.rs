use jiff::Timestamp;

use super::checks::{check_chaining, check_roles};
use super::obtain::session_name;
use super::{Broker, CodeSource, Connection, Options, check_seconds, policy_text};
use crate::cache::{Cache, Entry, Keyring, Kind};
use crate::call::Credentials;
use crate::limits::{ROLE_SECONDS, SESSION_SECONDS};
use crate::person::{Nobody, Progress, PromptError, Terminal};
use crate::place::{Clock, Environment};
use crate::profile::{Choices, Profiles, Role, Settings};

struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _: &str) {}
    fn end(&mut self) {}
    fn note(&mut self, _: &str) {}
    fn detail(&mut self, _: &str) {}
}

/// The settings of profile `p`, of files with this config and a key for `base`.
fn settings(config: &str, endpoint: &str) -> (tempfile::TempDir, Settings) {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    std::fs::write(home.path().join(".aws/config"), config).unwrap();
    let keys = "[base]\naws_access_key_id=AKIA\naws_secret_access_key=s\n[other]\naws_access_key_id=AKIB\naws_secret_access_key=s\n";
    std::fs::write(home.path().join(".aws/credentials"), keys).unwrap();
    let environment = Environment::from_pairs([("HOME", home.path().to_str().unwrap())]);
    let choices =
        Choices { profile: Some("p".to_owned()), region: None, endpoint: Some(endpoint.to_owned()) };
    let settings = Settings::settle(&Profiles::load(&environment).unwrap(), &environment, &choices).unwrap();
    (home, settings)
}

fn cache_in(directory: &std::path::Path) -> Cache {
    Cache::open(directory, &directory.join("s"), Keyring::Off, &mut || panic!("no keyring is asked")).unwrap()
}

fn names(settings: &Settings, options: Options) -> (String, Option<String>, Vec<String>) {
    let directory = tempfile::tempdir().unwrap();
    let cache = cache_in(directory.path());
    let environment = Environment::default();
    let (mut nobody, mut silent) = (Nobody, Silent);
    let clock = Clock::fixed(Timestamp::UNIX_EPOCH);
    let broker = Broker {
        settings,
        environment: &environment,
        clock,
        cache: &cache,
        terminal: &mut nobody,
        progress: &mut silent,
        code: CodeSource::Prompt,
        options,
        connection: Connection::default(),
    };
    let keys = broker.names();
    let text = |key: &crate::cache::Key| key.as_str().to_owned();
    (text(&keys.root), keys.mfa.as_ref().map(text), keys.roles.iter().map(text).collect())
}

/// Everything that a session depends on is part of its name, so that no session is taken for another.
#[test]
fn names_tell_sessions_apart() {
    const ROLE: &str = "[profile p]\nrole_arn=R\nsource_profile=base\nmfa_serial=M\n";
    let variants: &[(&str, String, &str)] = &[
        ("the same", ROLE.to_owned(), "http://a"),
        ("another endpoint", ROLE.to_owned(), "http://b"),
        ("another key", ROLE.replace("base", "other"), "http://a"),
        ("another device", ROLE.replace("=M", "=N"), "http://a"),
        ("no device", ROLE.replace("mfa_serial=M", ""), "http://a"),
        ("another role", ROLE.replace("=R", "=S"), "http://a"),
        ("an external id", format!("{ROLE}external_id=x"), "http://a"),
        ("a session name", format!("{ROLE}role_session_name=x"), "http://a"),
        ("a duration", format!("{ROLE}duration_seconds=900"), "http://a"),
    ];
    let mut seen = std::collections::BTreeMap::new();
    for (what, config, endpoint) in variants {
        let (_home, settings) = settings(config, endpoint);
        let (_, _, roles) = names(&settings, Options::default());
        let last = roles.last().unwrap().clone();
        assert_eq!(seen.insert(last, what), None, "{what}");
    }
    let (_home, with_policy) = settings(ROLE, "http://a");
    let mut changed = with_policy.clone();
    changed.plan.roles[0].policy = Some("{}".to_owned());
    let mut tagged = with_policy.clone();
    tagged.plan.roles[0].tags = vec![("k".to_owned(), "v".to_owned())];
    let last = |settings: &Settings, options| names(settings, options).2.pop().unwrap();
    assert_ne!(last(&with_policy, Options::default()), last(&changed, Options::default()));
    assert_ne!(last(&with_policy, Options::default()), last(&tagged, Options::default()));
    let direct = Options { direct: true, ..Options::default() };
    assert_ne!(last(&with_policy, Options::default()), last(&with_policy, direct));
}

/// Two roles of one user share the session, so one code serves both.
#[test]
fn one_mfa_session_for_all_roles() {
    let (_home, one) = settings("[profile p]\nrole_arn=R\nsource_profile=base\nmfa_serial=M\n", "http://a");
    let (_home, two) = settings("[profile p]\nrole_arn=S\nsource_profile=base\nmfa_serial=M\n", "http://a");
    assert_eq!(names(&one, Options::default()).1, names(&two, Options::default()).1);
}

/// The warm path uses neither terminal nor network.
#[test]
fn what_is_kept_is_used_as_long_as_it_is_worth_it() {
    let cases = [
        ("an MFA session with a minute left", Kind::MfaSession, 43_200, 60, false),
        ("an MFA session with more", Kind::MfaSession, 43_200, 61, true),
        ("a role with a quarter of an hour left", Kind::Role, 3_600, 900, false),
        ("a role with more", Kind::Role, 3_600, 901, true),
        ("a short role with a third left", Kind::Role, 900, 300, false),
        ("a short role with more", Kind::Role, 900, 301, true),
    ];
    for (what, kind, life, left, want) in cases {
        let (_home, settings) = settings(
            "[profile p]\naws_access_key_id=A\naws_secret_access_key=s\nmfa_serial=GAHT12345678\n",
            "http://a",
        );
        let directory = tempfile::tempdir().unwrap();
        let cache = cache_in(directory.path());
        let environment = Environment::default();
        let (mut nobody, mut silent) = (Nobody, Silent);
        let at = |second| Timestamp::from_second(second).unwrap();
        let clock = Clock::fixed(at(life - left));
        let mut broker = Broker {
            settings: &settings,
            environment: &environment,
            clock,
            cache: &cache,
            terminal: &mut nobody,
            progress: &mut silent,
            code: CodeSource::Prompt,
            options: Options::default(),
            connection: Connection::default(),
        };
        let entry = Entry {
            credentials: Credentials::long_term("ASIA", "s"),
            issued: at(0),
            expires: at(life),
            kind,
            profile: None,
            subject: "M".to_owned(),
            endpoint: "http://a".to_owned(),
            mfa: true,
        };
        cache.put(&broker.names().mfa.unwrap(), &entry).unwrap();
        assert_eq!(broker.session().is_ok(), want, "{what}");
    }
}

/// A person who breaks off at every question.
struct Impatient;

impl Terminal for Impatient {
    fn ask(&mut self, _: &str) -> Result<String, PromptError> {
        Err(PromptError::Cancelled)
    }

    fn draw(&mut self, _: &str) {}

    fn answers(&self) -> bool {
        true
    }
}

/// A role's session that is due for renewal is used to its end if renewing fails, or takes a question.
#[test]
fn a_role_that_cannot_be_renewed_is_good_to_its_end() {
    const ROLE: &str = "[profile p]\nrole_arn=arn:aws:iam::111122223333:role/r\nsource_profile=base\nmfa_serial=GAHT12345678\nregion=r\n";
    // nothing listens at this port
    let (_home, settings) = settings(ROLE, "http://127.0.0.1:1");
    let code = || CodeSource::given("123456").unwrap();
    let process = || CodeSource::Process("false".to_owned());
    for (what, left, source, want) in [
        ("fourteen minutes", 840, CodeSource::Prompt, true),
        ("a minute", 60, CodeSource::Prompt, false),
        ("fourteen minutes, and a code that cannot be tried", 840, code(), true),
        ("fourteen minutes, and a program that fails", 840, process(), true),
        ("a minute, and a code", 60, code(), false),
    ] {
        let directory = tempfile::tempdir().unwrap();
        let cache = cache_in(directory.path());
        let environment = Environment::default();
        let (mut impatient, mut silent) = (Impatient, Silent);
        let at = |second| Timestamp::from_second(second).unwrap();
        let clock = Clock::fixed(at(3600 - left));
        let mut broker = Broker {
            settings: &settings,
            environment: &environment,
            clock,
            cache: &cache,
            terminal: &mut impatient,
            progress: &mut silent,
            code: source,
            options: Options::default(),
            connection: Connection::default(),
        };
        let entry = Entry {
            credentials: Credentials::long_term("ASIA", "s"),
            issued: at(0),
            expires: at(3600),
            kind: Kind::Role,
            profile: None,
            subject: "R".to_owned(),
            endpoint: "http://127.0.0.1:1".to_owned(),
            mfa: true,
        };
        cache.put(broker.names().roles.last().unwrap(), &entry).unwrap();
        assert_eq!(broker.credentials().is_ok(), want, "{what}");
        broker.options.fresh = true;
        assert!(broker.credentials().is_err(), "{what}: what is kept is not wanted");
    }
}

/// A first role that is to last longer than a session can make it takes the code itself, as with --direct; everything else stays
/// with the one code a day.
#[test]
fn a_role_of_more_than_an_hour_takes_the_code_itself() {
    const ROLE: &str = "[profile p]\nrole_arn=R\nsource_profile=base\n";
    const CHAIN: &str =
        "[profile p]\nrole_arn=S\nsource_profile=q\n[profile q]\nrole_arn=R\nsource_profile=base\n";
    let cases = [
        ("no duration", format!("{ROLE}mfa_serial=M\n"), false),
        ("an hour", format!("{ROLE}mfa_serial=M\nduration_seconds=3600\n"), false),
        ("more than an hour", format!("{ROLE}mfa_serial=M\nduration_seconds=3601\n"), true),
        ("without a device there is no code", format!("{ROLE}duration_seconds=28800\n"), false),
        ("the first of two", format!("{CHAIN}mfa_serial=M\nduration_seconds=28800\n"), true),
        ("two, neither of them long", format!("{CHAIN}mfa_serial=M\n"), false),
    ];
    for (what, config, direct) in cases {
        let (_home, settings) = settings(&config, "http://a");
        let (_, mfa, roles) = names(&settings, Options::default());
        let as_asked = names(&settings, Options { direct: true, ..Options::default() });
        assert_eq!(roles == as_asked.2, direct || mfa.is_none(), "{what}");
        // `session` gets one all the same
        assert_eq!(mfa.is_some(), config.contains("mfa_serial"), "{what}");
    }
}

/// A role that cannot last longer than an hour by chaining is refused before a code is asked for, with advice.
#[test]
fn what_role_chaining_forbids_is_said_first() {
    let role = |profile: &str, more: &str| {
        format!("[profile {profile}]\nrole_arn=arn:aws:iam::111122223333:role/{profile}\n{more}\n")
    };
    let long = "duration_seconds=3601\n";
    let session = "aws_access_key_id=ASIA\naws_secret_access_key=s\naws_session_token=t\n";
    let cases = [
        ("one role", role("p", &format!("source_profile=base\n{long}")), None),
        (
            "an hour in a chain",
            role("p", "source_profile=q\nduration_seconds=3600") + &role("q", "source_profile=base"),
            None,
        ),
        (
            "the first of a chain",
            role("p", "source_profile=q") + &role("q", &format!("source_profile=base\n{long}")),
            None,
        ),
        (
            "a program may print a key",
            role("p", &format!("source_profile=q\n{long}")) + "[profile q]\ncredential_process=x\n",
            None,
        ),
        (
            "the second of a chain",
            role("p", &format!("source_profile=q\n{long}")) + &role("q", "source_profile=base"),
            Some("duration_seconds of profile 'p'"),
        ),
        (
            "from a session",
            role("p", &format!("source_profile=q\n{long}")) + "[profile q]\n" + session,
            Some("duration_seconds of profile 'p'"),
        ),
        (
            "from a login",
            role("p", &format!("source_profile=q\n{long}")) + "[profile q]\nsso_account_id=1\n",
            Some("duration_seconds of profile 'p'"),
        ),
        (
            "from a machine",
            role("p", &format!("credential_source=EcsContainer\n{long}")),
            Some("duration_seconds of profile 'p'"),
        ),
    ];
    for (what, config, want) in cases {
        let (_home, settings) = settings(&config, "http://127.0.0.1:1");
        let refused = check_chaining(&settings.plan).err();
        assert_eq!(
            refused.as_ref().and_then(crate::Error::hint).map(|hint| hint.contains(want.unwrap_or("?"))),
            want.map(|_| true),
            "{what}"
        );
        if let Some(error) = refused {
            assert!(error.to_string().contains("lasts 1 h at most"), "{what}: {error}");
        }
    }
    // one that the command line names
    let (_home, mut named) = settings(&role("p", "source_profile=base"), "http://127.0.0.1:1");
    named.plan.assume("arn:aws:iam::111122223333:role/r");
    named.plan.roles[1].duration_seconds = Some(28_800);
    let error = check_chaining(&named.plan).err().unwrap();
    assert!(error.to_string().contains("role/r cannot last 8 h"), "{error}");
    assert!(error.hint().unwrap().starts_with("--duration can be 3600 at most"));
}

#[test]
fn durations_at_their_limits() {
    for (range, seconds, want) in [
        (&SESSION_SECONDS, 899, false),
        (&SESSION_SECONDS, 900, true),
        (&SESSION_SECONDS, 129_600, true),
        (&SESSION_SECONDS, 129_601, false),
        (&ROLE_SECONDS, 899, false),
        (&ROLE_SECONDS, 43_200, true),
        (&ROLE_SECONDS, 43_201, false),
    ] {
        assert_eq!(check_seconds(Some(seconds), range).is_ok(), want, "{seconds}");
    }
    assert!(check_seconds(None, &ROLE_SECONDS).is_ok());
}

#[test]
fn what_no_service_would_take_costs_no_code() {
    let arn = "arn:aws:iam::111122223333:role/path/r";
    let role = |arn: &str, name: Option<&str>, duration_seconds| Role {
        arn: arn.to_owned(),
        session_name: name.map(str::to_owned),
        duration_seconds,
        ..Role::default()
    };
    let long = "x".repeat(65);
    let device = Some("arn:aws:iam::111122223333:mfa/ana");
    let cases = [
        ("a role", role(arn, None, None), device, true),
        ("in China", role(&arn.replace("aws:", "aws-cn:"), None, None), device, true),
        ("a name and a duration", role(arn, Some("a@b.c"), Some(43_200)), device, true),
        ("a hardware device", role(arn, None, None), Some("GAHT12345678"), true),
        ("no device", role(arn, None, None), None, true),
        ("no ARN", role("foo", None, None), device, false),
        ("an empty ARN", role("", None, None), device, false),
        ("a user", role("arn:aws:iam::111122223333:user/ana", None, None), device, false),
        ("a name with a space", role(arn, Some("a b"), None), device, false),
        ("a name of one letter", role(arn, Some("a"), None), device, false),
        ("a long name", role(arn, Some(&long), None), device, false),
        ("a minute", role(arn, None, Some(60)), device, false),
        ("more than twelve hours", role(arn, None, Some(43_201)), device, false),
        ("a device with a space", role(arn, None, None), Some("my own phone"), false),
        ("a short device", role(arn, None, None), Some("12345678"), false),
    ];
    for (what, role, serial, want) in cases {
        assert_eq!(check_roles(&[role], serial).is_ok(), want, "{what}");
    }
}

#[test]
fn session_names_and_policies() {
    let name = |user: &str| session_name(&Environment::from_pairs([("USER", user)]));
    assert_eq!(name("ana"), "ostiary-ana");
    assert_eq!(name("a b/c\u{e9}"), "ostiary-abc");
    assert_eq!(name(&"x".repeat(99)).len(), 64);
    assert_eq!(policy_text("{}").unwrap(), "{}");
    assert!(policy_text("[]").is_err() && policy_text("{").is_err() && policy_text("@/no/such").is_err());
}
