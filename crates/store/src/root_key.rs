//! The root key's file: 64 hexadecimal digits, readable by its owner only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use data_encoding::HEXLOWER;
use secret::seal::{ROOT_KEY_BYTES, RootKey};
use secret::{Entropy, Secret};

/// Why there is no root key.
#[derive(Debug)]
pub enum RootKeyError {
    /// Reading or writing the file failed.
    Io(io::Error),
    /// Somebody but the owner may read the file: its permission bits.
    TooOpen(u32),
    /// The file does not hold a key.
    Malformed,
}

impl std::fmt::Display for RootKeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::TooOpen(mode) => write!(f, "its mode is {mode:04o}; others must not read it: chmod 600"),
            Self::Malformed => write!(f, "it does not hold {} hexadecimal digits", ROOT_KEY_BYTES * 2),
        }
    }
}

impl std::error::Error for RootKeyError {}

/// Reads the root key, or makes one if there is no such file. A new key is on stable storage before it is returned.
pub fn load_or_create(path: &Path, entropy: &mut dyn Entropy) -> Result<RootKey, RootKeyError> {
    match File::open(path) {
        Ok(file) => load(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(path, entropy).map_err(RootKeyError::Io)
        }
        Err(error) => Err(RootKeyError::Io(error)),
    }
}

fn load(mut file: File) -> Result<RootKey, RootKeyError> {
    let mode = file.metadata().map_err(RootKeyError::Io)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(RootKeyError::TooOpen(mode));
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(RootKeyError::Io)?;
    let text = Secret::new(text);
    let bytes = HEXLOWER.decode(text.expose().trim_end().as_bytes()).map_err(|_| RootKeyError::Malformed)?;
    let bytes = Secret::new(bytes);
    let key: [u8; ROOT_KEY_BYTES] =
        bytes.expose().as_slice().try_into().map_err(|_| RootKeyError::Malformed)?;
    Ok(RootKey::from_bytes(key))
}

fn create(path: &Path, entropy: &mut dyn Entropy) -> io::Result<RootKey> {
    let key = RootKey::generate(entropy);
    let text = Secret::new(HEXLOWER.encode(key.expose()) + "\n");
    let fresh = path.with_extension("new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    file.write_all(text.expose().as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    if let Some(directory) = path.parent() {
        File::open(directory)?.sync_all()?;
    }
    Ok(key)
}
