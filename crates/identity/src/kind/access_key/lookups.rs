use super::{AccessKey, KeyOwner};
use crate::check::{Checked, Found};
use crate::{AccountId, Principal, State};
use std::sync::Arc;

impl Checked for AccessKey {
    fn check(&self, _: &State, found: &mut Found<'_>) {
        found.owner(self.account, &self.owner);
    }
}

impl State {
    /// A long-term access key.
    pub fn access_key(&self, id: &str) -> Option<&Arc<AccessKey>> {
        self.tables.access_keys.keys.get(id)
    }

    /// The long-term access keys of one owner, oldest first.
    pub fn access_keys_of(&self, account: AccountId, owner: &KeyOwner) -> Vec<Arc<AccessKey>> {
        self.tables.access_keys.of.get(&(account, owner.clone())).cloned().unwrap_or_default()
    }

    /// The user or root user that owns a key, if it is still there.
    pub fn owner(&self, account: AccountId, owner: &KeyOwner) -> Option<Principal> {
        match owner {
            KeyOwner::Root => self.account(account).map(|account| Principal::Root(account.id)),
            KeyOwner::User(id) => {
                self.user(id).filter(|user| user.account == account).cloned().map(Principal::User)
            }
        }
    }
}
