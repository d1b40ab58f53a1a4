use std::borrow::Cow;

use super::head::{Carrier, RequestHead};
use super::parts::{Endpoint, Scheme, SignatureVersion};

/// A signature that passed every check that needs no secret, waiting for the key.
///
/// Has no `Debug`: it holds a session token.
pub struct Signed<'a> {
    pub(crate) head: RequestHead<'a>,
    pub(crate) endpoint: Endpoint<'a>,
    pub(crate) token: Option<Cow<'a, str>>,
    pub(crate) hoisted: Vec<(String, String)>,
    pub(crate) version: SignatureVersion<'a>,
}

impl Signed<'_> {
    /// The access key id that is claimed.
    pub fn access_key_id(&self) -> &str {
        match &self.version {
            SignatureVersion::V4(v4) => v4.credential.access_key_id(),
            SignatureVersion::V2(v2) => &v2.access_key_id,
        }
    }

    /// Access key id and credential scope in one text, by which a derived signing key can be kept; Version 2 has none.
    pub fn credential(&self) -> Option<&str> {
        match &self.version {
            SignatureVersion::V4(v4) => Some(v4.credential.text()),
            SignatureVersion::V2(_) => None,
        }
    }

    /// The session token, if there is one; an empty one counts as none.
    pub fn session_token(&self) -> Option<&str> {
        self.token.as_deref().filter(|token| !token.is_empty())
    }

    /// Place of the credentials.
    pub fn carrier(&self) -> Carrier {
        match &self.version {
            SignatureVersion::V4(v4) => v4.carrier,
            SignatureVersion::V2(v2) => v2.carrier,
        }
    }

    /// Signature version and hash.
    pub fn scheme(&self) -> Scheme {
        match &self.version {
            SignatureVersion::V4(_) => Scheme::V4,
            SignatureVersion::V2(v2) => v2.hash.scheme(),
        }
    }
}
