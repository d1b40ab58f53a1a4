//! Which throttlings the log has told of: each caller's once, until it is over.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use identity::Time;

/// Callers remembered at most; past that those whose throttling is over are forgotten, then all.
const CALLERS_MAX: usize = 10_000;

/// Until when the throttling of each caller has been told of, by unique id.
#[derive(Default)]
pub(crate) struct Throttlings {
    told: Mutex<HashMap<String, Time>>,
}

impl Throttlings {
    /// Whether a throttling until then is one that the log has not told of: the last one that it told of is over.
    pub fn is_news(&self, caller: &str, until: Time, now: Time) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.get(caller).is_some_and(|told| *told > now) {
            return false;
        }
        if told.len() >= CALLERS_MAX {
            told.retain(|_, until| *until > now);
        }
        if told.len() >= CALLERS_MAX {
            told.clear();
        }
        told.insert(caller.to_owned(), until);
        true
    }
}

#[cfg(test)]
mod tests;
