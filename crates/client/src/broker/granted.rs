use jiff::Timestamp;

use crate::cache::Entry;
use crate::call::Credentials;

/// Credentials with what is known about them.
#[derive(Clone, Debug)]
pub struct Granted {
    /// the credentials
    pub credentials: Credentials,
    /// end of their life, if they have one
    pub expires: Option<Timestamp>,
    /// true if MFA was part of getting them; `None` if that is not known
    pub mfa: Option<bool>,
    /// ARN of the role, or serial number of the device, that they are for
    pub subject: Option<String>,
    /// true if they were kept from before
    pub cached: bool,
}

impl From<Entry> for Granted {
    fn from(entry: Entry) -> Self {
        Self {
            credentials: entry.credentials,
            expires: Some(entry.expires),
            mfa: Some(entry.mfa),
            subject: Some(entry.subject),
            cached: true,
        }
    }
}
