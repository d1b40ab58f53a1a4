//! The root key's file: 64 hexadecimal digits, readable by its owner only.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use data_encoding::HEXLOWER;
use secret::seal::{ROOT_KEY_BYTES, RootKey};
use secret::{Entropy, Secret};

use crate::private_file;

/// Reason for which there is no root key.
#[derive(Debug)]
pub enum RootKeyError {
    /// Reading or writing the file failed.
    Io(io::Error),
    /// Others than the owner may read the file: its permission bits.
    TooOpen(u32),
    /// The file does not hold a key.
    Malformed,
}

impl std::fmt::Display for RootKeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::TooOpen(mode) => write!(f, "its mode is {mode:04o}; others must not read it"),
            Self::Malformed => write!(f, "it does not hold {} hexadecimal digits", ROOT_KEY_BYTES * 2),
        }
    }
}

impl std::error::Error for RootKeyError {}

/// Reads the root key.
pub fn load(path: &Path) -> Result<RootKey, RootKeyError> {
    read(File::open(path).map_err(RootKeyError::Io)?)
}

/// Reads the root key, or makes one if there is no such file. A new key is on stable storage before it is returned.
pub fn load_or_create(path: &Path, entropy: &mut dyn Entropy) -> Result<RootKey, RootKeyError> {
    match load(path) {
        Err(RootKeyError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            create(path, entropy).map_err(RootKeyError::Io)
        }
        loaded => loaded,
    }
}

fn read(mut file: File) -> Result<RootKey, RootKeyError> {
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
    private_file::write_new(path, text.expose().as_bytes())?;
    Ok(key)
}
