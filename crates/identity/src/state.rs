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
}

impl State {
    /// Makes the state of records, no two of which have the same key.
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut state = Self::default();
        records.into_iter().for_each(|record| state.tables.insert(record));
        state
    }

    /// Makes the state of all records of several states, of which no two have records of the same kind. Nothing is looked at
    /// one by one.
    pub fn join(states: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Self::default();
        states.into_iter().for_each(|state| joined.tables.take(state.tables));
        joined
    }

    /// Makes one change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Put(record) => self.tables.put(record.clone()),
            Change::Delete(key) => self.tables.remove(key),
        }
        debug_assert_eq!(self.record(&change.key()).is_some(), matches!(change, Change::Put(_)));
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

    /// Documents of an identity's own policies: inline ones and the managed ones attached. As long as they are in force,
    /// they stay at the same address: what is compiled from them is cached by that.
    pub fn documents<'s>(
        &'s self,
        account: AccountId,
        policies: &'s AttachedPolicies,
    ) -> impl Iterator<Item = Arc<Policy>> + 's {
        let inline = policies.inline.iter().map(|(name, inline)| inline.policy(name));
        inline.chain(policies.managed.iter().filter_map(move |arn| self.usable_policy(account, arn)))
    }

    /// Documents that grant or deny by identity: the principal's own policies and its groups'.
    pub fn identity_documents<'s>(
        &'s self,
        principal: &'s Principal,
    ) -> impl Iterator<Item = Arc<Policy>> + 's {
        let (own, groups) = match principal {
            Principal::Root(_) => (None, None),
            Principal::Role(role) => (Some((role.account, &role.policies)), None),
            Principal::User(user) => (Some((user.account, &user.policies)), Some(&user.groups)),
        };
        let groups = groups.into_iter().flatten().filter_map(|id| self.group(id));
        let of_groups = groups.map(|group| (group.account, &group.policies));
        own.into_iter().chain(of_groups).flat_map(|(account, policies)| self.documents(account, policies))
    }
}

#[cfg(test)]
mod tests;
