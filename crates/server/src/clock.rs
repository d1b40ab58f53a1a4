use std::time::{SystemTime, UNIX_EPOCH};

use identity::{State, Time};

use crate::limits;

/// The time of day. The rest of the house is handed it.
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// Warns of a clock that stands behind what was stored: it was ahead when that was written, or is behind now.
pub(crate) fn compare(state: &State, now: Time) {
    if let Some(behind) = Behind::of(state, now) {
        let Behind { by, kind, latest } = behind;
        tracing::warn!(
            by,
            record = kind,
            stored = latest,
            "the clock stands behind what was stored: it was ahead then, or is behind now. Set it right; a device that takes no code \
             afterwards is freed by `ostiary mfa unlock`"
        );
    }
}

/// A clock that stands behind what was stored.
#[derive(Debug, PartialEq, Eq)]
struct Behind {
    /// By how much: `1 d 2 h 3 min`.
    by: String,
    /// In which kind of record the latest time is.
    kind: &'static str,
    /// That time, ISO 8601.
    latest: String,
}

impl Behind {
    fn of(state: &State, now: Time) -> Option<Self> {
        let (latest, kind) = state.latest_time()?;
        let minutes = latest.millis_since(now) / 60_000;
        if minutes < limits::CLOCK_BEHIND_MINUTES {
            return None;
        }
        let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let by = match (days, hours) {
            (0, 0) => format!("{minutes} min"),
            (0, _) => format!("{hours} h {minutes} min"),
            _ => format!("{days} d {hours} h {minutes} min"),
        };
        let shown = wire::Timestamp::from_epoch_seconds(i64::try_from(latest.seconds()).unwrap_or(i64::MAX));
        Some(Self { by, kind, latest: shown.to_string() })
    }
}

#[cfg(test)]
mod tests;
