use crate::{AccountId, Quotas, Time};

/// One account, and with it its root user.
#[derive(Debug, Clone)]
pub struct Account {
    /// Twelve digits.
    pub id: AccountId,
    /// What the operator calls it.
    pub name: String,
    /// The account alias, unique in the installation.
    pub alias: Option<String>,
    /// S3's id of the account: 64 hexadecimal digits.
    pub canonical_user_id: String,
    /// When it was made.
    pub created: Time,
    /// How much it may have of everything.
    pub quotas: Quotas,
    /// When it was deleted. Only its id is left then, which no other account is given.
    pub ended: Option<Time>,
}
