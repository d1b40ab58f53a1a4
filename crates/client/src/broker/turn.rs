//! One process at a time gets a session that others may want too.

use std::time::Duration;

use super::Broker;
use super::code_source::CodeSource;
use crate::cache::Key;
use crate::error::Error;
use crate::limits::{PERSON_LOCK_TIMEOUT, PROGRAM_LOCK_TIMEOUT, UNATTENDED_LOCK_TIMEOUT};
use crate::place::Lock;

impl Broker<'_> {
    /// Waits for this process's turn to get a session. A process that asks no person does not wait for long: the one before may
    /// wait for an answer that never comes.
    pub(super) fn turn(&mut self, key: &Key) -> Result<Option<Lock>, Error> {
        let asks = matches!(self.code, CodeSource::Prompt) && self.terminal.answers();
        let timeout = match (&self.code, asks) {
            (_, true) => PERSON_LOCK_TIMEOUT,
            (CodeSource::Process(_), _) => PROGRAM_LOCK_TIMEOUT,
            _ => UNATTENDED_LOCK_TIMEOUT,
        };
        let (terminal, progress, cache) = (&mut *self.terminal, &mut *self.progress, self.cache);
        let (mut other, mut says) = (None, None);
        let lock = self.cache.lock(key, timeout, &mut |holder| {
            other = holder;
            if asks {
                // only one of the waiting processes says so, lest the question is scrolled away
                match cache.lock(&Key::of(&["waiting", key.as_str()]), Duration::ZERO, &mut |_| ()) {
                    Ok(None) => return,
                    first => says = first.ok().flatten(),
                }
            }
            let who = holder.map(|id| format!(" (process {id})")).unwrap_or_default();
            let what = format!("waiting for another ostiary{who}, which gets the same session");
            // told where the question is seen
            if asks { terminal.tell(&what) } else { progress.note(&what) }
        });
        drop(says);
        match lock {
            Ok(None) if asks => {
                let who = other.map(|id| format!(" (process {id})")).unwrap_or_default();
                Err(Error::refused(
                    format!(
                        "another ostiary{who} has been getting the same session for {} minutes",
                        PERSON_LOCK_TIMEOUT.as_secs() / 60
                    ),
                    "answer its question, or end it",
                ))
            }
            Ok(lock) => Ok(lock),
            // where no lock can be made, nothing is kept for others to wait for
            Err(error) => {
                self.progress.detail(&error.to_string());
                Ok(None)
            }
        }
    }
}
