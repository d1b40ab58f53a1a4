//! Environment variables by which other programs get credentials.

use std::borrow::Cow;
use std::fmt::Write as _;

use secret::Secret;

use crate::broker::Granted;
use crate::call::{Endpoint, Endpoints};
use crate::person::iso;
use crate::place::{EXPORTED, Environment};
use crate::profile::Settings;

/// Syntax in which a shell or file sets variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `export K=V`; for sh, dash and zsh too
    Bash,
    /// fish: `set -gx K V`
    Fish,
    /// PowerShell: `$Env:K="V"`
    Powershell,
    /// cmd.exe: `set K=V`
    Cmd,
    /// files of variables: `K=V`
    Dotenv,
    /// one JSON object
    Json,
}

/// Variables to set, and to unset lest a tool mixes in credentials of another place.
pub struct Variables {
    /// names and values to set
    pub set: Vec<(Cow<'static, str>, Secret<String>)>,
    /// names to unset
    pub unset: Vec<&'static str>,
}

/// Every variable that leads an SDK or CLI to credentials, a region or an endpoint. AWS_SECURITY_TOKEN comes before
/// AWS_SESSION_TOKEN in tools that read both.
const ALL: [&str; 24] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_SESSION_EXPIRATION",
    "AWS_ACCOUNT_ID",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_IAM",
    "AWS_ENDPOINT_URL_STS",
    "AWS_ENDPOINT_URL_S3",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_USE_FIPS_ENDPOINT",
];

/// Variables that tell programs and prompts their profile: ours, and aws-vault's, which prompts know.
const PROFILE_NAMES: [&str; 2] = ["OSTIARY_PROFILE", "AWS_VAULT"];

/// Characters with a meaning between PowerShell's double quotes, typographic quotes included.
const POWERSHELL_SPECIAL: &str = "\"$`\u{201c}\u{201d}\u{201e}";

/// A file that is always empty.
const NOTHING: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

impl Variables {
    /// Variables for credentials, with region and endpoints of the profile.
    pub fn new(granted: &Granted, settings: &Settings) -> Self {
        let mut set = vec![
            ("AWS_ACCESS_KEY_ID".into(), Secret::new(granted.credentials.access_key_id.clone())),
            ("AWS_SECRET_ACCESS_KEY".into(), granted.credentials.secret_access_key.clone()),
        ];
        if let Some(token) = &granted.credentials.session_token {
            set.push(("AWS_SESSION_TOKEN".into(), token.clone()));
        }
        if let Some(expires) = granted.expires {
            set.push(("AWS_CREDENTIAL_EXPIRATION".into(), Secret::new(iso(expires))));
        }
        Self::with(set, settings)
    }

    /// Variables for a container credentials endpoint, with its token. If the default profile has credentials, which every SDK
    /// prefers to the endpoint, both configuration files are hidden, all profiles with them.
    pub fn of_container(url: &str, token: &Secret<String>, settings: &Settings) -> Self {
        let mut set = vec![
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI".into(), Secret::new(url.to_owned())),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN".into(), token.clone()),
        ];
        if settings.default_profile.credentials {
            for name in ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] {
                set.push((name.into(), Secret::new(NOTHING.to_owned())));
            }
        }
        Self::with(set, settings)
    }

    fn with(mut set: Vec<(Cow<'static, str>, Secret<String>)>, settings: &Settings) -> Self {
        let place = place(settings);
        let mark =
            Environment::marks(place.iter().map(|(name, value)| (name.as_ref(), value.expose().as_str())));
        set.extend(place);
        set.push((EXPORTED.into(), Secret::new(mark)));
        // credentials of the environment keep the name of the profile that they were exported for
        if let Some(shown) = settings.plan.shown() {
            set.extend(PROFILE_NAMES.map(|name| (name.into(), Secret::new(shown.to_owned()))));
        }
        let unset = ALL.into_iter().filter(|name| !set.iter().any(|(have, _)| have == name)).collect();
        Self { set, unset }
    }

    /// The lines for a shell or file to read.
    pub fn print(&self, format: Format) -> Secret<String> {
        let mut out = String::new();
        for name in &self.unset {
            let line = match format {
                Format::Bash => format!("unset {name}"),
                // fish fails on an unset variable
                Format::Fish => format!("set -e {name}; or true"),
                Format::Powershell => format!("Remove-Item Env:{name} -ErrorAction SilentlyContinue"),
                Format::Cmd => format!("set {name}="),
                Format::Dotenv | Format::Json => continue,
            };
            // writing to a string does not fail
            let _ = writeln!(out, "{line}");
        }
        let mut json = serde_json::Map::new();
        for (name, value) in &self.set {
            let of_shells = name == EXPORTED || PROFILE_NAMES.contains(&name.as_ref());
            if of_shells && matches!(format, Format::Dotenv | Format::Json) {
                // these are for shells, where one profile follows another
                continue;
            }
            let value = value.expose();
            let _ = match format {
                Format::Bash => writeln!(out, "export {name}={}", quoted(value, "'", "'\\''")),
                Format::Fish => writeln!(out, "set -gx {name} \"{}\"", escaped(value, '\\', "\"$\\")),
                Format::Powershell => {
                    writeln!(out, "$Env:{name}=\"{}\"", escaped(value, '`', POWERSHELL_SPECIAL))
                }
                // cmd takes everything between the quotes as it is
                Format::Cmd if value.contains(|c: char| "&|<>^ ".contains(c)) => {
                    writeln!(out, "set \"{name}={value}\"")
                }
                Format::Cmd => writeln!(out, "set {name}={value}"),
                Format::Dotenv => writeln!(out, "{name}={}", dotenv(value)),
                Format::Json => {
                    json.insert(name.clone().into_owned(), value.as_str().into());
                    Ok(())
                }
            };
        }
        if format == Format::Json {
            let _ = writeln!(out, "{}", serde_json::Value::Object(json));
        }
        Secret::new(out)
    }
}

/// Region and endpoints of the profile, which a program without a profile would take from the default one.
fn place(settings: &Settings) -> Vec<(Cow<'static, str>, Secret<String>)> {
    let mut set: Vec<(Cow<'static, str>, Secret<String>)> = Vec::new();
    if let Some(region) = &settings.region {
        set.push(("AWS_REGION".into(), Secret::new(region.clone())));
        set.push(("AWS_DEFAULT_REGION".into(), Secret::new(region.clone())));
    }
    let Endpoints { iam, sts, s3 } = &settings.endpoints;
    let url = |endpoint: &Endpoint| Secret::new(endpoint.url());
    let misled = settings.default_profile.endpoints;
    // endpoints that every tool finds by itself
    let own = &settings.own_endpoints;
    if settings.fips && settings.endpoints == *own {
        set.push(("AWS_USE_FIPS_ENDPOINT".into(), Secret::new("true".to_owned())));
    }
    let all = settings.endpoint_of_all.as_ref();
    if let Some(all) = all {
        set.push(("AWS_ENDPOINT_URL".into(), url(all)));
    }
    if misled && all.is_none() && settings.endpoints == *own && settings.further_endpoints.is_empty() {
        set.push(("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS".into(), Secret::new("true".to_owned())));
    } else {
        let each = [
            ("AWS_ENDPOINT_URL_IAM", iam, &own.iam),
            ("AWS_ENDPOINT_URL_STS", sts, &own.sts),
            ("AWS_ENDPOINT_URL_S3", s3, &own.s3),
        ];
        let unsaid = |endpoint: &Endpoint, own| endpoint == all.unwrap_or(own) && (!misled || all.is_some());
        let said = each.into_iter().filter(|(_, endpoint, own)| !unsaid(endpoint, own));
        set.extend(said.map(|(name, at, _)| (name.into(), url(at))));
    }
    let further = settings.further_endpoints.iter();
    set.extend(further.map(|(name, url)| (Cow::from(name.clone()), Secret::new(url.clone()))));
    if let Some(bundle) = settings.ca_bundle.as_ref().and_then(|path| path.to_str()) {
        set.push(("AWS_CA_BUNDLE".into(), Secret::new(bundle.to_owned())));
    }
    set
}

/// A value in quotes, if it has characters that need them. Credentials have none.
fn quoted(value: &str, quote: &str, inner: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "+/=_-.:,@%[]".contains(c);
    if value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("{quote}{}{quote}", value.replace(quote, inner))
    }
}

/// A value for a dotenv file: in single quotes, which keep everything, or in double quotes if it has single ones.
fn dotenv(value: &str) -> String {
    if value.contains('\'') {
        format!("\"{}\"", escaped(value, '\\', "\"$`\\"))
    } else {
        quoted(value, "'", "")
    }
}

fn escaped(value: &str, escape: char, special: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if special.contains(c) {
            out.push(escape);
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests;
