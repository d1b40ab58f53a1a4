//! The operating system's keyring: Secret Service, Keychain or Credential Manager.

use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};

use ::keyring::v1 as keyring;
use secret::seal::RootKey;

use crate::limits::{KEYRING_NOTICE_AFTER, KEYRING_UNLOCK_TIMEOUT};
use crate::place::{self, SystemEntropy};

/// Names of the entry in the keyring's own windows and commands.
const SERVICE: &str = "ostiary";
const ENTRY: &str = "session-cache-key";

/// The root key in the keyring, made at first use. `lock` is the file whose lock the maker holds; `read` turns the entry's bytes
/// into a key; `waiting` is called if the keyring waits to be unlocked.
///
/// A locked keyring asks the person in a window of its own, which may stay unanswered. It is therefore asked on another thread,
/// which is abandoned after [`KEYRING_UNLOCK_TIMEOUT`].
pub(super) fn key(
    lock: &Path,
    read: fn(Vec<u8>) -> Option<RootKey>,
    waiting: &mut dyn FnMut(),
) -> Result<RootKey, String> {
    let (done, answer) = channel();
    let lock = lock.to_owned();
    std::thread::spawn(move || done.send(found_or_made(&lock, read)));
    let late = |_| "the keyring does not answer".to_owned();
    match answer.recv_timeout(KEYRING_NOTICE_AFTER) {
        Ok(found) => found,
        Err(RecvTimeoutError::Timeout) => {
            waiting();
            answer.recv_timeout(KEYRING_UNLOCK_TIMEOUT).map_err(late)?
        }
        Err(error) => Err(late(error)),
    }
}

fn found_or_made(lock: &Path, read: fn(Vec<u8>) -> Option<RootKey>) -> Result<RootKey, String> {
    let entry =
        keyring::Entry::new(SERVICE, ENTRY).map_err(|error| match keyring::Entry::store_status() {
            // the store's own status says why there is no keyring
            Err(status) => own_words(status),
            Ok(()) => own_words(&error),
        })?;
    if let Some(key) = kept(&entry, read)? {
        return Ok(key);
    }
    // of two processes that make the key at once, the second finds the first one's
    let _lock = place::lock(lock, KEYRING_UNLOCK_TIMEOUT, &mut |_| ())
        .map_err(|error| format!("cannot lock {}: {}", lock.display(), error.kind()))?;
    if let Some(key) = kept(&entry, read)? {
        return Ok(key);
    }
    let key = RootKey::generate(&mut SystemEntropy);
    entry.set_secret(key.expose()).map_err(|error| own_words(&error))?;
    kept(&entry, read)?.ok_or_else(|| "the keyring does not keep what it is given".to_owned())
}

fn kept(entry: &keyring::Entry, read: fn(Vec<u8>) -> Option<RootKey>) -> Result<Option<RootKey>, String> {
    match entry.get_secret() {
        Ok(bytes) => {
            let key = read(bytes);
            key.map(Some).ok_or_else(|| format!("the keyring's entry '{ENTRY}' of '{SERVICE}' is damaged"))
        }
        Err(keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(own_words(&error)),
    }
}

/// Reason for which the keyring cannot be used, for people. The libraries' own texts are about sockets and buses.
fn own_words(error: &keyring::Error) -> String {
    match error {
        keyring::Error::NoStorageAccess(_) => "it is locked, or may not be used",
        keyring::Error::PlatformFailure(_) | keyring::Error::NoDefaultStore => "none answers here",
        _ => "it cannot be used",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{keyring, own_words};

    /// The libraries' texts about sockets and buses are not shown.
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
