use std::sync::Arc;

use policy::{Kind, Policy, SourceType};

use crate::{AccountId, Document, TagSet, Time, arn};

/// One version of a managed policy.
#[derive(Clone)]
pub struct PolicyVersion {
    /// The number after the `v`.
    pub number: u32,
    /// The document.
    pub document: Document,
    /// Time of creation.
    pub created: Time,
}

/// A customer managed policy.
#[derive(Clone)]
pub struct ManagedPolicy {
    /// The account that holds it.
    pub account: AccountId,
    /// Unique id, `ANPA…`.
    pub id: String,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Up to 1,000 characters, fixed at creation.
    pub description: Option<String>,
    /// Live versions, oldest first; never empty, at most as many as the account's quota.
    pub versions: Vec<PolicyVersion>,
    /// Number of the version in force.
    pub default_version: u32,
    /// Number that the next version gets: numbers are never reused.
    pub next_version: u32,
    /// Its tags.
    pub tags: TagSet,
    /// Time of creation.
    pub created: Time,
    /// Time of creation of its newest version so far.
    pub updated: Time,
}

impl PolicyVersion {
    /// The document, byte for byte as given.
    pub fn text(&self) -> &Arc<str> {
        self.document.text()
    }

    /// The document parsed, under the policy's ARN.
    pub fn policy(&self, policy_arn: &str) -> Arc<Policy> {
        self.document.policy(Kind::Managed, |policy| policy.with_source(policy_arn, SourceType::UserManaged))
    }
}

impl ManagedPolicy {
    /// Its ARN.
    pub fn arn(&self) -> String {
        arn::policy(self.account, &self.path, &self.name)
    }

    /// A live version.
    pub fn version(&self, number: u32) -> Option<&PolicyVersion> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The version in force.
    pub fn default(&self) -> Option<&PolicyVersion> {
        self.version(self.default_version)
    }
}
