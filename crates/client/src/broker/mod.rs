//! Credentials of a profile, obtained by its plan.
//!
//! One step a file: `plan` names every step, `look` finds kept sessions, `obtain` gets the missing ones, `keep` stores them.
//! `turn` lets one process at a time get the same session; `devices` chooses and lists MFA devices.

mod aws_cli;
mod checks;
mod code_source;
mod credential_process;
mod devices;
mod forget;
mod granted;
mod keep;
mod look;
mod obtain;
mod options;
mod plan;
mod refusal;
mod services;
mod spent;
mod turn;
mod with_code;

pub use checks::{check_seconds, outlasts_chaining, policy_text};
pub use code_source::CodeSource;
pub(crate) use code_source::{ask_code, printed_code, wait_for_next_step};
pub use forget::forget;
pub use granted::Granted;
pub use options::Options;
pub use services::{Connection, client_of};
pub(crate) use spent::note_spent;

use crate::cache::{Cache, Key};
use crate::error::{Error, MfaError};
use crate::person::{Progress, PromptError, Terminal};
use crate::place::{Clock, Environment};
use crate::profile::Settings;

/// Gets credentials for one profile: from the cache, else by one MFA session and the roles in turn.
pub struct Broker<'a> {
    /// the profile and its endpoints
    pub settings: &'a Settings,
    /// variables of the process
    pub environment: &'a Environment,
    /// source of the time
    pub clock: Clock,
    /// sessions that were got before
    pub cache: &'a Cache,
    /// terminal for questions
    pub terminal: &'a mut dyn Terminal,
    /// receiver of progress messages
    pub progress: &'a mut dyn Progress,
    /// source of MFA codes
    pub code: CodeSource,
    /// wishes of the command line
    pub options: Options,
    /// connection to STS; [`Connection::default`] at first
    pub connection: Connection,
}

impl Broker<'_> {
    /// Credentials at the end of the plan, roles included.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn credentials(&mut self) -> Result<Granted, Error> {
        self.check()?;
        self.remember_device();
        if self.options.insists {
            self.find_device()?;
        }
        let names = self.names();
        if let Some(found) = self.cached(&names) {
            return Ok(found);
        }
        if names.mfa.is_none() && self.settings.plan.roles.is_empty() {
            return self.source();
        }
        let _turn = self.turn(&names.root)?;
        if let Some(found) = self.cached(&names) {
            return Ok(found);
        }
        let kept = self.not_over(&names);
        match (self.obtained(&names), kept) {
            // a role's session that cannot be renewed is good to its end
            (Err(error), Some(kept)) if !matches!(error, Error::Prompt(PromptError::Cancelled)) => {
                self.progress.detail(&format!("not renewed: {error}"));
                Ok(kept)
            }
            (obtained, _) => obtained,
        }
    }

    /// The MFA session of the profile's long-term key, without its roles.
    ///
    /// # Errors
    /// [`MfaError::NoDevice`] if no device is known; see [`Error`].
    pub fn session(&mut self) -> Result<Granted, Error> {
        let got = self.session_of_key()?;
        if got.mfa == Some(true) { Ok(got) } else { Err(refusal::is_session()) }
    }

    /// Credentials to manage the user itself with: the MFA session if there is a device, else the source's own.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn user(&mut self) -> Result<Granted, Error> {
        self.remember_device();
        if self.names().mfa.is_some() { self.session_of_key() } else { self.source() }
    }

    /// The MFA session of the long-term key, or the session that a program prints in a key's place.
    fn session_of_key(&mut self) -> Result<Granted, Error> {
        self.remember_device();
        self.find_device()?;
        checks::check_roles(&[], self.serial())?;
        let names = self.names();
        let Some(key) = names.mfa else { return Err(MfaError::NoDevice.into()) };
        if let Some(found) = self.cached_at(&key) {
            return Ok(found);
        }
        let _turn = self.turn(&names.root)?;
        match self.cached_at(&key) {
            Some(found) => Ok(found),
            None => {
                let session = self.mfa_session(&key)?;
                self.note_device(&names.root, session.subject.as_deref());
                Ok(session)
            }
        }
    }

    /// Name in the cache of the plan's end, unless that is never kept.
    pub fn last_key(&self) -> Option<Key> {
        let names = self.names();
        names.roles.into_iter().next_back().or(names.mfa)
    }
}

#[cfg(test)]
mod tests;
