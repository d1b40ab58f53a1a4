use super::Account;
use crate::check::{Checked, Found};
use crate::table::Table;
use crate::{AccountId, State};
use std::sync::Arc;

impl Checked for Account {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        if self.ended.is_some() {
            return;
        }
        let alone = state.account_named(&self.name) == Some(self.id);
        found.unless(alone, || format!("the account name {} is held by another as well", self.name));
        if let Some(alias) = &self.alias {
            let held = state.account_with_alias(alias) == Some(self.id);
            found.unless(held, || format!("the alias {alias} is held by another as well"));
        }
    }
}

impl State {
    /// Every account, by id.
    pub fn accounts(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.tables.accounts.live.values()
    }

    /// One account.
    pub fn account(&self, id: AccountId) -> Option<&Arc<Account>> {
        self.tables.accounts.live.get(&id)
    }

    /// Number of accounts.
    pub fn account_count(&self) -> usize {
        self.tables.accounts.live.len()
    }

    /// The account that the operator calls by this name.
    pub fn account_named(&self, name: &str) -> Option<AccountId> {
        self.tables.accounts.names.get(name).copied()
    }

    /// Accounts that were deleted, by id.
    pub fn ended_accounts(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.tables.accounts.ended.values()
    }

    /// True if an id is, or was, an account's.
    pub fn is_taken(&self, id: AccountId) -> bool {
        self.tables.accounts.get(&id).is_some()
    }

    /// The account that has this alias.
    pub fn account_with_alias(&self, alias: &str) -> Option<AccountId> {
        self.tables.accounts.aliases.get(alias).copied()
    }
}
