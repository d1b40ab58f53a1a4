//! From a plan to credentials: the cache first, then one MFA session, then the roles in turn.

mod code;
mod devices;
mod given;
mod keys;

pub use given::{
    CHAINED_ROLE_SECONDS, ROLE_SECONDS, SESSION_SECONDS, check_seconds, outlasts_chaining, policy_text,
};

use given::{chained_too_long, check_chaining, check_roles};

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use crate::api::{Clock, Credentials};
use crate::aws_cli;
use crate::cache::{Cache, Entry, Key, Kind};
use crate::credential_process;
use crate::duration;
use crate::environment::Environment;
use crate::error::Error;
use crate::mfa::{CodeSource, MfaError};
use crate::profile::{Role, Settings, Source};
use crate::progress::Progress;
use crate::prompt::{PromptError, Terminal};
use crate::sdk::{Identity, Issued, Sdk};
use keys::Keys;

/// A session with less than this left, seconds, is as good as over.
const LEAST_LEFT_SECONDS: i64 = 60;
/// A role's session is renewed, which costs no code, when less than this is left, seconds: SDKs ask again from then on.
const RENEW_SECONDS: i64 = 900;

/// How long to wait for another process that gets the same session: for whoever asks a person, for whoever has a program for
/// codes, and for all others.
const PERSON_PATIENCE: Duration = Duration::from_secs(300);
const PROGRAM_PATIENCE: Duration = Duration::from_secs(90);
const PATIENCE: Duration = Duration::from_secs(5);

/// How sessions are got.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// do not look into the cache
    pub fresh: bool,
    /// give the code to AssumeRole itself instead of getting an MFA session first; a first role that is to last longer than
    /// [`CHAINED_ROLE_SECONDS`] is got so in any case
    pub direct: bool,
    /// life of the MFA session, seconds; [`SESSION_SECONDS`]
    pub session_seconds: Option<i32>,
    /// the device, in place of the profile's
    pub mfa_serial: Option<String>,
    /// whether a device or code was named for this very call: without MFA it would not be what was asked for
    pub insists: bool,
}

/// Credentials, and what is known about them.
#[derive(Clone, Debug)]
pub struct Granted {
    /// the credentials
    pub credentials: Credentials,
    /// when they end, where they do
    pub expires: Option<Timestamp>,
    /// whether MFA was part of getting them; `None` where that is not known
    pub mfa: Option<bool>,
    /// the role or the device that they are for
    pub subject: Option<String>,
    /// whether they were there before
    pub cached: bool,
}

/// Gets credentials for one profile.
pub struct Broker<'a> {
    /// the profile and where to call
    pub settings: &'a Settings,
    /// the environment
    pub environment: &'a Environment,
    /// what time it is
    pub clock: Clock,
    /// what was got before
    pub cache: &'a Cache,
    /// whom to ask
    pub terminal: &'a mut dyn Terminal,
    /// whom to tell
    pub progress: &'a mut dyn Progress,
    /// where MFA codes come from
    pub code: CodeSource,
    /// how
    pub options: Options,
    /// AWS's SDK, once it was needed
    pub(crate) sdk: Option<Sdk>,
    /// whether STS was seen to answer
    reached: bool,
}

impl<'a> Broker<'a> {
    /// A broker; see the fields.
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        settings: &'a Settings,
        environment: &'a Environment,
        clock: Clock,
        cache: &'a Cache,
        terminal: &'a mut dyn Terminal,
        progress: &'a mut dyn Progress,
        code: CodeSource,
        options: Options,
    ) -> Self {
        Self {
            settings,
            environment,
            clock,
            cache,
            terminal,
            progress,
            code,
            options,
            sdk: None,
            reached: false,
        }
    }

    /// Credentials of the profile, roles and all.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn credentials(&mut self) -> Result<Granted, Error> {
        let settings = self.settings;
        if self.options.direct {
            // the code is what --direct is for: without a role to give it for, or a device, there would silently be no MFA
            if settings.plan.roles.is_empty() {
                return Err(Error::refused(
                    "--direct gives the code to AssumeRole, and there is no role",
                    "give the ARN of a role, or a profile with role_arn; without --direct an MFA session is got",
                ));
            }
            if self.serial().is_none() {
                return Err(MfaError::NoDevice.into());
            }
        }
        check_roles(&settings.plan.roles, self.serial())?;
        check_chaining(&settings.plan)?;
        self.remember_device();
        if self.options.insists {
            self.find_device()?;
        }
        let keys = self.keys();
        if let Some(found) = self.cached(&keys) {
            return Ok(found);
        }
        if keys.mfa.is_none() && settings.plan.roles.is_empty() {
            return self.source();
        }
        let _lock = self.lock(&keys.root)?;
        if let Some(found) = self.cached(&keys) {
            return Ok(found);
        }
        let kept = self.not_over(&keys);
        match (self.renewed(&keys), kept) {
            // a role's session that cannot be renewed is good to its end
            (Err(error), Some(kept)) if !matches!(error, Error::Prompt(PromptError::Cancelled)) => {
                self.progress.detail(&format!("not renewed: {error}"));
                Ok(kept)
            }
            (renewed, _) => renewed,
        }
    }

    /// Goes through the plan, from the last step that need not be done again.
    fn renewed(&mut self, keys: &Keys) -> Result<Granted, Error> {
        let settings = self.settings;
        let (mut granted, rest) = self.start(keys)?;
        for (role, key) in settings.plan.roles.iter().zip(&keys.roles).skip(rest) {
            granted = self.role(role, key, &granted)?;
        }
        Ok(granted)
    }

    /// The MFA session of the profile's long-term key, without its roles.
    ///
    /// # Errors
    /// [`MfaError::NoDevice`] where no device is known.
    pub fn session(&mut self) -> Result<Granted, Error> {
        let got = self.session_of_key()?;
        if got.mfa == Some(true) { Ok(got) } else { Err(is_session()) }
    }

    /// The same; where a program prints a session in place of a key, that one.
    fn session_of_key(&mut self) -> Result<Granted, Error> {
        self.remember_device();
        self.find_device()?;
        check_roles(&[], self.serial())?;
        let keys = self.keys();
        let Some(key) = keys.mfa else { return Err(MfaError::NoDevice.into()) };
        if let Some(found) = self.cached_at(&key) {
            return Ok(found);
        }
        let _lock = self.lock(&keys.root)?;
        match self.cached_at(&key) {
            Some(found) => Ok(found),
            None => {
                let session = self.mfa_session(&key)?;
                self.note_device(&keys.root, session.subject.as_deref());
                Ok(session)
            }
        }
    }

    /// The name in the cache of what the plan leads to, where that is kept.
    pub fn last_key(&self) -> Option<Key> {
        let keys = self.keys();
        keys.roles.into_iter().next_back().or(keys.mfa)
    }

    /// Credentials to manage the user itself with: the MFA session where there is a device, else the source's own.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn user(&mut self) -> Result<Granted, Error> {
        self.remember_device();
        if self.keys().mfa.is_some() { self.session_of_key() } else { self.source() }
    }

    /// The credentials that the plan begins with.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn source(&mut self) -> Result<Granted, Error> {
        let name = self.settings.profile.clone();
        let issued = match &self.settings.plan.source {
            Source::Static(credentials) => {
                let expires = self.said_end(credentials);
                Issued { credentials: credentials.clone(), expires, assumed: None }
            }
            Source::Process(command) => {
                let printed = credential_process::run(command, &name, self.environment)?;
                if printed.expires.is_some_and(|end| end <= self.clock.now()) {
                    let reason = "it prints credentials whose time is over".to_owned();
                    return Err(Error::Process { what: "credential_process", reason });
                }
                printed
            }
            Source::Sso(profile) => {
                let given = self.wait("getting credentials", |sdk| sdk.profile(profile));
                given.map_err(|error| match error {
                    Error::Provider { profile, reason } => Error::Login { profile, reason },
                    other => other,
                })?
            }
            Source::WebIdentity(identity) => {
                let name = identity.session_name.clone().unwrap_or_else(|| session_name(self.environment));
                let token = identity.token(self.environment)?;
                self.wait("getting credentials", |sdk| {
                    Ok(sdk.web_identity(&identity.role_arn, &name, &token)?)
                })?
            }
            Source::Machine(source) => self.wait("getting credentials", |sdk| sdk.machine(*source, &name))?,
        };
        let mfa = (!issued.credentials.is_temporary()).then_some(false);
        Ok(Granted {
            credentials: issued.credentials,
            expires: issued.expires,
            mfa,
            subject: None,
            cached: false,
        })
    }

    /// The name of the plan's source in the cache, on which the names of all its sessions depend.
    pub fn source_name(&self) -> Key {
        self.keys().root
    }

    /// Has the sessions of the key that the profile had before count for the key that it has now, those of roles too: a new key
    /// is no reason to ask for a code again. Only if the service still takes the MFA session that the old key had.
    pub fn adopt(&mut self, session: &Granted, before: &Key) {
        let now = self.source_name();
        if session.mfa == Some(true) && now != *before && self.identity(&session.credentials).is_ok() {
            // without the note they are got again
            let _ = self.cache.note(&keys::predecessor(&now), before.as_str().as_bytes());
        }
    }

    /// What is known of a session beyond its credentials: it may be one of ours that came back by way of the environment, as
    /// it does to whoever works in a shell that `exec` started.
    pub fn recall(&self, granted: Granted) -> Granted {
        let id = &granted.credentials.access_key_id;
        let ours = self.cache.entries().into_iter().find(|entry| entry.credentials.access_key_id == *id);
        let ends = ours.as_ref().map(|entry| entry.expires);
        Granted {
            expires: ends.filter(|_| granted.credentials.is_temporary()).or(granted.expires),
            mfa: granted.mfa.or(ours.map(|entry| entry.mfa)),
            ..granted
        }
    }

    /// When the environment's session ends, if it is that and the environment says so.
    fn said_end(&self, credentials: &Credentials) -> Option<Timestamp> {
        let is_its = credentials.is_temporary() && self.settings.plan.profile.is_none();
        self.environment.get("AWS_CREDENTIAL_EXPIRATION").filter(|_| is_its)?.parse().ok()
    }

    /// Who these credentials are.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn identity(&mut self, credentials: &Credentials) -> Result<Identity, Error> {
        self.wait("asking who this is", |sdk| sdk.identity(credentials).map_err(Error::from))
    }

    /// What the whole plan leads to, if it was got before. A role's session that should be renewed counts where that would take
    /// a question.
    fn cached(&mut self, keys: &Keys) -> Option<Granted> {
        let found = self.cached_at(keys.roles.last().or(keys.mfa.as_ref())?);
        let by_code = if self.is_direct() { keys.roles.first() } else { keys.mfa.as_ref() };
        let asks =
            matches!(self.code, CodeSource::Prompt) && by_code.is_some_and(|key| self.kept(key).is_none());
        if found.is_none() && asks { self.not_over(keys) } else { found }
    }

    /// The session of the plan's last role as it is kept, though it should be renewed.
    fn not_over(&mut self, keys: &Keys) -> Option<Granted> {
        let now = self.clock.now();
        let entry = self.cache.get(keys.roles.last()?, now).filter(|_| !self.options.fresh)?;
        (entry.expires.as_second() - now.as_second() > LEAST_LEFT_SECONDS).then(|| granted(entry))
    }

    fn cached_at(&mut self, key: &Key) -> Option<Granted> {
        let entry = self.kept(key)?;
        let left = duration::show(entry.expires.as_second() - self.clock.now().as_second());
        self.progress.detail(&format!("kept from before: {}, {left} left", entry.subject));
        Some(granted(entry))
    }

    /// A session that was got before and need not be renewed.
    fn kept(&self, key: &Key) -> Option<Entry> {
        let now = self.clock.now();
        let entry = self.cache.get(key, now).filter(|_| !self.options.fresh)?;
        let left = entry.expires.as_second() - now.as_second();
        let life = entry.expires.as_second() - entry.issued.as_second();
        let least = match entry.kind {
            Kind::MfaSession => LEAST_LEFT_SECONDS,
            Kind::Role => RENEW_SECONDS.min(life / 3),
        };
        (left > least).then_some(entry)
    }

    /// The last step of the plan that need not be done again, and how many roles are behind it.
    fn start(&mut self, keys: &Keys) -> Result<(Granted, usize), Error> {
        let settings = self.settings;
        for (at, (role, key)) in settings.plan.roles.iter().zip(&keys.roles).enumerate().rev() {
            let found = match self.cached_at(key) {
                Some(found) => Some(found),
                None => self.left_by_aws_cli(role, key)?,
            };
            if let Some(found) = found {
                return Ok((found, at + 1));
            }
        }
        let first = match keys.mfa.as_ref().filter(|_| !self.is_direct()) {
            Some(key) => match self.cached_at(key) {
                Some(found) => found,
                None => self.mfa_session(key)?,
            },
            None => self.source()?,
        };
        Ok((first, 0))
    }

    /// The turn of this process to get what others may want too. Whoever can do without the person at the terminal does not
    /// wait for long: the other process may wait for an answer that never comes.
    fn lock(&mut self, key: &Key) -> Result<Option<crate::cache::Lock>, Error> {
        let asks = matches!(self.code, CodeSource::Prompt) && self.terminal.answers();
        let patience = match (&self.code, asks) {
            (_, true) => PERSON_PATIENCE,
            (CodeSource::Process(_), _) => PROGRAM_PATIENCE,
            _ => PATIENCE,
        };
        let (terminal, progress, cache) = (&mut *self.terminal, &mut *self.progress, self.cache);
        let (mut other, mut says) = (None, None);
        let lock = self.cache.lock(key, patience, &mut |holder| {
            other = holder;
            if asks {
                // one of all that wait says so: the question must not be scrolled away
                match cache.lock(&Key::of(&["waiting", key.as_str()]), Duration::ZERO, &mut |_| ()) {
                    Ok(None) => return,
                    first => says = first.ok().flatten(),
                }
            }
            let who = holder.map(|id| format!(" (process {id})")).unwrap_or_default();
            let what = format!("waiting for another ostiary{who}, which gets the same session");
            // where questions are seen, that one waits must be seen too
            if asks { terminal.tell(&what) } else { progress.note(&what) }
        });
        drop(says);
        match lock {
            Ok(None) if asks => {
                let who = other.map(|id| format!(" (process {id})")).unwrap_or_default();
                Err(Error::refused(
                    format!(
                        "another ostiary{who} has been getting the same session for {} minutes",
                        PERSON_PATIENCE.as_secs() / 60
                    ),
                    "answer its question, or end it",
                ))
            }
            Ok(lock) => Ok(lock),
            // where nothing can be written there is nobody to wait for
            Err(error) => {
                self.progress.detail(&error.to_string());
                Ok(None)
            }
        }
    }

    /// The MFA session of the source's long-term key. A program may turn out to print a session: then that is what there is.
    fn mfa_session(&mut self, key: &Key) -> Result<Granted, Error> {
        let serial = self.serial().ok_or(MfaError::NoDevice)?.to_owned();
        let source = self.source()?;
        if source.credentials.is_temporary() {
            return if self.options.insists { Err(is_session()) } else { Ok(source) };
        }
        let caller = source.credentials;
        let seconds = self.options.session_seconds;
        let issued = self
            .with_code("getting a session", &serial, |sdk, mfa| sdk.session_token(&caller, mfa, seconds))?;
        self.keep(key, issued, Kind::MfaSession, serial, true)
    }

    fn role(&mut self, role: &Role, key: &Key, by: &Granted) -> Result<Granted, Error> {
        let name = role.session_name.clone().unwrap_or_else(|| session_name(self.environment));
        let device = self.device_for(role, by)?;
        if by.credentials.is_temporary() && outlasts_chaining(role) {
            // a program was taken for one that prints a long-term key
            return Err(chained_too_long(role));
        }
        if device.is_some() {
            self.explain_code(role, self.keys().mfa.as_ref());
        }
        let what = format!("assuming {}", role.arn);
        let issued = match &device {
            Some(serial) => {
                self.with_code(&what, serial, |sdk, mfa| sdk.assume_role(&by.credentials, role, &name, mfa))?
            }
            None => self.wait(&what, |sdk| Ok(sdk.assume_role(&by.credentials, role, &name, None)?))?,
        };
        if let Some(file) = self.aws_cli_file(role, key) {
            // the CLI can do without
            let _ = file.write(&issued);
        }
        self.keep(key, issued, Kind::Role, role.arn.clone(), device.is_some() || by.mfa == Some(true))
    }

    /// The device whose code goes to AssumeRole itself: that of --direct, or the role's own where the source turns out to be a
    /// long-term key that no MFA session was got for.
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

    /// A role's session that the AWS CLI got, at AWS's own endpoints only.
    fn left_by_aws_cli(&mut self, role: &Role, key: &Key) -> Result<Option<Granted>, Error> {
        // the CLI knows of MFA only where the role's own profile names a device; what it got without is no match for ours
        let as_good = role.mfa_serial.is_some() || self.serial().is_none();
        let wanted = as_good && !self.options.fresh && !self.options.direct;
        let found = self.aws_cli_file(role, key).filter(|_| wanted).and_then(|file| file.read());
        let now = self.clock.now().as_second();
        match found.filter(|(_, expires)| expires.as_second() - now > RENEW_SECONDS) {
            None => Ok(None),
            Some((credentials, expires)) => {
                let issued = Issued { credentials, expires: Some(expires), assumed: None };
                let mfa = role.mfa_serial.is_some();
                self.keep(key, issued, Kind::Role, role.arn.clone(), mfa).map(Some)
            }
        }
    }

    fn aws_cli_file(&self, role: &Role, key: &Key) -> Option<aws_cli::CacheFile> {
        let shared = self.settings.endpoints.sts.aws && self.environment.shares_with_aws_cli();
        if shared { aws_cli::CacheFile::of(role, key, self.environment) } else { None }
    }

    fn keep(
        &mut self,
        key: &Key,
        issued: Issued,
        kind: Kind,
        subject: String,
        mfa: bool,
    ) -> Result<Granted, Error> {
        let now = self.clock.now();
        let entry = Entry {
            credentials: issued.credentials,
            issued: now,
            expires: issued.expires.unwrap_or(now),
            kind,
            profile: match kind {
                // it is good for every profile that begins with this key
                Kind::MfaSession => self.settings.plan.source_profile.clone(),
                Kind::Role => self.settings.plan.profile.as_ref().map(|_| self.settings.profile.clone()),
            },
            subject,
            endpoint: self.settings.endpoints.sts.url(),
            mfa,
        };
        if let Err(error) = self.cache.put(key, &entry) {
            // a code was spent on it, perhaps: it is good for this time
            self.progress.note(&format!("this session is not kept: {error}"));
        }
        Ok(Granted { cached: false, ..granted(entry) })
    }

    fn sdk(&mut self) -> Result<&Sdk, Error> {
        match &mut self.sdk {
            Some(sdk) => Ok(sdk),
            none => Ok(none.insert(Sdk::new(self.settings, self.clock.clone())?)),
        }
    }

    fn wait<T>(&mut self, what: &str, call: impl FnOnce(&Sdk) -> Result<T, Error>) -> Result<T, Error> {
        self.sdk()?;
        self.progress.begin(what);
        let done = self.sdk.as_ref().map(call);
        self.progress.end();
        done.unwrap_or_else(|| Err(MfaError::NoDevice.into()))
    }
}

fn granted(entry: Entry) -> Granted {
    Granted {
        credentials: entry.credentials,
        expires: Some(entry.expires),
        mfa: Some(entry.mfa),
        subject: Some(entry.subject),
        cached: true,
    }
}

/// Why a session cannot be followed by another one with MFA.
fn is_session() -> Error {
    Error::refused(
        "the profile or environment holds a session already, and a session gets no MFA session",
        "unset AWS_SESSION_TOKEN, or choose the profile with the long-term key",
    )
}

/// `ostiary-USER`, as far as the name's letters may be in a session's name.
fn session_name(environment: &Environment) -> String {
    let letter = |c: &char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(*c);
    let user: String =
        environment.first(&["USER", "LOGNAME"]).unwrap_or("client").chars().filter(letter).collect();
    let mut name = format!("ostiary-{user}");
    name.truncate(64);
    name
}

/// Forgets the sessions that are kept, or those of one profile, and the copies of them in the AWS CLI's cache, where they would
/// be found again. Says how many sessions it were.
///
/// # Errors
/// If one cannot be removed.
pub fn forget(cache: &Cache, environment: &Environment, profile: Option<&str>) -> Result<usize, Error> {
    let of_profile = |entry: &Entry| profile.is_none_or(|wanted| entry.profile.as_deref() == Some(wanted));
    let ids: BTreeSet<String> =
        cache.entries().into_iter().filter(of_profile).map(|entry| entry.credentials.access_key_id).collect();
    let cleared = cache.clear(profile)?;
    if environment.shares_with_aws_cli() {
        aws_cli::remove(environment, &ids, profile.is_none())?;
    }
    Ok(cleared)
}

#[cfg(test)]
mod tests;
