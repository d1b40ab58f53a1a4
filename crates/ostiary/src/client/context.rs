use ::client::api::{Client, Clock, Credentials};
use ::client::cache::{Cache, CacheError, KeyPlace};
use ::client::mfa::CodeSource;
use ::client::profile::{Choices, Profiles, Settings};
use ::client::progress::{Loudness, Stderr};
use ::client::prompt::{DevTty, Nobody, Terminal};
use ::client::session::{Broker, Options, Progress};
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
        let dumb = environment.get("TERM").is_none_or(|term| term == "dumb");
        let progress = Stderr::new(loudness, dumb);
        let terminal = Box::new(DevTty::new(&environment));
        Self { environment, clock: Clock::system(), terminal, progress, json: manner.json }
    }

    pub fn settle(&mut self, profile: Option<&str>, place: &Place) -> Result<Settings, Error> {
        let profiles = Profiles::load(&self.environment)?;
        let choices = Choices {
            profile: profile.map(str::to_owned),
            region: place.region.clone(),
            endpoint: place.endpoint.clone(),
        };
        let settings = Settings::settle(&profiles, &self.environment, &choices)?;
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
    ) -> Broker<'a> {
        options.fresh = mfa.fresh;
        options.mfa_serial = mfa.mfa_serial.clone();
        // what is said on the command line comes before what the environment says
        let said = |name| self.environment.get(name).map(str::to_owned);
        let code = match (&mfa.code, &mfa.mfa_process) {
            (Some(code), _) => CodeSource::Given(code.clone()),
            (None, Some(command)) => CodeSource::Process(command.clone()),
            (None, None) => match (said("OSTIARY_MFA_CODE"), said("OSTIARY_MFA_PROCESS")) {
                (Some(code), _) => CodeSource::Given(code),
                (None, Some(command)) => CodeSource::Process(command),
                (None, None) => CodeSource::Prompt,
            },
        };
        if mfa.no_prompt {
            self.terminal = Box::new(Nobody);
        }
        let (terminal, progress) = (&mut *self.terminal, &mut self.progress);
        Broker::new(settings, &self.environment, self.clock.clone(), cache, terminal, progress, code, options)
    }

    /// A caller of IAM, or of what needs no credentials.
    pub fn client(&self, settings: &Settings, credentials: Option<Credentials>) -> Result<Client, Error> {
        ::client::client_of(settings, credentials, self.clock.clone())
    }
}
