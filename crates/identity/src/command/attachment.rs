use crate::command::{Found, PolicyHolder, check_policy_arn, is_policy_arn};
use crate::refusal::{Entity, Refusal};
use crate::{AccountId, Command, QuotaName, Record, Reference, Role, State, Tx, User};

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

/// A user or role as one that can have a permissions boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounded {
    /// A user.
    User(Reference<User>),
    /// A role.
    Role(Reference<Role>),
}

impl Bounded {
    /// The user or role with another boundary, or with none.
    fn with(&self, tx: &Tx<'_>, account: AccountId, boundary: Option<&str>) -> Result<Record, Refusal> {
        let permissions_boundary = boundary.map(str::to_owned);
        Ok(match self {
            Self::User(user) => {
                User { permissions_boundary, ..User::clone(user.find(tx.state, account)?) }.into()
            }
            Self::Role(role) => {
                Role { permissions_boundary, ..Role::clone(role.find(tx.state, account)?) }.into()
            }
        })
    }
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
        let bounded = self.target.with(tx, self.account, Some(&self.policy_arn))?;
        check_boundary(tx.state, self.account, &self.policy_arn)?;
        tx.put(bounded);
        Ok(())
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
        let unbounded = self.target.with(tx, self.account, None)?;
        tx.put(unbounded);
        Ok(())
    }
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
