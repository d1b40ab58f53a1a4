use std::sync::Arc;

use identity::session::{Session, SessionKind};
use identity::{AccountId, KeyStatus, Principal, State, Time, limits};
use jiff::Timestamp;
use secret::Secret;
use store::codec::CodecError;
use wire::sigv4::{AuthError, Claim, Endpoint, Provided, Signed};

use crate::caller::{Caller, CallerKind, KeyHolder, TokenSession};
use crate::request::Head;
use crate::service::Service;
use crate::signing_keys::SigningKeys;

/// The claimed access key, found: its secret, and the principal behind it.
struct Found {
    secret: Secret<String>,
    holder: KeyHolder,
}

impl Service {
    /// Authenticates a request: `None` is an anonymous one; everything else is proved or refused.
    pub fn authenticate(
        &self,
        head: &Head<'_>,
        endpoint: Endpoint<'_>,
        now: Time,
    ) -> Result<Option<Caller>, AuthError> {
        let clock = Timestamp::from_millisecond(i64::try_from(now.millis()).unwrap_or(i64::MAX));
        let signed = match Claim::parse(head.signed, endpoint, clock.unwrap_or(Timestamp::MAX))? {
            Claim::Anonymous => return Ok(None),
            Claim::Signed(signed) => signed,
        };
        let found = self.find_key(&signed, now);
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                signed.spend_as_verified();
                return Err(error);
            }
        };
        let name = SigningKeys::name(&signed);
        let kept = self.signing_keys.get(name.as_deref());
        let is_new = kept.is_none();
        let key = kept.unwrap_or_else(|| Arc::new(signed.derive_key(found.secret.expose().as_bytes())));
        let proof = signed.verify(&key)?;
        if is_new {
            self.signing_keys.keep(name, key);
        }
        let caller = Caller::new(proof, found.holder, &self.config.region);
        self.note_use(&caller, now);
        Ok(Some(caller))
    }

    /// Notes the use of a long-term key or role, which GetAccessKeyLastUsed and GetRole report.
    fn note_use(&self, caller: &Caller, now: Time) {
        match caller.kind() {
            CallerKind::Role { role, .. } => self.usage.role(&role.id, now, caller.region()),
            _ if !caller.is_temporary() => {
                let service = caller.proof().scope().map_or("s3", |scope| scope.service());
                self.usage.key(caller.access_key_id(), now, service, caller.region());
            }
            _ => {}
        }
    }

    /// The account of the key that a request claims, if key and token are good.
    pub(crate) fn find_account(&self, signed: &Signed<'_>, now: Time) -> Result<AccountId, AuthError> {
        self.find_key(signed, now).map(|found| found.holder.account)
    }

    /// The claimed key. Faults are found in the order in which AWS reports them: key, token, the token's end, its issuer.
    fn find_key(&self, signed: &Signed<'_>, now: Time) -> Result<Found, AuthError> {
        let access_key_id = signed.access_key_id().to_owned();
        let state = self.store.snapshot();
        if access_key_id.starts_with(secret::id::Prefix::TemporaryKey.as_str()) {
            let session = self.open_token(signed, &access_key_id)?;
            // one from a future that never came, under a clock that ran ahead, is renewed like one that has ended
            let is_of_the_future = session.issued > now.plus_seconds(limits::SESSION_SKEW_SECONDS);
            if session.expires <= now || is_of_the_future {
                let token = Provided::new(signed.session_token().unwrap_or_default().as_bytes());
                return Err(AuthError::TokenExpired { token });
            }
            let secret = session.secret.clone();
            let kind = session_caller(&state, &session);
            let kind = kind.ok_or_else(|| AuthError::IssuerGone { access_key_id: access_key_id.clone() })?;
            return Ok(Found { secret, holder: KeyHolder { account: session.account, kind } });
        }
        let Some(key) = state.access_key(&access_key_id) else {
            return Err(AuthError::UnknownKey { access_key_id });
        };
        if key.status == KeyStatus::Inactive {
            return Err(AuthError::InactiveKey { access_key_id });
        }
        if signed.session_token().is_some() {
            return Err(AuthError::TokenMismatch { access_key_id });
        }
        let kind = match state.owner(key.account, &key.owner) {
            Some(Principal::Root(_)) => CallerKind::Root { session: None },
            Some(Principal::User(user)) => CallerKind::User { user, session: None },
            Some(Principal::Role(_)) | None => return Err(AuthError::IssuerGone { access_key_id }),
        };
        Ok(Found { secret: key.secret.clone(), holder: KeyHolder { account: key.account, kind } })
    }

    fn open_token(&self, signed: &Signed<'_>, access_key_id: &str) -> Result<Session, AuthError> {
        let Some(token) = signed.session_token() else {
            return Err(AuthError::TokenMissing { access_key_id: access_key_id.to_owned() });
        };
        let session = self.tokens.open(token).map_err(|_: CodecError| AuthError::TokenMalformed {
            access_key_id: access_key_id.to_owned(),
            token: Provided::new(token.as_bytes()),
        })?;
        if session.access_key_id != access_key_id {
            return Err(AuthError::TokenMismatch { access_key_id: access_key_id.to_owned() });
        }
        Ok(session)
    }
}

/// Principal that a session came from, if it is still there: by unique id, so that a namesake does not revive it.
fn session_caller(state: &State, session: &Session) -> Option<CallerKind> {
    match &session.kind {
        SessionKind::SessionToken { owner, mfa } => {
            let token = Some(TokenSession { issued: session.issued, expires: session.expires, mfa: *mfa });
            match state.owner(session.account, owner)? {
                Principal::Root(_) => Some(CallerKind::Root { session: token }),
                Principal::User(user) => Some(CallerKind::User { user, session: token }),
                Principal::Role(_) => None,
            }
        }
        SessionKind::AssumedRole(assumed) => {
            let role = state.role(&assumed.role_id).filter(|role| role.account == session.account)?.clone();
            let (issued, expires) = (session.issued, session.expires);
            Some(CallerKind::Role { role, session: Arc::new(assumed.clone()), issued, expires })
        }
    }
}
