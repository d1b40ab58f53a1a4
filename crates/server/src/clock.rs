use std::time::{SystemTime, UNIX_EPOCH};

use identity::Time;

/// The time of day. The rest of the house is handed it.
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
