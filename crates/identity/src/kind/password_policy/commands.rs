use super::{PasswordPolicy, PasswordRules};
use crate::refusal::{Entity, Refusal};
use crate::{AccountId, Command, RecordKey, Tx};

/// Replaces the whole password policy of an account.
pub struct UpdateAccountPasswordPolicy {
    /// The account.
    pub account: AccountId,
    /// The rules from now on.
    pub rules: PasswordRules,
}

impl Command for UpdateAccountPasswordPolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        tx.put(PasswordPolicy {
            account: self.account,
            updated: tx.now.truncated(),
            rules: self.rules.clone(),
        });
        Ok(())
    }
}

/// Removes the password policy of an account; AWS's default holds then.
pub struct DeleteAccountPasswordPolicy {
    /// The account.
    pub account: AccountId,
}

impl Command for DeleteAccountPasswordPolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        if tx.state.password_policy(self.account).is_none() {
            return Err(Refusal::NoSuchEntity(Entity::PasswordPolicy, self.account.to_string()));
        }
        tx.delete(RecordKey::PasswordPolicy(self.account));
        Ok(())
    }
}
