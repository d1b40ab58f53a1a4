use std::collections::HashSet;

use secret::Entropy;

use crate::command::CreatedAccount;
use crate::{Account, Change, Command, Record, RecordKey, Refusal, State, Time, decide};

/// A plan while it is carried out: the state as the steps so far left it.
pub(super) struct Work<'t> {
    pub(super) state: State,
    pub(super) now: Time,
    entropy: &'t mut dyn Entropy,
    /// Records that changed, each once, in the order of their first change.
    touched: Vec<RecordKey>,
    seen: HashSet<RecordKey>,
    pub(super) accounts: Vec<CreatedAccount>,
}

impl<'t> Work<'t> {
    pub(super) fn new(state: &State, now: Time, entropy: &'t mut dyn Entropy) -> Self {
        let state = state.clone();
        Self { state, now, entropy, touched: Vec::new(), seen: HashSet::new(), accounts: Vec::new() }
    }

    /// Decides a command and keeps none of its changes: the step puts what becomes of its answer.
    pub(super) fn draft<C: Command>(&mut self, command: &C) -> Result<C::Answer, Refusal> {
        decide(&self.state, command, self.now, self.entropy).outcome
    }

    /// Carries a command out.
    pub(super) fn run<C: Command>(&mut self, command: &C) -> Result<C::Answer, Refusal> {
        let decided = decide(&self.state, command, self.now, self.entropy);
        let answer = decided.outcome?;
        for change in &decided.changes {
            self.change(change);
        }
        Ok(answer)
    }

    /// Makes a record what it is from now on.
    pub(super) fn put(&mut self, record: impl Into<Record>) {
        self.change(&Change::Put(record.into()));
    }

    fn change(&mut self, change: &Change) {
        let key = change.key();
        self.state.apply(change);
        if self.seen.insert(key.clone()) {
            self.touched.push(key);
        }
    }

    /// All changes, one for each record, and the accounts made.
    pub(super) fn end(self) -> (Vec<Change>, Vec<CreatedAccount>) {
        let Self { state, touched, mut accounts, .. } = self;
        // later steps gave them alias and quotas
        for made in &mut accounts {
            if let Some(account) = state.account(made.account.id) {
                made.account = Account::clone(account);
            }
        }
        let change = |key: RecordKey| state.record(&key).map_or(Change::Delete(key), Change::Put);
        (touched.into_iter().map(change).collect(), accounts)
    }
}
