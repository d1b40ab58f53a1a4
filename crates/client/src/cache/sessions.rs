use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use secret::Secret;
use secret::seal::SealingKey;

use super::entry::{Entry, Stored};
use super::error::CacheError;
use super::key::Key;
use super::sealing::{self, KeyPlace, Keyring};
use crate::limits::{MAX_CACHE_ENTRIES, MAX_CACHE_ENTRY_BYTES};
use crate::place::{self, Environment, Lock, SystemEntropy, write_private};

/// Purpose of the sealing key, from which it is derived.
const PURPOSE: &str = "client session cache";
/// Ending of the names of sessions' files.
const SUFFIX: &str = "session";
/// Ending of the names of notes' files.
const NOTE_SUFFIX: &str = "note";

/// Session cache of a person.
pub struct Cache {
    /// directory of entries under this key
    directory: PathBuf,
    /// directory of entries under the other key
    other: PathBuf,
    /// directory of notes
    state: PathBuf,
    key: SealingKey,
    place: KeyPlace,
    /// entries that could not be written, for this process alone
    unwritten: Mutex<BTreeMap<String, Entry>>,
}

impl Cache {
    /// Opens the cache that the environment names. `waiting` is called if the keyring waits to be unlocked.
    ///
    /// # Errors
    /// If its directories cannot be used.
    pub fn of(environment: &Environment, waiting: &mut dyn FnMut()) -> Result<Self, CacheError> {
        let (directory, state) = (environment.cache_directory(), environment.state_directory());
        Self::open(&directory, &state, Keyring::of(environment), waiting)
    }

    /// Opens the cache in `directory`. Its sealing key is in the keyring or in `state`, and made at first use. `waiting` is called
    /// if the keyring waits to be unlocked.
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
            place::private_directory(directory)
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

    /// A cache that keeps nothing beyond this process, for environments without a writable directory.
    pub fn nowhere() -> Self {
        let nowhere = PathBuf::from(place::NOWHERE);
        let key = secret::seal::RootKey::generate(&mut SystemEntropy).sealing_key(PURPOSE);
        let place = KeyPlace::Memory;
        let (directory, other) = (nowhere.clone(), nowhere.clone());
        Self { directory, other, state: nowhere, key, place, unwritten: Mutex::default() }
    }

    /// Place of the sealing key.
    pub fn key_place(&self) -> &KeyPlace {
        &self.place
    }

    /// The entry of a key, if there is one that ends after `now`.
    pub fn get(&self, key: &Key, now: Timestamp) -> Option<Entry> {
        let lasts = |entry: &Entry| entry.expires > now;
        let unwritten = self.unwritten.lock().ok().and_then(|there| there.get(key.as_str()).cloned());
        unwritten.filter(lasts).or_else(|| self.read(&self.path(key), key.as_str()).filter(lasts))
    }

    /// Keeps an entry.
    ///
    /// # Errors
    /// If it cannot be written. This process finds it all the same.
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
        let plain =
            Secret::new(serde_json::to_vec(&Stored::from(entry)).map_err(|error| failed(error.into()))?);
        let sealed = self.key.seal(key.as_str().as_bytes(), plain.expose(), &mut SystemEntropy);
        let sealed = sealed.map_err(|_| CacheError::BadKey { path: path.clone() })?;
        write_private(&path, &sealed).map_err(|error| failed(error.error))
    }

    /// Seals a note and keeps it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn note(&self, key: &Key, text: &[u8]) -> Result<(), CacheError> {
        let path = self.note_path(key);
        let sealed = self.key.seal(key.as_str().as_bytes(), text, &mut SystemEntropy);
        let sealed = sealed.map_err(|_| CacheError::BadKey { path: path.clone() })?;
        write_private(&path, &sealed).map_err(|error| CacheError::Io { path, error: error.error })
    }

    /// The note of a key, if there is one.
    ///
    /// # Errors
    /// If it exists and cannot be read.
    pub(crate) fn noted(&self, key: &Key) -> Result<Option<Secret<Vec<u8>>>, CacheError> {
        let path = self.note_path(key);
        let sealed = match place::read(&path) {
            Ok(sealed) => sealed,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(CacheError::Io { path, error }),
        };
        let opened = self.key.open(key.as_str().as_bytes(), &sealed);
        opened.map(Some).map_err(|_| CacheError::OtherKey { path })
    }

    /// Removes a note, if there is one.
    ///
    /// # Errors
    /// If it exists and cannot be removed.
    pub(crate) fn forget(&self, key: &Key) -> Result<(), CacheError> {
        let path = self.note_path(key);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(CacheError::Io { path, error }),
            _ => Ok(()),
        }
    }

    /// All entries, ended ones included, by profile, subject and end.
    pub fn entries(&self) -> Vec<Entry> {
        let names = names(&self.directory);
        let read = |name: &String| self.read(&self.directory.join(format!("{name}.{SUFFIX}")), name);
        let mut entries: Vec<Entry> = names.iter().filter_map(read).collect();
        entries.sort_by(|a, b| (&a.profile, &a.subject, a.expires).cmp(&(&b.profile, &b.subject, b.expires)));
        entries
    }

    /// Removes all entries, or those of one profile under this key. Returns their number.
    ///
    /// # Errors
    /// If an entry cannot be removed.
    pub fn clear(&self, profile: Option<&str>) -> Result<usize, CacheError> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for directory in [&self.directory, &self.other] {
            let mine = directory == &self.directory;
            paths.extend(names(directory).iter().filter_map(|name| {
                let path = directory.join(format!("{name}.{SUFFIX}"));
                // the profile of an entry under the other key cannot be read
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
                // another process removed it
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(CacheError::Io { path, error }),
            }
        }
        Ok(cleared)
    }

    /// Takes the lock of a key. Returns `None` if another process holds it for all of `timeout`. `waiting` is called once after a
    /// second, with the other process's id where that is known.
    ///
    /// # Errors
    /// If the lock's file cannot be made.
    pub fn lock(
        &self,
        key: &Key,
        timeout: Duration,
        waiting: &mut dyn FnMut(Option<u32>),
    ) -> Result<Option<Lock>, CacheError> {
        if self.place == KeyPlace::Memory {
            // other processes see nothing of a cache in memory
            return Ok(Some(Lock::of_nothing()));
        }
        let path = self.directory.join(format!("{}.lock", key.as_str()));
        place::lock(&path, timeout, waiting).map_err(|error| CacheError::Io { path, error })
    }

    fn note_path(&self, key: &Key) -> PathBuf {
        self.state.join(format!("{}.{NOTE_SUFFIX}", key.as_str()))
    }

    pub(super) fn path(&self, key: &Key) -> PathBuf {
        self.directory.join(format!("{}.{SUFFIX}", key.as_str()))
    }

    /// Reads an entry. One that cannot be read or opened counts as missing: its session can be got again.
    fn read(&self, path: &Path, name: &str) -> Option<Entry> {
        if std::fs::metadata(path).ok()?.len() > MAX_CACHE_ENTRY_BYTES {
            return None;
        }
        let plain = self.key.open(name.as_bytes(), &place::read(path).ok()?).ok()?;
        let stored: Stored = serde_json::from_slice(plain.expose()).ok()?;
        stored.entry()
    }
}

/// Names of a directory's entries, sorted.
fn names(directory: &Path) -> Vec<String> {
    let Ok(directory) = std::fs::read_dir(directory) else { return Vec::new() };
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        Some(name.strip_suffix(SUFFIX)?.strip_suffix('.')?.to_owned())
    };
    let mut names: Vec<String> = directory.filter_map(name).take(MAX_CACHE_ENTRIES).collect();
    names.sort_unstable();
    names
}
