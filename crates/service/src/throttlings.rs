//! Throttlings already logged, so that each caller's is logged once until it is over.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use identity::Time;

use crate::limits::THROTTLED_CALLERS;

/// End of each caller's logged throttling, by unique id.
#[derive(Default)]
pub(crate) struct Throttlings {
    told: Mutex<HashMap<String, Time>>,
}

impl Throttlings {
    /// True if a throttling until then is not logged yet, because the last one logged is over.
    pub(crate) fn is_news(&self, caller: &str, until: Time, now: Time) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.get(caller).is_some_and(|told| *told > now) {
            return false;
        }
        if told.len() >= THROTTLED_CALLERS {
            told.retain(|_, until| *until > now);
        }
        if told.len() >= THROTTLED_CALLERS {
            told.clear();
        }
        told.insert(caller.to_owned(), until);
        true
    }
}

#[cfg(test)]
mod tests;
