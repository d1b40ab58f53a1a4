use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// A warning that clients can cause as often as they like, and that is logged only now and then.
pub(crate) struct Sparingly {
    every: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last: Option<Instant>,
    kept_back: u64,
}

impl Sparingly {
    /// At most one each `every`.
    pub(crate) fn new(every: Duration) -> Self {
        Self { every, state: Mutex::default() }
    }

    /// The number of messages kept back before, if one may be logged now.
    pub(crate) fn now(&self) -> Option<u64> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.last.is_some_and(|last| last.elapsed() < self.every) {
            state.kept_back = state.kept_back.saturating_add(1);
            return None;
        }
        state.last = Some(Instant::now());
        Some(std::mem::take(&mut state.kept_back))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_first_is_logged_and_the_rest_are_counted_until_it_is_time() {
        let warning = Sparingly::new(Duration::from_secs(10));
        assert_eq!(warning.now(), Some(0));
        assert_eq!(warning.now(), None);
        tokio::time::advance(Duration::from_secs(9)).await;
        assert_eq!(warning.now(), None);
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(warning.now(), Some(2));
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(warning.now(), Some(0));
    }
}
