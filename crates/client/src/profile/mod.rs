//! Profiles of `~/.aws/config` and `~/.aws/credentials`, exactly as the AWS CLI reads them.

mod chain;
mod edit;
mod ini;
mod settings;
mod similar;

pub use chain::{CredentialSource, MAX_CHAIN, Plan, Role, Source, WebIdentity};
pub use edit::{Unwritable, set_in_section, unset_in_section};
pub use ini::{IniError, Problem};
pub use settings::{Choices, DefaultProfile, Settings};

use std::collections::BTreeMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::environment::Environment;
use crate::file;
use ini::{Document, Value};

/// Why profiles are not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields' names say what they are")]
pub enum ProfileError {
    /// A file is there and cannot be read.
    Unreadable { file: PathBuf, reason: String },
    /// A file is there and cannot be understood.
    Syntax { file: PathBuf, error: IniError },
    /// No profile of that name.
    Unknown { profile: String, config: PathBuf, near: Option<String> },
    /// A profile that another one names is not there.
    UnknownSource { profile: String, source_profile: String, near: Option<String> },
    /// `source_profile` leads on for more than [`MAX_CHAIN`] profiles.
    ChainTooLong { profile: String },
    /// A chain of `source_profile` comes back to where it was.
    Loop { profiles: Vec<String> },
    /// A role needs `source_profile` or `credential_source`.
    NoSource { profile: String },
    /// A `services` section that is not there.
    NoServices { services: String },
    /// A web identity token, and no role to assume with it.
    NoRole { profile: String },
    /// A role may have only one of `source_profile` and `credential_source`.
    TwoSources { profile: String },
    /// `credential_source` is none that is known.
    UnknownCredentialSource { profile: String, value: String },
    /// The profile, or the environment, has nothing to sign with.
    NoCredentials { profile: String },
    /// Half of an access key.
    PartialCredentials { whose: String, missing: &'static str },
    /// A region's name is none.
    BadRegion { region: String },
    /// An endpoint is no URL.
    BadEndpoint { whence: String, error: crate::api::EndpointError },
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { file, reason } => write!(f, "cannot read {}: {reason}", file.display()),
            Self::Syntax { file, error } => write!(f, "cannot understand {}: {error}", file.display()),
            Self::Unknown { profile, config, .. } => {
                write!(f, "there is no profile '{profile}' in {} or the credentials file", config.display())
            }
            Self::UnknownSource { profile, source_profile, .. } => {
                write!(f, "profile '{profile}' names source_profile '{source_profile}', which is not there")
            }
            Self::ChainTooLong { profile } => {
                write!(f, "source_profile of '{profile}' leads on for more than {MAX_CHAIN} profiles")
            }
            Self::Loop { profiles } => {
                write!(f, "source_profile leads in a circle: {}", profiles.join(" -> "))
            }
            Self::NoSource { profile } => {
                write!(
                    f,
                    "profile '{profile}' has role_arn, but neither source_profile nor credential_source"
                )
            }
            Self::NoServices { services } => {
                write!(
                    f,
                    "the profile says `services = {services}`, and there is no section [services {services}]"
                )
            }
            Self::NoRole { profile } => {
                write!(f, "profile '{profile}' has web_identity_token_file, but no role_arn")
            }
            Self::TwoSources { profile } => {
                write!(
                    f,
                    "profile '{profile}' has both source_profile and credential_source: it may have one"
                )
            }
            Self::UnknownCredentialSource { profile, value } => write!(
                f,
                "profile '{profile}': credential_source '{value}' is none of Environment, Ec2InstanceMetadata, EcsContainer"
            ),
            Self::NoCredentials { profile } => write!(f, "profile '{profile}' has no credentials"),
            Self::PartialCredentials { whose, missing } => {
                write!(f, "{whose} has half of an access key: {missing} is missing")
            }
            Self::BadRegion { region } => write!(f, "'{region}' is no name of a region, such as eu-west-1"),
            Self::BadEndpoint { whence, error } => write!(f, "{whence}: {error}"),
        }
    }
}

impl std::error::Error for ProfileError {}

/// One profile: what the config file says, below what the credentials file says.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    config: BTreeMap<String, Value>,
    credentials: BTreeMap<String, Value>,
    /// what the config file calls its section
    config_section: String,
}

impl Profile {
    /// A value; the credentials file's, where both have one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.in_credentials(key).or_else(|| self.in_config(key))
    }

    /// A value that is not empty.
    pub fn said(&self, key: &str) -> Option<&str> {
        self.get(key).filter(|value| !value.is_empty())
    }

    fn in_credentials(&self, key: &str) -> Option<&str> {
        text(self.credentials.get(key)?)
    }

    fn in_config(&self, key: &str) -> Option<&str> {
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
    /// Reads the files that the environment names. One that is not there counts as empty.
    ///
    /// # Errors
    /// If a file cannot be read or understood.
    pub fn load(environment: &Environment) -> Result<Self, ProfileError> {
        let (config, credentials) = (environment.config_file(), environment.credentials_file());
        let mut profiles = Self::parse(&config, &read(&config)?, &credentials, &read(&credentials)?)?;
        profiles.config_file = config;
        Ok(profiles)
    }

    /// From the texts of both files.
    ///
    /// # Errors
    /// If one cannot be understood.
    pub fn of_texts(config: &str, credentials: &str) -> Result<Self, ProfileError> {
        Self::parse(Path::new("config"), config, Path::new("credentials"), credentials)
    }

    fn parse(
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

    /// A profile by name.
    pub fn get(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.profiles.keys().map(String::as_str)
    }

    /// A profile that somebody asked for.
    ///
    /// # Errors
    /// If there is none.
    pub fn wanted(&self, name: &str) -> Result<&Profile, ProfileError> {
        self.get(name).ok_or_else(|| ProfileError::Unknown {
            profile: name.to_owned(),
            config: self.config_file.clone(),
            near: self.like(name),
        })
    }

    /// The profile whose name is most like one that is not there, if any is.
    fn like(&self, name: &str) -> Option<String> {
        similar::most_like(name, self.names()).map(str::to_owned)
    }

    /// Sections that have this value, by their names, first those of the config file.
    pub fn sections_with(&self, key: &str, value: &str) -> Vec<&str> {
        let config = self.profiles.values().filter(|profile| profile.in_config(key) == Some(value));
        let credentials =
            self.profiles.iter().filter(|(_, profile)| profile.in_credentials(key) == Some(value));
        let config = config.map(|profile| profile.config_section.as_str());
        config.chain(credentials.map(|(name, _)| name.as_str())).collect()
    }

    /// Whether the credentials file says it, which comes before what the config file says.
    pub fn is_in_credentials(&self, name: &str, key: &str) -> bool {
        self.get(name).is_some_and(|profile| profile.in_credentials(key).is_some())
    }

    /// A hash of all that a profile says, and of the session that it names, with the files' names.
    fn hash(&self, name: Option<&str>, environment: &Environment) -> String {
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
        crate::cache::Key::of(&parts).as_str().to_owned()
    }

    /// What the config file calls a profile's section, if it has one.
    pub fn config_section(&self, name: &str) -> Option<&str> {
        self.get(name).map(|profile| profile.config_section.as_str()).filter(|section| !section.is_empty())
    }

    /// Where the access key of a profile stands: its file and section.
    pub fn key_place(&self, name: &str, environment: &Environment) -> Option<(PathBuf, String)> {
        let profile = self.get(name)?;
        if profile.in_credentials("aws_access_key_id").is_some() {
            return Some((environment.credentials_file(), name.to_owned()));
        }
        profile.in_config("aws_access_key_id")?;
        Some((environment.config_file(), profile.config_section.clone()))
    }

    /// `endpoint_url` of all services but the three that are called here, by the variable that says the same.
    fn further_endpoints(&self, profile: &Profile) -> Vec<(String, String)> {
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
    /// If there is no such section: keys must not go elsewhere for a slip of the pen.
    fn service_endpoint(&self, profile: &Profile, service: &str) -> Result<Option<&str>, ProfileError> {
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
    file::read_text(file).or_else(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(String::new()),
        _ => Err(ProfileError::Unreadable { file: file.to_owned(), reason: error.to_string() }),
    })
}

#[cfg(test)]
mod tests;
