//! The default engine: one redb file.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use redb::{
    Database, DatabaseError, Durability, ReadableDatabase, ReadableTable, StorageBackend, Table,
    TableDefinition, TableError, WriteTransaction,
};

use crate::engine::{Engine, EngineError, Loaded, RecordChange, Revision, StoredRecord, Verified};

mod full;
mod medium;
mod snapshot;

use full::{Full, Tried};
use medium::{FileMedium, Medium, Observed, Trouble, is_no_space};

/// Key to record: the revision that it was written at (8 bytes, big-endian; once its own version) and its sealed bytes.
const RECORDS: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("records");
/// Counters of the engine itself.
const COUNTERS: TableDefinition<'_, &str, u64> = TableDefinition::new("counters");
/// Commits so far: tells what is on disk from what is in memory.
const REVISION: &str = "revision";

/// The default engine: one redb file. Every commit is synced once. Opening after a crash reads the file once more, or not
/// even that if nothing was committed since the engine was last asked to maintain itself.
///
/// redb answers nothing more after an error of the file. If all that happened is that something ran out before a sync, the
/// database is opened again from its last commit, and goes on if that is the one in memory.
pub struct RedbEngine {
    medium: Box<dyn Medium>,
    trouble: Arc<Trouble>,
    /// `None` while it could not be opened again for want of descriptors or memory.
    database: Option<Database>,
    revision: Revision,
    /// Something was committed since the free pages were last written down.
    is_unsettled: bool,
    full: Full,
    /// Length that the file could not grow to, of the commit refused last.
    wanted: Option<u64>,
    clock: Box<dyn Fn() -> Instant + Send>,
}

impl RedbEngine {
    /// Opens the file, making it if there is none. One process at a time: a second one is refused.
    pub fn open(path: &Path) -> Result<Self, EngineError> {
        Self::open_on(Box::new(FileMedium::new(path)), Box::new(Instant::now))
    }

    fn open_on(medium: Box<dyn Medium>, clock: Box<dyn Fn() -> Instant + Send>) -> Result<Self, EngineError> {
        let (trouble, full) = (Arc::new(Trouble::default()), Full::new(clock()));
        let (database, revision, is_unsettled, wanted) = (None, 0, false, None);
        let mut engine = Self { medium, trouble, database, revision, is_unsettled, full, wanted, clock };
        let database = engine.open_database()?;
        // a table must exist before it can be read
        let is_new = {
            let transaction = database.begin_read().map_err(|error| engine.error(error))?;
            matches!(transaction.open_table(RECORDS), Err(TableError::TableDoesNotExist(_)))
        };
        if is_new {
            let made = make_tables(&database);
            made.map_err(|error| engine.error(error))?;
        }
        engine.revision = revision_of(&database).map_err(|error| engine.error(error))?;
        engine.database = Some(database);
        Ok(engine)
    }

    fn open_database(&self) -> Result<Database, EngineError> {
        self.trouble.begin();
        let inner = self.medium.open().map_err(|error| {
            if is_no_space(&error) {
                EngineError::NoSpace(error.to_string())
            } else {
                EngineError::Failed(error.to_string())
            }
        })?;
        let observed = Observed::new(inner, Arc::clone(&self.trouble));
        Database::builder().create_with_backend(observed).map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => EngineError::Locked,
            other => self.error(other),
        })
    }

    /// Makes an attempt that may find no space, unless it is known to find none.
    fn with_room(
        &mut self,
        bytes: u64,
        attempt: impl FnOnce(&mut Self) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let began = (self.clock)();
        if let Some(reason) = self.full.refuses(bytes, began, |length| self.medium.has_room(length)) {
            return Err(EngineError::NoSpace(reason));
        }
        let (done, length) = (attempt(self), self.wanted.take());
        if let Err(EngineError::NoSpace(reason)) = &done {
            let reason = reason.clone();
            self.full.refused(Tried { reason, bytes, length }, began, (self.clock)());
        }
        done
    }

    fn try_commit(&mut self, changes: &[RecordChange]) -> Result<(), EngineError> {
        let next = self.revision + 1;
        let transaction = self.database()?.begin_write().map_err(failed)?;
        self.trouble.begin();
        self.is_unsettled = true;
        match write(transaction, changes, next) {
            Ok(()) => {
                self.revision = next;
                Ok(())
            }
            Err(EngineError::Failed(reason)) if self.trouble.is_no_space() => self.recover(reason),
            Err(error) => Err(error),
        }
    }

    fn try_settle(&mut self) -> Result<(), EngineError> {
        self.trouble.begin();
        self.is_unsettled = false;
        match settle(self.database()?) {
            Err(EngineError::Failed(reason)) if self.trouble.is_no_space() => self.recover(reason),
            settled => settled,
        }
    }

    /// After a commit for which something ran out: redb answers nothing more, so that the file is opened again, now or with
    /// the next commit. `Ok` if the commit turns out to be there after all.
    fn recover(&mut self, reason: String) -> Result<(), EngineError> {
        let in_doubt = self.trouble.is_in_doubt();
        self.wanted = self.trouble.length();
        self.database = None;
        let database = match self.open_database() {
            Ok(database) => database,
            // before the header is written, the commit can be nowhere
            Err(EngineError::NoSpace(_)) if !in_doubt => return Err(EngineError::NoSpace(reason)),
            Err(EngineError::NoSpace(later)) => {
                return Err(EngineError::Failed(format!("{reason}; {later}")));
            }
            Err(error) => return Err(error),
        };
        let found = revision_of(&database).map_err(failed)?;
        if found == self.revision {
            self.database = Some(database);
            return Err(EngineError::NoSpace(reason));
        }
        if found != self.revision + 1 {
            return Err(self.unexpected(found));
        }
        // its last write was done although it failed; another commit, which syncs, makes it count
        let transaction = database.begin_write().map_err(failed)?;
        write(transaction, &[], found + 1)?;
        self.revision = found + 1;
        self.database = Some(database);
        Ok(())
    }

    fn unexpected(&self, found: Revision) -> EngineError {
        EngineError::Failed(format!("commit {found} is on disk, not commit {}", self.revision))
    }

    fn error(&self, error: impl std::fmt::Display) -> EngineError {
        if self.trouble.is_no_space() {
            EngineError::NoSpace(error.to_string())
        } else {
            EngineError::Failed(error.to_string())
        }
    }

    /// The database, opened again if an error closed it. The file must hold the latest commit.
    fn database(&mut self) -> Result<&Database, EngineError> {
        if self.database.is_none() {
            let database = self.open_database()?;
            let found = revision_of(&database).map_err(|error| self.error(error))?;
            if found != self.revision {
                return Err(self.unexpected(found));
            }
            self.database = Some(database);
        }
        self.database.as_ref().ok_or_else(|| EngineError::Failed("it is closed".to_owned()))
    }
}

/// Bytes that changes bring.
fn bytes_of(changes: &[RecordChange]) -> u64 {
    let bytes = |change: &RecordChange| change.key.len() + change.value.as_ref().map_or(0, Vec::len);
    changes.iter().map(bytes).sum::<usize>() as u64
}

fn make_tables(database: &Database) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    transaction.open_table(RECORDS)?;
    transaction.commit()?;
    Ok(())
}

/// 0 in a file that was written before there was such a number.
fn revision_of(database: &Database) -> Result<Revision, redb::Error> {
    let transaction = database.begin_read()?;
    match transaction.open_table(COUNTERS) {
        Ok(table) => Ok(table.get(REVISION)?.map_or(0, |value| value.value())),
        Err(TableError::TableDoesNotExist(_)) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

fn failed(error: impl std::fmt::Display) -> EngineError {
    EngineError::Failed(error.to_string())
}

fn apply(table: &mut Table<'_, &[u8], &[u8]>, changes: &[RecordChange]) -> Result<(), EngineError> {
    for change in changes {
        match &change.value {
            Some(value) => table.insert(change.key.as_slice(), value.as_slice()).map_err(failed)?,
            None => table.remove(change.key.as_slice()).map_err(failed)?,
        };
    }
    Ok(())
}

/// Commits with one sync. Pages carry checksums up to the root, so that an opening after a crash tells a commit that reached
/// the disk whole from one that did not, and goes back to the one before; it reads the whole file for that.
fn write(
    mut transaction: WriteTransaction,
    changes: &[RecordChange],
    revision: Revision,
) -> Result<(), EngineError> {
    transaction.set_durability(Durability::Immediate).map_err(failed)?;
    {
        let mut table = transaction.open_table(RECORDS).map_err(failed)?;
        apply(&mut table, changes)?;
        let mut counters = transaction.open_table(COUNTERS).map_err(failed)?;
        counters.insert(REVISION, revision).map_err(failed)?;
    }
    transaction.commit().map_err(failed)
}

/// Writes down which pages are free: an opening after a crash need not read the whole file to find out, until the next
/// commit.
fn settle(database: &Database) -> Result<(), EngineError> {
    let mut transaction = database.begin_write().map_err(failed)?;
    transaction.set_quick_repair(true);
    transaction.commit().map_err(failed)
}

/// Checks a database file that nothing writes to meanwhile. It may be open elsewhere.
pub(crate) fn verify_file(path: &Path) -> Result<Verified, EngineError> {
    let snapshot = FileMedium::new(path).snapshot().map_err(failed)?;
    verify(snapshot)
}

fn verify(snapshot: Box<dyn StorageBackend>) -> Result<Verified, EngineError> {
    // redb panics over some kinds of damage: that ends this thread alone
    let thread = std::thread::spawn(move || {
        let observed = Observed::new(snapshot, Arc::default());
        let mut database = Database::builder().create_with_backend(observed).map_err(failed)?;
        let problem = match database.check_integrity() {
            Ok(true) => None,
            Ok(false) => Some("its pages are damaged".to_owned()),
            Err(error) => Some(error.to_string()),
        };
        Ok(Verified { records: load(&database)?, problem })
    });
    thread.join().unwrap_or_else(|_| Err(failed("its pages are damaged")))
}

fn load(database: &Database) -> Result<Vec<StoredRecord>, EngineError> {
    let transaction = database.begin_read().map_err(failed)?;
    let table = transaction.open_table(RECORDS).map_err(failed)?;
    let mut records = Vec::new();
    for entry in table.iter().map_err(failed)? {
        let (key, value) = entry.map_err(failed)?;
        records.push((key.value().to_vec(), value.value().to_vec()));
    }
    Ok(records)
}

impl Engine for RedbEngine {
    fn load(&mut self) -> Result<Loaded, EngineError> {
        let records = load(self.database()?)?;
        Ok(Loaded { records, revision: self.revision })
    }

    /// The file has one writer: its log never moves.
    fn commit(&mut self, changes: Vec<RecordChange>, expected: Revision) -> Result<Revision, EngineError> {
        if expected != self.revision {
            return Err(self.unexpected(expected));
        }
        if changes.is_empty() {
            return Ok(expected);
        }
        let bytes = bytes_of(&changes);
        self.with_room(bytes, |engine| engine.try_commit(&changes))?;
        self.full.done(bytes);
        Ok(self.revision)
    }

    fn verify(&mut self) -> Result<Verified, EngineError> {
        let snapshot = self.medium.snapshot().map_err(failed)?;
        verify(snapshot)
    }

    fn maintain(&mut self) {
        self.medium.fill_reserve();
        if self.is_unsettled && self.database.is_some() {
            // nothing is to be committed: after want of space the file is opened again, now or with the next commit, which
            // meets any other error and reports it
            let _ = self.with_room(u64::MAX, Self::try_settle);
        }
    }
}

#[cfg(test)]
mod tests;
