use policy::Kind;
use secret::id::{Prefix, unique_id};

use crate::command::checked_tags;
use crate::command::parse;
use crate::refusal::{Conflict, Entity, Quota, Refusal};
use crate::{
    AccountId, Command, Document, ManagedPolicy, PolicyVersion, QuotaName, RecordKey, Reference, TagSet,
    Time, Tx,
};

/// Makes a customer managed policy; its document becomes version v1.
pub struct CreatePolicy {
    /// Account that the command acts in.
    pub account: AccountId,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// The document.
    pub document: String,
    /// Up to 1,000 characters.
    pub description: Option<String>,
    /// Its tags.
    pub tags: TagSet,
}

impl Command for CreatePolicy {
    type Answer = ManagedPolicy;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<ManagedPolicy, Refusal> {
        let tags = checked_tags(&self.tags, false)?;
        let now = tx.now.truncated();
        let first = saved(1, &self.document, now)?;
        tx.state.room_for_document(self.account, QuotaName::PolicySize, &self.document, "PolicySize")?;
        if tx.state.policy_named(self.account, &self.name).is_some() {
            return Err(Refusal::AlreadyExists(Entity::Policy, self.name.clone()));
        }
        let policies = tx.state.policy_count(self.account);
        tx.state.room_for_one(self.account, QuotaName::Policies, policies, "PoliciesPerAccount")?;
        let policy = ManagedPolicy {
            account: self.account,
            id: unique_id(Prefix::Policy, tx.entropy),
            name: self.name.clone(),
            path: self.path.clone(),
            description: self.description.clone(),
            versions: vec![first],
            default_version: 1,
            next_version: 2,
            tags,
            created: now,
            updated: now,
        };
        tx.put(policy.clone());
        Ok(policy)
    }
}

/// A version as it is saved: with the checks of a new document.
fn saved(number: u32, document: &str, created: Time) -> Result<PolicyVersion, Refusal> {
    parse(Kind::Managed, document)?;
    Ok(PolicyVersion { number, document: Document::new(document), created })
}

/// `v` and a number, as version ids are written.
fn number_of(version_id: &str) -> Option<u32> {
    version_id.strip_prefix('v')?.parse().ok()
}

impl ManagedPolicy {
    /// A live version by its id, `v1` and so on.
    pub fn version_with_id(&self, version_id: &str) -> Result<&PolicyVersion, Refusal> {
        let found = number_of(version_id).and_then(|number| self.version(number));
        found.ok_or_else(|| Refusal::no_version(&self.arn(), version_id))
    }
}

/// A missing policy where a version is named: its version is missing.
fn without_version(refusal: Refusal, version_id: &str) -> Refusal {
    match refusal {
        Refusal::NoSuchEntity(_, policy_arn) => Refusal::no_version(&policy_arn, version_id),
        other => other,
    }
}

/// Adds a version.
pub struct CreatePolicyVersion {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The policy.
    pub policy: Reference<ManagedPolicy>,
    /// The document.
    pub document: String,
    /// True if it comes into force at once.
    pub set_as_default: bool,
}

impl Command for CreatePolicyVersion {
    type Answer = (PolicyVersion, bool);

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(PolicyVersion, bool), Refusal> {
        let mut policy = ManagedPolicy::clone(self.policy.find(tx.state, self.account)?);
        let now = tx.now.truncated();
        let new = saved(policy.next_version, &self.document, now)?;
        tx.state.room_for_document(self.account, QuotaName::PolicySize, &self.document, "PolicySize")?;
        let limit = tx.state.quota(self.account, QuotaName::VersionsPerPolicy);
        if policy.versions.len() >= limit {
            return Err(Refusal::LimitExceeded(Quota::PolicyVersions(limit)));
        }
        if self.set_as_default {
            policy.default_version = new.number;
        }
        policy.next_version = policy.next_version.saturating_add(1);
        policy.updated = now;
        policy.versions.push(new.clone());
        tx.put(policy);
        Ok((new, self.set_as_default))
    }
}

/// Puts another version in force.
pub struct SetDefaultPolicyVersion {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The policy.
    pub policy: Reference<ManagedPolicy>,
    /// `v1` and so on.
    pub version_id: String,
}

impl Command for SetDefaultPolicyVersion {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let found = self.policy.find(tx.state, self.account);
        let policy = found.map_err(|refusal| without_version(refusal, &self.version_id))?;
        let number = policy.version_with_id(&self.version_id)?.number;
        tx.put(ManagedPolicy { default_version: number, ..ManagedPolicy::clone(policy) });
        Ok(())
    }
}

/// Removes a version that is not in force.
pub struct DeletePolicyVersion {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The policy.
    pub policy: Reference<ManagedPolicy>,
    /// `v1` and so on.
    pub version_id: String,
}

impl Command for DeletePolicyVersion {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let found = self.policy.find(tx.state, self.account);
        let found = found.map_err(|refusal| without_version(refusal, &self.version_id))?;
        let mut policy = ManagedPolicy::clone(found);
        let number = policy.version_with_id(&self.version_id)?.number;
        if number == policy.default_version {
            return Err(Refusal::DeleteConflict(Conflict::DefaultVersion));
        }
        policy.versions.retain(|version| version.number != number);
        tx.put(policy);
        Ok(())
    }
}

/// Removes a policy that is not in use and has one version left.
pub struct DeletePolicy {
    /// Account that the command acts in.
    pub account: AccountId,
    /// The policy.
    pub policy: Reference<ManagedPolicy>,
}

impl Command for DeletePolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let policy = self.policy.find(tx.state, self.account)?;
        let uses = tx.state.policy_uses_in(self.account, &policy.arn());
        if uses.attachments() + uses.boundaries() > 0 {
            return Err(Refusal::DeleteConflict(Conflict::PolicyAttached));
        }
        if policy.versions.len() > 1 {
            return Err(Refusal::DeleteConflict(Conflict::PolicyVersions));
        }
        tx.delete(RecordKey::Policy(policy.arn()));
        Ok(())
    }
}
