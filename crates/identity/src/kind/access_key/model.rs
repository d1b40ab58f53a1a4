use secret::Secret;

use crate::{AccountId, Time};

/// Owner of access keys and MFA devices.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyOwner {
    /// The account's root user.
    Root,
    /// A user, by unique id.
    User(String),
}

/// Status of an access key: it works or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStatus {
    /// It signs.
    Active,
    /// It is kept but refused.
    Inactive,
}

/// A long-term access key.
#[derive(Clone)]
pub struct AccessKey {
    /// The access key id, `AKIA…`.
    pub id: String,
    /// The account of its owner.
    pub account: AccountId,
    /// The owner; never changes.
    pub owner: KeyOwner,
    /// The secret that signs requests.
    pub secret: Secret<String>,
    /// See [`KeyStatus`].
    pub status: KeyStatus,
    /// Time of creation.
    pub created: Time,
}
