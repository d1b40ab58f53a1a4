//! Sealing key of the cache: in the operating system's keyring, or in a file where none answers.

use std::path::{Path, PathBuf};

use secret::Secret;
use secret::seal::{ROOT_KEY_BYTES, RootKey};

use super::error::CacheError;
#[cfg(feature = "keyring")]
use super::system_keyring;
use crate::place::{self, Environment, SystemEntropy, write_private};

/// Use of the operating system's keyring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyring {
    /// Secret Service, Keychain or Credential Manager, where one answers
    System,
    /// none: the key is in the file
    Off,
}

impl Keyring {
    /// The use that the environment asks for: none if `OSTIARY_KEYRING` is `off`.
    pub fn of(environment: &Environment) -> Self {
        if environment.get("OSTIARY_KEYRING") == Some("off") { Self::Off } else { Self::System }
    }
}

/// Place of the sealing key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// this process's memory: nothing is kept
    Memory,
    /// the operating system's keyring
    Keyring,
    /// a file of mode 0600
    File {
        /// path of the file
        path: PathBuf,
        /// reason for which the keyring has it not; `None` if it was not asked
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
        Keyring::System => match in_keyring(state, waiting) {
            Ok(key) => return Ok((key, KeyPlace::Keyring)),
            Err(reason) => Some(reason),
        },
    };
    let path = state.join("session-cache.key");
    Ok((in_file(&path)?, KeyPlace::File { path, reason }))
}

/// The key in the keyring, made at first use.
#[cfg(feature = "keyring")]
fn in_keyring(state: &Path, waiting: &mut dyn FnMut()) -> Result<RootKey, String> {
    system_keyring::key(&state.join("session-cache.key.lock"), key_of, waiting)
}

/// The reason for which a program without the feature `keyring` has the key in a file.
#[cfg(not(feature = "keyring"))]
fn in_keyring(_: &Path, _: &mut dyn FnMut()) -> Result<RootKey, String> {
    Err("this ostiary was built without one (feature `keyring`)".to_owned())
}

fn key_of(bytes: Vec<u8>) -> Option<RootKey> {
    let bytes = Secret::new(bytes);
    let key: [u8; ROOT_KEY_BYTES] = bytes.expose().as_slice().try_into().ok()?;
    Some(RootKey::from_bytes(key))
}

/// Refuses a file of another user, who would know the key in it.
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

/// The key in a file, made at first use. Of two processes that make it at once, one wins.
fn in_file(path: &Path) -> Result<RootKey, CacheError> {
    let failed = |error: std::io::Error| CacheError::Io { path: path.to_owned(), error };
    for _ in 0..2 {
        match own(path).and_then(|()| place::read(path)) {
            Ok(bytes) => {
                return key_of(bytes).ok_or_else(|| CacheError::BadKey { path: path.to_owned() });
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        let key = RootKey::generate(&mut SystemEntropy);
        // written whole under another name, then linked: a reader never sees half a key, and no existing key is replaced
        let new = path.with_extension(format!("{}.new", place::unique()));
        write_private(&new, key.expose()).map_err(|error| failed(error.error))?;
        let linked = std::fs::hard_link(&new, path);
        let _ = std::fs::remove_file(&new);
        match linked {
            Ok(()) => return Ok(key),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Err(CacheError::BadKey { path: path.to_owned() })
}
