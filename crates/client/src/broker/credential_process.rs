//! Programs of `credential_process`, which print credentials as JSON.

use secret::Secret;
use serde::Deserialize;

use crate::call::{Credentials, Issued};
use crate::error::Error;
use crate::place::{self, Environment, ProgramError};

/// Name of the setting.
pub(super) const SETTING: &str = "credential_process";
/// Variable that lists the profiles under way, for programs that are ostiary again.
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

/// Runs a profile's `credential_process`, without a shell.
///
/// # Errors
/// If the program fails, prints something else, or comes back to a profile that waits for it.
pub(super) fn run(command: &str, profile: &str, environment: &Environment) -> Result<Issued, Error> {
    let chain = environment.get(CHAIN).unwrap_or_default();
    if chain.split('\n').any(|name| name == profile) {
        return Err(Error::refused(
            format!("the credential_process of profile '{profile}' asks for that profile again"),
            "let it name the profile with the long-term key: `ostiary configure` does",
        ));
    }
    let printed = place::output(SETTING, command, &[(CHAIN, &format!("{chain}\n{profile}"))])?;
    parse(printed.expose()).ok_or_else(|| {
        let reason = "the program does not print credentials as JSON, version 1".to_owned();
        ProgramError { setting: SETTING, reason }.into()
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
    // the parts go into files, shells and other programs
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

#[cfg(test)]
mod tests;
