use crate::{AccountId, AttachedPolicies, Time, arn};

/// A group of users.
#[derive(Clone)]
pub struct Group {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `AGPA…`.
    pub id: String,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Time of creation.
    pub created: Time,
    /// Its inline and attached policies.
    pub policies: AttachedPolicies,
}

impl Group {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::group(self.account, &self.path, &self.name)
    }
}
