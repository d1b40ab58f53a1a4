/// Wishes of the command line about sessions.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// get new sessions, even if some are kept
    pub fresh: bool,
    /// give the code to AssumeRole itself, without an MFA session; a first role that is to last longer than
    /// [`crate::limits::CHAINED_ROLE_SECONDS`] is got so in any case
    pub direct: bool,
    /// life of the MFA session, within [`crate::limits::SESSION_SECONDS`]; `None` for the service's default
    pub session_seconds: Option<i32>,
    /// serial number of the device, in place of the profile's
    pub mfa_serial: Option<String>,
    /// true if the command names a device or code, so that a result without MFA would not be what was asked for
    pub insists: bool,
}
