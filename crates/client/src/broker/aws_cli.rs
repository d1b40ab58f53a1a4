//! The AWS CLI's own cache of role sessions, `~/.aws/cli/cache`: read and seeded.
//!
//! Its names depend on neither endpoint nor access key, so it is used for AWS's own endpoints only.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secret::Secret;
use serde::Deserialize;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::cache::Key;
use crate::call::{Credentials, Issued};
use crate::error::Error;
use crate::limits::MAX_AWS_CLI_FILE_BYTES;
use crate::person::iso;
use crate::place::{self, Environment, WriteError, write_private};
use crate::profile::Role;

/// Directory of the cache.
const DIRECTORY: &str = "~/.aws/cli/cache";
/// Mark of files that this program wrote.
const ORIGIN: &str = "ostiary";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct File {
    credentials: Stored,
    origin: Option<String>,
    key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Stored {
    access_key_id: String,
    secret_access_key: String,
    session_token: String,
    expiration: String,
}

/// File in which the CLI keeps a role's session.
pub(super) struct CacheFile {
    path: PathBuf,
    /// account id of the role
    account: String,
    /// name of the session in our own cache, since the CLI's names do not depend on the access key
    key: String,
}

/// Reports whether role sessions are shared with the CLI: not if `OSTIARY_AWS_CLI_CACHE` is `off`.
pub(super) fn is_shared(environment: &Environment) -> bool {
    environment.get("OSTIARY_AWS_CLI_CACHE") != Some("off")
}

impl CacheFile {
    /// The file of a role; `None` if the role is not one that the CLI reads from a profile.
    pub(super) fn of(role: &Role, key: &Key, environment: &Environment) -> Option<Self> {
        let plain = role.profile.is_some() && role.policy.is_none() && role.tags.is_empty();
        plain.then(|| Self {
            path: environment.path(DIRECTORY).join(format!("{}.json", name(role))),
            account: role.arn.split(':').nth(4).unwrap_or_default().to_owned(),
            key: key.as_str().to_owned(),
        })
    }

    /// The session in the file, unless another access key of this program wrote it.
    pub(super) fn read(&self) -> Option<(Credentials, Timestamp)> {
        let file = read(&self.path)?;
        if file.origin.as_deref() == Some(ORIGIN) && file.key.as_ref() != Some(&self.key) {
            return None;
        }
        let stored = file.credentials;
        // Boto3 writes `UTC` where the CLI writes `Z`
        let expires: Timestamp = stored.expiration.replace("UTC", "Z").parse().ok()?;
        let credentials = Credentials {
            session_token: Some(Secret::new(stored.session_token)),
            ..Credentials::long_term(stored.access_key_id, stored.secret_access_key)
        };
        Some((credentials, expires))
    }

    /// Writes a session in the CLI's form.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn write(&self, issued: &Issued) -> Result<(), WriteError> {
        let credentials = &issued.credentials;
        let user = issued.assumed.as_ref().map(|(id, arn)| json!({"AssumedRoleId": id, "Arn": arn}));
        let text = json!({
            "Credentials": {
                "AccountId": self.account,
                "AccessKeyId": credentials.access_key_id,
                "SecretAccessKey": credentials.secret_access_key.expose(),
                "SessionToken": credentials.session_token.as_ref().map(|token| token.expose().as_str()),
                "Expiration": issued.expires.map(iso),
            },
            "AssumedRoleUser": user,
            // the CLI ignores it; `cache clear` finds files by it
            "Origin": ORIGIN,
            "Key": self.key,
            "ResponseMetadata": {"HTTPStatusCode": 200},
        });
        let text = Secret::new(text.to_string());
        write_private(&self.path, text.expose().as_bytes())
    }
}

/// Removes the sessions of these access keys; with `all`, every session that this program wrote.
///
/// # Errors
/// If a file cannot be removed.
pub(super) fn remove(environment: &Environment, ids: &BTreeSet<String>, all: bool) -> Result<(), Error> {
    let Ok(directory) = std::fs::read_dir(environment.path(DIRECTORY)) else { return Ok(()) };
    for path in directory.filter_map(|entry| Some(entry.ok()?.path())) {
        let meant = |file: File| {
            ids.contains(&file.credentials.access_key_id) || (all && file.origin.as_deref() == Some(ORIGIN))
        };
        if read(&path).is_some_and(meant) {
            std::fs::remove_file(&path)
                .map_err(|error| Error::Io { what: format!("cannot remove {}", path.display()), error })?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Option<File> {
    if std::fs::metadata(path).ok()?.len() > MAX_AWS_CLI_FILE_BYTES {
        return None;
    }
    let bytes = Secret::new(place::read(path).ok()?);
    serde_json::from_slice(bytes.expose()).ok()
}

/// The CLI's name of a session: SHA-1 of the AssumeRole parameters by the profile, as Python's `json.dumps(…, sort_keys=True)`
/// writes them.
fn name(role: &Role) -> String {
    let text = |value: &Option<String>| value.clone().map(Value::from);
    let parameters = [
        ("DurationSeconds", role.duration_seconds.map(Value::from)),
        ("ExternalId", text(&role.external_id)),
        ("RoleArn", Some(Value::from(role.arn.as_str()))),
        ("RoleSessionName", text(&role.session_name)),
        ("SerialNumber", text(&role.mfa_serial)),
    ];
    let written =
        parameters.iter().filter_map(|(name, value)| Some(format!("\"{name}\": {}", ascii(value.as_ref()?))));
    let json = format!("{{{}}}", written.collect::<Vec<_>>().join(", "));
    data_encoding::HEXLOWER.encode(&Sha1::digest(json.as_bytes()))
}

/// JSON of a value as Python writes it: everything beyond ASCII as UTF-16 escapes.
fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // writing to a string does not fail
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

#[cfg(test)]
mod tests;
