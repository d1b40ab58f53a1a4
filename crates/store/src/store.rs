use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use identity::{Command, Time};
use secret::Entropy;
use secret::seal::RootKey;
use tokio::sync::{oneshot, watch};

use crate::check::Checked;
use crate::codec::CodecError;
use crate::engine::{Engine, EngineError};
use crate::job::{Before, CommandJob, ExecuteError, Outcome};
use crate::limits::QUEUE_MAX;
use crate::sealed::{self, BadRecords, PURPOSE, read_records};
use crate::snapshot::{Published, Snapshot};
use crate::writer::{Message, Pause, Writer};

/// Reason for which a store does not open.
#[derive(Debug)]
pub enum OpenError {
    /// The engine.
    Engine(EngineError),
    /// Records that do not open or do not parse, by key, and why.
    Records {
        /// The records and their faults.
        bad: Vec<(String, CodecError)>,
        /// Number of all records.
        all: usize,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(error) => write!(f, "{error}"),
            Self::Records { bad, all } => sealed::write_bad_records(f, bad, *all),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<BadRecords> for OpenError {
    fn from(BadRecords { bad, all }: BadRecords) -> Self {
        Self::Records { bad, all }
    }
}

/// The identity state of one installation: read from memory, changed durably.
pub struct Store {
    published: Arc<Published>,
    messages: SyncSender<Message>,
    writer: Mutex<Option<JoinHandle<()>>>,
    /// Closed when the writer ends.
    running: watch::Receiver<()>,
}

impl Store {
    /// Loads everything and starts the writer.
    pub fn open(engine: impl Engine, root_key: &RootKey) -> Result<Self, OpenError> {
        Self::open_with(engine, root_key, Box::new(std::thread::sleep))
    }

    /// Opens a store whose writer pauses so, when other writers came first.
    pub(crate) fn open_with(
        mut engine: impl Engine,
        root_key: &RootKey,
        pause: Pause,
    ) -> Result<Self, OpenError> {
        let key = root_key.sealing_key(PURPOSE);
        let (messages, receiver) = mpsc::sync_channel(QUEUE_MAX);
        let is_behind = Arc::new(AtomicBool::new(false));
        let (tell, behind) = (messages.clone(), Arc::clone(&is_behind));
        // before the load: no commit after it goes untold
        engine.notify(Box::new(move || {
            if !behind.swap(true, Ordering::AcqRel) {
                // if the queue is full, the writer looks at the flag before its next group
                let _ = tell.try_send(Message::Follow);
            }
        }));
        let loaded = engine.load().map_err(OpenError::Engine)?;
        let snapshot = Snapshot::new(read_records(&key, loaded.records)?, loaded.revision);
        let published = Arc::new(Published::new(snapshot));
        let (alive, running) = watch::channel(());
        let seen = Arc::clone(&published);
        let mut writer = Writer {
            engine,
            key,
            messages: receiver,
            published: seen,
            is_behind,
            pause,
            group: Vec::new(),
            out_of_space: false,
        };
        let writer = std::thread::spawn(move || {
            writer.run();
            // the end of the loop, a panic included, closes the channel, before the commands that waited are dropped
            drop(alive);
        });
        Ok(Self { published, messages, writer: Mutex::new(Some(writer)), running })
    }

    /// Returns the newest state that is on stable storage. It does not change afterwards, and holds up nothing.
    pub fn snapshot(&self) -> Snapshot {
        self.published.get()
    }

    /// Queues a command at once; the future waits until its changes are on stable storage and seen. The command is done
    /// even if the future is dropped.
    pub fn execute<C: Command>(
        &self,
        command: C,
        now: Time,
        entropy: &mut dyn Entropy,
    ) -> impl Future<Output = Result<C::Answer, ExecuteError>> + use<C> {
        let waiting = self.queue(command, now, entropy, None);
        async move { waiting?.await.unwrap_or(Err(ExecuteError::Unavailable)) }
    }

    /// Executes a command, waiting on the thread. `before` sees the answer before anything is kept; if it says no, nothing
    /// changes. It is asked again, with another answer, if another writer of the same log comes first.
    pub fn execute_blocking<C: Command>(
        &self,
        command: C,
        now: Time,
        entropy: &mut dyn Entropy,
        before: impl FnMut(&C::Answer) -> bool + Send + 'static,
    ) -> Result<C::Answer, ExecuteError> {
        let waiting = self.queue(command, now, entropy, Some(Box::new(before)))?;
        waiting.blocking_recv().unwrap_or(Err(ExecuteError::Unavailable))
    }

    fn queue<C: Command>(
        &self,
        command: C,
        now: Time,
        entropy: &mut dyn Entropy,
        before: Option<Before<C::Answer>>,
    ) -> Result<oneshot::Receiver<Outcome<C::Answer>>, ExecuteError> {
        let (job, waiting) = CommandJob::new(command, now, entropy, before);
        let queued = self.messages.try_send(Message::Command(Box::new(job)));
        queued.map(|()| waiting).map_err(|_| ExecuteError::Unavailable)
    }

    /// True while the store answers: false after a failed commit.
    pub fn is_available(&self) -> bool {
        // the channel is closed once its sender is gone
        self.running.has_changed().is_ok()
    }

    /// Waits until the store has failed or is closed.
    pub async fn ended(&self) {
        let mut running = self.running.clone();
        // nothing is ever sent: it ends when the sender is gone
        while running.changed().await.is_ok() {}
    }

    /// Lets the engine do ahead of need what can be done so, such as taking space for its reserve. Returns at once.
    pub fn maintain(&self) {
        // a queue that is full leaves no time for it, and a store that has failed does nothing more
        let _ = self.messages.try_send(Message::Maintain);
    }

    /// Reads every record from stable storage, and compares it with the state in memory. Waits on the thread, as changes
    /// do meanwhile.
    pub fn check(&self) -> Result<Checked, ExecuteError> {
        let (tell, told) = mpsc::channel();
        self.messages.send(Message::Check(tell)).map_err(|_| ExecuteError::Unavailable)?;
        told.recv().map_err(|_| ExecuteError::Unavailable)
    }

    /// Waits for the commands that were queued, and stops. Later commands find the store unavailable.
    pub fn close(&self) {
        // a store that has failed has stopped already
        let _ = self.messages.send(Message::Close);
        let thread = self.writer.lock().ok().and_then(|mut writer| writer.take());
        if let Some(thread) = thread {
            // its only way to fail is a panic, which is already reported
            let _ = thread.join();
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.close();
    }
}

#[cfg(test)]
mod tests;
