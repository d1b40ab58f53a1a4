use super::ManagedPolicy;
use crate::check::{Checked, Found};
use crate::command::check_policy_arn;
use crate::kind::PolicyUses;
use crate::{AccountId, Entity, Refusal, State, aws_managed};
use policy::Policy;
use std::sync::Arc;

impl Checked for ManagedPolicy {
    fn check(&self, state: &State, found: &mut Found<'_>) {
        found.named(&state.tables.policies.policies, self, "policy");
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

impl State {
    /// A customer managed policy by ARN.
    pub fn policy(&self, arn: &str) -> Option<&Arc<ManagedPolicy>> {
        self.tables.policies.policies.get(arn)
    }

    /// A customer managed policy of `account` that is to be changed. AWS's cannot be: `attempt` says what was tried.
    pub fn own_policy(
        &self,
        account: AccountId,
        policy_arn: &str,
        attempt: &'static str,
    ) -> Result<&Arc<ManagedPolicy>, Refusal> {
        check_policy_arn(policy_arn)?;
        if aws_managed::find(policy_arn).is_some() {
            return Err(Refusal::AwsManagedPolicy(attempt));
        }
        let found = self.policy(policy_arn).filter(|policy| policy.account == account);
        found.ok_or_else(|| Refusal::NoSuchEntity(Entity::PolicyArn, policy_arn.to_owned()))
    }

    /// A customer managed policy by name in any case.
    pub fn policy_named(&self, account: AccountId, name: &str) -> Option<&Arc<ManagedPolicy>> {
        self.tables.policies.policies.named(account, name)
    }

    /// Unique ids of all customer managed policies.
    pub(crate) fn policies_by_id(&self) -> impl Iterator<Item = &str> {
        self.tables.policies.policies.all().map(|policy| policy.id.as_str())
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
