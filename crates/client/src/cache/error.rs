use std::fmt;
use std::path::PathBuf;

/// A cache that cannot be used.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields' names say what they are")]
pub enum CacheError {
    /// Its directory, or a file in it, cannot be read or written.
    Io { path: PathBuf, error: std::io::Error },
    /// The file of the sealing key is damaged.
    BadKey { path: PathBuf },
    /// A note was sealed under another key.
    OtherKey { path: PathBuf },
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => {
                write!(f, "cannot use the session cache: {}: {error}", path.display())
            }
            Self::BadKey { path } => write!(f, "the session cache's key in {} is damaged", path.display()),
            Self::OtherKey { path } => {
                write!(f, "{} cannot be opened: it was sealed with another key", path.display())
            }
        }
    }
}

impl std::error::Error for CacheError {}
