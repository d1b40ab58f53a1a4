use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::thread::JoinHandle;

use identity::{Change, Command, Key, Refusal, State, Time};
use secret::Entropy;
use secret::seal::{RootKey, SealingKey};
use tokio::sync::{oneshot, watch};

use crate::check::{self, Checked};
use crate::codec::{self, CodecError};
use crate::engine::{Batch, Engine, EngineError, Operation, StoredValue, Version};

/// Batches that one engine commit takes at most.
const GROUP_MAX: usize = 256;
/// What records are sealed for.
pub(crate) const PURPOSE: &str = "identity records";

/// Why a command has no answer.
#[derive(Debug)]
pub enum ExecuteError {
    /// The state machine refused it; what the refusal itself changes is durable.
    Refused(Refusal),
    /// There is no space for what it changes. Nothing changed, and it may be tried again.
    NoSpace,
    /// The store cannot promise that it is durable. The store answers nothing else from then on.
    Unavailable,
}

/// Why a store does not open.
#[derive(Debug)]
pub enum OpenError {
    /// The engine.
    Engine(EngineError),
    /// Records that do not open or do not parse, by key, and why.
    Records {
        /// Those.
        bad: Vec<(String, CodecError)>,
        /// How many records there are.
        all: usize,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(error) => write!(f, "{error}"),
            Self::Records { bad, all } => {
                write!(f, "{} of its {all} records cannot be read", bad.len())?;
                bad.first().map_or(Ok(()), |(key, error)| write!(f, "; {key}: {error}"))
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// The state that commands are decided against: ahead of what is durable by the commits under way.
struct Head {
    state: State,
    versions: HashMap<Key, Version>,
    /// `None` once the store has failed or is closed.
    committer: Option<mpsc::Sender<Job>>,
}

/// One decided command on its way to the disk.
struct Job {
    changes: Vec<Change>,
    batch: Batch,
    errand: Option<Errand>,
    done: oneshot::Sender<Committed>,
}

/// Work for the committer's thread that decides nothing.
enum Errand {
    /// The engine is to do what it does ahead of need.
    Maintain,
    /// Everything is to be read and compared.
    Check(std::sync::mpsc::Sender<Checked>),
}

/// How a job ended; one whose sender is dropped failed for good.
enum Committed {
    Durable,
    NoSpace,
}

impl Committed {
    fn check(ended: Result<Self, oneshot::error::RecvError>) -> Result<(), ExecuteError> {
        match ended {
            Ok(Self::Durable) => Ok(()),
            Ok(Self::NoSpace) => Err(ExecuteError::NoSpace),
            Err(_) => Err(ExecuteError::Unavailable),
        }
    }
}

/// The identity state of one installation: read from memory, changed durably.
pub struct Store {
    visible: Arc<RwLock<State>>,
    head: Arc<Mutex<Head>>,
    key: SealingKey,
    committer: Mutex<Option<JoinHandle<()>>>,
    /// Closed when the committer ends.
    running: watch::Receiver<()>,
}

impl Store {
    /// Loads everything and starts the committer.
    pub fn open(mut engine: impl Engine, root_key: &RootKey) -> Result<Self, OpenError> {
        let key = root_key.sealing_key(PURPOSE);
        let mut head = Head { state: State::default(), versions: HashMap::new(), committer: None };
        let mut visible = State::default();
        let records = engine.load().map_err(OpenError::Engine)?;
        let all = records.len();
        let mut bad = Vec::new();
        for (name, value) in records {
            let record = match codec::open_record(&key, &name, value.version, &value.sealed) {
                Ok(record) => record,
                Err(error) => {
                    bad.push((String::from_utf8_lossy(&name).into_owned(), error));
                    continue;
                }
            };
            head.versions.insert(record.key(), value.version);
            let change = Change::Put(record);
            head.state.apply(&change);
            visible.apply(&change);
        }
        if !bad.is_empty() {
            return Err(OpenError::Records { bad, all });
        }
        let visible = Arc::new(RwLock::new(visible));
        let (sender, receiver) = mpsc::channel();
        head.committer = Some(sender);
        let head = Arc::new(Mutex::new(head));
        let (alive, running) = watch::channel(());
        let mut work = Committer {
            engine,
            key: root_key.sealing_key(PURPOSE),
            jobs: receiver,
            visible: Arc::clone(&visible),
            head: Arc::clone(&head),
            out_of_space: false,
        };
        let committer = std::thread::spawn(move || {
            work.run();
            // whatever ends the loop, a panic included, closes the channel
            drop(alive);
        });
        Ok(Self { visible, head, key, committer: Mutex::new(Some(committer)), running })
    }

    /// The state as it is on stable storage. Do not hold on to it: changes wait meanwhile.
    pub fn read(&self) -> RwLockReadGuard<'_, State> {
        // a panic while applying would have left half a change; the committer is gone then, and nothing changes any more
        self.visible.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides a command at once; the future waits until what it changes is on stable storage.
    pub fn execute<C: Command>(
        &self,
        command: C,
        now: Time,
        entropy: &mut dyn Entropy,
    ) -> impl Future<Output = Result<C::Answer, ExecuteError>> + use<C> {
        let decided = self.decide(command, now, entropy, |_| true);
        async move {
            let (outcome, done) = decided?;
            Committed::check(done.await)?;
            outcome.map_err(ExecuteError::Refused)
        }
    }

    /// Like [`Self::execute`], waiting on the thread. `before` sees the answer before anything is kept; if it says no,
    /// nothing changes.
    pub fn execute_blocking<C: Command>(
        &self,
        command: C,
        now: Time,
        entropy: &mut dyn Entropy,
        before: impl FnOnce(&C::Answer) -> bool,
    ) -> Result<C::Answer, ExecuteError> {
        let (outcome, done) = self.decide(command, now, entropy, before)?;
        Committed::check(done.blocking_recv())?;
        outcome.map_err(ExecuteError::Refused)
    }

    #[allow(clippy::type_complexity)]
    fn decide<C: Command>(
        &self,
        command: C,
        now: Time,
        entropy: &mut dyn Entropy,
        before: impl FnOnce(&C::Answer) -> bool,
    ) -> Result<(Result<C::Answer, Refusal>, oneshot::Receiver<Committed>), ExecuteError> {
        let mut head = self.lock_head()?;
        let decided = identity::decide(&head.state, &command, now, entropy);
        if let Ok(answer) = &decided.outcome
            && !before(answer)
        {
            return Err(ExecuteError::Unavailable);
        }
        let batch = self.batch(&head.versions, &decided.changes, entropy)?;
        let (done, waiting) = oneshot::channel();
        for (change, operation) in decided.changes.iter().zip(&batch.operations) {
            head.state.apply(change);
            match &operation.value {
                Some(value) => head.versions.insert(change.key(), value.version),
                None => head.versions.remove(&change.key()),
            };
        }
        let job = Job { changes: decided.changes, batch, errand: None, done };
        // even a command that changes nothing waits its turn: its answer may rest on changes that are not yet durable
        let sent = head.committer.as_ref().is_some_and(|committer| committer.send(job).is_ok());
        if sent { Ok((decided.outcome, waiting)) } else { Err(ExecuteError::Unavailable) }
    }

    fn lock_head(&self) -> Result<MutexGuard<'_, Head>, ExecuteError> {
        // a panic in between may have left half a change: nothing is decided on that
        self.head.lock().map_err(|_| ExecuteError::Unavailable)
    }

    fn batch(
        &self,
        versions: &HashMap<Key, Version>,
        changes: &[Change],
        entropy: &mut dyn Entropy,
    ) -> Result<Batch, ExecuteError> {
        let mut new: HashMap<Key, Option<Version>> = HashMap::new();
        let mut operations = Vec::with_capacity(changes.len());
        for change in changes {
            let key = change.key();
            let expected = new.get(&key).copied().unwrap_or_else(|| versions.get(&key).copied());
            let name = codec::key_bytes(&key);
            let value = match change {
                Change::Delete(_) => None,
                Change::Put(record) => {
                    let version = expected.unwrap_or(0) + 1;
                    let sealed = codec::seal_record(&self.key, &name, version, record, entropy);
                    Some(StoredValue { version, sealed: sealed.map_err(|_| ExecuteError::Unavailable)? })
                }
            };
            new.insert(key, value.as_ref().map(|value| value.version));
            operations.push(Operation { key: name, expected, value });
        }
        Ok(Batch { operations })
    }

    /// Whether the store still answers: false after a failed commit.
    pub fn is_available(&self) -> bool {
        let running = |thread: &JoinHandle<()>| !thread.is_finished();
        self.committer.lock().is_ok_and(|committer| committer.as_ref().is_some_and(running))
    }

    /// Waits until the store has failed or is closed.
    pub async fn ended(&self) {
        let mut running = self.running.clone();
        // nothing is ever sent: it ends when the sender is gone
        while running.changed().await.is_ok() {}
    }

    /// Lets the engine do what it does ahead of need, such as taking space for its reserve. Returns at once.
    pub fn maintain(&self) {
        self.send(Errand::Maintain);
    }

    /// Reads every record from stable storage, and compares it with the state in memory. It waits on the thread, and so do
    /// changes.
    pub fn check(&self) -> Result<Checked, ExecuteError> {
        let (tell, told) = mpsc::channel();
        self.send(Errand::Check(tell));
        told.recv().map_err(|_| ExecuteError::Unavailable)
    }

    fn send(&self, errand: Errand) {
        let (done, _) = oneshot::channel();
        let job = Job { changes: Vec::new(), batch: Batch::default(), errand: Some(errand), done };
        if let Ok(head) = self.head.lock()
            && let Some(committer) = &head.committer
        {
            // a store that has failed does nothing more
            let _ = committer.send(job);
        }
    }

    /// Waits for what is under way and stops. Later commands find the store unavailable.
    pub fn close(&self) {
        if let Ok(mut head) = self.head.lock() {
            head.committer = None;
        }
        let thread = self.committer.lock().ok().and_then(|mut committer| committer.take());
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

/// Makes decided commands durable, in groups.
struct Committer<E> {
    engine: E,
    key: SealingKey,
    jobs: mpsc::Receiver<Job>,
    visible: Arc<RwLock<State>>,
    head: Arc<Mutex<Head>>,
    /// The last commit found no space.
    out_of_space: bool,
}

impl<E: Engine> Committer<E> {
    /// Takes what has gathered, commits it in one go, lets it be seen, and only then says so. After the first failure it
    /// ends, and with it every promise: who waits, and whoever comes later, hears that the store is unavailable. A failed
    /// sync is not tried again, since the kernel may have dropped the pages that it was about.
    fn run(&mut self) {
        while let Ok(first) = self.jobs.recv() {
            let mut group = vec![first];
            group.extend(self.jobs.try_iter().take(GROUP_MAX - 1));
            let batches: Vec<Batch> = group
                .iter()
                .filter(|job| !job.batch.operations.is_empty())
                .map(|job| job.batch.clone())
                .collect();
            if !batches.is_empty() {
                match self.engine.commit(&batches) {
                    Ok(()) => self.publish(&group),
                    Err(EngineError::NoSpace(reason)) => {
                        self.take_back(group, &reason);
                        continue;
                    }
                    Err(error) => {
                        tracing::error!(%error, "identity changes cannot be made durable; nothing is changed any more");
                        return;
                    }
                }
            }
            let mut errands = Vec::new();
            for job in group {
                // whoever asked may have gone away
                let _ = job.done.send(Committed::Durable);
                errands.extend(job.errand);
            }
            for errand in errands {
                match errand {
                    Errand::Maintain => self.engine.maintain(),
                    Errand::Check(tell) => {
                        let state = self.visible.read().unwrap_or_else(PoisonError::into_inner);
                        let checked = check::check(self.engine.verify(), &self.key, Some(&state));
                        // whoever asked may have gone away
                        let _ = tell.send(checked);
                    }
                }
            }
        }
    }

    fn publish(&mut self, group: &[Job]) {
        if std::mem::take(&mut self.out_of_space) {
            tracing::warn!("there is space again: identity changes are accepted");
        }
        let mut state = self.visible.write().unwrap_or_else(PoisonError::into_inner);
        for change in group.iter().flat_map(|job| &job.changes) {
            state.apply(change);
        }
    }

    /// Refuses a group for which there is no space, and with it all that was decided on top of it meanwhile; the head is
    /// what is durable again.
    fn take_back(&mut self, mut group: Vec<Job>, reason: &str) {
        if !std::mem::replace(&mut self.out_of_space, true) {
            tracing::error!(
                reason,
                "there is no space for identity changes: they are refused until there is"
            );
        }
        // a poisoned head decides nothing any more
        let Ok(mut head) = self.head.lock() else { return };
        // nothing joins them while the head is held
        group.extend(self.jobs.try_iter());
        let visible = self.visible.read().unwrap_or_else(PoisonError::into_inner);
        let mut done: HashSet<Key> = HashSet::new();
        for (change, operation) in group.iter().flat_map(|job| job.changes.iter().zip(&job.batch.operations))
        {
            let key = change.key();
            if !done.insert(key.clone()) {
                continue;
            }
            // what the first change of a record expected is what is durable
            match operation.expected {
                Some(version) => head.versions.insert(key.clone(), version),
                None => head.versions.remove(&key),
            };
            let durable = visible.record(&key).map_or(Change::Delete(key), Change::Put);
            head.state.apply(&durable);
        }
        drop(visible);
        drop(head);
        for job in group {
            // whoever asked may have gone away; an errand is dropped, and with it the sender that it answers to
            let _ = job.done.send(Committed::NoSpace);
        }
    }
}

#[cfg(test)]
mod tests;
