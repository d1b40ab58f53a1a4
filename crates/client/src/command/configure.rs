//! Changes to `~/.aws/config` that keep its comments and order.

use std::path::{Path, PathBuf};

use secret::Secret;

use crate::error::Error;
use crate::limits::EDIT_LOCK_TIMEOUT;
use crate::place::{self, Environment};
use crate::profile::{Profiles, set_in_section, unset_in_section};

/// Settings that a new profile takes over from its source: its region and endpoints.
const TAKEN_OVER: [&str; 5] =
    ["region", "endpoint_url", "ca_bundle", "services", "ignore_configured_endpoint_urls"];

/// Writes a profile that gets its credentials from `ostiary credential-process SOURCE`, with the source's region and endpoints.
/// Returns the file's path.
///
/// # Errors
/// If the profile has keys or a role of its own, which every tool would take first.
pub fn credential_process(
    environment: &Environment,
    program: &Path,
    profile: &str,
    source: &str,
) -> Result<PathBuf, Error> {
    let profiles = Profiles::load(environment)?;
    let from = profiles.wanted(source)?;
    if profile == source {
        return Err(Error::refused(
            "a profile cannot get its credentials from itself",
            format!(
                "name the new one otherwise, such as `ostiary configure {profile}-mfa --source {source}`"
            ),
        ));
    }
    if let Some(there) = profiles.get(profile) {
        let own = ["aws_access_key_id", "role_arn", "sso_account_id", "web_identity_token_file"];
        if let Some(key) = own.into_iter().find(|key| there.get(key).is_some()) {
            return Err(Error::refused(
                format!("profile '{profile}' has {key}, which tools would take before credential_process"),
                "choose another name, or take that out of the profile",
            ));
        }
    }
    let program = quoted(&program.to_string_lossy());
    let dash = if source.starts_with('-') { "-- " } else { "" };
    let command = format!("{program} credential-process {dash}{}", quoted(source));
    let mut pairs = vec![("credential_process", command.as_str())];
    let there = profiles.get(profile);
    // a profile of ours for another source has that one's region and endpoints
    let was_ours = there
        .and_then(|there| there.get("credential_process"))
        .is_some_and(|command| command.contains(" credential-process "));
    let mut stale = Vec::new();
    for key in TAKEN_OVER {
        let has_own = there.is_some_and(|there| there.get(key).is_some());
        match from.get(key) {
            Some(value) if was_ours || !has_own => pairs.push((key, value)),
            None if was_ours && has_own => stale.push(key),
            _ => {}
        }
    }
    change(environment, profile, &pairs, &stale)
}

/// Path by which tools find this program: in `PATH`, or as it was called, if that is the running file; else the running file.
/// Package managers replace the files that links lead to, and leave the links.
pub fn program(environment: &Environment, called: &Path, running: &Path) -> PathBuf {
    let real = |path: &Path| path.canonicalize().ok();
    let itself = real(running);
    let is_it = |path: &PathBuf| path.is_absolute() && itself.is_some() && real(path) == itself;
    let path = environment.get("PATH").unwrap_or_default();
    let found = called
        .file_name()
        .and_then(|name| std::env::split_paths(path).map(|directory| directory.join(name)).find(is_it));
    let as_called = || Some(called.to_owned()).filter(is_it);
    found.or_else(as_called).unwrap_or_else(|| running.to_owned())
}

/// Checks that a profile's `mfa_serial` can be written, before a device is made.
///
/// # Errors
/// If the file cannot be written.
pub fn check_device(environment: &Environment, profile: &str) -> Result<(), Error> {
    let in_credentials = Profiles::load(environment)?.is_in_credentials(profile, "mfa_serial");
    let file = if in_credentials { environment.credentials_file() } else { environment.config_file() };
    Ok(place::check_writable(&file)?)
}

/// Writes a profile's `mfa_serial` to the file whose value counts. Returns the file's path.
///
/// # Errors
/// If the file cannot be read or written.
pub fn set_device(environment: &Environment, profile: &str, serial: &str) -> Result<PathBuf, Error> {
    let pairs = [("mfa_serial", serial)];
    if !Profiles::load(environment)?.is_in_credentials(profile, "mfa_serial") {
        return set(environment, profile, &pairs);
    }
    let file = environment.credentials_file();
    edit(environment, &file, |text| Ok(set_in_section(text, profile, &pairs)?))?;
    Ok(file)
}

/// Removes `mfa_serial` from all profiles that name a device, in both files.
///
/// # Errors
/// If the file cannot be read or written.
pub fn forget_device(environment: &Environment, serial: &str) -> Result<(), Error> {
    for (file, is_config) in [(environment.config_file(), true), (environment.credentials_file(), false)] {
        edit(environment, &file, |text| {
            let profiles = match is_config {
                true => Profiles::of_texts(text, ""),
                false => Profiles::of_texts("", text),
            }?;
            let mut changed = text.to_owned();
            for section in profiles.sections_with("mfa_serial", serial) {
                changed = unset_in_section(&Secret::new(changed).expose().clone(), section, "mfa_serial");
            }
            Ok(changed)
        })?;
    }
    Ok(())
}

/// Changes a file under a lock, so that two processes' changes are both kept.
///
/// # Errors
/// If the file cannot be read or written.
pub(super) fn edit(
    environment: &Environment,
    file: &Path,
    change: impl FnOnce(&str) -> Result<String, Error>,
) -> Result<(), Error> {
    let state = environment.state_directory();
    // a lock that cannot be made does not stop the change
    let _turn = place::private_directory(&state)
        .and_then(|()| place::lock(&state.join("edit.lock"), EDIT_LOCK_TIMEOUT, &mut |_| ()));
    let text = Secret::new(read(file)?);
    let changed = Secret::new(change(text.expose())?);
    if changed.expose() != text.expose() {
        place::write_private(file, changed.expose().as_bytes())?;
    }
    Ok(())
}

/// Text of a file; empty if the file is missing.
///
/// # Errors
/// If it exists and cannot be read.
pub(super) fn read(file: &Path) -> Result<String, Error> {
    place::read_text(file).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(String::new()),
        _ => Err(Error::Io { what: format!("cannot read {}", file.display()), error }),
    })
}

/// Sets values of a profile in the config file. Returns the file's path.
fn set(environment: &Environment, profile: &str, pairs: &[(&str, &str)]) -> Result<PathBuf, Error> {
    change(environment, profile, pairs, &[])
}

fn change(
    environment: &Environment,
    profile: &str,
    pairs: &[(&str, &str)],
    stale: &[&str],
) -> Result<PathBuf, Error> {
    if profile.is_empty() {
        return Err(Error::refused(
            "an empty name is no name of a profile",
            "`ostiary configure NAME --source PROFILE`",
        ));
    }
    let file = environment.config_file();
    edit(environment, &file, |text| {
        let there = Profiles::of_texts(text, "")?;
        let section = match (there.config_section(profile), profile) {
            (Some(section), _) => section.to_owned(),
            (None, "default") => "default".to_owned(),
            (None, profile) => format!("profile {}", quoted(profile)),
        };
        let changed = set_in_section(text, &section, pairs)?;
        Ok(stale.iter().fold(changed, |text, key| unset_in_section(&text, &section, key)))
    })?;
    Ok(file)
}

/// A word as a shell takes it, quoted if need be.
pub fn quoted(word: &str) -> String {
    // no shell takes a word with a NUL; it stays as it is
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), |word| word.into_owned())
}

#[cfg(test)]
mod tests;
