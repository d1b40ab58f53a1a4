//! Temporary credentials: making them, and knowing them again.

use identity::session::{Session, SessionKind};
use identity::{AccountId, Time};
use secret::id::{self, Prefix};
use secret::seal::{RootKey, SealingKey};
use secret::{Entropy, Secret};
use store::codec::{self, CodecError};

/// What session tokens are sealed for.
const PURPOSE: &str = "session tokens";

/// Seals and opens session tokens.
pub(crate) struct SessionTokens(SealingKey);

/// New temporary credentials, token included.
pub(crate) struct Minted {
    pub session: Session,
    pub token: Secret<String>,
}

impl SessionTokens {
    pub fn new(root_key: &RootKey) -> Self {
        Self(root_key.sealing_key(PURPOSE))
    }

    /// Makes credentials that work from `issued` until `expires`.
    pub fn mint(
        &self,
        account: AccountId,
        issued: Time,
        expires: Time,
        kind: SessionKind,
        entropy: &mut dyn Entropy,
    ) -> Result<Minted, CodecError> {
        let session = Session {
            access_key_id: id::access_key_id(Prefix::TemporaryKey, account.number(), entropy),
            secret: id::secret_access_key(entropy),
            account,
            issued,
            expires,
            kind,
        };
        let token = Secret::new(codec::seal_session(&self.0, &session, entropy)?);
        Ok(Minted { session, token })
    }

    /// What a token stands for.
    pub fn open(&self, token: &str) -> Result<Session, CodecError> {
        codec::open_session(&self.0, token)
    }
}

impl Minted {
    /// As answers show them.
    pub fn credentials(&self) -> wire::sts::Credentials {
        wire::sts::Credentials {
            access_key_id: self.session.access_key_id.clone(),
            secret_access_key: self.session.secret.expose().clone(),
            session_token: self.token.expose().clone(),
            expiration: crate::caller::timestamp(self.session.expires),
        }
    }
}
