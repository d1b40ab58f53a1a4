//! Environment, clock, terminal and progress of a command of the client.

use client::Error;
use client::broker::{Broker, CodeSource, Connection, Options, client_of};
use client::cache::{Cache, CacheError, KeyPlace};
use client::call::{Client, Credentials};
use client::person::{DevTty, Loudness, Nobody, Progress, Stderr, Terminal};
use client::place::{Clock, Environment};
use client::profile::{Choices, Profiles, Settings};

use crate::flags::{Manner, Mfa, Place};

/// Surroundings of a command.
pub(crate) struct Context {
    pub(crate) environment: Environment,
    pub(crate) clock: Clock,
    pub(crate) terminal: Box<dyn Terminal>,
    pub(crate) progress: Stderr,
    pub(crate) json: bool,
}

impl Context {
    /// The surroundings of this process.
    pub(crate) fn new(manner: &Manner) -> Self {
        let environment = Environment::of_process();
        let loudness = match (manner.quiet, manner.verbose) {
            (true, _) => Loudness::Quiet,
            (_, true) => Loudness::Verbose,
            _ => Loudness::Normal,
        };
        let progress = Stderr::new(loudness, environment.is_dumb());
        let terminal = Box::new(DevTty::new(&environment));
        Self { environment, clock: Clock::system(), terminal, progress, json: manner.json }
    }

    /// Settles profile, region and endpoints by flags, environment and files.
    ///
    /// # Errors
    /// If the profile is missing or malformed.
    pub(crate) fn settle(&mut self, profile: Option<&str>, place: &Place) -> Result<Settings, Error> {
        let profiles = Profiles::load(&self.environment)?;
        let choices = Choices {
            profile: profile.map(str::to_owned),
            region: place.region.clone(),
            endpoint: place.endpoint.clone().or_else(|| self.said("OSTIARY_ENDPOINT")),
        };
        let settings = match choices.profile {
            Some(_) => Settings::settle(&profiles, &self.environment.without_exported(), &choices),
            None => Settings::settle(&profiles, &self.environment, &choices),
        }?;
        let whose = match &settings.plan.profile {
            Some(profile) => format!("profile {profile}"),
            None => "the environment's credentials".to_owned(),
        };
        let region = settings.region.as_deref().unwrap_or("none");
        let sts = settings.endpoints.sts.url();
        self.progress.detail(&format!("{whose}, region {region}, STS at {sts}"));
        Ok(settings)
    }

    /// The session cache; one in memory, if its directories cannot be used.
    ///
    /// # Errors
    /// If its sealing key is damaged.
    pub(crate) fn cache(&mut self) -> Result<Cache, Error> {
        match self.kept() {
            Err(Error::Cache(error @ CacheError::Io { .. })) => {
                self.progress.note(&format!("nothing is kept: {error}"));
                Ok(Cache::nowhere())
            }
            cache => cache,
        }
    }

    /// The session cache, for commands that are about it.
    ///
    /// # Errors
    /// If it cannot be used.
    pub(crate) fn kept(&mut self) -> Result<Cache, Error> {
        let Self { environment, progress, .. } = self;
        let waiting =
            &mut || progress.note("waiting for the keyring to be unlocked; OSTIARY_KEYRING=off does without");
        let cache = Cache::of(environment, waiting)?;
        if let KeyPlace::File { path, reason: Some(reason) } = cache.key_place() {
            progress.detail(&format!(
                "no keyring ({reason}): sessions are sealed with the key in {}",
                path.display()
            ));
        }
        Ok(cache)
    }

    /// A broker of a profile's credentials.
    ///
    /// # Errors
    /// If a code is not six digits.
    pub(crate) fn broker<'a>(
        &'a mut self,
        settings: &'a Settings,
        cache: &'a Cache,
        mfa: &Mfa,
        mut options: Options,
    ) -> Result<Broker<'a>, Error> {
        options.fresh = mfa.fresh;
        options.insists = mfa.mfa_serial.is_some() || mfa.code.is_some() || mfa.mfa_process.is_some();
        options.mfa_serial = self.mfa_serial(mfa);
        let code = self.code_source(mfa)?;
        if mfa.no_prompt {
            self.terminal = Box::new(Nobody);
        }
        let (terminal, progress) = (&mut *self.terminal, &mut self.progress);
        let (environment, clock) = (&self.environment, self.clock.clone());
        let connection = Connection::default();
        Ok(Broker { settings, environment, clock, cache, terminal, progress, code, options, connection })
    }

    /// Source of codes: by flags, else by the environment.
    ///
    /// # Errors
    /// If a code is not six digits.
    pub(crate) fn code_source(&self, mfa: &Mfa) -> Result<CodeSource, Error> {
        let said = || (self.said("OSTIARY_MFA_CODE"), self.said("OSTIARY_MFA_PROCESS"));
        let (code, command) = match (&mfa.code, &mfa.mfa_process) {
            (None, None) => said(),
            given => (given.0.clone(), given.1.clone()),
        };
        match (code, command) {
            (Some(code), _) => CodeSource::given(&code),
            (None, Some(command)) => Ok(CodeSource::Process(command)),
            (None, None) => Ok(CodeSource::Prompt),
        }
    }

    /// Serial number of a device named in place of the profile's.
    pub(crate) fn mfa_serial(&self, mfa: &Mfa) -> Option<String> {
        mfa.mfa_serial.clone().or_else(|| self.said("OSTIARY_MFA_SERIAL"))
    }

    fn said(&self, name: &str) -> Option<String> {
        self.environment.get(name).map(str::to_owned)
    }

    /// Does work that may take long, with progress.
    pub(crate) fn during<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        let progress: &mut dyn Progress = &mut self.progress;
        progress.during(what, work)
    }

    /// A client of the profile's endpoints.
    ///
    /// # Errors
    /// If the file of certificate authorities cannot be used.
    pub(crate) fn client(
        &self,
        settings: &Settings,
        credentials: Option<Credentials>,
    ) -> Result<Client, Error> {
        client_of(settings, credentials, self.clock.clone())
    }
}
