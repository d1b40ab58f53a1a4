use std::sync::Arc;

use policy::Policy;

use crate::kinds::Tables;
use crate::{AccountId, AttachedPolicies, Change, Record, RecordKey, Role, Time, User};

/// An identity that can hold credentials.
#[derive(Clone)]
pub enum Principal {
    /// The root user of an account.
    Root(AccountId),
    /// A user.
    User(Arc<User>),
    /// A role, through a session.
    Role(Arc<Role>),
}

/// The identity state of one installation, all accounts. Changes only through [`State::apply`]. A clone is a snapshot that
/// shares everything with the original until one of the two changes.
#[derive(Clone, Default)]
pub struct State {
    pub(crate) tables: Tables,
    policy_generation: u64,
}

impl State {
    /// Makes one change.
    pub fn apply(&mut self, change: &Change) {
        let key = change.key();
        match change {
            Change::Put(record) => self.tables.put(record.clone()),
            Change::Delete(key) => self.tables.remove(key),
        }
        debug_assert_eq!(self.record(&key).is_some(), matches!(change, Change::Put(_)));
        if key.permits() {
            self.policy_generation = self.policy_generation.wrapping_add(1);
        }
    }

    /// Grows with each change of a record that may permit anything: compiled policies are cached by it.
    pub fn policy_generation(&self) -> u64 {
        self.policy_generation
    }

    /// One record.
    pub fn record(&self, key: &RecordKey) -> Option<Record> {
        self.tables.record(key)
    }

    /// Every record, kind by kind.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        self.tables.records()
    }

    /// Names of the indexes and kinds of record in which two states differ.
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        self.tables.differences(&other.tables)
    }

    /// The latest time in any record, and words for the record's kind. A right clock does not stand before it.
    pub fn latest_time(&self) -> Option<(Time, &'static str)> {
        self.records().map(|record| record.latest()).max_by_key(|(time, _)| *time)
    }

    /// Documents of an identity's own policies: inline ones and the managed ones attached.
    pub fn documents(&self, account: AccountId, policies: &AttachedPolicies) -> Vec<Arc<Policy>> {
        let inline = policies.inline.values().map(|inline| inline.policy.clone());
        inline.chain(policies.managed.iter().filter_map(|arn| self.usable_policy(account, arn))).collect()
    }

    /// Documents that grant or deny by identity: the principal's own policies and its groups'.
    pub fn identity_documents(&self, principal: &Principal) -> Vec<Arc<Policy>> {
        match principal {
            Principal::Root(_) => Vec::new(),
            Principal::Role(role) => self.documents(role.account, &role.policies),
            Principal::User(user) => {
                let mut all = self.documents(user.account, &user.policies);
                for group in user.groups.iter().filter_map(|id| self.group(id)) {
                    all.extend(self.documents(group.account, &group.policies));
                }
                all
            }
        }
    }
}

#[cfg(test)]
mod tests;
