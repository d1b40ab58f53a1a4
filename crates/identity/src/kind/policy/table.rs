use std::sync::Arc;

use policy::Policy;

use super::ManagedPolicy;
use crate::check::Found;
use crate::kind::PolicyUses;
use crate::kind::named::{Entities, Named};
use crate::kinds::{Kind, Table};
use crate::persistent::Map;
use crate::{AccountId, State, Time, aws_managed};

/// Customer managed policies, and how many versions they have together.
#[derive(Clone, Default)]
pub(crate) struct Policies {
    policies: Entities<ManagedPolicy>,
    /// Live versions in each account.
    versions: Map<AccountId, usize>,
}

impl Kind for ManagedPolicy {
    /// The ARN.
    type Id = String;
    const NAME: &'static str = "managed policy";

    fn id(&self) -> String {
        self.arn()
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }

    fn latest(&self) -> Time {
        self.created.max(self.updated)
    }

    fn check(&self, state: &State, found: &mut Found<'_>) {
        state.tables.policies.policies.check(self, "policy", found);
        found.unless(self.default().is_some(), || {
            format!("its default version v{} is not there", self.default_version)
        });
        for version in &self.versions {
            found.document(policy::Kind::Managed, &version.document, || {
                format!("version v{}", version.number)
            });
        }
    }
}

impl Named for ManagedPolicy {
    fn holder(&self) -> AccountId {
        self.account
    }

    fn name_key(&self) -> String {
        self.name.to_ascii_lowercase()
    }
}

impl Table for Policies {
    type Record = ManagedPolicy;

    fn get(&self, arn: &String) -> Option<&Arc<ManagedPolicy>> {
        self.policies.get(arn)
    }

    fn insert(&mut self, policy: Arc<ManagedPolicy>) {
        let more = |versions: &mut usize| *versions += policy.versions.len();
        self.versions.change(&policy.account, more, |versions| *versions == 0);
        self.policies.insert(policy);
    }

    fn remove(&mut self, arn: &String) {
        let Some(policy) = self.policies.remove(arn) else { return };
        // they were counted when the policy was put
        let fewer = |versions: &mut usize| *versions = versions.saturating_sub(policy.versions.len());
        self.versions.change(&policy.account, fewer, |versions| *versions == 0);
    }

    fn all(&self) -> impl Iterator<Item = &Arc<ManagedPolicy>> {
        self.policies.all()
    }

    fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            ("policies", self.policies.is_like(&other.policies)),
            ("versions of policies", self.versions == other.versions),
        ];
        same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect()
    }
}

impl State {
    /// A customer managed policy by ARN.
    pub fn policy(&self, arn: &str) -> Option<&Arc<ManagedPolicy>> {
        self.tables.policies.policies.get(arn)
    }

    /// A customer managed policy by name in any case.
    pub fn policy_named(&self, account: AccountId, name: &str) -> Option<&Arc<ManagedPolicy>> {
        self.tables.policies.policies.named(account, name)
    }

    /// The customer managed policies of one account, by name.
    pub fn policies_of(&self, account: AccountId) -> impl Iterator<Item = &Arc<ManagedPolicy>> {
        self.tables.policies.policies.of(account)
    }

    /// The customer managed policies of one account whose names come after `last`, which is in lower case; by name.
    pub fn policies_after(
        &self,
        account: AccountId,
        last: Option<String>,
    ) -> impl Iterator<Item = &Arc<ManagedPolicy>> {
        self.tables.policies.policies.after(account, last)
    }

    /// Number of customer managed policies in one account.
    pub fn policy_count(&self, account: AccountId) -> usize {
        self.tables.policies.policies.count(account)
    }

    /// Live versions of all customer managed policies in one account.
    pub fn policy_version_count(&self, account: AccountId) -> usize {
        self.tables.policies.versions.get(&account).copied().unwrap_or(0)
    }

    /// Entities in `account` that use a managed policy, AWS's or a customer's.
    pub fn policy_uses_in(&self, account: AccountId, arn: &str) -> PolicyUses<'_> {
        let (users, bounded_users) = self.users_of_policy(account, arn);
        let (roles, bounded_roles) = self.roles_of_policy(account, arn);
        let groups = self.groups_of_policy(account, arn);
        PolicyUses { users, groups, roles, bounded_users, bounded_roles }
    }

    /// The document in force of a managed policy that `account` may use: its own or AWS's.
    pub fn usable_policy(&self, account: AccountId, arn: &str) -> Option<Arc<Policy>> {
        if let Some(managed) = aws_managed::find(arn) {
            return Some(managed.policy.clone());
        }
        let managed = self.policy(arn).filter(|managed| managed.account == account)?;
        managed.default().map(|version| version.policy(arn))
    }
}
