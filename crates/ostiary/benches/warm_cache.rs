//! Time of `ostiary credential-process` with a kept session, from the start of the process to its end.
//!
//! With an MFA session, and with a role's session; beside them a process that does nothing, and the same work without a process.
//! `OSTIARY_KEYRING=off` in the environment takes the key from the file, even if there is a keyring.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::process::Command;

use client::broker::{Broker, CodeSource, Connection, Options};
use client::cache::{Cache, Entry, Kind};
use client::call::Credentials;
use client::command::credential_process_json;
use client::person::{Nobody, Progress};
use client::place::{Clock, Environment};
use client::profile::{Choices, Profiles, Settings};
use jiff::Timestamp;

/// Profiles in the config file beside those that are asked for.
const OTHERS: usize = 100;

struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _: &str) {}
    fn end(&mut self) {}
    fn note(&mut self, _: &str) {}
    fn detail(&mut self, _: &str) {}
}

fn main() {
    divan::main();
}

/// A person with a long-term key, a device, a role, and a session of each that has just been got.
struct Person {
    home: tempfile::TempDir,
    environment: Environment,
}

impl Person {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join(".aws")).unwrap();
        let others: String = (0..OTHERS).map(|n| format!("[profile p{n}]\nregion = r\n\n")).collect();
        let config = format!(
            "{others}[profile user]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::111122223333:mfa/ana\n\
             [profile role]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = user\n"
        );
        std::fs::write(home.path().join(".aws/config"), config).unwrap();
        let keys = "[user]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n";
        std::fs::write(home.path().join(".aws/credentials"), keys).unwrap();
        let (directory, keyring) = (home.path().to_str().unwrap(), std::env::var("OSTIARY_KEYRING"));
        let environment = Environment::from_pairs([
            ("HOME", directory),
            ("OSTIARY_KEYRING", keyring.as_deref().unwrap_or("")),
        ]);
        let person = Self { home, environment };
        for profile in ["user", "role"] {
            person.ask(profile, |broker, cache| cache.put(&broker.last_key().unwrap(), &entry()).unwrap());
        }
        person
    }

    fn ask<T>(&self, profile: &str, then: impl FnOnce(&mut Broker<'_>, &Cache) -> T) -> T {
        let choices = Choices { profile: Some(profile.to_owned()), ..Choices::default() };
        let profiles = Profiles::load(&self.environment).unwrap();
        let settings = Settings::settle(&profiles, &self.environment, &choices).unwrap();
        let cache = Cache::of(&self.environment, &mut || ()).unwrap();
        let (mut nobody, mut silent) = (Nobody, Silent);
        let mut broker = Broker {
            settings: &settings,
            environment: &self.environment,
            clock: Clock::system(),
            cache: &cache,
            terminal: &mut nobody,
            progress: &mut silent,
            code: CodeSource::Prompt,
            options: Options::default(),
            connection: Connection::default(),
        };
        then(&mut broker, &cache)
    }

    fn run(&self, program: &Path, arguments: &[&str]) {
        let mut command = Command::new(program);
        command.args(arguments).env("HOME", self.home.path());
        for name in [
            "AWS_PROFILE",
            "AWS_CONFIG_FILE",
            "AWS_SHARED_CREDENTIALS_FILE",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
        ] {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

fn entry() -> Entry {
    let now = Timestamp::now();
    Entry {
        credentials: Credentials {
            session_token: Some(secret::Secret::new("t".repeat(400))),
            ..Credentials::long_term("ASIAIOSFODNN7EXAMPLE", "secret")
        },
        issued: now,
        expires: Timestamp::from_second(now.as_second() + 43_200).unwrap(),
        kind: Kind::MfaSession,
        profile: None,
        subject: "m".to_owned(),
        endpoint: "e".to_owned(),
        mfa: true,
    }
}

#[divan::bench(args = ["user", "role"])]
fn process(bencher: divan::Bencher<'_, '_>, profile: &str) {
    let person = Person::new();
    let program = Path::new(env!("CARGO_BIN_EXE_ostiary"));
    bencher.bench_local(|| person.run(program, &["credential-process", profile, "--no-prompt"]));
}

#[divan::bench]
fn process_that_does_nothing(bencher: divan::Bencher<'_, '_>) {
    let person = Person::new();
    bencher.bench_local(|| person.run(Path::new("/bin/true"), &[]));
}

#[divan::bench(args = ["user", "role"])]
fn work_without_a_process(bencher: divan::Bencher<'_, '_>, profile: &str) {
    let person = Person::new();
    bencher.bench_local(|| {
        person.ask(profile, |broker, _| credential_process_json(&broker.credentials().unwrap()))
    });
}
