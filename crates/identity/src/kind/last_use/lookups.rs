use super::{KeyUse, RoleUse};
use crate::State;
use crate::check::{Checked, Found};
use std::sync::Arc;

impl Checked for KeyUse {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        found.unless(state.access_key(&self.access_key_id).is_some(), || {
            "its access key is not there".to_owned()
        });
    }
}

impl Checked for RoleUse {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        found.unless(state.role(&self.role_id).is_some(), || "its role is not there".to_owned());
    }
}

impl State {
    /// Last use of an access key, as far as that is written down.
    pub fn key_use(&self, access_key_id: &str) -> Option<&Arc<KeyUse>> {
        self.tables.key_uses.0.get(access_key_id)
    }

    /// Last use of a role, as far as that is written down.
    pub fn role_use(&self, role_id: &str) -> Option<&Arc<RoleUse>> {
        self.tables.role_uses.0.get(role_id)
    }
}
