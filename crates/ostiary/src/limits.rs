//! Every bound of the binary's own, with its unit and the reason for its value.

use std::time::Duration;

/// Time that work on the disk may go on after the server has stopped.
pub(crate) const BLOCKING_GRACE: Duration = Duration::from_secs(5);
/// Bytes of log lines that wait to be written; further lines are dropped.
pub(crate) const LOG_QUEUE_BYTES: usize = 4 * 1024 * 1024;
/// Longest wait for the log at the process's end.
pub(crate) const LOG_FLUSH_TIMEOUT: Duration = Duration::from_secs(1);
/// Most profiles that completion offers at once.
#[cfg(feature = "client")]
pub(crate) const MAX_OFFERED_PROFILES: usize = 1000;
/// Time steps of 30 seconds by which `totp --step` may differ from the present one.
#[cfg(feature = "client")]
pub(crate) const MAX_TOTP_STEPS: i64 = 1000;
