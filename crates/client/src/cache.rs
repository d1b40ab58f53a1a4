//! Sessions that were got before, sealed in files of their own.
//!
//! An entry's name is a hash of everything that the session depends on: endpoint, principal (by access key or profile),
//! device, role and its parameters. The sealing key lies apart from what it seals: in the operating system's keyring or,
//! where none answers, in the state directory. What the one key sealed is kept apart from what the other did, so that a
//! person who is now at the desktop and now logged in from afar does not lose the one session by getting the other.

mod sealing;

pub use sealing::{KeyPlace, Keyring};

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use secret::Secret;
use secret::seal::SealingKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::api::Credentials;
use crate::entropy::SystemEntropy;
use crate::environment::Environment;
pub use crate::file::Lock;
use crate::file::{self, write_private};

/// Entries that are looked through by `list` and `clear`.
const MAX_ENTRIES: usize = 10_000;
/// Largest entry that is read, bytes: session tokens may be a few kilobytes.
const MAX_ENTRY_BYTES: u64 = 256 * 1024;
const PURPOSE: &str = "client session cache";
const SUFFIX: &str = "session";
const NOTE_SUFFIX: &str = "note";

/// Why the cache cannot be used.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields' names say what they are")]
pub enum CacheError {
    /// Its directory or a file in it.
    Io { path: PathBuf, error: std::io::Error },
    /// The sealing key is damaged.
    BadKey { path: PathBuf },
    /// A note was sealed with another key.
    OtherKey { path: PathBuf },
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => {
                write!(f, "cannot use the session cache: {}: {error}", path.display())
            }
            Self::BadKey { path } => write!(f, "the session cache's key in {} is damaged", path.display()),
            Self::OtherKey { path } => {
                write!(f, "{} cannot be opened: it was sealed with another key", path.display())
            }
        }
    }
}

impl std::error::Error for CacheError {}

/// What kind of session an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// of GetSessionToken with MFA
    MfaSession,
    /// of AssumeRole
    Role,
}

/// A session, as the cache keeps it.
#[derive(Clone)]
pub struct Entry {
    /// its credentials
    pub credentials: Credentials,
    /// when they were issued
    pub issued: Timestamp,
    /// when they end
    pub expires: Timestamp,
    /// what kind
    pub kind: Kind,
    /// the profile it was got for
    pub profile: Option<String>,
    /// the role's ARN, or the device's
    pub subject: String,
    /// the STS endpoint
    pub endpoint: String,
    /// whether MFA was part of getting it
    pub mfa: bool,
}

/// What is sealed. A form of its own: credentials must not be serialisable by themselves.
#[derive(Serialize, Deserialize)]
struct Stored {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    issued: i64,
    expires: i64,
    kind: Kind,
    profile: Option<String>,
    subject: String,
    endpoint: String,
    mfa: bool,
}

/// Everything that a session depends on, hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// From the parts, whose borders count.
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(data_encoding::HEXLOWER.encode(&hash.finalize()))
    }

    /// From a hash, hex.
    pub(crate) fn of_hash(text: &[u8]) -> Option<Self> {
        let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_hash = text.len() == 2 * Sha256::output_size() && text.iter().all(digit);
        is_hash.then(|| Self(text.iter().copied().map(char::from).collect()))
    }

    /// The hash, hex.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The cache in a directory.
pub struct Cache {
    /// for entries that this key sealed
    directory: PathBuf,
    /// for entries that another key sealed
    other: PathBuf,
    /// for notes
    state: PathBuf,
    key: SealingKey,
    place: KeyPlace,
    /// what could not be written, for this process alone
    unwritten: Mutex<BTreeMap<String, Entry>>,
}

impl Cache {
    /// Opens the cache of the person whose environment this is. `waiting` is called if the keyring waits to be unlocked.
    ///
    /// # Errors
    /// If its directories cannot be used.
    pub fn of(environment: &Environment, waiting: &mut dyn FnMut()) -> Result<Self, CacheError> {
        let (directory, state) = (environment.cache_directory(), environment.state_directory());
        Self::open(&directory, &state, environment.keyring(), waiting)
    }

    /// Opens the cache in `directory`. Its sealing key is in the keyring or in `state`, and made if there is none. `waiting` is
    /// called if the keyring waits to be unlocked.
    ///
    /// # Errors
    /// If the directories cannot be used.
    pub fn open(
        directory: &Path,
        state: &Path,
        keyring: Keyring,
        waiting: &mut dyn FnMut(),
    ) -> Result<Self, CacheError> {
        let (plain, in_keyring) = (directory.to_owned(), directory.join("keyring"));
        for directory in [&in_keyring, state] {
            file::private_directory(directory)
                .map_err(|error| CacheError::Io { path: directory.to_owned(), error })?;
        }
        let (key, place) = sealing::root_key(state, keyring, waiting)?;
        let (directory, other) = match place {
            KeyPlace::Keyring => (in_keyring, plain),
            KeyPlace::File { .. } | KeyPlace::Memory => (plain, in_keyring),
        };
        let (state, key) = (state.to_owned(), key.sealing_key(PURPOSE));
        Ok(Self { directory, other, state, key, place, unwritten: Mutex::default() })
    }

    /// A cache that keeps nothing beyond this process, for whoever has no directory to write to.
    pub fn nowhere() -> Self {
        let nowhere = PathBuf::from(crate::environment::NOWHERE);
        let key = secret::seal::RootKey::generate(&mut SystemEntropy).sealing_key(PURPOSE);
        let place = KeyPlace::Memory;
        let (directory, other) = (nowhere.clone(), nowhere.clone());
        Self { directory, other, state: nowhere, key, place, unwritten: Mutex::default() }
    }

    /// Where the sealing key is.
    pub fn key_place(&self) -> &KeyPlace {
        &self.place
    }

    /// An entry, if there is one that ends later than `now`.
    pub fn get(&self, key: &Key, now: Timestamp) -> Option<Entry> {
        let lasts = |entry: &Entry| entry.expires > now;
        let unwritten = self.unwritten.lock().ok().and_then(|there| there.get(key.as_str()).cloned());
        unwritten.filter(lasts).or_else(|| self.read(&self.path(key), key.as_str()).filter(lasts))
    }

    /// Keeps an entry.
    ///
    /// # Errors
    /// If it cannot be written. This process has it all the same.
    pub fn put(&self, key: &Key, entry: &Entry) -> Result<(), CacheError> {
        let written = self.write(key, entry);
        if let Ok(mut unwritten) = self.unwritten.lock() {
            match (&written, &self.place) {
                (Ok(()), KeyPlace::Keyring | KeyPlace::File { .. }) => unwritten.remove(key.as_str()),
                _ => unwritten.insert(key.as_str().to_owned(), entry.clone()),
            };
        }
        written
    }

    fn write(&self, key: &Key, entry: &Entry) -> Result<(), CacheError> {
        if self.place == KeyPlace::Memory {
            return Ok(());
        }
        let path = self.path(key);
        let failed = |error: std::io::Error| CacheError::Io { path: path.clone(), error };
        let credentials = &entry.credentials;
        let stored = Stored {
            access_key_id: credentials.access_key_id.clone(),
            secret_access_key: credentials.secret_access_key.expose().clone(),
            session_token: credentials.session_token.as_ref().map(|token| token.expose().clone()),
            issued: entry.issued.as_second(),
            expires: entry.expires.as_second(),
            kind: entry.kind,
            profile: entry.profile.clone(),
            subject: entry.subject.clone(),
            endpoint: entry.endpoint.clone(),
            mfa: entry.mfa,
        };
        let plain = Secret::new(serde_json::to_vec(&stored).map_err(|error| failed(error.into()))?);
        let sealed = self.key.seal(key.as_str().as_bytes(), plain.expose(), &mut SystemEntropy);
        let sealed = sealed.map_err(|_| CacheError::BadKey { path: path.clone() })?;
        write_private(&path, &sealed).map_err(|error| failed(error.error))
    }

    /// Keeps a note, sealed.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn note(&self, key: &Key, text: &[u8]) -> Result<(), CacheError> {
        let path = self.note_path(key);
        let sealed = self.key.seal(key.as_str().as_bytes(), text, &mut SystemEntropy);
        let sealed = sealed.map_err(|_| CacheError::BadKey { path: path.clone() })?;
        write_private(&path, &sealed).map_err(|error| CacheError::Io { path, error: error.error })
    }

    /// A note that was kept.
    ///
    /// # Errors
    /// If it is there and cannot be read.
    pub fn noted(&self, key: &Key) -> Result<Option<Secret<Vec<u8>>>, CacheError> {
        let path = self.note_path(key);
        let sealed = match file::read(&path) {
            Ok(sealed) => sealed,
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(CacheError::Io { path, error }),
        };
        let opened = self.key.open(key.as_str().as_bytes(), &sealed);
        opened.map(Some).map_err(|_| CacheError::OtherKey { path })
    }

    /// Drops a note.
    ///
    /// # Errors
    /// If it is there and cannot be removed.
    pub fn forget(&self, key: &Key) -> Result<(), CacheError> {
        let path = self.note_path(key);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(CacheError::Io { path, error }),
            _ => Ok(()),
        }
    }

    /// All entries, those that ended too, by profile and then by what they are for.
    pub fn entries(&self) -> Vec<Entry> {
        let names = names(&self.directory);
        let read = |name: &String| self.read(&self.directory.join(format!("{name}.{SUFFIX}")), name);
        let mut entries: Vec<Entry> = names.iter().filter_map(read).collect();
        entries.sort_by(|a, b| (&a.profile, &a.subject, a.expires).cmp(&(&b.profile, &b.subject, b.expires)));
        entries
    }

    /// Removes all entries, or those of one profile that this key sealed, and says how many.
    ///
    /// # Errors
    /// If one cannot be removed.
    pub fn clear(&self, profile: Option<&str>) -> Result<usize, CacheError> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for directory in [&self.directory, &self.other] {
            let mine = directory == &self.directory;
            paths.extend(names(directory).iter().filter_map(|name| {
                let path = directory.join(format!("{name}.{SUFFIX}"));
                // of whom it is that another key sealed cannot be said
                let meant = profile.is_none_or(|wanted| {
                    mine && self
                        .read(&path, name)
                        .is_some_and(|entry| entry.profile.as_deref() == Some(wanted))
                });
                meant.then_some(path)
            }));
        }
        let mut cleared = 0;
        for path in paths {
            match std::fs::remove_file(&path) {
                Ok(()) => cleared += 1,
                // somebody else was faster
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(CacheError::Io { path, error }),
            }
        }
        Ok(cleared)
    }

    /// Waits until no other process is busy with the same key, and keeps others waiting until the lock is dropped. `None` if
    /// the other one is still busy when patience ends. `waiting` is called if it takes long enough to wonder, with the other
    /// process's id where that is known.
    ///
    /// # Errors
    /// If there can be no lock.
    pub fn lock(
        &self,
        key: &Key,
        patience: Duration,
        waiting: &mut dyn FnMut(Option<u32>),
    ) -> Result<Option<Lock>, CacheError> {
        if self.place == KeyPlace::Memory {
            // nobody else knows of what is kept there
            return Ok(Some(Lock::of_nothing()));
        }
        let path = self.directory.join(format!("{}.lock", key.as_str()));
        file::lock(&path, patience, waiting).map_err(|error| CacheError::Io { path, error })
    }

    fn note_path(&self, key: &Key) -> PathBuf {
        self.state.join(format!("{}.{NOTE_SUFFIX}", key.as_str()))
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.directory.join(format!("{}.{SUFFIX}", key.as_str()))
    }

    /// What cannot be read or opened is as if it were not there: a session can be got again.
    fn read(&self, path: &Path, name: &str) -> Option<Entry> {
        if std::fs::metadata(path).ok()?.len() > MAX_ENTRY_BYTES {
            return None;
        }
        let plain = self.key.open(name.as_bytes(), &file::read(path).ok()?).ok()?;
        let stored: Stored = serde_json::from_slice(plain.expose()).ok()?;
        Some(Entry {
            credentials: Credentials {
                session_token: stored.session_token.map(Secret::new),
                ..Credentials::long_term(stored.access_key_id, stored.secret_access_key)
            },
            issued: Timestamp::from_second(stored.issued).ok()?,
            expires: Timestamp::from_second(stored.expires).ok()?,
            kind: stored.kind,
            profile: stored.profile,
            subject: stored.subject,
            endpoint: stored.endpoint,
            mfa: stored.mfa,
        })
    }
}

/// Entries of a directory, by name.
fn names(directory: &Path) -> Vec<String> {
    let Ok(directory) = std::fs::read_dir(directory) else { return Vec::new() };
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        Some(name.strip_suffix(SUFFIX)?.strip_suffix('.')?.to_owned())
    };
    let mut names: Vec<String> = directory.filter_map(name).take(MAX_ENTRIES).collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests;
