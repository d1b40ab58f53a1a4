//! The file under redb: space is allocated before it is written, a reserve lies behind its end, and failures are noted.

use std::fs::{File, OpenOptions};
use std::io;
use std::ops::Bound;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

use super::snapshot::Snapshot;
use crate::limits::{RESERVE_BYTES, RESERVE_STEP_BYTES, WRITTEN_AHEAD_BYTES_MAX};
use crate::private_file;

/// Place of a storage backend that can be opened again after an error.
pub(crate) trait Medium: Send + 'static {
    /// Opens what is there, or makes it.
    fn open(&self) -> io::Result<Box<dyn StorageBackend>>;

    /// Opens what is there to be read: nothing that is written through it reaches the medium.
    fn snapshot(&self) -> io::Result<Box<dyn StorageBackend>>;

    /// Takes back what of the reserve was used, as far as there is space.
    fn fill_reserve(&self);

    /// Reports whether there is space for what exists to grow to a length, `None` if the length is not known, and takes it.
    fn has_room(&self, length: Option<u64>) -> bool;
}

/// The real one: a file.
pub(crate) struct FileMedium {
    path: PathBuf,
}

impl FileMedium {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }
}

impl Medium for FileMedium {
    fn open(&self) -> io::Result<Box<dyn StorageBackend>> {
        let file = match OpenOptions::new().read(true).write(true).open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let made = private_file::create(&self.path)?;
                private_file::sync_parent(&self.path)?;
                made
            }
            opened => opened?,
        };
        file.set_permissions(PermissionsExt::from_mode(0o600))?;
        let second = file.try_clone()?;
        let inner = FileBackend::new(file).map_err(io::Error::other)?;
        let allocated = AllocatedFile { inner, file: second };
        allocated.fill_reserve()?;
        Ok(Box::new(allocated))
    }

    fn snapshot(&self) -> io::Result<Box<dyn StorageBackend>> {
        Ok(Box::new(Snapshot::of(File::open(&self.path)?)?))
    }

    fn fill_reserve(&self) {
        if let Ok(file) = OpenOptions::new().write(true).open(&self.path)
            && let Ok(metadata) = file.metadata()
        {
            reserve(&file, metadata.len());
        }
    }

    fn has_room(&self, length: Option<u64>) -> bool {
        let (Some(length), Ok(file)) = (length, OpenOptions::new().write(true).open(&self.path)) else {
            return false;
        };
        file.metadata().is_ok_and(|metadata| take(&file, metadata.len(), length))
    }
}

/// A file whose length is never more than what is allocated for it.
#[derive(Debug)]
struct AllocatedFile {
    inner: FileBackend,
    /// The same open file.
    file: File,
}

impl AllocatedFile {
    fn fill_reserve(&self) -> io::Result<()> {
        reserve(&self.file, self.inner.len()?);
        Ok(())
    }
}

/// Allocates the holes of a file, which those of earlier versions have, and what lies behind its end, as far as there is
/// space. The file's length stays.
fn reserve(file: &File, length: u64) {
    take(file, 0, length.saturating_add(length.max(RESERVE_BYTES)));
}

/// Allocates the bytes of a file between two places, as far as there is space; true if all of it is allocated. The file's
/// length stays.
fn take(file: &File, mut from: u64, end: u64) -> bool {
    #[cfg(target_os = "linux")]
    while from < end {
        let step = RESERVE_STEP_BYTES.min(end - from);
        if let Err(error) = rustix::fs::fallocate(file, rustix::fs::FallocateFlags::KEEP_SIZE, from, step) {
            tracing::debug!(%error, "the identity store's reserve cannot be filled");
            return false;
        }
        from += step;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
    from >= end
}

/// Takes the space from `from` to `to`, and writes its beginning; the file is as long as `to` afterwards.
///
/// A block that was taken but never written has an entry of its own in the file system's journal once it is: that makes the
/// sync of the commit that writes it first take about twice as long.
fn allocate(file: &File, from: u64, to: u64) -> io::Result<()> {
    take_length(file, from, to)?;
    if from == 0 {
        // a new installation starts without it
        return Ok(());
    }
    let zeros = vec![0; usize::try_from(RESERVE_STEP_BYTES).unwrap_or_default()];
    let (mut at, end) = (from, to.min(from.saturating_add(WRITTEN_AHEAD_BYTES_MAX)));
    while at < end {
        let step = RESERVE_STEP_BYTES.min(end - at);
        let part = usize::try_from(step).ok().and_then(|step| zeros.get(..step)).unwrap_or_default();
        file.write_all_at(part, at)?;
        at += step;
    }
    Ok(())
}

/// Takes the space from `from` to `to`, and makes the file as long. File systems that cannot take it ahead only get the
/// length.
fn take_length(file: &File, from: u64, to: u64) -> io::Result<()> {
    match rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), from, to - from) {
        Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) if file.metadata()?.len() < to => {
            file.set_len(to)
        }
        Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => Ok(()),
        other => Ok(other?),
    }
}

impl StorageBackend for AllocatedFile {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let now = self.inner.len()?;
        if length > now {
            allocate(&self.file, now, length)?;
        } else {
            self.inner.set_len(length)?;
        }
        self.fill_reserve()
    }

    fn sync_data(&self) -> io::Result<()> {
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.inner.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}

/// Errors of a storage backend since a commit began.
#[derive(Debug, Default)]
pub(crate) struct Trouble {
    /// Something ran out, before anything was synced over it.
    no_space: AtomicBool,
    /// Anything else, every failed sync included. It is never forgotten.
    worse: AtomicBool,
    /// The header was written, or may have been in part: with it the new commit counts.
    in_doubt: AtomicBool,
    /// Length that the file could not be given, or 0.
    length: AtomicU64,
}

impl Trouble {
    /// Begins a commit: an earlier want of space does not explain its failure.
    pub(crate) fn begin(&self) {
        self.no_space.store(false, Ordering::SeqCst);
        self.in_doubt.store(false, Ordering::SeqCst);
        self.length.store(0, Ordering::SeqCst);
    }

    /// Length that the file could not be given since [`Self::begin`].
    pub(crate) fn length(&self) -> Option<u64> {
        Some(self.length.load(Ordering::SeqCst)).filter(|length| *length > 0)
    }

    /// True if the commit may be on disk although it failed: only the file itself can tell.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.in_doubt.load(Ordering::SeqCst)
    }

    /// True if the only trouble since [`Self::begin`] is that something ran out.
    pub(crate) fn is_no_space(&self) -> bool {
        self.no_space.load(Ordering::SeqCst) && !self.worse.load(Ordering::SeqCst)
    }

    fn note<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result {
            let kind = if is_no_space(error) { &self.no_space } else { &self.worse };
            kind.store(true, Ordering::SeqCst);
        }
        result
    }

    fn note_sync(&self, result: io::Result<()>) -> io::Result<()> {
        if result.is_err() {
            // also for want of space: pages that could not be written may have been dropped
            self.worse.store(true, Ordering::SeqCst);
        }
        result
    }
}

/// True if an error says that something ran out that may be there again later: space, a quota, descriptors, memory.
pub(crate) fn is_no_space(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let ran_out =
        [Errno::NOSPC, Errno::DQUOT, Errno::FBIG, Errno::MFILE, Errno::NFILE, Errno::NOMEM, Errno::AGAIN];
    error.raw_os_error().is_some_and(|code| ran_out.iter().any(|errno| errno.raw_os_error() == code))
}

/// A storage backend whose errors are noted, and whose header is the last write before a sync.
///
/// redb writes the header, with which a commit counts, before the pages of the commit, and syncs once. The order means
/// nothing to the disk until the sync, but much to an error: a page for which there is no space leaves the commit undone.
#[derive(Debug)]
pub(crate) struct Observed {
    inner: Box<dyn StorageBackend>,
    trouble: Arc<Trouble>,
    /// The header that waits for the next sync.
    header: Mutex<Option<Vec<u8>>>,
}

impl Observed {
    pub(crate) fn new(inner: Box<dyn StorageBackend>, trouble: Arc<Trouble>) -> Self {
        Self { inner, trouble, header: Mutex::new(None) }
    }

    fn header(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        // each change is a single step
        self.header.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_header(&self) -> io::Result<()> {
        let Some(header) = self.header().take() else { return Ok(()) };
        self.trouble.in_doubt.store(true, Ordering::SeqCst);
        self.trouble.note(self.inner.write(0, &header))
    }
}

impl StorageBackend for Observed {
    fn len(&self) -> io::Result<u64> {
        self.trouble.note(self.inner.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let overlaps = self.header().as_ref().is_some_and(|header| offset < header.len() as u64);
        if overlaps {
            self.write_header()?;
        }
        self.trouble.note(self.inner.read(offset, out))
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let set = self.trouble.note(self.inner.set_len(length));
        if set.is_err() {
            self.trouble.length.store(length, Ordering::SeqCst);
        }
        set
    }

    fn sync_data(&self) -> io::Result<()> {
        self.write_header()?;
        self.trouble.note_sync(self.inner.sync_data())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if offset > 0 {
            return self.trouble.note(self.inner.write(offset, data));
        }
        let mut header = self.header();
        if header.as_ref().is_some_and(|waiting| waiting.len() > data.len()) {
            drop(header);
            self.write_header()?;
            header = self.header();
        }
        *header = Some(data.to_vec());
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.write_header()?;
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}
