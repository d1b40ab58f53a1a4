//! Sessions and the user's devices: which one gives the codes, and what it takes to manage them.

use super::{Broker, Granted, is_session};
use crate::api::Credentials;
use crate::cache::Key;
use crate::error::Error;
use crate::mfa::{self, Device, MfaError};
use crate::profile::Source;
use crate::prompt::PromptError;

impl Broker<'_> {
    /// That there can be MFA: a key that may have a session, and a device, which is looked up where none is named.
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

    /// The user's device, where it has one that gives codes, and may say so.
    fn only_device(&mut self, key: &Credentials) -> Result<String, Error> {
        let client = crate::client_of(self.settings, Some(key.clone()), self.clock.clone())?;
        let listed = self.progress.during("looking for the user's MFA device", || mfa::list(&client, None));
        let devices = match listed {
            Ok(devices) => devices,
            Err(Error::Call(error)) if error.is("AccessDenied") => return Err(MfaError::NoDevice.into()),
            Err(error) => return Err(error),
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

    /// Credentials to enrol a device with: those of [`Self::user`], or the source's own where the device that is named is gone,
    /// for that one gives no codes.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn enrolling(&mut self) -> Result<Granted, Error> {
        let Some(serial) = self.serial().map(str::to_owned) else { return self.user() };
        let source = self.source()?;
        let client = crate::client_of(self.settings, Some(source.credentials.clone()), self.clock.clone())?;
        match self.progress.during("looking for the user's MFA devices", || mfa::list(&client, None)) {
            Ok(devices) if devices.iter().all(|device| device.serial != serial) => Ok(source),
            _ => self.user(),
        }
    }

    /// Where no device is named, that of the MFA session that `session` got and that is still there: one code a day serves every
    /// command, wherever the device was named.
    pub(super) fn remember_device(&mut self) {
        let is_key = matches!(&self.settings.plan.source, Source::Static(key) if !key.is_temporary());
        if !is_key || self.serial().is_some() || self.options.direct {
            return;
        }
        let noted = self.cache.noted(&last_device(&self.keys().root)).ok().flatten();
        let Some(serial) = noted.and_then(|text| String::from_utf8(text.expose().clone()).ok()) else {
            return;
        };
        self.options.mfa_serial = Some(serial);
        if self.keys().mfa.is_none_or(|key| self.kept(&key).is_none()) {
            self.options.mfa_serial = None;
        }
    }

    /// Notes whose session there is, where nothing but this call named the device.
    pub(super) fn note_device(&mut self, root: &Key, serial: Option<&str>) {
        let named = self.settings.plan.session_serial();
        if let Some(serial) = serial.filter(|serial| Some(*serial) != named) {
            // without the note the device has to be named again
            let _ = self.cache.note(&last_device(root), serial.as_bytes());
        }
    }

    /// Credentials to look after the user's devices with where nobody can be asked for a code, since no device may be there that
    /// gives one: the MFA session that is kept, or the source's own.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn unasked(&mut self) -> Result<Granted, Error> {
        self.remember_device();
        let kept = self.keys().mfa.and_then(|key| self.cached_at(&key));
        kept.map_or_else(|| self.source(), Ok)
    }

    /// The user's devices. Where they are not shown without MFA, a code is asked for.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn devices(&mut self) -> Result<Vec<Device>, Error> {
        let unasked = self.unasked()?;
        match self.listed(&unasked) {
            Err(Error::Call(error))
                if error.is("AccessDenied") && unasked.mfa == Some(false) && self.keys().mfa.is_some() =>
            {
                match self.session() {
                    Ok(session) => self.listed(&session),
                    // that it is denied says more than that nobody is there
                    Err(Error::Prompt(PromptError::NoTerminal)) => Err(error.into()),
                    Err(error) => Err(error),
                }
            }
            listed => listed,
        }
    }

    fn listed(&mut self, by: &Granted) -> Result<Vec<Device>, Error> {
        let client = crate::client_of(self.settings, Some(by.credentials.clone()), self.clock.clone())?;
        self.progress.during("looking for the user's MFA devices", || mfa::list(&client, None))
    }
}

/// The note that says which device the session of a key was got with.
fn last_device(root: &Key) -> Key {
    Key::of(&["device", root.as_str()])
}
