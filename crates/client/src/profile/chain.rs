//! Plan of a profile: the source of its credentials, and the roles assumed in turn.

use std::fmt;

use secret::Secret;

use super::error::ProfileError;
use super::profiles::{Profile, Profiles};
use crate::call::Credentials;
use crate::limits::MAX_SOURCE_PROFILES;
use crate::place::{self, Environment};

/// Steps to the credentials of a profile.
#[derive(Clone, Debug)]
pub struct Plan {
    /// the profile that was named; `None` for the environment's own credentials
    pub profile: Option<String>,
    /// source of the first credentials
    pub source: Source,
    /// the profile that names the source; for roles it is another than the one that was named
    pub source_profile: Option<String>,
    /// MFA device of the source, if it is or may be a long-term key and the profile names one
    pub mfa_serial: Option<String>,
    /// roles to assume in turn, the first with the source's credentials
    pub roles: Vec<Role>,
}

/// Source of credentials without a role.
#[derive(Clone)]
pub enum Source {
    /// keys in a file or in the environment
    Static(Credentials),
    /// a program that prints them, by its command line
    Process(String),
    /// a login at IAM Identity Center, by the profile that says so
    Sso(String),
    /// a web identity token in a file
    WebIdentity(WebIdentity),
    /// the machine that this runs on
    Machine(CredentialSource),
}

/// Leaves out a program's command line, which may hold secrets.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Static(credentials) => f.debug_tuple("Static").field(credentials).finish(),
            Self::Process(_) => f.write_str("Process"),
            Self::Sso(profile) => f.debug_tuple("Sso").field(profile).finish(),
            Self::WebIdentity(identity) => f.debug_tuple("WebIdentity").field(identity).finish(),
            Self::Machine(source) => f.debug_tuple("Machine").field(source).finish(),
        }
    }
}

/// A role that is assumed with a web identity token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebIdentity {
    /// the profile that names the token's file
    pub profile: String,
    /// ARN of the role
    pub role_arn: String,
    /// path, from `web_identity_token_file`
    pub token_file: String,
    /// name of the role's session, from `role_session_name`
    pub session_name: Option<String>,
}

impl WebIdentity {
    /// The token that is in the file now. Its issuer replaces it from time to time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn token(&self, environment: &Environment) -> Result<Secret<String>, ProfileError> {
        let file = environment.path(&self.token_file);
        match place::read_text(&file) {
            Ok(text) => Ok(Secret::new(text)),
            Err(error) => Err(ProfileError::Unreadable { file, reason: error.to_string() }),
        }
    }
}

/// Values of `credential_source` that ask a service of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialSource {
    /// EC2's instance metadata
    Ec2InstanceMetadata,
    /// the container credentials endpoint
    EcsContainer,
}

/// A role to assume.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// the profile that names the role; `None` for one of the command line
    pub profile: Option<String>,
    /// ARN of the role
    pub arn: String,
    /// external id, from `external_id`
    pub external_id: Option<String>,
    /// serial number of the device, from `mfa_serial`
    pub mfa_serial: Option<String>,
    /// name of the role's session, from `role_session_name`
    pub session_name: Option<String>,
    /// life of the session, seconds, from `duration_seconds`
    pub duration_seconds: Option<i32>,
    /// session policy, JSON
    pub policy: Option<String>,
    /// session tags
    pub tags: Vec<(String, String)>,
}

impl Plan {
    /// Serial number of the device for the MFA session: the source's, else that of the first role that names one.
    pub fn session_serial(&self) -> Option<&str> {
        let of_roles = || self.roles.iter().find_map(|role| role.mfa_serial.as_deref());
        self.mfa_serial.as_deref().or_else(of_roles)
    }

    /// Name for people: the profile, or the ARN of a role of the command line; `None` for the environment's own credentials.
    pub fn shown(&self) -> Option<&str> {
        match self.roles.last() {
            Some(Role { profile: None, arn, .. }) => Some(arn),
            _ => self.profile.as_deref(),
        }
    }

    /// Adds a role at the end.
    pub fn assume(&mut self, arn: &str) {
        self.roles.push(Role { arn: arn.to_owned(), ..Role::default() });
    }
}

impl Profiles {
    /// The plan of a profile.
    ///
    /// # Errors
    /// If the profile, or one that it leads to, is missing, incomplete or contradictory.
    pub fn plan(&self, name: &str, environment: &Environment) -> Result<Plan, ProfileError> {
        let mut visited: Vec<String> = Vec::new();
        let mut roles = Vec::new();
        let mut at = name.to_owned();
        self.wanted(name)?;
        loop {
            let profile = self.get(&at).ok_or_else(|| ProfileError::UnknownSource {
                profile: visited.last().cloned().unwrap_or_default(),
                near: self.like(&at),
                source_profile: at.clone(),
            })?;
            if visited.len() > MAX_SOURCE_PROFILES {
                return Err(ProfileError::ChainTooLong { profile: name.to_owned() });
            }
            let itself = visited.last() == Some(&at);
            if visited.contains(&at) && !(itself && has_static(profile)) {
                visited.push(at);
                return Err(ProfileError::Loop { profiles: visited });
            }
            // as a source, a profile's own keys come before its role
            let is_role =
                profile.get("role_arn").is_some() && profile.get("web_identity_token_file").is_none();
            if !is_role || (!visited.is_empty() && has_static(profile)) {
                let source = self.source(&at, profile)?;
                return Ok(plan(name, Some(at), source, profile, roles));
            }
            roles.push(role(&at, profile));
            match (profile.get("source_profile"), profile.get("credential_source")) {
                (Some(_), Some(_)) => return Err(ProfileError::TwoSources { profile: at }),
                (None, None) => return Err(ProfileError::NoSource { profile: at }),
                (Some(next), None) => {
                    visited.push(at);
                    at = next.to_owned();
                }
                (None, Some(source)) => {
                    let source = credential_source(&at, source, environment)?;
                    return Ok(plan(name, None, source, &Profile::default(), roles));
                }
            }
        }
    }

    /// Source of a profile without a role, in the AWS CLI's order.
    fn source(&self, name: &str, profile: &Profile) -> Result<Source, ProfileError> {
        let owned = name.to_owned();
        if let Some(token_file) = profile.get("web_identity_token_file") {
            let role_arn = profile.get("role_arn").ok_or(ProfileError::NoRole { profile: owned.clone() })?;
            return Ok(Source::WebIdentity(WebIdentity {
                profile: owned,
                role_arn: role_arn.to_owned(),
                token_file: token_file.to_owned(),
                session_name: profile.get("role_session_name").map(str::to_owned),
            }));
        }
        if ["sso_account_id", "sso_role_name"].iter().any(|key| profile.get(key).is_some()) {
            return Ok(Source::Sso(owned));
        }
        if profile.in_credentials("aws_access_key_id").is_some() {
            return keys(name, |key| profile.in_credentials(key));
        }
        if let Some(command) = profile.get("credential_process") {
            return Ok(Source::Process(command.to_owned()));
        }
        if profile.in_config("aws_access_key_id").is_some() {
            return keys(name, |key| profile.in_config(key));
        }
        Err(ProfileError::NoCredentials { profile: owned })
    }
}

/// Credentials of the environment's variables, if there are any.
///
/// # Errors
/// If the secret of the key is missing.
pub(super) fn from_environment(environment: &Environment) -> Result<Option<Credentials>, ProfileError> {
    let Some(access_key_id) = environment.get("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let Some(secret) = environment.get("AWS_SECRET_ACCESS_KEY") else {
        return Err(ProfileError::PartialCredentials {
            whose: "the environment".to_owned(),
            missing: "AWS_SECRET_ACCESS_KEY",
        });
    };
    let token = environment.first(&["AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"]);
    Ok(Some(credentials(access_key_id, secret, token)))
}

/// Source that the environment names: a web identity token, unless the command names a profile, or a container's endpoint.
pub(super) fn source_of_environment(environment: &Environment, named: bool) -> Option<Source> {
    let (token, role) = (environment.get("AWS_WEB_IDENTITY_TOKEN_FILE"), environment.get("AWS_ROLE_ARN"));
    if let (Some(token_file), Some(role_arn), false) = (token, role, named) {
        return Some(Source::WebIdentity(WebIdentity {
            profile: format!("{role_arn}\n{token_file}"),
            role_arn: role_arn.to_owned(),
            token_file: token_file.to_owned(),
            session_name: environment.get("AWS_ROLE_SESSION_NAME").map(str::to_owned),
        }));
    }
    let endpoint = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
    environment.first(&endpoint).map(|_| Source::Machine(CredentialSource::EcsContainer))
}

fn credentials(access_key_id: &str, secret: &str, token: Option<&str>) -> Credentials {
    Credentials {
        session_token: token.map(|token| Secret::new(token.to_owned())),
        ..Credentials::long_term(access_key_id, secret)
    }
}

fn keys<'a>(name: &str, get: impl Fn(&str) -> Option<&'a str>) -> Result<Source, ProfileError> {
    let partial = |missing| ProfileError::PartialCredentials { whose: format!("profile '{name}'"), missing };
    let said = |key| get(key).filter(|value| !value.is_empty());
    let id = said("aws_access_key_id").ok_or(partial("aws_access_key_id"))?;
    let secret = said("aws_secret_access_key").ok_or(partial("aws_secret_access_key"))?;
    let token = get("aws_security_token").or_else(|| get("aws_session_token"));
    Ok(Source::Static(credentials(id, secret, token)))
}

fn has_static(profile: &Profile) -> bool {
    profile.get("aws_access_key_id").is_some() || profile.get("aws_secret_access_key").is_some()
}

fn plan(
    name: &str,
    source_profile: Option<String>,
    source: Source,
    profile: &Profile,
    mut roles: Vec<Role>,
) -> Plan {
    roles.reverse();
    // a program may print a long-term key, as password managers do
    let may_be_key = match &source {
        Source::Static(credentials) => !credentials.is_temporary(),
        Source::Process(_) => true,
        Source::Sso(_) | Source::WebIdentity(_) | Source::Machine(_) => false,
    };
    let mfa_serial = profile.get("mfa_serial").filter(|_| may_be_key).map(str::to_owned);
    Plan { profile: Some(name.to_owned()), source, source_profile, mfa_serial, roles }
}

fn role(name: &str, profile: &Profile) -> Role {
    let text = |key| profile.get(key).map(str::to_owned);
    Role {
        profile: Some(name.to_owned()),
        arn: text("role_arn").unwrap_or_default(),
        external_id: text("external_id"),
        mfa_serial: text("mfa_serial"),
        session_name: text("role_session_name"),
        // a duration that is no number is ignored, as by the AWS CLI
        duration_seconds: profile.get("duration_seconds").and_then(|text| text.parse().ok()),
        policy: None,
        tags: Vec::new(),
    }
}

fn credential_source(name: &str, value: &str, environment: &Environment) -> Result<Source, ProfileError> {
    match value {
        "Environment" => match from_environment(environment)? {
            Some(credentials) => Ok(Source::Static(credentials)),
            None => Err(ProfileError::NoCredentials { profile: "the environment".to_owned() }),
        },
        "Ec2InstanceMetadata" => Ok(Source::Machine(CredentialSource::Ec2InstanceMetadata)),
        "EcsContainer" => Ok(Source::Machine(CredentialSource::EcsContainer)),
        _ => Err(ProfileError::UnknownCredentialSource { profile: name.to_owned(), value: value.to_owned() }),
    }
}
