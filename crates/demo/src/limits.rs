//! Every bound of the demo, with its unit and the reason for its value.

use std::time::Duration;

/// Time within which keys and policies take effect everywhere on AWS; calls are tried again until then.
pub(crate) const SETTLING_TIMEOUT: Duration = Duration::from_secs(60);
/// Pause before a call is tried again.
pub(crate) const CALL_RETRY_INTERVAL: Duration = Duration::from_secs(2);
/// Unanswered calls in a row after which nothing more is taken down.
pub(crate) const MAX_UNANSWERED_CALLS: usize = 2;
/// Interval at which a wait looks for an interruption.
pub(crate) const INTERRUPT_POLL_INTERVAL: Duration = Duration::from_millis(50);
/// Interval at which the built-in authenticator looks whether a code's time step has come.
pub(crate) const STEP_POLL_INTERVAL: Duration = Duration::from_millis(500);
/// Codes of the built-in authenticator that are tried on a server whose clock or tolerance may differ.
pub(crate) const MAX_COMPUTED_CODES: usize = 3;
/// Codes that a person may type for one call. Ostiary looks at none after the tenth wrong one.
pub(crate) const MAX_TYPED_CODES: usize = 5;
/// Time steps on either side of now in which a made-up code must not be right. No server looks so far.
pub(crate) const WRONG_CODE_STEPS: u64 = 60;
/// Time steps on either side of now in which a typed code is looked for, to tell its fault.
pub(crate) const DIAGNOSED_STEPS: u64 = 120;
/// Life of the sessions, seconds: the shortest that STS gives.
pub(crate) const SESSION_SECONDS: i32 = 900;
/// Columns of running text.
pub(crate) const TEXT_COLUMNS: usize = 100;
