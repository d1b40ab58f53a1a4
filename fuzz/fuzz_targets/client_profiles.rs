//! Config and credentials files, and what is written back to them.
//!
//! Every profile leads to a plan or to a refusal, in bounded time. A value that is set is the value that is read, all
//! other values stay, and a text that could be read can be read afterwards.

#![no_main]

use client::place::Environment;
use client::profile::{Choices, Profiles, Settings, set_in_section};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (config, credentials) = input.split_once('\0').unwrap_or((input, ""));
    let environment = Environment::from_pairs([("HOME", "/no/such")]);
    let Ok(profiles) = Profiles::of_texts(config, credentials) else { return };
    for name in profiles.names() {
        let _ = profiles.plan(name, &environment);
        let choices = Choices { profile: Some(name.to_owned()), ..Choices::default() };
        let _ = Settings::settle(&profiles, &environment, &choices);
    }
    let section = profiles.config_section("default").unwrap_or("default");
    let changed = set_in_section(config, section, &[("mfa_serial", "arn:aws:iam::111122223333:mfa/ana")]);
    // a section that is there may have any name, and then it stays as it is
    let Ok(changed) = changed else { return };
    let after = Profiles::of_texts(&changed, credentials).expect("still to be read");
    let value = |profiles: &Profiles, name: &str, key: &str| {
        profiles.get(name).and_then(|profile| profile.get(key)).map(str::to_owned)
    };
    let in_credentials = Profiles::of_texts("", credentials).expect("it was read before");
    if value(&in_credentials, "default", "mfa_serial").is_none() {
        assert_eq!(
            value(&after, "default", "mfa_serial").as_deref(),
            Some("arn:aws:iam::111122223333:mfa/ana")
        );
    }
    for name in profiles.names() {
        for key in ["region", "role_arn", "source_profile", "aws_access_key_id"] {
            assert_eq!(value(&profiles, name, key), value(&after, name, key), "{name} {key}");
        }
    }
});
