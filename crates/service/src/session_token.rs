//! Temporary credentials: seals session tokens, and opens them.

use std::sync::Arc;

use identity::session::{AssumedRole, Session, SessionKind};
use identity::{AccountId, KeyOwner, Time};
use secret::id::{self, Prefix};
use secret::seal::{RootKey, SealingKey};
use secret::{Entropy, Secret};
use store::codec::{self, CodecError};

use crate::limits;
use crate::recent::Recent;

/// Purpose for which session tokens are sealed.
const PURPOSE: &str = "session tokens";

/// Seals and opens session tokens, and keeps those opened most recently.
pub(crate) struct SessionTokens {
    key: SealingKey,
    /// By the token itself, which is worth nothing without the session's secret.
    opened: Recent<Box<str>, Arc<OpenedSession>>,
}

/// A session as its token carries it. Nothing of it follows from it having been opened: end, key and principal are checked at
/// each use.
pub(crate) struct OpenedSession {
    pub access_key_id: String,
    pub secret: Secret<String>,
    pub account: AccountId,
    pub issued: Time,
    pub expires: Time,
    pub kind: OpenedKind,
}

/// Origin of an opened session.
pub(crate) enum OpenedKind {
    /// Session of a user or root user, from GetSessionToken.
    SessionToken { owner: KeyOwner, mfa: Option<Time> },
    /// Session of a role, from AssumeRole.
    AssumedRole(Arc<AssumedRole>),
}

/// New temporary credentials, token included.
pub(crate) struct Minted {
    pub session: Session,
    pub token: Secret<String>,
}

impl SessionTokens {
    pub(crate) fn new(root_key: &RootKey) -> Self {
        let opened = Recent::new(limits::OPENED_SESSIONS_BYTES);
        Self { key: root_key.sealing_key(PURPOSE), opened }
    }

    /// Makes credentials that work from `issued` until `expires`.
    pub(crate) fn mint(
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
        let token = Secret::new(codec::seal_session(&self.key, &session, entropy)?);
        Ok(Minted { session, token })
    }

    /// The session of a token.
    pub(crate) fn open(&self, token: &str) -> Result<Arc<OpenedSession>, CodecError> {
        if let Some(kept) = self.opened.get(token) {
            return Ok(kept);
        }
        let session = Arc::new(OpenedSession::from(codec::open_session(&self.key, token)?));
        // the token, and its content, which is a little less
        let bytes = token.len().saturating_mul(2).saturating_add(size_of::<OpenedSession>());
        self.opened.keep(token.into(), session.clone(), bytes);
        Ok(session)
    }
}

impl From<Session> for OpenedSession {
    fn from(session: Session) -> Self {
        let kind = match session.kind {
            SessionKind::SessionToken { owner, mfa } => OpenedKind::SessionToken { owner, mfa },
            SessionKind::AssumedRole(assumed) => OpenedKind::AssumedRole(Arc::new(assumed)),
        };
        Self {
            access_key_id: session.access_key_id,
            secret: session.secret,
            account: session.account,
            issued: session.issued,
            expires: session.expires,
            kind,
        }
    }
}

impl Minted {
    /// As answers show them.
    pub(crate) fn credentials(&self) -> wire::sts::Credentials {
        wire::sts::Credentials {
            access_key_id: self.session.access_key_id.clone(),
            secret_access_key: self.session.secret.expose().clone(),
            session_token: self.token.expose().clone(),
            expiration: crate::caller::timestamp(self.session.expires),
        }
    }
}
