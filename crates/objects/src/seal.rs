//! Refusal of all writes after a failed sync.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use crate::locking::lock;

/// Reason for which the store writes nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealCause {
    /// File or directory that could not be made durable.
    pub path: PathBuf,
    /// The operating system's error.
    pub error: String,
}

impl fmt::Display for SealCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} could not be made durable: {}", self.path.display(), self.error)
    }
}

type Hook = Box<dyn FnOnce(&SealCause) + Send>;

/// Set once, and never reset.
#[derive(Default)]
pub(crate) struct Seal {
    cause: OnceLock<SealCause>,
    hooks: Mutex<Vec<Hook>>,
}

impl Seal {
    pub(crate) fn cause(&self) -> Option<&SealCause> {
        self.cause.get()
    }

    /// Sets it, unless it is set, and tells all that asked to be told.
    pub(crate) fn set(&self, cause: SealCause) {
        if self.cause.set(cause).is_ok() {
            self.tell();
        }
    }

    pub(crate) fn on_seal(&self, hook: Hook) {
        lock(&self.hooks).push(hook);
        self.tell();
    }

    /// Calls every hook that was not called yet, if it is set. It is called after each push of a hook and
    /// after the cause is set, so that none is missed.
    fn tell(&self) {
        let Some(cause) = self.cause.get() else { return };
        let hooks = std::mem::take(&mut *lock(&self.hooks));
        for hook in hooks {
            hook(cause);
        }
    }
}
