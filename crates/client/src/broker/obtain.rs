//! Obtaining: credentials of the source, the MFA session, the roles' sessions.

use jiff::Timestamp;

use super::Broker;
use super::checks::{chained_too_long, outlasts_chaining};
use super::credential_process;
use super::granted::Granted;
use super::plan::Names;
use super::refusal::is_session;
use crate::cache::{Key, Kind};
use crate::call::{Credentials, Identity, Issued, RoleRequest, Sts};
use crate::error::{Error, MfaError};
use crate::limits::MAX_SESSION_NAME_BYTES;
use crate::place::{Environment, ProgramError};
use crate::profile::{CredentialSource, Role, Source, WebIdentity};

impl Broker<'_> {
    /// Credentials at the end of the plan, from the last step whose result is kept.
    pub(super) fn obtained(&mut self, names: &Names) -> Result<Granted, Error> {
        let settings = self.settings;
        let (mut granted, rest) = self.start(names)?;
        for (role, key) in settings.plan.roles.iter().zip(&names.roles).skip(rest) {
            granted = self.role(role, key, &granted)?;
        }
        Ok(granted)
    }

    /// Credentials of the plan's source.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn source(&mut self) -> Result<Granted, Error> {
        let issued = match &self.settings.plan.source {
            Source::Static(credentials) => {
                let expires = self.end_by_environment(credentials);
                Issued { credentials: credentials.clone(), expires, assumed: None }
            }
            Source::Process(command) => self.printed(command)?,
            Source::Sso(profile) => {
                let login = |reason| Error::Login { profile: profile.clone(), reason };
                self.wait("getting credentials", |sts| sts.profile(profile).map_err(login))?
            }
            Source::WebIdentity(identity) => self.web_identity(identity)?,
            Source::Machine(source) => {
                let profile = &self.settings.profile;
                let provider = |reason| Error::Provider { profile: profile.clone(), reason };
                self.wait("getting credentials", |sts| {
                    match source {
                        CredentialSource::Ec2InstanceMetadata => sts.instance_metadata(),
                        CredentialSource::EcsContainer => sts.container(),
                    }
                    .map_err(provider)
                })?
            }
        };
        let mfa = (!issued.credentials.is_temporary()).then_some(false);
        let Issued { credentials, expires, .. } = issued;
        Ok(Granted { credentials, expires, mfa, subject: None, cached: false })
    }

    fn printed(&self, command: &str) -> Result<Issued, Error> {
        let printed = credential_process::run(command, &self.settings.profile, self.environment)?;
        if printed.expires.is_some_and(|end| end <= self.clock.now()) {
            let reason = "it prints credentials whose time is over".to_owned();
            return Err(ProgramError { setting: credential_process::SETTING, reason }.into());
        }
        Ok(printed)
    }

    fn web_identity(&mut self, identity: &WebIdentity) -> Result<Issued, Error> {
        let name = identity.session_name.clone().unwrap_or_else(|| session_name(self.environment));
        let token = identity.token(self.environment)?;
        self.wait("getting credentials", |sts| Ok(sts.web_identity(&identity.role_arn, &name, &token)?))
    }

    /// End of the environment's session, if the credentials are that and the environment names its end.
    fn end_by_environment(&self, credentials: &Credentials) -> Option<Timestamp> {
        let is_its = credentials.is_temporary() && self.settings.plan.profile.is_none();
        self.environment.get("AWS_CREDENTIAL_EXPIRATION").filter(|_| is_its)?.parse().ok()
    }

    /// The MFA session of the source's long-term key. If a program turns out to print a session, that one.
    pub(super) fn mfa_session(&mut self, key: &Key) -> Result<Granted, Error> {
        let serial = self.serial().ok_or(MfaError::NoDevice)?.to_owned();
        let source = self.source()?;
        if source.credentials.is_temporary() {
            return if self.options.insists { Err(is_session()) } else { Ok(source) };
        }
        let caller = source.credentials;
        let seconds = self.options.session_seconds;
        let issued = self
            .with_code("getting a session", &serial, |sts, mfa| sts.session_token(&caller, mfa, seconds))?;
        Ok(self.keep(key, issued, Kind::MfaSession, serial, true))
    }

    fn role(&mut self, role: &Role, key: &Key, by: &Granted) -> Result<Granted, Error> {
        let name = role.session_name.clone().unwrap_or_else(|| session_name(self.environment));
        let device = self.device_for(role, by)?;
        if by.credentials.is_temporary() && outlasts_chaining(role) {
            // a program was taken for one that prints a long-term key
            return Err(chained_too_long(role));
        }
        if device.is_some() {
            self.explain_code(role, self.names().mfa.as_ref());
        }
        let what = format!("assuming {}", role.arn);
        let request = RoleRequest {
            arn: &role.arn,
            session_name: &name,
            external_id: role.external_id.as_deref(),
            duration_seconds: role.duration_seconds,
            policy: role.policy.as_deref(),
            tags: &role.tags,
        };
        let issued = match &device {
            Some(serial) => {
                self.with_code(&what, serial, |sts, mfa| sts.assume_role(&by.credentials, &request, mfa))?
            }
            None => self.wait(&what, |sts| Ok(sts.assume_role(&by.credentials, &request, None)?))?,
        };
        if let Some(file) = self.aws_cli_file(role, key) {
            // the CLI can get a session of its own
            let _ = file.write(&issued);
        }
        Ok(self.keep(key, issued, Kind::Role, role.arn.clone(), device.is_some() || by.mfa == Some(true)))
    }

    /// Device whose code AssumeRole itself is given: that of --direct, or the role's own if the source turns out to be a
    /// long-term key without an MFA session.
    fn device_for(&self, role: &Role, by: &Granted) -> Result<Option<String>, Error> {
        let from_source = by.subject.is_none();
        match (self.is_direct() && from_source, by.credentials.is_temporary()) {
            (true, true) if !self.options.direct => Err(chained_too_long(role)),
            (true, true) => Err(Error::refused(
                "--direct gives a code with a long-term key, and the source's is a session already",
                "without --direct that session's own MFA counts",
            )),
            (true, false) => Ok(self.serial().map(str::to_owned)),
            (false, false) => Ok(role.mfa_serial.clone().or_else(|| self.options.mfa_serial.clone())),
            (false, true) if from_source && self.options.insists => Err(is_session()),
            (false, true) => Ok(None),
        }
    }

    /// Principal behind credentials (GetCallerIdentity).
    ///
    /// # Errors
    /// See [`Error`].
    pub fn identity(&mut self, credentials: &Credentials) -> Result<Identity, Error> {
        self.wait("asking who this is", |sts| sts.identity(credentials).map_err(Error::from))
    }

    /// Makes a call of STS, with progress.
    pub(super) fn wait<T>(
        &mut self,
        what: &str,
        call: impl FnOnce(&Sts) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let sts = self.connection.open(self.settings, &self.clock)?;
        self.progress.during(what, || call(sts))
    }
}

/// Name of a role's session where none is given: `ostiary-USER`, without characters that STS does not take.
pub(super) fn session_name(environment: &Environment) -> String {
    let letter = |c: &char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(*c);
    let user: String =
        environment.first(&["USER", "LOGNAME"]).unwrap_or("client").chars().filter(letter).collect();
    let mut name = format!("ostiary-{user}");
    name.truncate(MAX_SESSION_NAME_BYTES);
    name
}
