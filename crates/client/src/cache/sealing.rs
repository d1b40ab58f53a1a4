//! The key that seals sessions: in the operating system's keyring, or in a file where there is none.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use keyring::v1 as keyring;
use secret::Secret;
use secret::seal::{ROOT_KEY_BYTES, RootKey};

use super::CacheError;
use crate::entropy::SystemEntropy;
use crate::file::{self, write_private};

/// What the keyring's own windows and commands call it.
const SERVICE: &str = "ostiary";
const ENTRY: &str = "session-cache-key";
/// A keyring that takes longer is locked: the person is told that it waits to be unlocked.
const UNLOCKED_WITHIN: Duration = Duration::from_secs(1);
/// How long a person has to unlock it before the file is taken.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether the operating system's keyring is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyring {
    /// Secret Service, Keychain or Credential Manager, where one answers
    System,
    /// the file only
    Off,
}

/// Where the sealing key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// nowhere: nothing is kept
    Memory,
    /// in the operating system's keyring
    Keyring,
    /// in this file, of mode 0600
    File {
        /// which
        path: PathBuf,
        /// why the keyring is not used, unless it was not asked
        reason: Option<String>,
    },
}

/// The sealing key, made on first use. `waiting` is called if the keyring waits to be unlocked.
pub(super) fn root_key(
    state: &Path,
    keyring: Keyring,
    waiting: &mut dyn FnMut(),
) -> Result<(RootKey, KeyPlace), CacheError> {
    let reason = match keyring {
        Keyring::Off => None,
        Keyring::System => match in_time(state, waiting) {
            Ok(key) => return Ok((key, KeyPlace::Keyring)),
            Err(reason) => Some(reason),
        },
    };
    let path = state.join("session-cache.key");
    Ok((in_file(&path)?, KeyPlace::File { path, reason }))
}

/// A locked keyring asks the person in a window of its own, which may never be answered: it is asked on a thread that is
/// left behind then.
fn in_time(state: &Path, waiting: &mut dyn FnMut()) -> Result<RootKey, String> {
    let (done, answer) = channel();
    let lock = state.join("session-cache.key.lock");
    std::thread::spawn(move || done.send(in_keyring(&lock)));
    let late = |_| "the keyring does not answer".to_owned();
    match answer.recv_timeout(UNLOCKED_WITHIN) {
        Ok(found) => found,
        Err(RecvTimeoutError::Timeout) => {
            waiting();
            answer.recv_timeout(PATIENCE).map_err(late)?
        }
        Err(error) => Err(late(error)),
    }
}

fn in_keyring(lock: &Path) -> Result<RootKey, String> {
    let entry =
        keyring::Entry::new(SERVICE, ENTRY).map_err(|error| match keyring::Entry::store_status() {
            // why there is no keyring says more than that there is none
            Err(status) => own_words(status),
            Ok(()) => own_words(&error),
        })?;
    if let Some(key) = kept(&entry)? {
        return Ok(key);
    }
    // of two processes that make it at once, one does, and the other finds it
    let _lock = file::lock(lock, PATIENCE, &mut |_| ())
        .map_err(|error| format!("cannot lock {}: {}", lock.display(), error.kind()))?;
    if let Some(key) = kept(&entry)? {
        return Ok(key);
    }
    let key = RootKey::generate(&mut SystemEntropy);
    entry.set_secret(key.expose()).map_err(|error| own_words(&error))?;
    kept(&entry)?.ok_or_else(|| "the keyring does not keep what it is given".to_owned())
}

fn kept(entry: &keyring::Entry) -> Result<Option<RootKey>, String> {
    match entry.get_secret() {
        Ok(bytes) => {
            let key = key_of(bytes);
            key.map(Some).ok_or_else(|| format!("the keyring's entry '{ENTRY}' of '{SERVICE}' is damaged"))
        }
        Err(keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(own_words(&error)),
    }
}

/// Why a keyring cannot be used. The libraries tell of sockets and buses, which helps nobody who has no keyring.
fn own_words(error: &keyring::Error) -> String {
    match error {
        keyring::Error::NoStorageAccess(_) => "it is locked, or may not be used",
        keyring::Error::PlatformFailure(_) | keyring::Error::NoDefaultStore => "none answers here",
        _ => "it cannot be used",
    }
    .to_owned()
}

fn key_of(bytes: Vec<u8>) -> Option<RootKey> {
    let bytes = Secret::new(bytes);
    let key: [u8; ROOT_KEY_BYTES] = bytes.expose().as_slice().try_into().ok()?;
    Some(RootKey::from_bytes(key))
}

/// That a file is this user's: whoever else put one there would know the key.
fn own(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let (owner, user) = (std::fs::metadata(path)?.uid(), rustix::process::geteuid());
        if owner != user.as_raw() && !user.is_root() {
            let why = format!("it belongs to another user (uid {owner})");
            return Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, why));
        }
    }
    let _ = path;
    Ok(())
}

/// The key in a file. Of two processes that make it at once, one wins.
fn in_file(path: &Path) -> Result<RootKey, CacheError> {
    let failed = |error: std::io::Error| CacheError::Io { path: path.to_owned(), error };
    for _ in 0..2 {
        match own(path).and_then(|()| file::read(path)) {
            Ok(bytes) => {
                return key_of(bytes).ok_or_else(|| CacheError::BadKey { path: path.to_owned() });
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        let key = RootKey::generate(&mut SystemEntropy);
        // written whole under a name of its own, then linked: nobody sees half a key, and nobody's key is replaced
        let own = path.with_extension(format!("{}.new", file::unique()));
        write_private(&own, key.expose()).map_err(|error| failed(error.error))?;
        let linked = std::fs::hard_link(&own, path);
        let _ = std::fs::remove_file(&own);
        match linked {
            Ok(()) => return Ok(key),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Err(CacheError::BadKey { path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{keyring, own_words};

    /// A library's words about sockets and buses reach nobody.
    #[test]
    fn why_there_is_no_keyring() {
        let bus = || -> Box<dyn std::error::Error + Send + Sync> { "zbus error: Failed to connect".into() };
        for error in [
            keyring::Error::PlatformFailure(bus()),
            keyring::Error::NoStorageAccess(bus()),
            keyring::Error::NoDefaultStore,
            keyring::Error::NoEntry,
            keyring::Error::Invalid("zbus".to_owned(), "zbus".to_owned()),
        ] {
            let said = own_words(&error);
            assert!(!said.contains("bus") && !said.contains("Platform") && !said.is_empty(), "{said}");
        }
    }
}
