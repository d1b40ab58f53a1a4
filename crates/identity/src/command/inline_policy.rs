use std::sync::Arc;

use policy::{Kind, Policy, SourceType};

use crate::command::{Found, PolicyHolder, parse, read};
use crate::refusal::{Entity, Quota, Refusal};
use crate::{AccountId, Command, InlinePolicy, QuotaName, Tx};

/// Embeds a policy document, or replaces the one of that name.
pub struct PutInlinePolicy {
    /// Where.
    pub account: AccountId,
    /// In whom.
    pub target: PolicyHolder,
    /// The policy's name.
    pub policy_name: String,
    /// The document.
    pub document: String,
}

impl Command for PutInlinePolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let found = self.target.find(tx.state, self.account)?;
        let policy = parse(Kind::Inline, &self.document)?;
        let inline = InlinePolicy::new(&self.target, &self.policy_name, &self.document, policy);
        let mut policies = found.policies().clone();
        policies.inline.insert(self.policy_name.clone(), inline);
        let (entity, quota) = match found {
            Found::User(_) => (Entity::User, QuotaName::UserPolicySize),
            Found::Group(_) => (Entity::Group, QuotaName::GroupPolicySize),
            Found::Role(_) => (Entity::Role, QuotaName::RolePolicySize),
        };
        let limit = tx.state.quota(self.account, quota);
        if policies.inline_size() > limit {
            let name = found.name().to_owned();
            return Err(Refusal::LimitExceeded(Quota::InlinePolicySize(entity, name, limit)));
        }
        tx.put(found.with(policies));
        Ok(())
    }
}

impl InlinePolicy {
    fn new(target: &PolicyHolder, name: &str, document: &str, policy: Policy) -> Self {
        let source = match target {
            PolicyHolder::User(_) => SourceType::UserInline,
            PolicyHolder::Group(_) => SourceType::GroupInline,
            PolicyHolder::Role(_) => SourceType::RoleInline,
        };
        Self { text: document.into(), policy: Arc::new(policy.with_source(name, source)) }
    }

    /// An inline policy as it was stored. The target's own name does not matter.
    pub fn restore(target: &PolicyHolder, name: &str, document: &str) -> Result<Self, Refusal> {
        Ok(Self::new(target, name, document, read(Kind::Inline, document)?))
    }
}

/// Removes an embedded policy document.
pub struct DeleteInlinePolicy {
    /// Where.
    pub account: AccountId,
    /// From whom.
    pub target: PolicyHolder,
    /// The policy's name.
    pub policy_name: String,
}

impl Command for DeleteInlinePolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let found = self.target.find(tx.state, self.account)?;
        let mut policies = found.policies().clone();
        if policies.inline.remove(&self.policy_name).is_none() {
            let entity = match found {
                Found::User(_) => Entity::UserPolicy,
                Found::Group(_) => Entity::GroupPolicy,
                Found::Role(_) => Entity::RolePolicy,
            };
            return Err(Refusal::NoSuchEntity(entity, self.policy_name.clone()));
        }
        tx.put(found.with(policies));
        Ok(())
    }
}
