//! The store's directory: sealing, syncing, renaming, removing, and the numbers of files. Knows no bucket.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::disk::{Directory, Disk, Shortage, shortage};
use crate::error::{Error, OsError};
use crate::layout::{self, Root};
use crate::limits::Limits;
use crate::locking::lock;
use crate::seal::{Seal, SealCause};
use crate::sealer::Sealer;

/// The directory of a store, shared by all handles.
pub(crate) struct DiskRoot {
    pub(crate) layout: Root,
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) limits: Limits,
    pub(crate) sealer: Sealer,
    /// Number of bodies on their way in.
    pub(crate) open_uploads: AtomicUsize,
    /// The directory's format is the one of stores with sealed files.
    knows_sealed: Mutex<bool>,
    pub(crate) seal: Seal,
    sequence: AtomicU64,
    temporary: AtomicU64,
    /// Files and directories that could not be removed so far. The next open sweeps those that the process leaves.
    debris: Mutex<Vec<Debris>>,
    /// Locked as long as it is open.
    _lock: File,
}

/// Facts that opening a directory finds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundOnDisk {
    pub(crate) next_sequence: u64,
    pub(crate) knows_sealed: bool,
}

/// Something in the directory of temporary files that nothing needs any more.
#[derive(Debug)]
pub(crate) enum Debris {
    File(PathBuf),
    Directory(PathBuf),
}

impl DiskRoot {
    pub(crate) fn new(
        layout: Root,
        disk: Arc<dyn Disk>,
        limits: Limits,
        sealer: Sealer,
        lock: File,
        found: FoundOnDisk,
    ) -> DiskRoot {
        DiskRoot {
            layout,
            disk,
            limits,
            sealer,
            open_uploads: AtomicUsize::new(0),
            knows_sealed: Mutex::new(found.knows_sealed),
            seal: Seal::default(),
            sequence: AtomicU64::new(found.next_sequence),
            temporary: AtomicU64::new(0),
            debris: Mutex::default(),
            _lock: lock,
        }
    }

    /// Number of the next version of any object.
    pub(crate) fn next_sequence(&self) -> u64 {
        self.sequence.fetch_add(1, Ordering::SeqCst)
    }

    /// A path that is not in use: the directory was emptied at open, and no other process has it.
    pub(crate) fn next_temporary(&self) -> PathBuf {
        self.layout.temporary(self.temporary.fetch_add(1, Ordering::SeqCst))
    }

    pub(crate) fn check_writable(&self) -> Result<(), Error> {
        if self.seal.cause().is_some() { Err(Error::Sealed) } else { Ok(()) }
    }

    fn set_seal(&self, path: &Path, error: &io::Error) {
        self.seal.set(SealCause { path: path.to_owned(), error: error.to_string() });
    }

    /// A sync that fails may have dropped what it could not write, and the next one would not say so. Nor does one
    /// that succeeds after another's failure mean anything.
    fn synced(&self, path: &Path, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Ok(()) => self.check_writable(),
            Err(error) => {
                self.set_seal(path, &error);
                Err(Error::Io(OsError::of(&error)))
            }
        }
    }

    /// Syncs a file that is not in its place yet, and is thrown away if that fails. A disk that is full, which some file
    /// systems tell only now, has then lost nothing else.
    fn synced_new(&self, path: &Path, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Err(error) if shortage(&error) == Some(Shortage::Space) => Err(error.into()),
            result => self.synced(path, result),
        }
    }

    /// Makes a file durable that is not where it belongs yet.
    pub(crate) fn sync_new_file(&self, file: &File, path: &Path) -> Result<(), Error> {
        self.synced_new(path, self.disk.sync_file(file, path))
    }

    /// Makes a directory's entries durable that is not where it belongs yet.
    pub(crate) fn sync_new_directory(&self, path: &Path) -> Result<(), Error> {
        let directory = self.disk.open_directory(path)?;
        self.synced_new(path, self.disk.sync_directory(&directory))
    }

    /// Makes a change of a directory's entries durable. It was opened before they changed.
    pub(crate) fn sync_directory(&self, directory: &Directory) -> Result<(), Error> {
        self.synced(&directory.path, self.disk.sync_directory(directory))
    }

    /// Moves to a place that is free. An error means that nothing was moved; or, with [`Error::Sealed`], that this cannot
    /// be told, so that directory and index may differ and nothing more is written.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<(), Error> {
        let Err(error) = self.disk.rename(from, to) else { return Ok(()) };
        match (exists(from), exists(to)) {
            (Some(true), Some(false)) => Err(error.into()),
            // a network file system may say so of what it has done
            (Some(false), Some(true)) => Ok(()),
            _ => {
                self.set_seal(to, &error);
                Err(Error::Sealed)
            }
        }
    }

    /// Moves a file in place of another, which stays if there is an error other than [`Error::Sealed`].
    pub(crate) fn replace(&self, from: &Path, to: &Path) -> Result<(), Error> {
        let Err(error) = self.disk.rename(from, to) else { return Ok(()) };
        match exists(from) {
            Some(true) => Err(error.into()),
            Some(false) => Ok(()),
            None => {
                self.set_seal(to, &error);
                Err(Error::Sealed)
            }
        }
    }

    /// Makes the directory say that there are sealed files in it, before the first one comes: a program that does not know
    /// them then refuses the directory, rather than take all of them for damaged.
    pub(crate) fn prepare_for_sealed(&self) -> Result<(), Error> {
        let mut knows_sealed = lock(&self.knows_sealed);
        if *knows_sealed {
            return Ok(());
        }
        let temporary = self.next_temporary();
        let format = &self.layout.format;
        let written = self.write_new_file(&temporary, layout::FORMAT.as_bytes());
        let root = written.and_then(|()| {
            let root = self.disk.open_directory(&self.layout.directory)?;
            self.replace(&temporary, format)?;
            Ok(root)
        });
        let root = root.inspect_err(|_| self.discard(Debris::File(temporary)))?;
        self.sync_directory(&root)?;
        *knows_sealed = true;
        Ok(())
    }

    /// Makes a file that is not in its place yet, durable.
    pub(crate) fn write_new_file(&self, path: &Path, content: &[u8]) -> Result<(), Error> {
        let mut file = self.disk.create_file(path)?;
        self.disk.append(&mut file, path, content)?;
        self.sync_new_file(&file, path)
    }

    /// Removes a file; one that is not there is no error. An error means that it is still there; or, with
    /// [`Error::Sealed`], that this cannot be told.
    pub(crate) fn remove_file(&self, path: &Path) -> Result<(), Error> {
        let error = match self.disk.remove_file(path) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => error,
        };
        match exists(path) {
            Some(false) => Ok(()),
            Some(true) => Err(error.into()),
            None => {
                self.set_seal(path, &error);
                Err(Error::Sealed)
            }
        }
    }

    /// Removes what nothing needs any more, now or, if that cannot be, when something else is to be removed or written.
    pub(crate) fn discard(&self, debris: Debris) {
        lock(&self.debris).push(debris);
        self.clear_debris();
    }

    /// Tries again to remove what could not be removed before.
    pub(crate) fn clear_debris(&self) {
        let waiting = std::mem::take(&mut *lock(&self.debris));
        for debris in waiting {
            let removed = match &debris {
                Debris::File(path) => self.disk.remove_file(path),
                Debris::Directory(path) => self.disk.remove_directory(path),
            };
            if removed.is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
                lock(&self.debris).push(debris);
            }
        }
    }

    /// Makes a directory durable in its parent, unless it is there.
    pub(crate) fn make_directory_in(&self, parent: &Path, path: &Path) -> Result<(), Error> {
        let parent = self.disk.open_directory(parent)?;
        match self.disk.create_directory(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
        self.sync_directory(&parent)
    }
}

/// True if something is there; `None` if that cannot be told.
fn exists(path: &Path) -> Option<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Some(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

impl fmt::Debug for DiskRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DiskRoot").field("root", &self.layout.directory).finish_non_exhaustive()
    }
}
