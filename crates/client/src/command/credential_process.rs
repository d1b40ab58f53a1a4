use secret::Secret;

use crate::broker::Granted;
use crate::person::iso;

/// Credentials as `credential_process` prints them: JSON on one line, without spaces. SDKs of old read 1024 bytes at most.
pub fn credential_process_json(granted: &Granted) -> Secret<String> {
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

#[cfg(test)]
mod tests;
