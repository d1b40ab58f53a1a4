//! Error of a data directory: the file that is at fault, the fault, and the remedy.

use std::fmt;
use std::path::{Path, PathBuf};

/// Reason why a data directory cannot be used: the file, what is wrong with it, and what to do.
#[derive(Debug)]
pub struct DataError {
    /// File or directory that cannot be used.
    pub path: PathBuf,
    /// Fault of the file or directory.
    pub reason: String,
    /// Remedy, if one can be named.
    pub remedy: Option<String>,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot use {}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for DataError {}

impl DataError {
    pub(crate) fn new(path: &Path, reason: impl fmt::Display) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string(), remedy: None }
    }

    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

/// Returns a function that makes the error of a path from its reason.
pub(crate) fn cannot(path: &Path) -> impl Fn(&dyn fmt::Display) -> DataError + '_ {
    move |reason| DataError::new(path, reason)
}

/// Remedy for an identity store that cannot be read.
pub(crate) const DAMAGED_REMEDY: &str =
    "see to the disk, and restore identity.redb from a backup, with the root.key that was beside it";
