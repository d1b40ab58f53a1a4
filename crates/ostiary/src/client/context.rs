use ::client::api::{Client, Clock, Credentials};
use ::client::cache::{Cache, CacheError, KeyPlace};
use ::client::mfa::CodeSource;
use ::client::profile::{Choices, Profiles, Settings};
use ::client::progress::{Loudness, Progress, Stderr};
use ::client::prompt::{DevTty, Nobody, Terminal};
use ::client::session::{Broker, Options};
use ::client::{Environment, Error};

use super::arguments::{Manner, Mfa, Place};

/// What commands are run with.
pub struct Context {
    pub environment: Environment,
    pub clock: Clock,
    pub terminal: Box<dyn Terminal>,
    pub progress: Stderr,
    pub json: bool,
}

impl Context {
    pub fn new(manner: &Manner) -> Self {
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

    pub fn settle(&mut self, profile: Option<&str>, place: &Place) -> Result<Settings, Error> {
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

    /// What is kept; nothing, where nothing can be.
    pub fn cache(&mut self) -> Result<Cache, Error> {
        match self.kept() {
            Err(Error::Cache(error @ CacheError::Io { .. })) => {
                self.progress.note(&format!("nothing is kept: {error}"));
                Ok(Cache::nowhere())
            }
            cache => cache,
        }
    }

    /// What is kept, for commands that are about that.
    pub fn kept(&mut self) -> Result<Cache, Error> {
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

    pub fn broker<'a>(
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
        Ok(Broker::new(settings, environment, clock, cache, terminal, progress, code, options))
    }

    /// Where codes come from: what is said on the command line comes before what the environment says.
    pub fn code_source(&self, mfa: &Mfa) -> Result<CodeSource, Error> {
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

    /// The device that is named in place of the profile's.
    pub fn mfa_serial(&self, mfa: &Mfa) -> Option<String> {
        mfa.mfa_serial.clone().or_else(|| self.said("OSTIARY_MFA_SERIAL"))
    }

    fn said(&self, name: &str) -> Option<String> {
        self.environment.get(name).map(str::to_owned)
    }

    /// Does something that takes a while.
    pub fn during<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        let progress: &mut dyn Progress = &mut self.progress;
        progress.during(what, work)
    }

    /// A caller of IAM, or of what needs no credentials.
    pub fn client(&self, settings: &Settings, credentials: Option<Credentials>) -> Result<Client, Error> {
        ::client::client_of(settings, credentials, self.clock.clone())
    }
}
