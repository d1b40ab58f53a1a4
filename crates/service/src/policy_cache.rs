//! Compiled policies, by who they apply to. An entry is good as long as nothing that could permit anything has changed.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use identity::session::AssumedRole;
use identity::{AccountId, Principal, State};
use policy::{Kind, Policy, PolicySet, SourceType};

use crate::limits;

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
}

/// Sessions with policies of their own are kept apart: anybody who may assume a role can make as many as there are requests.
pub(crate) struct PolicyCache {
    principals: Entries,
    sessions: Entries,
}

impl Default for PolicyCache {
    fn default() -> Self {
        Self {
            principals: Entries::new(limits::PRINCIPAL_POLICIES_BYTES),
            sessions: Entries::new(limits::SESSION_POLICIES_BYTES),
        }
    }
}

impl PolicyCache {
    /// The policies of a principal, and of a role session if that is how it comes. `key` names principal and session.
    pub fn get(
        &self,
        state: &State,
        key: &str,
        principal: &Principal,
        session: Option<&AssumedRole>,
    ) -> Arc<CallerPolicies> {
        let entries = if session.is_some_and(limits_itself) { &self.sessions } else { &self.principals };
        let generation = state.policy_generation();
        if let Some(policies) = entries.get(key, generation) {
            return policies;
        }
        let policies = Arc::new(compile(state, principal, session));
        let bytes = bytes_of(&policies, session);
        entries.insert(key, Entry { generation, policies: policies.clone(), bytes });
        policies
    }
}

/// Whether a session has policies of its own.
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

/// Entries within a number of bytes; past that they start anew.
struct Entries {
    most_bytes: usize,
    held: RwLock<Held>,
}

#[derive(Default)]
struct Held {
    entries: HashMap<String, Entry>,
    bytes: usize,
}

struct Entry {
    generation: u64,
    policies: Arc<CallerPolicies>,
    bytes: usize,
}

impl Entries {
    fn new(most_bytes: usize) -> Self {
        Self { most_bytes, held: RwLock::default() }
    }

    fn get(&self, key: &str, generation: u64) -> Option<Arc<CallerPolicies>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let entry = held.entries.get(key).filter(|entry| entry.generation == generation)?;
        Some(entry.policies.clone())
    }

    fn insert(&self, key: &str, entry: Entry) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = held.entries.remove(key) {
            held.bytes = held.bytes.saturating_sub(old.bytes);
        }
        if entry.bytes > self.most_bytes {
            return;
        }
        if held.bytes.saturating_add(entry.bytes) > self.most_bytes {
            *held = Held::default();
        }
        held.bytes = held.bytes.saturating_add(entry.bytes);
        held.entries.insert(key.to_owned(), entry);
    }
}

fn compile(state: &State, principal: &Principal, session: Option<&AssumedRole>) -> CallerPolicies {
    let boundary = match principal {
        Principal::Root(_) => None,
        Principal::User(user) => user.permissions_boundary.as_deref().map(|arn| (user.account, arn)),
        Principal::Role(role) => role.permissions_boundary.as_deref().map(|arn| (role.account, arn)),
    };
    let account = match principal {
        Principal::Root(account) => *account,
        Principal::User(user) => user.account,
        Principal::Role(role) => role.account,
    };
    CallerPolicies {
        identity: PolicySet::from_policies(state.identity_documents(principal)),
        // a boundary that cannot be found bounds everything: the empty set allows nothing
        permissions_boundary: boundary
            .map(|(account, arn)| PolicySet::from_policies(state.usable_policy(account, arn))),
        session: session.and_then(|session| session_policies(state, account, session)),
    }
}

/// The session policies of a role session: `None` if it was given none, which limits nothing.
fn session_policies(state: &State, account: AccountId, session: &AssumedRole) -> Option<PolicySet> {
    if session.policy.is_none() && session.policy_arns.is_empty() {
        return None;
    }
    // a document that cannot be read, or a policy that is gone, grants nothing
    let inline = session.policy.as_deref().and_then(|text| Policy::read(Kind::Session, text).ok());
    let inline = inline.map(|policy| Arc::new(policy.with_source("Policy", SourceType::Session)));
    let managed = session.policy_arns.iter().filter_map(|arn| state.usable_policy(account, arn));
    Some(PolicySet::from_policies(inline.into_iter().chain(managed)))
}
