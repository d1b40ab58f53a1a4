use crate::{Command, KeyUse, Refusal, RoleUse, Tx};

/// Writes down when keys and roles were last used. Uses of what is gone are passed over, and so are older ones.
pub struct RecordUses {
    /// Of access keys.
    pub keys: Vec<KeyUse>,
    /// Of roles.
    pub roles: Vec<RoleUse>,
}

impl Command for RecordUses {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for key_use in &self.keys {
            let known = tx.state.access_key(&key_use.access_key_id).is_some();
            let newer = tx.state.key_use(&key_use.access_key_id).is_none_or(|old| old.time < key_use.time);
            if known && newer {
                tx.put(key_use.clone());
            }
        }
        for role_use in &self.roles {
            let known = tx.state.role(&role_use.role_id).is_some();
            let newer = tx.state.role_use(&role_use.role_id).is_none_or(|old| old.time < role_use.time);
            if known && newer {
                tx.put(role_use.clone());
            }
        }
        Ok(())
    }
}
