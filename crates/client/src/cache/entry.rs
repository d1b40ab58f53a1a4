use jiff::Timestamp;
use secret::Secret;
use serde::{Deserialize, Serialize};

use crate::call::Credentials;

/// Kind of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// session of GetSessionToken with MFA
    MfaSession,
    /// session of AssumeRole
    Role,
}

/// A session in the cache.
#[derive(Clone)]
pub struct Entry {
    /// credentials of the session
    pub credentials: Credentials,
    /// beginning of its life
    pub issued: Timestamp,
    /// end of its life
    pub expires: Timestamp,
    /// kind of the session
    pub kind: Kind,
    /// profile that it was got for
    pub profile: Option<String>,
    /// ARN of the role, or serial number of the device
    pub subject: String,
    /// URL of the STS endpoint
    pub endpoint: String,
    /// true if MFA was part of getting it
    pub mfa: bool,
}

/// An entry as it is sealed. A form of its own, since credentials must not be serialisable by themselves.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    issued: i64,
    expires: i64,
    kind: Kind,
    profile: Option<String>,
    subject: String,
    endpoint: String,
    mfa: bool,
}

impl From<&Entry> for Stored {
    fn from(entry: &Entry) -> Self {
        let credentials = &entry.credentials;
        Self {
            access_key_id: credentials.access_key_id.clone(),
            secret_access_key: credentials.secret_access_key.expose().clone(),
            session_token: credentials.session_token.as_ref().map(|token| token.expose().clone()),
            issued: entry.issued.as_second(),
            expires: entry.expires.as_second(),
            kind: entry.kind,
            profile: entry.profile.clone(),
            subject: entry.subject.clone(),
            endpoint: entry.endpoint.clone(),
            mfa: entry.mfa,
        }
    }
}

impl Stored {
    /// The entry, unless a time is out of range.
    pub(super) fn entry(self) -> Option<Entry> {
        Some(Entry {
            credentials: Credentials {
                session_token: self.session_token.map(Secret::new),
                ..Credentials::long_term(self.access_key_id, self.secret_access_key)
            },
            issued: Timestamp::from_second(self.issued).ok()?,
            expires: Timestamp::from_second(self.expires).ok()?,
            kind: self.kind,
            profile: self.profile,
            subject: self.subject,
            endpoint: self.endpoint,
            mfa: self.mfa,
        })
    }
}
