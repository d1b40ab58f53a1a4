//! Commits while there is no space: refused at once until there may be room.
//!
//! A commit for which there is no space makes redb read its file again, while all others wait. So none is tried that is
//! known to fail, and those that fail take a bounded share of the time, however often the disk fills up and empties.

use std::time::{Duration, Instant};

use crate::limits::{FULL_PAUSE_MAX, FULL_PAUSE_MIN, FULL_TIME_BURST, FULL_TIME_SHARE};

/// Commits refused for want of space, and the time that they took.
#[derive(Debug)]
pub(crate) struct Full {
    /// The refusal that stands, if one does.
    refusal: Option<Refusal>,
    /// Time at which the refused commits have had no more than their share of the time.
    paid_at: Instant,
}

#[derive(Debug)]
struct Refusal {
    reason: String,
    /// Bytes of the smallest commit that was refused.
    bytes: u64,
    /// Length that the file could not grow to, if that was it.
    length: Option<u64>,
    /// Pause after the next refusal.
    pause: Duration,
    /// End of the pause.
    until: Instant,
}

/// A commit that was tried and refused.
pub(crate) struct Tried {
    pub(crate) reason: String,
    pub(crate) bytes: u64,
    /// Length that the file could not grow to, if that was it.
    pub(crate) length: Option<u64>,
}

impl Full {
    pub(crate) fn new(now: Instant) -> Self {
        Self { refusal: None, paid_at: now }
    }

    /// Returns the reason to refuse a commit of so many bytes without trying it, if there is one. `has_room` asks whether
    /// the file can grow to a length.
    pub(crate) fn refuses(
        &self,
        bytes: u64,
        now: Instant,
        has_room: impl FnOnce(Option<u64>) -> bool,
    ) -> Option<String> {
        let refusal = self.refusal.as_ref()?;
        let is_affordable = self.paid_at.saturating_duration_since(now) <= FULL_TIME_BURST;
        // far less than was refused may fit in what is free within the file
        let may_fit = || bytes <= refusal.bytes / 2 || now >= refusal.until || has_room(refusal.length);
        (!is_affordable || !may_fit()).then(|| refusal.reason.clone())
    }

    /// Counts a commit that was tried from `began` on and refused.
    pub(crate) fn refused(&mut self, tried: Tried, began: Instant, now: Instant) {
        let took = now.saturating_duration_since(began);
        self.paid_at = self.paid_at.max(began) + took * FULL_TIME_SHARE;
        let Tried { reason, bytes, length } = tried;
        let (least, pause) = match &self.refusal {
            Some(before) => (before.bytes.min(bytes), (before.pause * 2).min(FULL_PAUSE_MAX)),
            None => (bytes, FULL_PAUSE_MIN),
        };
        self.refusal = Some(Refusal { reason, bytes: least, length, pause, until: now + pause });
    }

    /// Notes a commit of so many bytes that was done. One that is much smaller than a refused one says nothing of it.
    pub(crate) fn done(&mut self, bytes: u64) {
        self.refusal = self.refusal.take().filter(|refusal| bytes <= refusal.bytes / 2);
    }
}

#[cfg(test)]
mod tests;
