//! The stored form of each kind of record: shape and both directions, a file a kind.

mod access_key;
mod account;
mod group;
mod last_use;
mod mfa_device;
mod password_policy;
mod policy;
mod role;
mod throttle;
mod user;

use identity::{
    AccessKey, Account, AccountId, Device, Group, KeyUse, ManagedPolicy, PasswordPolicy, Record, RecordKey,
    Role, RoleUse, Throttle, User,
};
use secret::Secret;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::CodecError;

/// A kind of record that is stored.
trait Stored: Sized {
    /// Its stored form. JSON: identity records are few and small, and a format that every tool reads outlives its writer.
    type Shape: Serialize + DeserializeOwned;

    /// First part of the store's key.
    const PREFIX: &'static str;

    /// The form to store.
    fn shape(&self) -> Self::Shape;

    /// The record of a stored form.
    fn restore(shape: Self::Shape) -> Result<Self, CodecError>;
}

/// The second part of the store's key, which names a record within its kind.
trait Id: Sized {
    /// Reads it as it is displayed.
    fn read(text: &str) -> Option<Self>;
}

impl Id for String {
    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Id for AccountId {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

macro_rules! stored_records {
    ($($(#[$doc:meta])* $kind:ident($model:ident) by $id:ident in $field:ident: $table:ident;)*) => {
        #[derive(Serialize, Deserialize)]
        enum StoredRecord {
            $($kind(<$model as Stored>::Shape),)*
        }

        /// The bytes that a record is stored under.
        pub fn key_bytes(key: &RecordKey) -> Vec<u8> {
            match key {
                $(RecordKey::$kind(id) => format!("{}/{id}", <$model as Stored>::PREFIX).into_bytes(),)*
            }
        }

        /// Reads a key back from the bytes that its record is stored under.
        pub fn parse_key(bytes: &[u8]) -> Option<RecordKey> {
            let (prefix, id) = std::str::from_utf8(bytes).ok()?.split_once('/')?;
            match prefix {
                $(<$model as Stored>::PREFIX => <$id as Id>::read(id).map(RecordKey::$kind),)*
                _ => None,
            }
        }

        /// Writes a record.
        pub(super) fn encode(record: &Record) -> Result<Secret<Vec<u8>>, CodecError> {
            let stored = match record {
                $(Record::$kind(record) => StoredRecord::$kind(record.shape()),)*
            };
            serde_json::to_vec(&stored).map(Secret::new).map_err(|_| CodecError::Malformed("record"))
        }

        /// Reads a record.
        pub(super) fn decode(bytes: &[u8]) -> Result<Record, CodecError> {
            let stored = serde_json::from_slice(bytes).map_err(|_| CodecError::Malformed("record"))?;
            Ok(match stored {
                $(StoredRecord::$kind(shape) => <$model as Stored>::restore(shape)?.into(),)*
            })
        }
    };
}

use identity::for_each_kind;
for_each_kind!(stored_records);
