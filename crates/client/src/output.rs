//! Credentials as the environment variables of other programs.

use std::borrow::Cow;
use std::fmt::Write as _;

use secret::Secret;

use crate::api::{Endpoint, Endpoints};
use crate::credential_process::iso;
use crate::environment::{EXPORTED, Environment};
use crate::profile::Settings;
use crate::session::Granted;

/// What a shell or file calls setting a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `export K=V`; for sh, dash and zsh too
    Bash,
    /// `set -gx K V`
    Fish,
    /// `$Env:K="V"`
    Powershell,
    /// `set K=V`
    Cmd,
    /// `K=V`
    Dotenv,
    /// one object
    Json,
}

/// Variables to set and to unset, so that no tool finds credentials of another place and mixes them in.
pub struct Variables {
    /// names and values
    pub set: Vec<(Cow<'static, str>, Secret<String>)>,
    /// names
    pub unset: Vec<&'static str>,
}

/// Every variable that leads an SDK or CLI to other credentials, or to a region or endpoint. AWS_SECURITY_TOKEN is looked at
/// before AWS_SESSION_TOKEN.
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

/// The names by which programs and prompts hear which profile they were started for: ours, and aws-vault's, which prompts know.
const PROFILE_NAMES: [&str; 2] = ["OSTIARY_PROFILE", "AWS_VAULT"];

/// What means something between double quotes: to PowerShell, typographers' quotes are double quotes too.
const POWERSHELL_SPECIAL: &str = "\"$`\u{201c}\u{201d}\u{201e}";

/// What there is to be read in a file that is always empty.
const NOTHING: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

impl Variables {
    /// For these credentials, in the region and at the endpoints of the profile.
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

    /// For a container credentials endpoint, with its token. Where the default profile has credentials, every SDK takes them
    /// before it asks the endpoint: the files are then hidden, all profiles with them.
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
            Environment::mark(place.iter().map(|(name, value)| (name.as_ref(), value.expose().as_str())));
        set.extend(place);
        set.push((EXPORTED.into(), Secret::new(mark)));
        // the environment's own credentials stay those of the profile that they were exported for
        if let Some(shown) = settings.plan.shown() {
            set.extend(PROFILE_NAMES.map(|name| (name.into(), Secret::new(shown.to_owned()))));
        }
        let unset = ALL.into_iter().filter(|name| !set.iter().any(|(have, _)| have == name)).collect();
        Self { set, unset }
    }

    /// The lines, ready to be read in.
    pub fn print(&self, format: Format) -> Secret<String> {
        let mut out = String::new();
        for name in &self.unset {
            let line = match format {
                Format::Bash => format!("unset {name}"),
                // what is not set is no failure
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
                // they are for shells, where one profile follows another
                continue;
            }
            let value = value.expose();
            let _ = match format {
                Format::Bash => writeln!(out, "export {name}={}", quoted(value, "'", "'\\''")),
                Format::Fish => writeln!(out, "set -gx {name} \"{}\"", escaped(value, '\\', "\"$\\")),
                Format::Powershell => {
                    writeln!(out, "$Env:{name}=\"{}\"", escaped(value, '`', POWERSHELL_SPECIAL))
                }
                // what is said between the quotes means nothing to cmd
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

/// Region and endpoints, which the profile said and which the other program no longer hears from it; and what the default
/// profile says of endpoints must not take their place.
fn place(settings: &Settings) -> Vec<(Cow<'static, str>, Secret<String>)> {
    let mut set: Vec<(Cow<'static, str>, Secret<String>)> = Vec::new();
    if let Some(region) = &settings.region {
        set.push(("AWS_REGION".into(), Secret::new(region.clone())));
        set.push(("AWS_DEFAULT_REGION".into(), Secret::new(region.clone())));
    }
    let Endpoints { iam, sts, s3 } = &settings.endpoints;
    let url = |endpoint: &Endpoint| Secret::new(endpoint.url());
    let misled = settings.default_profile.endpoints;
    // what every tool would ask by itself
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

/// In quotes only where it must be: what credentials are made of never must.
fn quoted(value: &str, quote: &str, inner: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "+/=_-.:,@%[]".contains(c);
    if value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("{quote}{}{quote}", value.replace(quote, inner))
    }
}

/// In single quotes, where everything is what it is; in double quotes if it has single ones.
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
