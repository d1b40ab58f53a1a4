//! Bytes of records and sessions. The shapes here are the stored format: fields may be added with a default, never renamed
//! or given another meaning. Policy documents are stored as text, and parsed when they are first asked for.

mod kind;
mod part;
mod session;

use std::fmt;

use identity::Record;
use secret::Entropy;
use secret::seal::{self, SealingKey};

pub use kind::{key_bytes, parse_key};
pub use session::{open_session, seal_session};

use crate::engine::Revision;

/// Reason for which stored bytes are not a record or session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodecError {
    /// Sealed by another key, for another purpose or record, or changed since.
    Sealed,
    /// Opened, but not of the stored format; names the part.
    Malformed(&'static str),
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sealed => f.write_str("it does not open with this root key"),
            Self::Malformed(part) => write!(f, "its {part} is not understood"),
        }
    }
}

impl std::error::Error for CodecError {}

impl From<seal::OpenError> for CodecError {
    fn from(_: seal::OpenError) -> Self {
        Self::Sealed
    }
}

/// Seals a record for its key and the revision that it is written at: neither can be exchanged for another's.
pub fn seal_record(
    key: &SealingKey,
    name: &[u8],
    revision: Revision,
    record: &Record,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    seal_record_onto(&mut out, key, name, revision, record, entropy)?;
    Ok(out)
}

/// Seals a record like [`seal_record`] behind the bytes that `out` holds.
pub(crate) fn seal_record_onto(
    out: &mut Vec<u8>,
    key: &SealingKey,
    name: &[u8],
    revision: Revision,
    record: &Record,
    entropy: &mut dyn Entropy,
) -> Result<(), CodecError> {
    let plain = kind::encode(record)?;
    Ok(key.seal_onto(out, &context(name, revision), plain.expose(), entropy)?)
}

/// Opens what [`seal_record`] made.
pub fn open_record(
    key: &SealingKey,
    name: &[u8],
    revision: Revision,
    sealed: &[u8],
) -> Result<Record, CodecError> {
    let plain = key.open(&context(name, revision), sealed)?;
    let record = kind::decode(plain.expose())?;
    if key_bytes(&record.key()) == name { Ok(record) } else { Err(CodecError::Malformed("key")) }
}

fn context(name: &[u8], revision: Revision) -> Vec<u8> {
    [&revision.to_be_bytes(), name].concat()
}

#[cfg(test)]
mod tests;
