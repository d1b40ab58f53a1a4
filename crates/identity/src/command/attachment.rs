use crate::command::{Found, PolicyHolder, check_policy_arn, is_policy_arn, role_named, user_named};
use crate::refusal::{Entity, Refusal};
use crate::{AccountId, Command, QuotaName, Role, State, Tx, User};

/// Attaches a managed policy; nothing happens if it is attached.
pub struct AttachPolicy {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User, group or role that gets it.
    pub target: PolicyHolder,
    /// ARN of the managed policy: the account's own or AWS's.
    pub policy_arn: String,
}

impl Command for AttachPolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        check_policy_arn(&self.policy_arn)?;
        let found = self.target.find(tx.state, self.account)?;
        if tx.state.usable_policy(self.account, &self.policy_arn).is_none() {
            return Err(Refusal::NoSuchEntity(Entity::AttachablePolicyArn, self.policy_arn.clone()));
        }
        let mut policies = found.policies().clone();
        if policies.managed.contains(&self.policy_arn) {
            return Ok(());
        }
        let (quota, named) = match found {
            Found::User(_) => (QuotaName::AttachedPoliciesPerUser, "PoliciesPerUser"),
            Found::Group(_) => (QuotaName::AttachedPoliciesPerGroup, "PoliciesPerGroup"),
            Found::Role(_) => (QuotaName::AttachedPoliciesPerRole, "PoliciesPerRole"),
        };
        tx.state.room_for_one(self.account, quota, policies.managed.len(), named)?;
        policies.managed.push(self.policy_arn.clone());
        tx.put(found.with(policies));
        Ok(())
    }
}

/// Detaches a managed policy that is attached.
pub struct DetachPolicy {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User, group or role that loses it.
    pub target: PolicyHolder,
    /// ARN of the policy.
    pub policy_arn: String,
}

impl Command for DetachPolicy {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        check_policy_arn(&self.policy_arn)?;
        let found = self.target.find(tx.state, self.account)?;
        let mut policies = found.policies().clone();
        let before = policies.managed.len();
        policies.managed.retain(|arn| *arn != self.policy_arn);
        if policies.managed.len() == before {
            return Err(Refusal::NoSuchEntity(Entity::PolicyArn, self.policy_arn.clone()));
        }
        tx.put(found.with(policies));
        Ok(())
    }
}

/// A user or role, by name, as one that can have a permissions boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounded {
    /// A user.
    User(String),
    /// A role.
    Role(String),
}

/// Sets or replaces a permissions boundary.
pub struct PutPermissionsBoundary {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User or role that has it.
    pub target: Bounded,
    /// ARN of the managed policy: the account's own or AWS's.
    pub policy_arn: String,
}

impl Command for PutPermissionsBoundary {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let exists = match &self.target {
            Bounded::User(name) => user_named(tx.state, self.account, name).map(|_| ()),
            Bounded::Role(name) => role_named(tx.state, self.account, name).map(|_| ()),
        };
        exists?;
        check_boundary(tx.state, self.account, &self.policy_arn)?;
        set(tx, self.account, &self.target, Some(self.policy_arn.clone()))
    }
}

/// Removes a permissions boundary; nothing happens if there is none.
pub struct DeletePermissionsBoundary {
    /// Account that the command acts in.
    pub account: AccountId,
    /// User or role that has it.
    pub target: Bounded,
}

impl Command for DeletePermissionsBoundary {
    type Answer = ();

    fn decide(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        set(tx, self.account, &self.target, None)
    }
}

fn set(
    tx: &mut Tx<'_>,
    account: AccountId,
    target: &Bounded,
    permissions_boundary: Option<String>,
) -> Result<(), Refusal> {
    match target {
        Bounded::User(name) => {
            let user = user_named(tx.state, account, name)?;
            tx.put(User { permissions_boundary, ..User::clone(user) });
        }
        Bounded::Role(name) => {
            let role = role_named(tx.state, account, name)?;
            tx.put(Role { permissions_boundary, ..Role::clone(role) });
        }
    }
    Ok(())
}

/// Refuses what cannot be a permissions boundary in `account`.
pub(crate) fn check_boundary(state: &State, account: AccountId, policy_arn: &str) -> Result<(), Refusal> {
    if !is_policy_arn(policy_arn) {
        return Err(Refusal::InvalidBoundaryArn(policy_arn.to_owned()));
    }
    if state.usable_policy(account, policy_arn).is_none() {
        return Err(Refusal::NoSuchEntity(Entity::Boundary, policy_arn.to_owned()));
    }
    Ok(())
}
