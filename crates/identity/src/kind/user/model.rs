use std::collections::BTreeSet;

use crate::{AccountId, AttachedPolicies, TagSet, Time, arn};

/// An IAM user.
#[derive(Clone)]
pub struct User {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `AIDA…`: never reused, kept through renames.
    pub id: String,
    /// Unique in the account ignoring case; kept as given.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Time of creation.
    pub created: Time,
    /// Its tags.
    pub tags: TagSet,
    /// ARN of the managed policy that bounds its permissions.
    pub permissions_boundary: Option<String>,
    /// Its inline and attached policies.
    pub policies: AttachedPolicies,
    /// Unique ids of the groups that it is in.
    pub groups: BTreeSet<String>,
}

impl User {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::user(self.account, &self.path, &self.name)
    }
}
