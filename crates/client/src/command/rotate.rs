//! Rotation of an access key, which can be interrupted at any step and finished later.
//!
//! A journal in the state directory is written before and after each step that cannot be undone by itself, so that the same command
//! finishes an interrupted rotation. A new key whose secret was lost is deleted: it is the one that is not the old key.

use std::path::PathBuf;

use secret::Secret;
use serde::{Deserialize, Serialize};
use wire::iam;

use super::configure;
use crate::cache::{Cache, Key};
use crate::call::{self, Client, Credentials};
use crate::error::Error;
use crate::limits::{
    KEY_CREATION_SKEW_SECONDS, KEY_VERIFICATION_INTERVAL, MAX_KEY_VERIFICATIONS, MAX_KEY_WRITES,
};
use crate::person::Progress;
use crate::place::{Environment, check_writable};
use crate::profile::{Profiles, set_in_section};

/// File and section of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// path of the file
    pub file: PathBuf,
    /// name of the section
    pub section: String,
}

#[derive(Clone, Serialize, Deserialize)]
struct Journal {
    old: String,
    /// beginning, Unix seconds
    started: i64,
    /// id and secret of the new key, once it is made
    new: Option<(String, String)>,
}

/// Result of a rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// id of the deleted key
    pub old: String,
    /// id of the new key
    pub new: String,
    /// true if an earlier rotation was finished
    pub resumed: bool,
}

/// A rotation and everything that it needs.
pub struct Rotation<'a> {
    /// cache for the sealed journal
    pub cache: &'a Cache,
    /// file and section of the key
    pub place: Place,
    /// the present key
    pub present: Credentials,
    /// caller of IAM as the user, perhaps by an MFA session
    pub client: Client,
    /// paths of the configuration files, in which other profiles may have the same key
    pub environment: &'a Environment,
    /// receiver of progress messages
    pub progress: &'a mut dyn Progress,
}

impl Rotation<'_> {
    /// Rotates the key, or finishes an earlier rotation. The caller holds a lock.
    ///
    /// # Errors
    /// The failure of a step; the next call goes on from there.
    pub fn run(mut self) -> Result<Rotated, Error> {
        let done = self.go_on();
        self.progress.end();
        done
    }

    fn go_on(&mut self) -> Result<Rotated, Error> {
        let journal_key = self.journal_key();
        self.progress.begin("looking at the user's keys");
        let kept = self.cache.noted(&journal_key)?;
        let kept: Option<Journal> = kept.and_then(|text| serde_json::from_slice(text.expose()).ok());
        let kept = match kept {
            Some(journal) if !self.fits(&journal)? => {
                self.progress
                    .note("an earlier rotation is given up: the profile or the user has other keys now");
                self.cache.forget(&journal_key)?;
                None
            }
            kept => kept,
        };
        let resumed = kept.is_some();
        let mut journal = match kept {
            Some(journal) => journal,
            None => self.begin()?,
        };
        let (new_id, new_secret) = match journal.new.clone() {
            Some(new) => new,
            None => self.make(&mut journal)?,
        };
        let new = Credentials::long_term(new_id.clone(), new_secret);
        self.verify(&new)?;
        self.write_all(&journal.old, &new)?;
        self.retire(&journal.old, &new).map_err(|error| stands(error, &journal.old, &new_id))?;
        self.cache.forget(&journal_key)?;
        Ok(Rotated { old: journal.old, new: new_id, resumed })
    }

    fn begin(&mut self) -> Result<Journal, Error> {
        let before = self.keys()?;
        let old = self.present.access_key_id.clone();
        if !before.contains(&old) {
            return Err(Error::refused(
                format!("{old} is no key of this user"),
                "`ostiary whoami` says whose key it is",
            ));
        }
        if let Some(other) = before.iter().find(|id| **id != old) {
            return Err(Error::refused(
                format!("the user has a second key, {other}, and may have two at most"),
                "delete the one that is not used, then rotate",
            ));
        }
        for place in self.places(&old)? {
            // a key that could be written nowhere would be of no use
            check_writable(&place.file)?;
        }
        let started = self.client.clock().now().as_second();
        let journal = Journal { old, started, new: None };
        self.save(&journal)?;
        Ok(journal)
    }

    /// Reports whether a journal is still about this profile and this user, both of which may have changed since.
    fn fits(&self, journal: &Journal) -> Result<bool, Error> {
        let present = &self.present.access_key_id;
        let new = journal.new.as_ref().map(|(id, _)| id);
        if new == Some(present) {
            return Ok(true);
        }
        let there = self.keys()?;
        Ok(*present == journal.old && there.contains(present) && new.is_none_or(|new| there.contains(new)))
    }

    /// Reports whether the journal's rotation made a key: at its time, and never used.
    fn is_lost(&self, id: &str, journal: &Journal) -> Result<bool, call::Error> {
        let request = iam::ListAccessKeysRequest { user_name: None, marker: None, max_items: None };
        let keys = self.client.call(&request)?.access_key_metadata;
        let made =
            keys.iter().find(|key| key.access_key_id.as_deref() == Some(id)).and_then(|key| key.create_date);
        let then = journal.started - KEY_CREATION_SKEW_SECONDS..=journal.started + KEY_CREATION_SKEW_SECONDS;
        if !made.is_some_and(|made| then.contains(&made.epoch_seconds())) {
            return Ok(false);
        }
        match self.client.call(&iam::GetAccessKeyLastUsedRequest { access_key_id: id.to_owned() }) {
            Ok(answer) => Ok(answer.access_key_last_used.is_some_and(|used| used.last_used_date.is_none())),
            // without permission to look, the key may be in use
            Err(error) if error.is("AccessDenied") => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes the new key, after deleting an earlier one whose secret was lost.
    fn make(&mut self, journal: &mut Journal) -> Result<(String, String), Error> {
        for lost in self.keys()?.into_iter().filter(|id| *id != journal.old) {
            if !self.is_lost(&lost, journal)? {
                return Err(Error::refused(
                    format!("the user has a second key, {lost}, which may be in use"),
                    format!(
                        "if it is not used: aws iam delete-access-key --access-key-id {lost}; then rotate"
                    ),
                ));
            }
            self.progress.step(&format!("deleting {lost}, whose secret is lost"));
            self.client.call(&iam::DeleteAccessKeyRequest { user_name: None, access_key_id: lost })?;
        }
        self.progress.step("making a new key");
        // a rotation may go on long after its beginning
        journal.started = self.client.clock().now().as_second();
        self.save(journal)?;
        let made = self.client.call(&iam::CreateAccessKeyRequest { user_name: None })?.access_key;
        let new = (made.access_key_id, made.secret_access_key);
        journal.new = Some(new.clone());
        self.save(journal)?;
        Ok(new)
    }

    fn verify(&mut self, new: &Credentials) -> Result<(), Error> {
        self.progress.step(&format!("trying {}", new.access_key_id));
        let client = self.client.with_credentials(new.clone());
        let mut tries = 1;
        loop {
            match client.call(&wire::sts::GetCallerIdentityRequest {}) {
                Ok(_) => return Ok(()),
                Err(error) if error.is("InvalidClientTokenId") && tries < MAX_KEY_VERIFICATIONS => {
                    tries += 1;
                    std::thread::sleep(KEY_VERIFICATION_INTERVAL);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Writes the new key wherever the old one stands, again if another program puts the old one back.
    fn write_all(&mut self, old: &str, new: &Credentials) -> Result<(), Error> {
        for _ in 0..MAX_KEY_WRITES {
            let places = self.unwritten(old, &new.access_key_id)?;
            if places.is_empty() {
                return Ok(());
            }
            for place in places {
                let (section, file) = (&place.section, place.file.display());
                self.progress.note(&format!("writing {} to [{section}] of {file}", new.access_key_id));
                self.write(&place, new)?;
            }
        }
        Err(Error::refused(
            format!("the profiles do not keep {}", new.access_key_id),
            "something else writes to them: end it; the same command goes on",
        ))
    }

    fn unwritten(&self, old: &str, new: &str) -> Result<Vec<Place>, Error> {
        let mut places = self.places(old)?;
        if !places.contains(&self.place) && !self.places(new)?.contains(&self.place) {
            places.push(self.place.clone());
        }
        Ok(places)
    }

    /// Places of a key. Profiles may share it, and all of them must have the new one before the old one is deleted.
    fn places(&self, id: &str) -> Result<Vec<Place>, Error> {
        let files = [(self.environment.config_file(), true), (self.environment.credentials_file(), false)];
        let mut places = Vec::new();
        for (file, is_config) in files {
            let text = Secret::new(configure::read(&file)?);
            let profiles = match is_config {
                true => Profiles::of_texts(text.expose(), ""),
                false => Profiles::of_texts("", text.expose()),
            }?;
            let sections = profiles.sections_with("aws_access_key_id", id).into_iter().map(str::to_owned);
            places.extend(sections.map(|section| Place { file: file.clone(), section }));
        }
        Ok(places)
    }

    fn write(&self, place: &Place, new: &Credentials) -> Result<(), Error> {
        let pairs = [
            ("aws_access_key_id", new.access_key_id.as_str()),
            ("aws_secret_access_key", new.secret_access_key.expose().as_str()),
        ];
        configure::edit(self.environment, &place.file, |text| {
            Ok(set_in_section(text, &place.section, &pairs)?)
        })
    }

    /// Deactivates the old key before deleting it, so that a program that still used it can be helped for a moment.
    fn retire(&mut self, old: &str, new: &Credentials) -> Result<(), call::Error> {
        let inactive = iam::UpdateAccessKeyRequest {
            user_name: None,
            access_key_id: old.to_owned(),
            status: iam::StatusType::Inactive,
        };
        self.progress.step(&format!("deactivating {old}"));
        gone_is_done(self.as_either(new, |client| client.call(&inactive).map(|_| ())))?;
        self.progress.step(&format!("deleting {old}"));
        let delete = iam::DeleteAccessKeyRequest { user_name: None, access_key_id: old.to_owned() };
        gone_is_done(self.as_either(new, |client| client.call(&delete).map(|_| ())))
    }

    /// Makes a call with the session, or with the new key if the session ended with the old one.
    fn as_either(
        &self,
        new: &Credentials,
        call: impl Fn(&Client) -> Result<(), call::Error>,
    ) -> Result<(), call::Error> {
        match call(&self.client) {
            Err(error) if error.is("InvalidClientTokenId") || error.is("ExpiredToken") => {
                call(&self.client.with_credentials(new.clone()))
            }
            done => done,
        }
    }

    fn keys(&self) -> Result<Vec<String>, Error> {
        let request = iam::ListAccessKeysRequest { user_name: None, marker: None, max_items: None };
        let keys = self.client.call(&request)?.access_key_metadata;
        Ok(keys.into_iter().filter_map(|key| key.access_key_id).collect())
    }

    fn journal_key(&self) -> Key {
        Key::of(&[
            "rotate",
            &self.client.endpoints().iam.url(),
            &self.place.file.to_string_lossy(),
            &self.place.section,
        ])
    }

    fn save(&self, journal: &Journal) -> Result<(), Error> {
        let text = serde_json::to_vec(journal)
            .map_err(|error| Error::Io { what: "journal".to_owned(), error: error.into() })?;
        Ok(self.cache.note(&self.journal_key(), Secret::new(text).expose())?)
    }
}

fn gone_is_done(done: Result<(), call::Error>) -> Result<(), call::Error> {
    match done {
        Err(error) if error.is("NoSuchEntity") => Ok(()),
        done => done,
    }
}

/// The error of a refusal after the new key was written: two keys work.
fn stands(error: call::Error, old: &str, new: &str) -> Error {
    if !error.is("AccessDenied") {
        return error.into();
    }
    Error::refused(
        format!("{error}; the profile has {new} now, and {old} still works"),
        "once iam:UpdateAccessKey and iam:DeleteAccessKey are allowed, the same command goes on",
    )
}
