//! Plans: many entities, made by one command in one commit, or none of them.
//!
//! Each step is decided by the command that makes the same thing for a request, on the state that the steps before it left:
//! what holds for a request holds for a plan. A plan gives besides what a request cannot: ids, times and secrets that are kept.

mod steps;
mod work;

use std::sync::Arc;

use secret::{Entropy, Secret};

use crate::command::CreatedAccount;
use crate::{AccountId, Command, QuotaName, Refusal, State, TagSet, Time, Tx};
use work::Work;

/// Steps in the order in which they are taken.
#[derive(Default)]
pub struct Plan {
    /// The steps. Each sees what those before it made.
    pub steps: Vec<Step>,
}

/// One entity, or one relation between two.
pub enum Step {
    /// An account with its root user and its `admin` user.
    Account(NewAccount),
    /// The alias of an account.
    Alias(AccountId, String),
    /// Quotas of an account.
    Quotas(AccountId, Vec<(QuotaName, u64)>),
    /// A customer managed policy.
    Policy(NewPolicy),
    /// A group.
    Group(NewEntity),
    /// A user.
    User(NewEntity),
    /// A role that trusts no principal; [`Step::Trust`] follows once those that it names are there.
    Role(NewRole),
    /// The trust policy of a role.
    Trust {
        /// The role's account.
        account: AccountId,
        /// The role's name.
        role: String,
        /// The document.
        document: String,
    },
    /// A membership.
    Membership {
        /// Account of both.
        account: AccountId,
        /// The user's name.
        user: String,
        /// The group's name.
        group: String,
    },
    /// A permissions boundary.
    Boundary(AccountId, Bounded, PolicyName),
    /// A managed policy attached to a user, group or role.
    Attachment(AccountId, Holder, PolicyName),
    /// An inline policy.
    Inline {
        /// Account of the holder.
        account: AccountId,
        /// User, group or role that gets it.
        holder: Holder,
        /// The policy's name.
        name: String,
        /// The document.
        document: String,
    },
    /// An access key of a user.
    AccessKey {
        /// The user's account.
        account: AccountId,
        /// The user's name.
        user: String,
        /// Id and secret.
        key: GivenKey,
        /// False if it is kept but refused.
        active: bool,
    },
    /// A virtual MFA device, enabled for a user at once. None of its codes counts as used.
    Device(NewDevice),
}

/// An account that is to be made.
pub struct NewAccount {
    /// The operator's name for it.
    pub name: String,
    /// Twelve digits; random if not given.
    pub id: Option<AccountId>,
    /// Access key of the `admin` user; random if not given.
    pub admin_key: Option<GivenKey>,
    /// Access key of the root user.
    pub root_key: RootKey,
}

/// Access key of a root user.
pub enum RootKey {
    /// The root user has none.
    Without,
    /// One is drawn.
    Random,
    /// This one.
    Given(GivenKey),
}

/// An access key whose id and secret are given.
pub struct GivenKey {
    /// The access key id, `AKIA…`.
    pub id: String,
    /// The secret that signs requests.
    pub secret: Secret<String>,
}

/// Identity that an entity keeps from the place that it comes from.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its unique id.
    pub id: String,
    /// Time of its creation.
    pub created: Time,
}

/// A user or group that is to be made.
pub struct NewEntity {
    /// The account.
    pub account: AccountId,
    /// Unique in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Its tags; groups have none.
    pub tags: TagSet,
    /// Id and time that it keeps; new if not given.
    pub kept: Option<Kept>,
}

/// A role that is to be made.
pub struct NewRole {
    /// Names, tags and identity.
    pub entity: NewEntity,
    /// Up to 1,000 characters.
    pub description: Option<String>,
    /// The longest session, seconds; 3,600 if not given.
    pub max_session_seconds: Option<u32>,
}

/// A customer managed policy that is to be made.
pub struct NewPolicy {
    /// Names, tags and identity.
    pub entity: NewEntity,
    /// Up to 1,000 characters.
    pub description: Option<String>,
    /// The document of version v1.
    pub document: String,
}

/// A virtual MFA device that is to be made.
pub struct NewDevice {
    /// The account.
    pub account: AccountId,
    /// User that it is enabled for.
    pub user: String,
    /// Unique, with its path, in the account ignoring case.
    pub name: String,
    /// Begins and ends with a slash.
    pub path: String,
    /// Seed that codes are computed from.
    pub seed: Secret<Vec<u8>>,
    /// Its tags.
    pub tags: TagSet,
}

/// A managed policy, as a plan names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyName {
    /// By ARN: the account's own, or AWS's.
    Arn(String),
    /// The account's own, by name; the path need not be known.
    Own(String),
}

/// A user, group or role that gets policies, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A user.
    User(String),
    /// A group.
    Group(String),
    /// A role.
    Role(String),
}

/// A user or role that gets a permissions boundary, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounded {
    /// A user.
    User(String),
    /// A role.
    Role(String),
}

/// Carries a plan out.
pub struct ApplyPlan {
    /// The plan.
    pub plan: Arc<Plan>,
}

/// Records that a plan made for its operator.
pub struct Applied {
    /// The accounts, in the plan's order.
    pub accounts: Vec<CreatedAccount>,
}

/// Takes every step of a plan on a copy of a state, and returns those that are refused, by number. A step that is refused is
/// left out, and the next ones are still tried.
pub fn try_out(plan: &Plan, state: &State, now: Time, entropy: &mut dyn Entropy) -> Vec<(usize, Refusal)> {
    let mut work = Work::new(state, now, entropy);
    let steps = plan.steps.iter().enumerate();
    steps.filter_map(|(number, step)| Some((number, steps::take(&mut work, step).err()?))).collect()
}

impl Command for ApplyPlan {
    type Answer = Applied;

    fn decide(&self, tx: &mut Tx<'_>) -> Result<Applied, Refusal> {
        let mut work = Work::new(tx.state, tx.now, &mut *tx.entropy);
        for (number, step) in self.plan.steps.iter().enumerate() {
            steps::take(&mut work, step)
                .map_err(|refusal| Refusal::InPlan { step: number, refusal: Box::new(refusal) })?;
        }
        let (changes, accounts) = work.end();
        tx.changes.extend(changes);
        Ok(Applied { accounts })
    }
}

#[cfg(test)]
mod tests;
