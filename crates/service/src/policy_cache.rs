//! Compiled policies, by the principal that they apply to. An entry is valid while the documents that it was made of are those that
//! apply.

use std::sync::Arc;

use identity::session::AssumedRole;
use identity::{AccountId, Principal, State};
use policy::{Kind, Policy, PolicySet, SourceType};

use crate::limits;
use crate::recent::Recent;

#[cfg(test)]
mod tests;

/// Bytes that an entry takes beside its policies.
const ENTRY_BYTES: usize = 512;
/// Bytes that a session policy takes for each of its own, read, beside its index.
const READ_BYTES: usize = 16;

/// The layers that a caller's own side contributes to a decision.
#[derive(Default)]
pub(crate) struct CallerPolicies {
    pub identity: PolicySet,
    pub permissions_boundary: Option<PolicySet>,
    pub session: Option<PolicySet>,
    /// Policies of the session that are documents of its own, not managed ones; they come first.
    session_documents: usize,
}

/// Sessions with policies of their own are kept apart: a principal that may assume a role can make as many as it makes requests.
pub(crate) struct PolicyCache {
    principals: Recent<String, Arc<CallerPolicies>>,
    sessions: Recent<String, Arc<CallerPolicies>>,
}

impl Default for PolicyCache {
    fn default() -> Self {
        Self {
            principals: Recent::new(limits::PRINCIPAL_POLICIES_BYTES),
            sessions: Recent::new(limits::SESSION_POLICIES_BYTES),
        }
    }
}

impl PolicyCache {
    /// The policies of a principal, and of the role session that it calls with. `key` names principal and session: the
    /// documents under one key change with the state alone, since a session is what it was made as.
    pub(crate) fn get(
        &self,
        state: &State,
        key: &str,
        principal: &Principal,
        session: Option<&AssumedRole>,
    ) -> Arc<CallerPolicies> {
        let entries = if session.is_some_and(limits_itself) { &self.sessions } else { &self.principals };
        if let Some(policies) = entries.get(key).filter(|kept| kept.is_made_of(state, principal, session)) {
            return policies;
        }
        let policies = Arc::new(compile(state, principal, session));
        let bytes = bytes_of(&policies, session);
        entries.keep(key.to_owned(), policies.clone(), bytes);
        policies
    }
}

impl CallerPolicies {
    /// True if the documents that apply now are those that this was compiled from. A stored document never changes: another
    /// takes its place, at another address, while the one compared with is held here.
    fn is_made_of(&self, state: &State, principal: &Principal, session: Option<&AssumedRole>) -> bool {
        let (account, boundary) = bounds(principal);
        let is_bounded = self.permissions_boundary.is_some() == boundary.is_some();
        is_bounded
            && is_of(&self.identity, 0, state.identity_documents(principal))
            && self
                .permissions_boundary
                .as_ref()
                .is_none_or(|set| is_of(set, 0, boundary.and_then(|arn| state.usable_policy(account, arn))))
            && self.session.as_ref().is_none_or(|set| {
                let arns = session.iter().flat_map(|session| &session.policy_arns);
                is_of(set, self.session_documents, arns.filter_map(|arn| state.usable_policy(account, arn)))
            })
    }
}

/// True if a set is made of these policies, after its first `skipped`.
fn is_of(set: &PolicySet, skipped: usize, policies: impl IntoIterator<Item = Arc<Policy>>) -> bool {
    let mut have = set.policies().iter().skip(skipped);
    let all_there =
        policies.into_iter().all(|policy| have.next().is_some_and(|have| Arc::ptr_eq(have, &policy)));
    all_there && have.next().is_none()
}

/// The account of a principal, and the ARN of its permissions boundary.
fn bounds(principal: &Principal) -> (AccountId, Option<&str>) {
    match principal {
        Principal::Root(account) => (*account, None),
        Principal::User(user) => (user.account, user.permissions_boundary.as_deref()),
        Principal::Role(role) => (role.account, role.permissions_boundary.as_deref()),
    }
}

/// True if a session has policies of its own.
pub(crate) fn limits_itself(session: &AssumedRole) -> bool {
    session.policy.is_some() || !session.policy_arns.is_empty()
}

/// Bytes that compiled policies take. Documents that are stored are shared, and do not count.
fn bytes_of(policies: &CallerPolicies, session: Option<&AssumedRole>) -> usize {
    let layers =
        [Some(&policies.identity), policies.permissions_boundary.as_ref(), policies.session.as_ref()];
    let indexes: usize = layers.into_iter().flatten().map(PolicySet::index_bytes).sum();
    let own = session.and_then(|session| session.policy.as_ref()).map_or(0, |text| text.len() * READ_BYTES);
    indexes + own + ENTRY_BYTES
}

fn compile(state: &State, principal: &Principal, session: Option<&AssumedRole>) -> CallerPolicies {
    let (account, boundary) = bounds(principal);
    let inline = session.and_then(session_document);
    CallerPolicies {
        identity: PolicySet::from_policies(state.identity_documents(principal)),
        // a boundary that cannot be found bounds everything: the empty set allows nothing
        permissions_boundary: boundary.map(|arn| PolicySet::from_policies(state.usable_policy(account, arn))),
        session_documents: usize::from(inline.is_some()),
        // a session that was given no policies is not limited by them
        session: session.filter(|session| limits_itself(session)).map(|session| {
            let managed = session.policy_arns.iter().filter_map(|arn| state.usable_policy(account, arn));
            PolicySet::from_policies(inline.into_iter().chain(managed))
        }),
    }
}

/// The document that a session was given. One that cannot be read grants nothing, as does a managed policy that is gone.
fn session_document(session: &AssumedRole) -> Option<Arc<Policy>> {
    let policy = Policy::read(Kind::Session, session.policy.as_deref()?).ok()?;
    Some(Arc::new(policy.with_source("Policy", SourceType::Session)))
}
