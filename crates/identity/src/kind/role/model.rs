use std::sync::Arc;

use policy::{Kind, Policy, SourceType};

use crate::{AccountId, AttachedPolicies, Document, TagSet, Time, arn};

/// A role's trust policy. The users and roles that it names are held by unique id: a later namesake is not trusted.
#[derive(Clone)]
pub struct TrustPolicy {
    document: Document,
    bound: Vec<(String, String)>,
}

impl TrustPolicy {
    /// A document, and for each ARN in it that names a user or role the unique id that it meant when the document was saved.
    pub fn new(document: &str, bound: Vec<(String, String)>) -> Self {
        Self { document: Document::new(document), bound }
    }

    /// The document as given.
    pub fn text(&self) -> &Arc<str> {
        self.document.text()
    }

    /// ARNs as written in the document, and the unique ids that they meant when it was saved.
    pub fn bound(&self) -> &[(String, String)] {
        &self.bound
    }

    /// The document parsed, its principals bound to unique ids.
    pub fn policy(&self) -> Arc<Policy> {
        let finish = |policy: Policy| {
            policy
                .with_source("AssumeRolePolicyDocument", SourceType::Resource)
                .with_principal_ids(&self.bound)
        };
        self.document.policy(Kind::Trust, finish)
    }

    pub(crate) fn source(&self) -> &Document {
        &self.document
    }
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
    /// Time of creation.
    pub created: Time,
    /// Principals that may assume it.
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
