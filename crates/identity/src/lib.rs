//! The identity plane as a deterministic state machine: `decide(state, command, now, entropy) -> changes + answer`.
//!
//! Knows nothing of sockets, files, clocks, wire formats or AWS error codes. Whoever calls [`decide`] makes the changes
//! durable and then [`State::apply`]s them; nothing else changes a [`State`]. A refusal may carry changes too, so that the
//! count of failed MFA codes is kept although the request fails.

pub mod arn;
pub mod aws_managed;
pub mod command;
mod latest;
pub mod limits;
mod model;
pub mod persistent;
mod quota;
mod record;
mod refusal;
pub mod session;
mod state;
mod throttle;
mod time;
mod used_steps;

pub use model::{
    AccessKey, Account, AccountId, AttachedPolicies, Device, Enabled, Group, InlinePolicy, KeyOwner,
    KeyStatus, KeyUse, ManagedPolicy, MfaHolder, PolicyVersion, Role, RoleUse, Tag, TagSet, TrustPolicy,
    User,
};
pub use quota::{QuotaName, Quotas};
pub use record::{Change, Key, Record};
pub use refusal::{Conflict, Entity, MfaRefusal, Quota, Refusal};
pub use state::{IdsByName, Inconsistency, PolicyUses, Principal, State};
pub use throttle::{GuessingNetwork, Held, KnownNetwork, MfaSource, Network, Standing, Throttle, standing};
pub use time::Time;
pub use used_steps::{Span, UsedSteps};

use secret::Entropy;

/// What one command may look at and do: the state as it is, the time, entropy, and the changes collected so far.
pub struct Tx<'a> {
    /// The state that the command decides against; it does not see the command's own changes.
    pub state: &'a State,
    /// When the command is decided.
    pub now: Time,
    /// Where new ids and secrets come from.
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
    pub(crate) fn delete(&mut self, key: Key) {
        self.changes.push(Change::Delete(key));
    }

    /// Deletes the count of wrong MFA codes of a caller that goes.
    pub(crate) fn forget_caller(&mut self, id: &str) {
        let subject = throttle::caller_subject(id);
        if self.state.throttle(&subject).is_some() {
            self.delete(Key::Throttle(subject));
        }
    }

    /// Whether something was put into an account that is no more: it ended after the request was authenticated.
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
    pub(crate) fn delete_if_refused(&mut self, key: Key) {
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
    /// To be made durable, then applied, before anybody hears of the outcome.
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
