use crate::{AccountId, Quotas, Time};

/// One account, and with it its root user.
#[derive(Debug, Clone)]
pub struct Account {
    /// Twelve digits.
    pub id: AccountId,
    /// The operator's name for it.
    pub name: String,
    /// The account alias, unique in the installation.
    pub alias: Option<String>,
    /// S3's id of the account: 64 hexadecimal digits.
    pub canonical_user_id: String,
    /// Time of creation.
    pub created: Time,
    /// Quotas in force.
    pub quotas: Quotas,
    /// Time of deletion. Only its id is left then, which no other account is given.
    pub ended: Option<Time>,
}

impl Account {
    /// True if a text can be the operator's name for an account, which is a file's name too: 1 to 64 letters, digits, `-`, `_`
    /// or `.`, and no dot first.
    pub fn is_name(text: &str) -> bool {
        let right = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        (1..=64).contains(&text.len()) && !text.starts_with('.') && text.bytes().all(right)
    }
}

/// Entities of an account beyond its root user, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members {
    /// Users, `admin` included.
    pub users: usize,
    /// Groups in the account.
    pub groups: usize,
    /// Roles in the account.
    pub roles: usize,
    /// Customer managed policies.
    pub policies: usize,
    /// MFA devices.
    pub devices: usize,
    /// ARNs of roles of other accounts whose trust policies name the account or an identity of it.
    pub trusted_by: Vec<String>,
}
