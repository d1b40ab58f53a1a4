//! Changes to `~/.aws/config` that keep its comments and order.

use std::path::{Path, PathBuf};
use std::time::Duration;

use secret::Secret;

use crate::environment::Environment;
use crate::error::Error;
use crate::file;
use crate::profile::{Profiles, set_in_section, unset_in_section};

/// What a profile that we write takes over from its source: where that one is called.
const TAKEN_OVER: [&str; 5] =
    ["region", "endpoint_url", "ca_bundle", "services", "ignore_configured_endpoint_urls"];
/// How long an edit waits for another one.
const EDIT_PATIENCE: Duration = Duration::from_secs(10);

/// Writes a profile that gets its credentials from `ostiary credential-process SOURCE`, and gives the file's name. Region
/// and endpoint are taken over from the source.
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
    // one that we wrote for another source says where that one is
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

/// The path by which tools find this program from now on: where `PATH` finds it, or as it was called, as far as that is the very
/// file that runs; else that file. Package managers replace what links lead to, and leave the links.
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

/// Whether a profile's device could be named, found out before one is made that would then be of little use.
///
/// # Errors
/// If the file could not be written.
pub fn check_device(environment: &Environment, profile: &str) -> Result<(), Error> {
    let in_credentials = Profiles::load(environment)?.is_in_credentials(profile, "mfa_serial");
    let file = if in_credentials { environment.credentials_file() } else { environment.config_file() };
    Ok(file::check_writable(&file)?)
}

/// Names a profile's MFA device, in the file where the name counts, and gives that file's name.
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

/// Takes a device out of all profiles that name it, in both files.
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

/// Changes a file, as the only one of us who changes one at that time: nobody's change gets lost.
///
/// # Errors
/// If the file cannot be read or written.
pub(crate) fn edit(
    environment: &Environment,
    file: &Path,
    change: impl FnOnce(&str) -> Result<String, Error>,
) -> Result<(), Error> {
    let state = environment.state_directory();
    // where there can be no lock, it is done all the same
    let _turn = file::private_directory(&state)
        .and_then(|()| file::lock(&state.join("edit.lock"), EDIT_PATIENCE, &mut |_| ()));
    let text = Secret::new(read(file)?);
    let changed = Secret::new(change(text.expose())?);
    if changed.expose() != text.expose() {
        file::write_private(file, changed.expose().as_bytes())?;
    }
    Ok(())
}

/// A file's text; nothing, where it is not there.
///
/// # Errors
/// If it cannot be read.
pub(crate) fn read(file: &Path) -> Result<String, Error> {
    file::read_text(file).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(String::new()),
        _ => Err(Error::Io { what: format!("cannot read {}", file.display()), error }),
    })
}

/// Sets values of a profile in the config file.
///
/// # Errors
/// If the file cannot be read or written.
pub fn set(environment: &Environment, profile: &str, pairs: &[(&str, &str)]) -> Result<PathBuf, Error> {
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

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    // a word that a shell could not have either, with a NUL in it, is left as it is
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), |word| word.into_owned())
}

#[cfg(test)]
mod tests;
