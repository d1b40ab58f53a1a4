//! Long computations on threads of their own. The runtime's workers stay free for other requests; a computation whose answer
//! no request waits for any more, because the client has gone or the deadline has passed, is told so and stops.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::limits;

/// Tells a computation whether its answer is still waited for; to be asked between decisions.
#[derive(Clone, Default)]
pub(crate) struct Wanted {
    gone: Arc<AtomicBool>,
}

impl Wanted {
    /// True while a request waits for the result.
    pub(crate) fn is_wanted(&self) -> bool {
        !self.gone.load(Ordering::Relaxed)
    }

    fn end(&self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

/// Marks its work as unwanted when it is dropped, as the future of a client that has left is.
struct Waiting(Wanted);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// A computation that did not end: the deadline passed, or it broke off.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unfinished;

/// Runs a computation on a thread that may be held for long, and waits for it until `deadline` has passed.
pub(crate) async fn off_worker<T: Send + 'static>(
    deadline: Duration,
    work: impl FnOnce(&Wanted) -> T + Send + 'static,
) -> Result<T, Unfinished> {
    let waiting = Waiting(Wanted::default());
    let wanted = waiting.0.clone();
    let task = tokio::task::spawn_blocking(move || work(&wanted));
    match tokio::time::timeout(deadline, task).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) | Err(_) => Err(Unfinished),
    }
}

/// Counts the decisions of one request, and lets others have the worker thread after each
/// [`limits::DECISIONS_PER_TURN`].
#[derive(Default)]
pub(crate) struct Turns(usize);

impl Turns {
    /// To be awaited after each decision.
    pub(crate) async fn next(&mut self) {
        self.0 += 1;
        if self.0.is_multiple_of(limits::DECISIONS_PER_TURN) {
            tokio::task::yield_now().await;
        }
    }
}

#[cfg(test)]
mod tests;
