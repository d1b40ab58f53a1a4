use std::sync::Arc;

use super::PasswordPolicy;
use crate::persistent::OrderedMap;
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Password policies, by account.
#[derive(Clone, Default)]
pub(crate) struct PasswordPolicies(OrderedMap<AccountId, Arc<PasswordPolicy>>);

impl Kind for PasswordPolicy {
    /// The account.
    type Id = AccountId;
    const NAME: &'static str = "password policy";

    fn id(&self) -> AccountId {
        self.account
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }

    fn latest(&self) -> Time {
        self.updated
    }
}

impl Table for PasswordPolicies {
    type Record = PasswordPolicy;

    fn get(&self, account: &AccountId) -> Option<&Arc<PasswordPolicy>> {
        self.0.get(account)
    }

    fn insert(&mut self, policy: Arc<PasswordPolicy>) {
        self.0.insert(policy.account, policy);
    }

    fn remove(&mut self, account: &AccountId) {
        self.0.remove(account);
    }

    fn replace(&mut self, _: &PasswordPolicy, new: Arc<PasswordPolicy>) {
        self.insert(new);
    }

    fn all(&self) -> impl Iterator<Item = &Arc<PasswordPolicy>> {
        self.0.values()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        if self.0 == other.0 { Vec::new() } else { vec!["password policies"] }
    }
}
