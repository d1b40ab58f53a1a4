//! Bounds of MFA devices.

/// Steps of 30 s before and after the device's expected step in which a code is accepted. AWS publishes none; its clients
/// rely on the next step's code.
pub const MFA_TOLERANCE_STEPS: u64 = 1;
/// Steps of 30 s before and after now in which EnableMFADevice and ResyncMFADevice look for two consecutive codes: ten
/// minutes. AWS publishes none.
pub const MFA_SEARCH_STEPS: u64 = 20;
/// Spans of accepted time steps kept for one device. More than ever lie between a clock that once ran ahead and now: the
/// least telling two are joined.
pub const MFA_STEP_SPANS: usize = 16;
