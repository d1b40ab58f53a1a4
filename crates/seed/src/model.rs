use std::path::PathBuf;

use identity::AccountId;
use objects::{BucketName, Key};

use crate::fault::Place;

/// Name of the account that every installation begins with.
pub const FIRST_ACCOUNT: &str = "admin";

/// Settings that a seed is read with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Id of the first account, where the operator names one.
    pub account_id: Option<AccountId>,
    /// True if the root user of the first account gets an access key.
    pub root_key: bool,
}

/// A bucket that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBucket {
    /// Its name.
    pub name: BucketName,
    /// Account that owns it.
    pub owner: AccountId,
    /// Its region; the server's own if not given.
    pub region: Option<String>,
    /// Its objects.
    pub objects: Vec<NewObject>,
    /// Position in the seed.
    pub at: Place,
}

/// An object that is to be put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewObject {
    /// Its key.
    pub key: Key,
    /// Its data.
    pub content: Content,
    /// Length of its data, bytes, when the seed was read.
    pub bytes: u64,
}

/// Data of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// In the seed.
    Text(String),
    /// In a file.
    File(PathBuf),
}
