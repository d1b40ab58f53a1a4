use std::sync::Arc;

use identity::session::AssumedRole;
use identity::{AccountId, KeyOwner, Role, Time, User, arn};
use wire::sigv4::Proof;

mod described;

pub(crate) use described::{ACCOUNT_BYTES, TagList};

#[cfg(test)]
pub(crate) mod tests;

/// Temporary credentials that GetSessionToken gave to a user or root user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenSession {
    /// Time of issue.
    pub issued: Time,
    /// End of validity.
    pub expires: Time,
    /// Time at which an MFA code was verified for them; `None` without MFA.
    pub mfa: Option<Time>,
}

/// Kind of principal, with the session of temporary credentials.
#[derive(Clone)]
pub enum CallerKind {
    /// The root user, by long-term key or GetSessionToken session.
    Root {
        /// Absent with a long-term key.
        session: Option<TokenSession>,
    },
    /// A user, by long-term key or GetSessionToken session.
    User {
        /// The user as it is now.
        user: Arc<User>,
        /// Absent with a long-term key.
        session: Option<TokenSession>,
    },
    /// A role session.
    Role {
        /// The role as it is now.
        role: Arc<Role>,
        /// Role, name, policies and tags that the session carries.
        session: Arc<AssumedRole>,
        /// Time of issue.
        issued: Time,
        /// End of validity.
        expires: Time,
    },
}

/// Account and principal behind an access key: found, and nothing of it proved yet.
pub(crate) struct KeyHolder {
    pub account: AccountId,
    pub kind: CallerKind,
}

/// An authenticated caller: the proof of a signature, and the principal behind its key.
///
/// Its fields are private and its one constructor consumes a [`Proof`], which nothing but the verification of a signature
/// makes. So holding a `Caller` means that the request was authenticated:
///
/// ```
/// fn account_of_the_signer(caller: &service::Caller) -> identity::AccountId {
///     caller.account()
/// }
/// ```
///
/// It cannot be put together from parts:
///
/// ```compile_fail,E0451
/// fn forge(account: identity::AccountId, proof: wire::sigv4::Proof, kind: service::CallerKind) -> service::Caller {
///     service::Caller { account, proof, kind, home_region: None }
/// }
/// ```
///
/// nor made out of another one:
///
/// ```compile_fail,E0616
/// fn become_another(caller: &mut service::Caller, account: identity::AccountId) {
///     caller.account = account;
/// }
/// ```
pub struct Caller {
    proof: Proof,
    account: AccountId,
    kind: CallerKind,
    /// Region of this installation, for a signature that names none (Version 2).
    home_region: Option<String>,
}

impl Caller {
    /// The caller whose key made the signature. `holder` is the principal behind [`Proof::access_key_id`].
    pub(crate) fn new(proof: Proof, holder: KeyHolder, home_region: &str) -> Self {
        let home_region = proof.scope().is_none().then(|| home_region.to_owned());
        Self { proof, account: holder.account, kind: holder.kind, home_region }
    }

    /// Coverage of the signature.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// Account that the caller acts in.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Access key that signed.
    pub fn access_key_id(&self) -> &str {
        self.proof.access_key_id()
    }

    /// Principal, and its session if the credentials are temporary.
    pub fn kind(&self) -> &CallerKind {
        &self.kind
    }

    /// Region of the credential scope; this installation's for Version 2, whose signatures have none.
    pub fn region(&self) -> &str {
        self.proof.scope().map_or(self.home_region.as_deref().unwrap_or_default(), |scope| scope.region())
    }

    /// The ARN that GetCallerIdentity gives.
    pub fn arn(&self) -> String {
        match &self.kind {
            CallerKind::Root { .. } => arn::root(self.account),
            CallerKind::User { user, .. } => user.arn(),
            CallerKind::Role { role, session, .. } => {
                arn::assumed_role(self.account, &role.name, &session.session_name)
            }
        }
    }

    /// `aws:userid`: the UserId that GetCallerIdentity gives.
    pub fn user_id(&self) -> String {
        match &self.kind {
            CallerKind::Root { .. } => self.account.to_string(),
            CallerKind::User { user, .. } => user.id.clone(),
            CallerKind::Role { role, session, .. } => format!("{}:{}", role.id, session.session_name),
        }
    }

    /// Unique id of the user or role behind the caller, without the session's name; the account's id for its root user.
    pub fn unique_id(&self) -> String {
        match &self.kind {
            CallerKind::Role { role, .. } => role.id.clone(),
            CallerKind::Root { .. } | CallerKind::User { .. } => self.user_id(),
        }
    }

    /// The user behind the caller.
    pub fn user(&self) -> Option<&Arc<User>> {
        match &self.kind {
            CallerKind::User { user, .. } => Some(user),
            _ => None,
        }
    }

    /// The owner of keys and devices that operations without a UserName mean.
    pub fn owner(&self) -> Option<KeyOwner> {
        match &self.kind {
            CallerKind::Root { .. } => Some(KeyOwner::Root),
            CallerKind::User { user, .. } => Some(KeyOwner::User(user.id.clone())),
            CallerKind::Role { .. } => None,
        }
    }

    /// The GetSessionToken session, if that is how the caller comes.
    pub fn token_session(&self) -> Option<TokenSession> {
        match &self.kind {
            CallerKind::Root { session } | CallerKind::User { session, .. } => *session,
            CallerKind::Role { .. } => None,
        }
    }

    /// True if the credentials are temporary.
    pub fn is_temporary(&self) -> bool {
        self.token_session().is_some() || matches!(self.kind, CallerKind::Role { .. })
    }

    /// End of the credentials; `None` for long-term keys.
    pub fn expires(&self) -> Option<Time> {
        match &self.kind {
            CallerKind::Role { expires, .. } => Some(*expires),
            _ => self.token_session().map(|session| session.expires),
        }
    }
}

/// ISO 8601 in UTC, whole seconds.
pub(crate) fn iso(time: Time) -> String {
    timestamp(time).to_string()
}

/// The same, for a time that must not be shown too early.
pub(crate) fn iso_rounded_up(time: Time) -> String {
    iso(Time::from_millis(time.millis().saturating_add(999)))
}

/// A time as answers show it.
pub(crate) fn timestamp(time: Time) -> wire::Timestamp {
    wire::Timestamp::from_epoch_seconds(i64::try_from(time.seconds()).unwrap_or(i64::MAX))
}
