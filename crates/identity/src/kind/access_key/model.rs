use secret::Secret;

use crate::{AccountId, Time};

/// Whose access key it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyOwner {
    /// The account's root user.
    Root,
    /// A user, by unique id.
    User(String),
}

/// Whether an access key works.
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
    /// `AKIA…`.
    pub id: String,
    /// The account of its owner.
    pub account: AccountId,
    /// Whose it is; never changes.
    pub owner: KeyOwner,
    /// What requests are signed with.
    pub secret: Secret<String>,
    /// Whether it works.
    pub status: KeyStatus,
    /// When it was made.
    pub created: Time,
}
