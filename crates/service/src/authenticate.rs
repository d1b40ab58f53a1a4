use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use identity::session::{Session, SessionKind};
use identity::{AccountId, KeyStatus, Principal, State, Time, limits};
use jiff::Timestamp;
use secret::Secret;
use store::codec::CodecError;
use wire::sigv4::{AuthError, Claim, Endpoint, Proof, Provided, Signed, SigningKey};

use crate::caller::{Caller, CallerKind, TokenSession};
use crate::request::Head;
use crate::service::Service;

/// Signing keys kept at most; past that the cache starts anew.
const SIGNING_KEYS_MAX: usize = 10_000;

/// Who sent a request, proved.
pub struct Authenticated {
    /// Who.
    pub caller: Caller,
    /// What the signature covers.
    pub proof: Proof,
}

/// Derived signing keys, by access key id and scope. The secret behind an access key id never changes, and temporary ones
/// are bound to theirs by the sealed token, so an entry never goes stale; whether the key may still be used is looked up
/// each time.
#[derive(Default)]
pub(crate) struct SigningKeys {
    keys: RwLock<HashMap<String, Arc<SigningKey>>>,
}

impl SigningKeys {
    /// What the key for a request is kept under; Version 2 has no scope, and nothing worth keeping.
    fn name(signed: &Signed<'_>) -> Option<String> {
        let scope = signed.scope()?;
        let id = signed.access_key_id();
        Some(format!("{id}/{}/{}/{}", scope.date(), scope.region(), scope.service()))
    }

    fn get(&self, name: Option<&str>) -> Option<Arc<SigningKey>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(name?).cloned()
    }

    /// Keeps a key that has verified a request. Others are not kept: whoever knows a key id only could fill the cache with
    /// scopes of his own making.
    fn keep(&self, name: Option<String>, key: Arc<SigningKey>) {
        let Some(name) = name else { return };
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= SIGNING_KEYS_MAX {
            keys.clear();
        }
        keys.insert(name, key);
    }
}

/// The key that a request claims, found: with what it is to be verified, and whose it is.
struct Found {
    secret: Secret<String>,
    caller: Caller,
}

impl Service {
    /// Finds out who sent a request. `None` is an anonymous one; everything else is proved or refused.
    pub fn authenticate(
        &self,
        head: &Head<'_>,
        endpoint: Endpoint<'_>,
        now: Time,
    ) -> Result<Option<Authenticated>, AuthError> {
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
        let service = proof.scope().map_or("s3", |scope| scope.service()).to_owned();
        match &found.caller.kind {
            CallerKind::Role { role, .. } => self.usage.role(&role.id, now, &found.caller.region),
            _ if !found.caller.is_temporary() => {
                self.usage.key(&found.caller.access_key_id, now, &service, &found.caller.region);
            }
            _ => {}
        }
        Ok(Some(Authenticated { caller: found.caller, proof }))
    }

    /// The account of the key that a request claims, if key and token are good.
    pub(crate) fn find_account(&self, signed: &Signed<'_>, now: Time) -> Result<AccountId, AuthError> {
        self.find_key(signed, now).map(|found| found.caller.account)
    }

    /// Key, token, the token's end, and whoever issued it, in the order in which AWS reports what is wrong with them.
    fn find_key(&self, signed: &Signed<'_>, now: Time) -> Result<Found, AuthError> {
        let access_key_id = signed.access_key_id().to_owned();
        let region = signed.scope().map_or(self.config.region.as_str(), |scope| scope.region()).to_owned();
        let state = self.store.read();
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
            return Ok(Found {
                secret,
                caller: Caller { account: session.account, access_key_id, kind, region },
            });
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
        Ok(Found {
            secret: key.secret.clone(),
            caller: Caller { account: key.account, access_key_id, kind, region },
        })
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

/// Whoever a session came from, if it is still there: by unique id, so that a namesake does not revive it.
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
