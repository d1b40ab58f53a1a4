use std::sync::Arc;

use super::PasswordPolicy;
use crate::check::{Checked, Found};
use crate::table::Table as _;
use crate::{AccountId, State};

impl Checked for PasswordPolicy {
    fn check(&self, _: &State, found: &mut Found<'_>) {
        found.account(self.account);
    }
}

impl State {
    /// The password policy of an account; `None` if AWS's default holds.
    pub fn password_policy(&self, account: AccountId) -> Option<&Arc<PasswordPolicy>> {
        self.tables.password_policies.get(&account)
    }
}
