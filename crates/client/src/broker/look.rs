//! Looking: sessions from before, in the cache or the AWS CLI's.

use super::Broker;
use super::aws_cli::{CacheFile, is_shared};
use super::code_source::CodeSource;
use super::granted::Granted;
use super::plan::Names;
use crate::cache::{Entry, Key, Kind};
use crate::call::Issued;
use crate::error::Error;
use crate::limits::{LEAST_LEFT_SECONDS, RENEW_AT_SECONDS};
use crate::person::show_duration;
use crate::profile::Role;

impl Broker<'_> {
    /// The plan's end, if it is kept. A role's session that is due for renewal counts where renewing takes a question.
    pub(super) fn cached(&mut self, names: &Names) -> Option<Granted> {
        let found = self.cached_at(names.roles.last().or(names.mfa.as_ref())?);
        let by_code = if self.is_direct() { names.roles.first() } else { names.mfa.as_ref() };
        let asks =
            matches!(self.code, CodeSource::Prompt) && by_code.is_some_and(|key| self.kept(key).is_none());
        if found.is_none() && asks { self.not_over(names) } else { found }
    }

    /// The kept session of the plan's last role, even if it is due for renewal.
    pub(super) fn not_over(&mut self, names: &Names) -> Option<Granted> {
        let now = self.clock.now();
        let entry = self.cache.get(names.roles.last()?, now).filter(|_| !self.options.fresh)?;
        (entry.expires.as_second() - now.as_second() > LEAST_LEFT_SECONDS).then(|| entry.into())
    }

    /// The kept session of a name, unless it is due for renewal.
    pub(super) fn cached_at(&mut self, key: &Key) -> Option<Granted> {
        let entry = self.kept(key)?;
        let left = show_duration(entry.expires.as_second() - self.clock.now().as_second());
        self.progress.detail(&format!("kept from before: {}, {left} left", entry.subject));
        Some(entry.into())
    }

    /// The entry of a name, unless it is due for renewal.
    pub(super) fn kept(&self, key: &Key) -> Option<Entry> {
        let now = self.clock.now();
        let entry = self.cache.get(key, now).filter(|_| !self.options.fresh)?;
        let left = entry.expires.as_second() - now.as_second();
        let life = entry.expires.as_second() - entry.issued.as_second();
        let least = match entry.kind {
            Kind::MfaSession => LEAST_LEFT_SECONDS,
            Kind::Role => RENEW_AT_SECONDS.min(life / 3),
        };
        (left > least).then_some(entry)
    }

    /// A role's session that the AWS CLI got, at AWS's own endpoints only.
    pub(super) fn left_by_aws_cli(&mut self, role: &Role, key: &Key) -> Option<Granted> {
        // the CLI uses MFA only where the role's own profile names a device; what it got without is no match for ours
        let as_good = role.mfa_serial.is_some() || self.serial().is_none();
        let wanted = as_good && !self.options.fresh && !self.options.direct;
        let found = self.aws_cli_file(role, key).filter(|_| wanted).and_then(|file| file.read());
        let now = self.clock.now().as_second();
        let (credentials, expires) =
            found.filter(|(_, expires)| expires.as_second() - now > RENEW_AT_SECONDS)?;
        let issued = Issued { credentials, expires: Some(expires), assumed: None };
        Some(self.keep(key, issued, Kind::Role, role.arn.clone(), role.mfa_serial.is_some()))
    }

    /// The AWS CLI's file for a role's session, where it is shared.
    pub(super) fn aws_cli_file(&self, role: &Role, key: &Key) -> Option<CacheFile> {
        let shared = self.settings.endpoints.sts.aws && is_shared(self.environment);
        if shared { CacheFile::of(role, key, self.environment) } else { None }
    }

    /// Credentials with what the cache knows about them: they may be a session of ours that came back through the environment,
    /// as in a shell that `exec` started.
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

    /// The last step of the plan whose result is kept, and the number of roles up to it; else the plan's beginning.
    pub(super) fn start(&mut self, names: &Names) -> Result<(Granted, usize), Error> {
        let settings = self.settings;
        for (at, (role, key)) in settings.plan.roles.iter().zip(&names.roles).enumerate().rev() {
            if let Some(found) = self.cached_at(key).or_else(|| self.left_by_aws_cli(role, key)) {
                return Ok((found, at + 1));
            }
        }
        let first = match names.mfa.as_ref().filter(|_| !self.is_direct()) {
            Some(key) => match self.cached_at(key) {
                Some(found) => found,
                None => self.mfa_session(key)?,
            },
            None => self.source()?,
        };
        Ok((first, 0))
    }
}
