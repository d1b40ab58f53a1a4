use std::fmt;
use std::path::PathBuf;

use super::ini::IniError;
use crate::call::EndpointError;
use crate::limits::MAX_SOURCE_PROFILES;

/// Profiles, a region or an endpoint that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields' names say what they are")]
pub enum ProfileError {
    /// A file cannot be read.
    Unreadable { file: PathBuf, reason: String },
    /// A file has a line that cannot be understood.
    Syntax { file: PathBuf, error: IniError },
    /// There is no profile of the name.
    Unknown { profile: String, config: PathBuf, near: Option<String> },
    /// The `source_profile` of a profile is missing.
    UnknownSource { profile: String, source_profile: String, near: Option<String> },
    /// `source_profile` leads through more than `MAX_SOURCE_PROFILES` profiles.
    ChainTooLong { profile: String },
    /// `source_profile` leads in a circle.
    Loop { profiles: Vec<String> },
    /// A role lacks both `source_profile` and `credential_source`.
    NoSource { profile: String },
    /// The `services` section that the profile names is missing.
    NoServices { services: String },
    /// A web identity token lacks the role to assume with it.
    NoRole { profile: String },
    /// A role has both `source_profile` and `credential_source`.
    TwoSources { profile: String },
    /// The value of `credential_source` is unknown.
    UnknownCredentialSource { profile: String, value: String },
    /// The profile, or the environment, has no credentials.
    NoCredentials { profile: String },
    /// An access key lacks its id or its secret.
    PartialCredentials { whose: String, missing: &'static str },
    /// The name of a region is malformed.
    BadRegion { region: String },
    /// The URL of an endpoint is malformed.
    BadEndpoint { whence: String, error: EndpointError },
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
                write!(
                    f,
                    "source_profile of '{profile}' leads on for more than {MAX_SOURCE_PROFILES} profiles"
                )
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
