//! What `ostiary credential-process` does when the session is kept: profiles, cache, output. The start of the process comes on
//! top; all of it together should stay below 20 ms.
#![allow(clippy::unwrap_used, missing_docs)]

use client::api::{Clock, Credentials};
use client::cache::{Cache, Entry, Kind};
use client::mfa::CodeSource;
use client::profile::{Choices, Profiles, Settings};
use client::prompt::Nobody;
use client::session::{Broker, Options, Progress};
use client::{Environment, credential_process};
use jiff::Timestamp;

struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _: &str) {}
    fn end(&mut self) {}
    fn note(&mut self, _: &str) {}
}

fn main() {
    divan::main();
}

#[divan::bench]
fn credentials_from_a_warm_cache(bencher: divan::Bencher<'_, '_>) {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    let profiles: String = (0..100).map(|n| format!("[profile p{n}]\nregion = r\n\n")).collect();
    std::fs::write(home.path().join(".aws/config"), format!("{profiles}[default]\nmfa_serial = m\n"))
        .unwrap();
    let keys = "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n";
    std::fs::write(home.path().join(".aws/credentials"), keys).unwrap();
    let environment =
        Environment::from_pairs([("HOME", home.path().to_str().unwrap()), ("OSTIARY_KEYRING", "off")]);
    let print = || {
        let settings =
            Settings::settle(&Profiles::load(&environment).unwrap(), &environment, &Choices::default())
                .unwrap();
        let cache = Cache::of(&environment, &mut || ()).unwrap();
        let (mut nobody, mut silent) = (Nobody, Silent);
        let mut broker = Broker::new(
            &settings,
            &environment,
            Clock::system(),
            &cache,
            &mut nobody,
            &mut silent,
            CodeSource::Prompt,
            Options::default(),
        );
        if let Some(key) = broker.session_key() {
            let now = Timestamp::now();
            if cache.get(&key, now).is_none() {
                let end = Timestamp::from_second(now.as_second() + 43_200).unwrap();
                let entry = Entry {
                    credentials: Credentials::long_term("ASIA", "s"),
                    issued: now,
                    expires: end,
                    kind: Kind::MfaSession,
                    profile: None,
                    subject: "m".to_owned(),
                    endpoint: "e".to_owned(),
                    mfa: true,
                };
                cache.put(&key, &entry).unwrap();
            }
        }
        credential_process::print(&broker.credentials().unwrap())
    };
    bencher.bench_local(print);
}
