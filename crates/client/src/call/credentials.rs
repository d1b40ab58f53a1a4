use secret::Secret;

/// Access key that signs requests, with a session token where it is temporary.
#[derive(Clone)]
pub struct Credentials {
    /// The access key id, which is no secret.
    pub access_key_id: String,
    /// The secret access key.
    pub secret_access_key: Secret<String>,
    /// The session token of temporary credentials.
    pub session_token: Option<Secret<String>>,
}

impl Credentials {
    /// A long-term key.
    pub fn long_term(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: Secret::new(secret_access_key.into()),
            session_token: None,
        }
    }

    /// Reports whether they belong to a session, which have a session token.
    pub fn is_temporary(&self) -> bool {
        self.session_token.is_some()
    }

    pub(super) fn signing(&self) -> wire::sigv4::SigningCredentials<'_> {
        wire::sigv4::SigningCredentials {
            access_key_id: &self.access_key_id,
            secret_access_key: self.secret_access_key.expose().as_bytes(),
            session_token: self.session_token.as_ref().map(|token| token.expose().as_str()),
        }
    }
}

impl From<&wire::sts::Credentials> for Credentials {
    fn from(given: &wire::sts::Credentials) -> Self {
        Self {
            access_key_id: given.access_key_id.clone(),
            secret_access_key: Secret::new(given.secret_access_key.clone()),
            session_token: Some(Secret::new(given.session_token.clone())),
        }
    }
}

/// Shows the access key id only.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}
