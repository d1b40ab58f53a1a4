use policy::Kind;

use crate::command::{Found, PolicyHolder, parse};
use crate::refusal::{Entity, Quota, Refusal};
use crate::{AccountId, Command, InlinePolicy, QuotaName, Tx};

/// Embeds a policy document, or replaces the one of that name.
pub struct PutInlinePolicy {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User, group or role that gets it.
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
        parse(Kind::Inline, &self.document)?;
        let inline = match found {
            Found::User(_) => InlinePolicy::in_user(&self.document),
            Found::Group(_) => InlinePolicy::in_group(&self.document),
            Found::Role(_) => InlinePolicy::in_role(&self.document),
        };
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

/// Removes an embedded policy document.
pub struct DeleteInlinePolicy {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User, group or role that loses it.
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
