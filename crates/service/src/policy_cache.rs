//! Compiled policies, by who they apply to. An entry is good as long as nothing that could permit anything has changed.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use identity::session::AssumedRole;
use identity::{AccountId, Principal, State};
use policy::{Kind, Policy, PolicySet, SourceType};

/// Entries at most; past that the cache starts anew.
const CAPACITY: usize = 10_000;

/// The layers that a caller's own side contributes to a decision.
#[derive(Default)]
pub(crate) struct CallerPolicies {
    pub identity: PolicySet,
    pub permissions_boundary: Option<PolicySet>,
    pub session: Option<PolicySet>,
}

#[derive(Default)]
pub(crate) struct PolicyCache {
    entries: RwLock<HashMap<String, Entry>>,
}

struct Entry {
    generation: u64,
    policies: Arc<CallerPolicies>,
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
        let generation = state.policy_generation();
        {
            let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(entry) = entries.get(key).filter(|entry| entry.generation == generation) {
                return entry.policies.clone();
            }
        }
        let policies = Arc::new(compile(state, principal, session));
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= CAPACITY {
            entries.clear();
        }
        entries.insert(key.to_owned(), Entry { generation, policies: policies.clone() });
        policies
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
