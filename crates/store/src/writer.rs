//! The writer thread, which alone changes the state of a store.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError};
use std::time::Duration;

use identity::State;
use secret::Entropy;
use secret::seal::SealingKey;

use crate::check::{self, Checked};
use crate::engine::{Commit, Engine, EngineError, RecordChange, Revision, Watched};
use crate::job::{Ended, Job};
use crate::limits::{DECISIONS_MAX, FIRST_PAUSE_MAX, GROUP_MAX, PAUSE_MAX};
use crate::sealed::{open_change, read_records, seal_change};
use crate::snapshot::{Published, Snapshot};

/// An errand of the writer.
pub(crate) enum Message {
    /// Decide a command and make it durable.
    Command(Box<dyn Job>),
    /// Apply the commits of other writers.
    Follow,
    /// Let the engine do what it does ahead of need.
    Maintain,
    /// Read everything from stable storage and compare it with the state in memory.
    Check(Sender<Checked>),
    /// End, once everything before it is done.
    Close,
}

/// The store is dead: an outcome is unknown, or records cannot be understood.
struct Failed;

impl Failed {
    fn because(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "identity changes cannot be made durable; nothing is changed any more");
        Self
    }
}

/// Waits before a group is decided again.
pub(crate) type Pause = Box<dyn FnMut(Duration) + Send>;

/// Decides commands one after another, makes them durable in groups, lets them be seen, and only then answers.
pub(crate) struct Writer<E> {
    pub(crate) engine: E,
    pub(crate) key: SealingKey,
    pub(crate) messages: Receiver<Message>,
    pub(crate) published: Arc<Published>,
    /// The engine has told of commits that are not applied yet.
    pub(crate) is_behind: Arc<AtomicBool>,
    pub(crate) pause: Pause,
    /// The commands of the commit under way. Those of a failed one stay until the writer goes, so that the store is known
    /// to have failed before a caller hears of it.
    pub(crate) group: Vec<Box<dyn Job>>,
    /// The last commit found no space.
    pub(crate) out_of_space: bool,
}

impl<E: Engine> Writer<E> {
    /// Works until it is closed or the engine fails. After a failure it ends, and with it every promise: commands that wait
    /// and those that come later hear that the store is unavailable. A failed sync is not tried again, since the kernel may
    /// have dropped the pages that it was about.
    pub(crate) fn run(&mut self) {
        let mut next = None;
        while let Some(message) = next.take().or_else(|| self.messages.recv().ok()) {
            let done = match message {
                Message::Command(first) => {
                    next = self.gather(first);
                    self.execute()
                }
                Message::Follow => self.follow_if_behind(),
                Message::Maintain => {
                    self.engine.maintain();
                    Ok(())
                }
                Message::Check(tell) => {
                    let checked = check::check(self.engine.verify(), &self.key, Some(&self.published.get()));
                    // the caller may have gone away
                    let _ = tell.send(checked);
                    Ok(())
                }
                Message::Close => return,
            };
            if done.is_err() {
                return;
            }
        }
    }

    /// Takes the commands that wait, up to the first other errand, which it returns.
    fn gather(&mut self, first: Box<dyn Job>) -> Option<Message> {
        self.group.push(first);
        while self.group.len() < GROUP_MAX {
            match self.messages.try_recv() {
                Ok(Message::Command(job)) => self.group.push(job),
                Ok(other) => return Some(other),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        None
    }

    /// Decides the group until its commit is the next one of the log, and answers it.
    fn execute(&mut self) -> Result<(), Failed> {
        self.follow_if_behind()?;
        for decision in 1..=DECISIONS_MAX {
            let base = self.published.get();
            let mut state = State::clone(&base);
            let changes = self.plan(&mut state, base.revision() + 1)?;
            match self.engine.commit(changes, base.revision()) {
                Ok(revision) => {
                    if revision != base.revision() {
                        self.publish(state, revision);
                    }
                    self.end(Ended::Durable);
                    return Ok(());
                }
                Err(EngineError::Moved) => {
                    self.follow()?;
                    if let (true, Some(job)) = (decision < DECISIONS_MAX, self.group.first_mut()) {
                        (self.pause)(pause_before(decision, job.entropy()));
                    }
                }
                Err(EngineError::NoSpace(reason)) => {
                    self.note_no_space(&reason);
                    self.end(Ended::NoSpace);
                    return Ok(());
                }
                Err(error) => return Err(Failed::because(error)),
            }
        }
        let commands = self.group.len();
        tracing::warn!(commands, "other writers keep changing the identity store; changes are given up");
        self.end(Ended::Unavailable);
        Ok(())
    }

    /// Decides each command on what those before it made of `state`, and seals the changes for the commit that makes them.
    fn plan(&mut self, state: &mut State, revision: Revision) -> Result<Vec<RecordChange>, Failed> {
        let mut sealed = Vec::with_capacity(self.group.len());
        for job in &mut self.group {
            for change in job.decide(state) {
                let entropy = job.entropy();
                sealed.push(seal_change(&self.key, revision, &change, entropy).map_err(Failed::because)?);
                state.apply(&change);
            }
        }
        Ok(sealed)
    }

    fn end(&mut self, ended: Ended) {
        for job in self.group.drain(..) {
            job.end(ended);
        }
    }

    fn note_no_space(&mut self, reason: &str) {
        if !std::mem::replace(&mut self.out_of_space, true) {
            tracing::error!(
                reason,
                "there is no space for identity changes: they are refused until there is"
            );
        }
    }

    fn publish(&mut self, state: State, revision: Revision) {
        if std::mem::take(&mut self.out_of_space) {
            tracing::warn!("there is space again: identity changes are accepted");
        }
        self.published.set(Snapshot::new(state, revision));
    }

    fn follow_if_behind(&mut self) -> Result<(), Failed> {
        if self.is_behind.swap(false, Ordering::AcqRel) { self.follow() } else { Ok(()) }
    }

    /// Applies the commits of other writers, and lets them be seen.
    fn follow(&mut self) -> Result<(), Failed> {
        let base = self.published.get();
        match self.engine.watch(base.revision()).map_err(Failed::because)? {
            Watched::Commits(commits) => {
                let Some(newest) = commits.last().map(|commit| commit.revision) else { return Ok(()) };
                let mut state = State::clone(&base);
                for commit in &commits {
                    self.apply(&mut state, commit)?;
                }
                self.published.set(Snapshot::new(state, newest));
            }
            Watched::Compacted => {
                let loaded = self.engine.load().map_err(Failed::because)?;
                let state = read_records(&self.key, loaded.records).map_err(Failed::because)?;
                self.published.set(Snapshot::new(state, loaded.revision));
            }
        }
        Ok(())
    }

    fn apply(&self, state: &mut State, commit: &Commit) -> Result<(), Failed> {
        for change in &commit.changes {
            state.apply(&open_change(&self.key, change).map_err(Failed::because)?);
        }
        Ok(())
    }
}

/// Draws the pause before the next decision: up to a bound that doubles, so that writers that met do not meet again.
fn pause_before(decision: u32, entropy: &mut dyn Entropy) -> Duration {
    let bound = FIRST_PAUSE_MAX.saturating_mul(1 << decision.saturating_sub(1).min(16)).min(PAUSE_MAX);
    let mut drawn = [0; 4];
    entropy.fill(&mut drawn);
    let share = f64::from(u32::from_be_bytes(drawn)) / f64::from(u32::MAX);
    bound.mul_f64(share)
}

#[cfg(test)]
mod tests;
