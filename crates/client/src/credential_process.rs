//! Both sides of `credential_process`: a program that prints credentials as JSON, and the JSON that we print.

use jiff::Timestamp;
use secret::Secret;
use serde::Deserialize;

use crate::api::Credentials;
use crate::environment::Environment;
use crate::error::Error;
use crate::program;
use crate::sdk::Issued;
use crate::session::Granted;

/// The setting's name.
const WHAT: &str = "credential_process";
/// Profiles that are being worked on, for programs that are ostiary again.
const CHAIN: &str = "OSTIARY_PROFILE_CHAIN";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Printed {
    version: i64,
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    expiration: Option<String>,
}

/// Runs a profile's `credential_process`: words as a shell would split them, no shell, its own words to the terminal.
///
/// # Errors
/// If it fails, prints something else, or comes back to a profile that waits for it.
pub(crate) fn run(command: &str, profile: &str, environment: &Environment) -> Result<Issued, Error> {
    let chain = environment.get(CHAIN).unwrap_or_default();
    if chain.split('\n').any(|name| name == profile) {
        return Err(Error::refused(
            format!("the credential_process of profile '{profile}' asks for that profile again"),
            "let it name the profile with the long-term key: `ostiary configure` does",
        ));
    }
    let printed = program::output(WHAT, command, &[(CHAIN, &format!("{chain}\n{profile}"))])?;
    parse(printed.expose()).ok_or_else(|| {
        let reason = "the program does not print credentials as JSON, version 1".to_owned();
        Error::Process { what: WHAT, reason }
    })
}

fn parse(text: &[u8]) -> Option<Issued> {
    let printed: Printed = serde_json::from_slice(text).ok()?;
    if printed.version != 1 {
        return None;
    }
    let expires = match printed.expiration {
        Some(text) => Some(text.parse().ok()?),
        None => None,
    };
    // they go into files, shells and other programs
    let token = printed.session_token.as_deref().unwrap_or_default();
    if [&printed.access_key_id, &printed.secret_access_key, token]
        .iter()
        .any(|part| part.contains(char::is_control))
    {
        return None;
    }
    let credentials = Credentials {
        session_token: printed.session_token.map(Secret::new),
        ..Credentials::long_term(printed.access_key_id, printed.secret_access_key)
    };
    Some(Issued { credentials, expires, assumed: None })
}

/// What we print: one line. SDKs of old read 1024 bytes at most.
pub fn print(granted: &Granted) -> Secret<String> {
    let credentials = &granted.credentials;
    let mut json = serde_json::Map::new();
    let mut set = |name: &str, value: serde_json::Value| {
        json.insert(name.to_owned(), value);
    };
    set("Version", 1.into());
    set("AccessKeyId", credentials.access_key_id.as_str().into());
    set("SecretAccessKey", credentials.secret_access_key.expose().as_str().into());
    if let Some(token) = &credentials.session_token {
        set("SessionToken", token.expose().as_str().into());
    }
    if let Some(expires) = granted.expires {
        set("Expiration", iso(expires).into());
    }
    Secret::new(serde_json::Value::Object(json).to_string())
}

/// `2026-01-31T23:59:59Z`
pub(crate) fn iso(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests;
