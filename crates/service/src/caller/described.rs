//! Callers as policies see them.

use identity::arn::PARTITION;
use identity::{AccountId, TagSet, Time};
use policy::{Credential, Made, PrincipalFacts, Tags};

use super::{Caller, CallerKind, TokenSession};

/// Bytes of the longest ARN that is made without memory from the heap: a path of 512 and a name of 64 characters.
const ARN_BYTES: usize = 640;
/// Digits of an account's id.
pub(crate) const ACCOUNT_BYTES: usize = 12;

/// A list of tags that is lent to the policies.
pub(crate) struct TagList<'a>(pub &'a TagSet);

impl Tags for TagList<'_> {
    fn tag_at(&self, place: usize) -> Option<(&str, &str)> {
        self.0.0.get(place).map(|tag| (tag.key.as_str(), tag.value.as_str()))
    }
}

impl Caller {
    /// Lends out the facts from which condition keys follow.
    pub(crate) fn with_facts<R>(&self, now: Time, then: impl FnOnce(&PrincipalFacts<'_>) -> R) -> R {
        self.kind.with_facts(self.account, now, then)
    }
}

impl CallerKind {
    fn with_facts<R>(&self, account: AccountId, now: Time, then: impl FnOnce(&PrincipalFacts<'_>) -> R) -> R {
        let account = Made::<ACCOUNT_BYTES>::of(account);
        let facts = |caller, credential| PrincipalFacts::new(caller, Some(&account), credential);
        match self {
            CallerKind::Root { session } => {
                let arn = Made::<ARN_BYTES>::of(format_args!("arn:{PARTITION}:iam::{account}:root"));
                then(&facts(policy::Caller::Root { arn: &arn }, credential(*session, now)))
            }
            CallerKind::User { user, session } => {
                let arn = Made::<ARN_BYTES>::of(format_args!(
                    "arn:{PARTITION}:iam::{account}:user{}{}",
                    user.path, user.name
                ));
                let caller = policy::Caller::User { arn: &arn, name: &user.name, id: Some(&user.id) };
                let tags = TagList(&user.tags);
                then(&PrincipalFacts { tags: Some(&tags), ..facts(caller, credential(*session, now)) })
            }
            CallerKind::Role { role, session, issued, .. } => {
                let (path, role_name, name) = (&role.path, &role.name, &session.session_name);
                let role_arn = Made::<ARN_BYTES>::of(format_args!(
                    "arn:{PARTITION}:iam::{account}:role{path}{role_name}"
                ));
                let session_arn = Made::<ARN_BYTES>::of(format_args!(
                    "arn:{PARTITION}:sts::{account}:assumed-role/{role_name}/{name}"
                ));
                let caller = policy::Caller::RoleSession {
                    role_arn: &role_arn,
                    role_id: &role.id,
                    session_arn: &session_arn,
                    session_name: name,
                    source_identity: session.source_identity.as_deref(),
                    federated_provider: None,
                };
                let (tags, session_tags) = (TagList(&role.tags), TagList(&session.tags));
                let credential = Credential::Session { issued: issued.seconds(), mfa_age_seconds: None };
                then(&PrincipalFacts {
                    tags: Some(&tags),
                    session_tags: Some(&session_tags),
                    ..facts(caller, credential)
                })
            }
        }
    }
}

/// The credential of a user or root user.
fn credential(session: Option<TokenSession>, now: Time) -> Credential {
    session.map_or(Credential::LongTerm, |session| Credential::Session {
        issued: session.issued.seconds(),
        mfa_age_seconds: session.mfa.map(|verified| now.millis_since(verified) / 1000),
    })
}

#[cfg(test)]
mod tests;
