use std::sync::Arc;

use policy::Policy;

use crate::{AccountId, AttachedPolicies, TagSet, Time, arn};

/// A role's trust policy. The users and roles that it names are held by unique id: whoever is later created under the same
/// name is not trusted.
#[derive(Clone)]
pub struct TrustPolicy {
    /// The document as given.
    pub text: Arc<str>,
    /// The same, parsed, with its principals bound to unique ids.
    pub policy: Arc<Policy>,
    /// ARN as written in the document, and the unique id that it meant when the document was saved.
    pub bound: Vec<(String, String)>,
}

/// A role.
#[derive(Clone)]
pub struct Role {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `AROA…`.
    pub id: String,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// When it was made.
    pub created: Time,
    /// Who may assume it.
    pub trust: TrustPolicy,
    /// Up to 1,000 characters.
    pub description: Option<String>,
    /// The longest session, seconds.
    pub max_session_seconds: u32,
    /// Its tags.
    pub tags: TagSet,
    /// ARN of the managed policy that bounds its permissions.
    pub permissions_boundary: Option<String>,
    /// Its inline and attached policies.
    pub policies: AttachedPolicies,
}

impl Role {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::role(self.account, &self.path, &self.name)
    }
}
