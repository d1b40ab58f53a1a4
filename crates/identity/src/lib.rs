//! The identity plane as a deterministic state machine: `decide(state, command, now, entropy) -> changes + answer`.
//!
//! Knows nothing of sockets, files, clocks, wire formats or AWS error codes. The caller of [`decide`] makes the changes
//! durable and then [`State::apply`]s them; nothing else changes a [`State`]. A refusal may carry changes too, so that the
//! count of failed MFA codes is kept although the request fails.

pub mod arn;
pub mod aws_managed;
mod check;
pub mod command;
mod document;
mod kind;
mod kinds;
pub mod limits;
mod model;
pub mod persistent;
pub mod plan;
mod quota;
mod quota_use;
mod reference;
mod refusal;
pub mod session;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod time;

pub use check::Inconsistency;
pub use document::Document;
pub use kind::access_key::{AccessKey, KeyOwner, KeyStatus};
pub use kind::account::Account;
pub use kind::group::Group;
pub use kind::last_use::{KeyUse, RoleUse};
pub use kind::mfa_device::{Device, Enabled, Span, UsedSteps};
pub use kind::password_policy::{PasswordPolicy, PasswordRules};
pub use kind::policy::{ManagedPolicy, PolicyVersion};
pub use kind::role::{Role, TrustPolicy};
pub use kind::throttle::{
    GuessingNetwork, Held, KnownNetwork, MfaSource, Network, Standing, Throttle, standing,
};
pub use kind::user::User;
pub use kind::{IdsByName, PolicyUses};
pub use kinds::{Change, Record, RecordKey};
pub use model::{AccountId, AttachedPolicies, InlinePolicy, Tag, TagSet};
pub use quota::{QuotaName, Quotas};
pub use reference::{OwnerReference, Reference};
pub use refusal::{Conflict, Entity, MfaRefusal, Quota, Refusal};
pub use state::{Principal, State};
pub use time::Time;

use secret::Entropy;

/// State, time and entropy that one command is decided with, and the changes collected so far.
pub struct Tx<'a> {
    /// The state that the command decides against; it does not see the command's own changes.
    pub state: &'a State,
    /// Time of the decision.
    pub now: Time,
    /// Source of new ids and secrets.
    pub entropy: &'a mut dyn Entropy,
    changes: Vec<Change>,
    kept: Vec<Change>,
}

impl Tx<'_> {
    /// Records a change that happens if the command succeeds.
    pub(crate) fn put(&mut self, record: impl Into<Record>) {
        self.changes.push(Change::Put(record.into()));
    }

    /// Records a deletion that happens if the command succeeds.
    pub(crate) fn delete(&mut self, key: RecordKey) {
        self.changes.push(Change::Delete(key));
    }

    /// Deletes the count of wrong MFA codes of a caller that is deleted.
    pub(crate) fn forget_caller(&mut self, id: &str) {
        let subject = kind::throttle::caller_subject(id);
        if self.state.throttle(&subject).is_some() {
            self.delete(RecordKey::Throttle(subject));
        }
    }

    /// True if a record is put into an account that is gone: it ended after the request was authenticated.
    fn is_for_an_ended_account(&self) -> bool {
        let put = self.changes.iter().filter_map(|change| match change {
            Change::Put(record) => Some(record),
            Change::Delete(_) => None,
        });
        let is_new =
            |id| put.clone().any(|record| matches!(record, Record::Account(account) if account.id == id));
        put.clone().filter_map(Record::account).any(|id| self.state.account(id).is_none() && !is_new(id))
    }

    /// Records a change that is kept when the command is refused; successes drop it.
    pub(crate) fn put_if_refused(&mut self, record: impl Into<Record>) {
        self.kept.push(Change::Put(record.into()));
    }

    /// Records a deletion that is kept when the command is refused; successes drop it.
    pub(crate) fn delete_if_refused(&mut self, key: RecordKey) {
        self.kept.push(Change::Delete(key));
    }
}

/// A request to the state machine. Deciding leaves it as it is, so that it can be decided again on a newer state.
pub trait Command: Send + Sync + 'static {
    /// Result of a success.
    type Answer: Send + 'static;

    /// Decides without side effects. Checks come before changes.
    fn decide(&self, tx: &mut Tx<'_>) -> Result<Self::Answer, Refusal>;
}

/// The outcome of a command and the changes that make it so.
pub struct Decided<A> {
    /// Changes to make durable, then to apply, before the outcome is told.
    pub changes: Vec<Change>,
    /// Success or refusal.
    pub outcome: Result<A, Refusal>,
}

/// Decides one command against `state`.
pub fn decide<C: Command>(
    state: &State,
    command: &C,
    now: Time,
    entropy: &mut dyn Entropy,
) -> Decided<C::Answer> {
    let mut tx = Tx { state, now, entropy, changes: Vec::new(), kept: Vec::new() };
    let outcome = command.decide(&mut tx);
    match outcome {
        Ok(_) if tx.is_for_an_ended_account() => {
            Decided { changes: Vec::new(), outcome: Err(Refusal::CallerGone) }
        }
        Ok(_) => Decided { changes: tx.changes, outcome },
        Err(_) => Decided { changes: tx.kept, outcome },
    }
}
