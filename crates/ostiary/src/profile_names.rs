use std::ffi::OsStr;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use client::place::Environment;
use client::profile::Profiles;

use crate::limits::MAX_OFFERED_PROFILES;

/// Completer of profiles' names, with their roles as descriptions.
pub(crate) fn profile_names() -> ArgValueCompleter {
    ArgValueCompleter::new(|begun: &OsStr| {
        // unreadable files offer no profiles
        let profiles = Profiles::load(&Environment::of_process()).unwrap_or_default();
        let begun = begun.to_string_lossy();
        let names = profiles.names().filter(|name| name.starts_with(&*begun)).take(MAX_OFFERED_PROFILES);
        let candidate = |name: &str| {
            let role = profiles.get(name).and_then(|profile| profile.said("role_arn"));
            CompletionCandidate::new(name).help(role.map(|role| role.to_owned().into()))
        };
        names.map(candidate).collect()
    })
}
