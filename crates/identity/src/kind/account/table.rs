use std::sync::Arc;

use super::Account;
use crate::persistent::{Map, OrderedMap};
use crate::table::{Kind, Table};
use crate::{AccountId, Time};

/// Accounts, and what is left of those that were deleted.
#[derive(Clone, Default)]
pub(crate) struct Accounts {
    pub(super) live: OrderedMap<AccountId, Arc<Account>>,
    pub(super) ended: OrderedMap<AccountId, Arc<Account>>,
    pub(super) aliases: Map<String, AccountId>,
    pub(super) names: Map<String, AccountId>,
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
