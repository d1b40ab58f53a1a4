use std::sync::Arc;

use super::Account;
use crate::check::Found;
use crate::kinds::{Kind, Table};
use crate::persistent::{Map, OrderedMap};
use crate::{AccountId, State, Time};

/// Accounts, and what is left of those that were deleted.
#[derive(Clone, Default)]
pub(crate) struct Accounts {
    live: OrderedMap<AccountId, Arc<Account>>,
    ended: OrderedMap<AccountId, Arc<Account>>,
    aliases: Map<String, AccountId>,
    names: Map<String, AccountId>,
}

impl Kind for Account {
    type Id = AccountId;
    const NAME: &'static str = "account";

    fn id(&self) -> AccountId {
        self.id
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.id)
    }

    fn latest(&self) -> Time {
        self.created
    }

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

impl Table for Accounts {
    type Record = Account;

    fn get(&self, id: &AccountId) -> Option<&Arc<Account>> {
        self.live.get(id).or_else(|| self.ended.get(id))
    }

    fn insert(&mut self, account: Arc<Account>) {
        if account.ended.is_some() {
            self.ended.insert(account.id, account);
            return;
        }
        if let Some(alias) = &account.alias {
            self.aliases.insert(alias.clone(), account.id);
        }
        self.names.insert(account.name.clone(), account.id);
        self.live.insert(account.id, account);
    }

    fn remove(&mut self, id: &AccountId) {
        self.ended.remove(id);
        let Some(account) = self.live.remove(id) else { return };
        if let Some(alias) = account.alias.as_ref().filter(|alias| self.aliases.get(*alias) == Some(id)) {
            self.aliases.remove(alias);
        }
        if self.names.get(&account.name) == Some(id) {
            self.names.remove(&account.name);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.live.values().chain(self.ended.values())
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            ("accounts", self.live.keys().eq(other.live.keys())),
            ("ended accounts", self.ended.keys().eq(other.ended.keys())),
            ("aliases", self.aliases == other.aliases),
            ("account names", self.names == other.names),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
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
