//! MFA devices of the user: choosing the one that gives codes, and credentials to manage them.

use super::Broker;
use super::granted::Granted;
use super::refusal::is_session;
use super::services::client_of;
use crate::call::{self, Client, Credentials, Device, mfa_devices};
use crate::error::{Error, MfaError};
use crate::person::PromptError;
use crate::profile::Source;

impl Broker<'_> {
    /// Makes sure that there can be MFA: a key that may have a session, and a device, which is looked up if none is named.
    pub(super) fn find_device(&mut self) -> Result<(), Error> {
        match &self.settings.plan.source {
            Source::Static(key) if key.is_temporary() => Err(is_session()),
            Source::Static(_) if self.serial().is_some() => Ok(()),
            Source::Static(key) => {
                self.options.mfa_serial = Some(self.only_device(&key.clone())?);
                Ok(())
            }
            Source::Process(_) if self.serial().is_some() => Ok(()),
            Source::Process(_) => Err(MfaError::NoDevice.into()),
            _ => Err(Error::refused(
                "an MFA session is got with a long-term key, and this profile has none of its own",
                "take the profile with the key; without --mfa-serial and --code this one's own credentials are used",
            )),
        }
    }

    /// The user's only device that gives codes, if the user may list devices.
    fn only_device(&mut self, key: &Credentials) -> Result<String, Error> {
        let client = client_of(self.settings, Some(key.clone()), self.clock.clone())?;
        let listed = self.progress.during("looking for the user's MFA device", || mfa_devices(&client, None));
        let devices = match listed {
            Ok(devices) => devices,
            Err(error) if error.is("AccessDenied") => return Err(MfaError::NoDevice.into()),
            Err(error) => return Err(error.into()),
        };
        // security keys give no codes
        let serials: Vec<String> = devices
            .into_iter()
            .map(|device| device.serial)
            .filter(|serial| !serial.contains(":u2f/"))
            .collect();
        match serials.as_slice() {
            [serial] => {
                self.progress.note(&format!(
                    "using {serial}; with `mfa_serial = {serial}` in the profile it need not be looked up"
                ));
                Ok(serial.clone())
            }
            [] => Err(MfaError::NoDevice.into()),
            several => Err(Error::refused(
                format!("the user has several MFA devices: {}", several.join(", ")),
                "name one with --mfa-serial ARN, or as mfa_serial in the profile",
            )),
        }
    }

    /// Credentials to enrol a device with: those of [`Self::user`], or the source's own if the named device no longer exists and so
    /// gives no codes.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn enrolling(&mut self) -> Result<Granted, Error> {
        let Some(serial) = self.serial().map(str::to_owned) else { return self.user() };
        let source = self.source()?;
        let client = self.client(&source)?;
        match self.listed(&client) {
            Ok(devices) if devices.iter().all(|device| device.serial != serial) => Ok(source),
            _ => self.user(),
        }
    }

    /// Credentials to look after devices with, without asking for a code, which no device may be able to give: the MFA session
    /// that is kept, or the source's own.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn unasked(&mut self) -> Result<Granted, Error> {
        self.remember_device();
        let kept = self.names().mfa.and_then(|key| self.cached_at(&key));
        kept.map_or_else(|| self.source(), Ok)
    }

    /// The user's devices. Asks for a code if they may not be listed without MFA.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn devices(&mut self) -> Result<Vec<Device>, Error> {
        let unasked = self.unasked()?;
        let client = self.client(&unasked)?;
        match self.listed(&client) {
            Err(error)
                if error.is("AccessDenied") && unasked.mfa == Some(false) && self.names().mfa.is_some() =>
            {
                match self.session() {
                    Ok(session) => {
                        let client = self.client(&session)?;
                        Ok(self.listed(&client)?)
                    }
                    // the denial says more than the lack of a terminal
                    Err(Error::Prompt(PromptError::NoTerminal)) => Err(error.into()),
                    Err(error) => Err(error),
                }
            }
            listed => Ok(listed?),
        }
    }

    fn listed(&mut self, client: &Client) -> Result<Vec<Device>, call::Error> {
        self.progress.during("looking for the user's MFA devices", || mfa_devices(client, None))
    }

    fn client(&self, by: &Granted) -> Result<Client, Error> {
        client_of(self.settings, Some(by.credentials.clone()), self.clock.clone())
    }
}
