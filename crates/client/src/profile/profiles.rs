use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::ProfileError;
use super::ini::{Document, Value};
use super::similar;
use crate::place::{self, Environment, digest};

/// One profile: values of the config file, and those of the credentials file, which come first.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    config: BTreeMap<String, Value>,
    credentials: BTreeMap<String, Value>,
    /// name of its section in the config file; empty if it has none
    config_section: String,
}

impl Profile {
    /// Value of a key, the credentials file's where both files have one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.in_credentials(key).or_else(|| self.in_config(key))
    }

    /// Value of a key, unless it is empty.
    pub fn said(&self, key: &str) -> Option<&str> {
        self.get(key).filter(|value| !value.is_empty())
    }

    pub(super) fn in_credentials(&self, key: &str) -> Option<&str> {
        text(self.credentials.get(key)?)
    }

    pub(super) fn in_config(&self, key: &str) -> Option<&str> {
        text(self.config.get(key)?)
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Nested(_) => None,
    }
}

/// All profiles of both files.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    profiles: BTreeMap<String, Profile>,
    services: BTreeMap<String, BTreeMap<String, Value>>,
    sso_sessions: BTreeMap<String, BTreeMap<String, Value>>,
    config_file: PathBuf,
}

impl Profiles {
    /// Reads the files that the environment names. A missing one counts as empty.
    ///
    /// # Errors
    /// If a file cannot be read or understood.
    pub fn load(environment: &Environment) -> Result<Self, ProfileError> {
        let (config, credentials) = (environment.config_file(), environment.credentials_file());
        let mut profiles = Self::parse(&config, &read(&config)?, &credentials, &read(&credentials)?)?;
        profiles.config_file = config;
        Ok(profiles)
    }

    /// Reads the texts of both files.
    ///
    /// # Errors
    /// If a text cannot be understood.
    pub fn of_texts(config: &str, credentials: &str) -> Result<Self, ProfileError> {
        Self::parse(Path::new("config"), config, Path::new("credentials"), credentials)
    }

    pub(super) fn parse(
        config_file: &Path,
        config: &str,
        credentials_file: &Path,
        credentials: &str,
    ) -> Result<Self, ProfileError> {
        let document = |file: &Path, text: &str| {
            Document::parse(text).map_err(|error| ProfileError::Syntax { file: file.to_owned(), error })
        };
        let mut all = Self { config_file: config_file.to_owned(), ..Self::default() };
        for section in document(config_file, config)?.sections {
            let words = shlex::split(&section.name).unwrap_or_default();
            match (section.name.as_str(), words.as_slice()) {
                ("default", _) => {
                    let profile = all.profiles.entry("default".to_owned()).or_default();
                    (profile.config, profile.config_section) = (section.values, section.name);
                }
                (kind, [_, name]) if kind.starts_with("profile") => {
                    let profile = all.profiles.entry(name.clone()).or_default();
                    (profile.config, profile.config_section) = (section.values, section.name.clone());
                }
                (kind, [_, name]) if kind.starts_with("sso-session") => {
                    all.sso_sessions.insert(name.clone(), section.values);
                }
                (kind, [_, name]) if kind.starts_with("services") => {
                    all.services.insert(name.clone(), section.values);
                }
                _ => {}
            }
        }
        for section in document(credentials_file, credentials)?.sections {
            all.profiles.entry(section.name).or_default().credentials = section.values;
        }
        Ok(all)
    }

    /// The profile of a name.
    pub fn get(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// Names of all profiles, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.profiles.keys().map(String::as_str)
    }

    /// The profile of a name that the person gave.
    ///
    /// # Errors
    /// If there is none; the error holds the most similar name.
    pub fn wanted(&self, name: &str) -> Result<&Profile, ProfileError> {
        self.get(name).ok_or_else(|| ProfileError::Unknown {
            profile: name.to_owned(),
            config: self.config_file.clone(),
            near: self.like(name),
        })
    }

    /// Name of the profile most similar to a mistyped one.
    pub(super) fn like(&self, name: &str) -> Option<String> {
        similar::most_like(name, self.names()).map(str::to_owned)
    }

    /// Names of the sections that have a value, those of the config file first.
    pub(crate) fn sections_with(&self, key: &str, value: &str) -> Vec<&str> {
        let config = self.profiles.values().filter(|profile| profile.in_config(key) == Some(value));
        let credentials =
            self.profiles.iter().filter(|(_, profile)| profile.in_credentials(key) == Some(value));
        let config = config.map(|profile| profile.config_section.as_str());
        config.chain(credentials.map(|(name, _)| name.as_str())).collect()
    }

    /// Reports whether the credentials file has a profile's key, so that the config file's value does not count.
    pub(crate) fn is_in_credentials(&self, name: &str, key: &str) -> bool {
        self.get(name).is_some_and(|profile| profile.in_credentials(key).is_some())
    }

    /// Hash of a profile's values, of its SSO session's, and of the files' names.
    pub(super) fn hash(&self, name: Option<&str>, environment: &Environment) -> String {
        let Some(profile) = name.and_then(|name| self.get(name)) else { return String::new() };
        let session = profile.get("sso_session").and_then(|session| self.sso_sessions.get(session));
        let files = [environment.config_file(), environment.credentials_file()];
        let mut parts: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        for values in [Some(&profile.config), Some(&profile.credentials), session].into_iter().flatten() {
            parts.push(values.len().to_string());
            parts.extend(
                values
                    .iter()
                    .flat_map(|(key, value)| [key.clone(), text(value).unwrap_or_default().to_owned()]),
            );
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        digest(&parts)
    }

    /// Name of a profile's section in the config file, if it has one.
    pub fn config_section(&self, name: &str) -> Option<&str> {
        self.get(name).map(|profile| profile.config_section.as_str()).filter(|section| !section.is_empty())
    }

    /// File and section of a profile's access key.
    pub fn key_place(&self, name: &str, environment: &Environment) -> Option<(PathBuf, String)> {
        let profile = self.get(name)?;
        if profile.in_credentials("aws_access_key_id").is_some() {
            return Some((environment.credentials_file(), name.to_owned()));
        }
        profile.in_config("aws_access_key_id")?;
        Some((environment.config_file(), profile.config_section.clone()))
    }

    /// `endpoint_url` of all services but the three that are called here, each by its environment variable's name.
    pub(super) fn further_endpoints(&self, profile: &Profile) -> Vec<(String, String)> {
        let section = profile.get("services").and_then(|name| self.services.get(name));
        let services = section.into_iter().flatten();
        let further = services.filter(|(service, _)| !["iam", "sts", "s3"].contains(&service.as_str()));
        let url = |(service, value): (&String, &Value)| match value {
            Value::Nested(values) => {
                let variable = format!("AWS_ENDPOINT_URL_{}", service.to_uppercase());
                Some((variable, values.get("endpoint_url")?.clone()))
            }
            Value::Text(_) => None,
        };
        further.filter_map(url).collect()
    }

    /// `endpoint_url` of a service in the `[services …]` section that a profile names.
    ///
    /// # Errors
    /// If the section is missing: a typing error must not send keys to another endpoint.
    pub(super) fn service_endpoint(
        &self,
        profile: &Profile,
        service: &str,
    ) -> Result<Option<&str>, ProfileError> {
        let Some(name) = profile.get("services") else { return Ok(None) };
        let section =
            self.services.get(name).ok_or_else(|| ProfileError::NoServices { services: name.to_owned() })?;
        Ok(match section.get(service) {
            Some(Value::Nested(values)) => {
                values.get("endpoint_url").map(String::as_str).filter(|url| !url.is_empty())
            }
            Some(Value::Text(_)) | None => None,
        })
    }
}

fn read(file: &Path) -> Result<String, ProfileError> {
    place::read_text(file).or_else(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(String::new()),
        _ => Err(ProfileError::Unreadable { file: file.to_owned(), reason: error.to_string() }),
    })
}
