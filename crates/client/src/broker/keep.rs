//! Keeping: sessions, and notes about their devices and keys.

use super::Broker;
use super::granted::Granted;
use super::plan::predecessor;
use crate::cache::{Entry, Key, Kind};
use crate::call::Issued;
use crate::profile::Source;

impl Broker<'_> {
    /// Keeps a session under a name.
    pub(super) fn keep(
        &mut self,
        key: &Key,
        issued: Issued,
        kind: Kind,
        subject: String,
        mfa: bool,
    ) -> Granted {
        let now = self.clock.now();
        let entry = Entry {
            credentials: issued.credentials,
            issued: now,
            expires: issued.expires.unwrap_or(now),
            kind,
            profile: match kind {
                // the session serves every profile that begins with this key
                Kind::MfaSession => self.settings.plan.source_profile.clone(),
                Kind::Role => self.settings.plan.profile.as_ref().map(|_| self.settings.profile.clone()),
            },
            subject,
            endpoint: self.settings.endpoints.sts.url(),
            mfa,
        };
        if let Err(error) = self.cache.put(key, &entry) {
            // a code may have been spent on the session: it is used this once
            self.progress.note(&format!("this session is not kept: {error}"));
        }
        Granted { cached: false, ..entry.into() }
    }

    /// Lets the sessions of the profile's earlier key, those of roles included, count for its present key, so that a new key
    /// costs no code. Only if the service still accepts the MFA session that the earlier key had.
    pub fn adopt(&mut self, session: &Granted, before: &Key) {
        let now = self.source_name();
        if session.mfa == Some(true) && now != *before && self.identity(&session.credentials).is_ok() {
            // without the note the sessions are got again
            let _ = self.cache.note(&predecessor(&now), before.as_str().as_bytes());
        }
    }

    /// Takes the device of the session that `session` got and that is still kept, if no device is named: one code a day serves
    /// every command, wherever the device was named.
    pub(super) fn remember_device(&mut self) {
        let is_key = matches!(&self.settings.plan.source, Source::Static(key) if !key.is_temporary());
        if !is_key || self.serial().is_some() || self.options.direct {
            return;
        }
        let noted = self.cache.noted(&last_device(&self.names().root)).ok().flatten();
        let Some(serial) = noted.and_then(|text| String::from_utf8(text.expose().clone()).ok()) else {
            return;
        };
        self.options.mfa_serial = Some(serial);
        if self.names().mfa.is_none_or(|key| self.kept(&key).is_none()) {
            self.options.mfa_serial = None;
        }
    }

    /// Notes the device of the MFA session, if no profile names it.
    pub(super) fn note_device(&mut self, root: &Key, serial: Option<&str>) {
        let named = self.settings.plan.session_serial();
        if let Some(serial) = serial.filter(|serial| Some(*serial) != named) {
            // without the note the device has to be named again
            let _ = self.cache.note(&last_device(root), serial.as_bytes());
        }
    }
}

/// Note that names the device of a key's last MFA session.
fn last_device(root: &Key) -> Key {
    Key::of(&["device", root.as_str()])
}
