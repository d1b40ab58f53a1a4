//! A command of any type on its way through the writer.

use identity::{Change, Command, Refusal, State, Time};
use secret::{Entropy, Generator};
use tokio::sync::oneshot;

/// Reason for which a command has no answer.
#[derive(Debug)]
pub enum ExecuteError {
    /// The state machine refused it; the refusal's own changes are durable.
    Refused(Refusal),
    /// There is no space for its changes. Nothing changed, and it may be tried again.
    NoSpace,
    /// The store cannot promise that it is durable: it has failed or is closed, too many commands wait, or other writers
    /// keep coming first.
    Unavailable,
}

/// End of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Its changes are on stable storage and seen.
    Durable,
    /// Nothing of it happened, for want of space.
    NoSpace,
    /// Nothing of it happened.
    Unavailable,
}

/// A command that waits to be decided and made durable.
pub(crate) trait Job: Send {
    /// Decides it, in place of an earlier decision.
    fn decide(&mut self, state: &State) -> Vec<Change>;

    /// Source of the nonces that its changes are sealed with. It goes on after each decision and never repeats.
    fn entropy(&mut self) -> &mut dyn Entropy;

    /// Answers who asked.
    fn end(self: Box<Self>, ended: Ended);
}

/// Sees an answer before anything is kept; its no stops the command. Asked at each decision.
pub(crate) type Before<A> = Box<dyn FnMut(&A) -> bool + Send>;

/// Outcome of a command, once it is durable.
pub(crate) type Outcome<A> = Result<A, ExecuteError>;

pub(crate) struct CommandJob<C: Command> {
    command: C,
    now: Time,
    generator: Generator,
    before: Option<Before<C::Answer>>,
    outcome: Outcome<C::Answer>,
    done: oneshot::Sender<Outcome<C::Answer>>,
}

impl<C: Command> CommandJob<C> {
    /// Makes a job whose randomness is seeded from `entropy`, which need not outlive the call.
    pub(crate) fn new(
        command: C,
        now: Time,
        entropy: &mut dyn Entropy,
        before: Option<Before<C::Answer>>,
    ) -> (Self, oneshot::Receiver<Outcome<C::Answer>>) {
        let (done, waiting) = oneshot::channel();
        let generator = Generator::seeded_by(entropy);
        let outcome = Err(ExecuteError::Unavailable);
        (Self { command, now, generator, before, outcome, done }, waiting)
    }
}

impl<C: Command> Job for CommandJob<C> {
    fn decide(&mut self, state: &State) -> Vec<Change> {
        let decided = identity::decide(state, &self.command, self.now, &mut self.generator);
        if let (Ok(answer), Some(before)) = (&decided.outcome, &mut self.before)
            && !before(answer)
        {
            self.outcome = Err(ExecuteError::Unavailable);
            return Vec::new();
        }
        self.outcome = decided.outcome.map_err(ExecuteError::Refused);
        decided.changes
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.generator
    }

    fn end(self: Box<Self>, ended: Ended) {
        let outcome = match ended {
            Ended::Durable => self.outcome,
            Ended::NoSpace => Err(ExecuteError::NoSpace),
            Ended::Unavailable => Err(ExecuteError::Unavailable),
        };
        // the caller may have gone away
        let _ = self.done.send(outcome);
    }
}
