//! Bounds of secrets.

/// Length of one time step of a TOTP, seconds (RFC 6238's default, which authenticator apps assume).
pub const STEP_SECONDS: u64 = 30;
