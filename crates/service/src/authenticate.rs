use std::sync::Arc;

use identity::{AccountId, KeyStatus, Principal, State, Time, limits};
use jiff::Timestamp;
use secret::Secret;
use store::codec::CodecError;
use wire::sigv4::{AuthError, Claim, Endpoint, Provided, Signed};

use crate::caller::{Caller, CallerKind, KeyHolder, TokenSession};
use crate::request::Request;
use crate::service::Service;
use crate::session_token::{OpenedKind, OpenedSession};

impl Service {
    /// Authenticates a request by the keys and principals of `state`: `None` is an anonymous one; everything else is proved
    /// or refused. A request whose head was judged when it was admitted is not judged again.
    pub(crate) fn authenticate(
        &self,
        state: &State,
        request: &mut Request<'_>,
        endpoint: Endpoint<'_>,
    ) -> Result<Option<Caller>, AuthError> {
        let now = request.now;
        let claim = match (request.claimed.take(), endpoint) {
            (Some(signed), Endpoint::Query { body, .. }) => Claim::Signed(signed.with_body(body)?),
            _ => Claim::judge(request.head.credentials, endpoint, clock(now))?,
        };
        let Claim::Signed(signed) = claim else { return Ok(None) };
        let kept = signed.credential().and_then(|credential| self.signing_keys.get(credential));
        let is_new = kept.is_none();
        let found = self.find_key(state, &signed, now, |secret, holder| {
            (kept.unwrap_or_else(|| Arc::new(signed.derive_key(secret.expose().as_bytes()))), holder)
        });
        let (key, holder) = match found {
            Ok(found) => found,
            Err(error) => {
                signed.spend_as_verified();
                return Err(error);
            }
        };
        let credential = signed.credential().filter(|_| is_new).map(str::to_owned);
        let proof = signed.verify(&key)?;
        if let Some(credential) = credential {
            self.signing_keys.keep(credential, key);
        }
        let caller = Caller::new(proof, holder, &self.config.region);
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

    /// Account of the key that a request claims, if key and token are good.
    pub(crate) fn find_account(&self, signed: &Signed<'_>, now: Time) -> Result<AccountId, AuthError> {
        self.find_key(&self.store.snapshot(), signed, now, |_, holder| holder.account)
    }

    /// Lends out the secret of the claimed key, with the principal behind it. Faults are found in the order in which AWS
    /// reports them: key, token, the token's end, its issuer.
    fn find_key<R>(
        &self,
        state: &State,
        signed: &Signed<'_>,
        now: Time,
        then: impl FnOnce(&Secret<String>, KeyHolder) -> R,
    ) -> Result<R, AuthError> {
        let access_key_id = signed.access_key_id();
        let named = || access_key_id.to_owned();
        if access_key_id.starts_with(secret::id::Prefix::TemporaryKey.as_str()) {
            let session = self.open_token(signed)?;
            // one from a future that never came, under a clock that ran ahead, is renewed like one that has ended
            let is_of_the_future = session.issued > now.plus_seconds(limits::SESSION_SKEW_SECONDS);
            if session.expires <= now || is_of_the_future {
                let token = Provided::new(signed.session_token().unwrap_or_default().as_bytes());
                return Err(AuthError::TokenExpired { token });
            }
            let kind = session_caller(state, &session);
            let kind = kind.ok_or_else(|| AuthError::IssuerGone { access_key_id: named() })?;
            return Ok(then(&session.secret, KeyHolder { account: session.account, kind }));
        }
        let Some(key) = state.access_key(access_key_id) else {
            return Err(AuthError::UnknownKey { access_key_id: named() });
        };
        if key.status == KeyStatus::Inactive {
            return Err(AuthError::InactiveKey { access_key_id: named() });
        }
        if signed.session_token().is_some() {
            return Err(AuthError::TokenMismatch { access_key_id: named() });
        }
        let kind = match state.owner(key.account, &key.owner) {
            Some(Principal::Root(_)) => CallerKind::Root { session: None },
            Some(Principal::User(user)) => CallerKind::User { user, session: None },
            Some(Principal::Role(_)) | None => return Err(AuthError::IssuerGone { access_key_id: named() }),
        };
        Ok(then(&key.secret, KeyHolder { account: key.account, kind }))
    }

    fn open_token(&self, signed: &Signed<'_>) -> Result<Arc<OpenedSession>, AuthError> {
        let named = || signed.access_key_id().to_owned();
        let Some(token) = signed.session_token() else {
            return Err(AuthError::TokenMissing { access_key_id: named() });
        };
        let session = self.tokens.open(token).map_err(|_: CodecError| AuthError::TokenMalformed {
            access_key_id: named(),
            token: Provided::new(token.as_bytes()),
        })?;
        if session.access_key_id != signed.access_key_id() {
            return Err(AuthError::TokenMismatch { access_key_id: named() });
        }
        Ok(session)
    }
}

/// Principal that a session came from, if it is still there: by unique id, so that a namesake does not revive it.
fn session_caller(state: &State, session: &OpenedSession) -> Option<CallerKind> {
    match &session.kind {
        OpenedKind::SessionToken { owner, mfa } => {
            let token = Some(TokenSession { issued: session.issued, expires: session.expires, mfa: *mfa });
            match state.owner(session.account, owner)? {
                Principal::Root(_) => Some(CallerKind::Root { session: token }),
                Principal::User(user) => Some(CallerKind::User { user, session: token }),
                Principal::Role(_) => None,
            }
        }
        OpenedKind::AssumedRole(assumed) => {
            let role = state.role(&assumed.role_id).filter(|role| role.account == session.account)?.clone();
            let (issued, expires) = (session.issued, session.expires);
            Some(CallerKind::Role { role, session: assumed.clone(), issued, expires })
        }
    }
}

/// The server's time as signatures are judged by it.
pub(crate) fn clock(now: Time) -> Timestamp {
    let clock = Timestamp::from_millisecond(i64::try_from(now.millis()).unwrap_or(i64::MAX));
    clock.unwrap_or(Timestamp::MAX)
}
