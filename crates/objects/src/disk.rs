//! Calls to the disk that can fail or be lost, behind a trait so that tests make them fail and lose them.

use std::fmt::Debug;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A directory that is open, so that nothing but its sync can fail once its entries have changed.
#[derive(Debug)]
pub(crate) struct Directory {
    file: File,
    pub(crate) path: PathBuf,
}

/// Resources of which there are none left for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shortage {
    /// Room on the disk, or what the disk's quota leaves of it.
    Space,
    /// File descriptors or memory.
    Descriptors,
}

/// Errors of open(2) and write(2) without a stable [`io::ErrorKind`]. The numbers are the same on Linux, macOS and the
/// BSDs.
const ENFILE: i32 = 23;
const EMFILE: i32 = 24;

/// The resource that a call failed for want of, if it did. Such a call may be made again later.
pub(crate) fn shortage(error: &io::Error) -> Option<Shortage> {
    match (error.kind(), error.raw_os_error()) {
        (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, _) => Some(Shortage::Space),
        (io::ErrorKind::OutOfMemory, _) | (_, Some(ENFILE | EMFILE)) => Some(Shortage::Descriptors),
        _ => None,
    }
}

/// Every change that the store makes goes through here, and every opening of a file or directory.
pub(crate) trait Disk: Debug + Send + Sync {
    /// Opens a file for reading.
    fn open_file(&self, path: &Path) -> io::Result<File>;
    /// Opens a directory, to be synced.
    fn open_directory(&self, path: &Path) -> io::Result<Directory>;
    /// Creates a file that does not exist yet, readable by this user only.
    fn create_file(&self, path: &Path) -> io::Result<File>;
    /// Writes all of `bytes` at the end of `file`, which is the one at `path`.
    fn append(&self, file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes the content of `file`, which is the one at `path`, durable.
    fn sync_file(&self, file: &File, path: &Path) -> io::Result<()>;
    /// Makes the entries of a directory durable.
    fn sync_directory(&self, directory: &Directory) -> io::Result<()>;
    /// Creates a directory that does not exist yet, accessible to this user only.
    fn create_directory(&self, path: &Path) -> io::Result<()>;
    /// Moves a file or directory.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a directory and all below it.
    fn remove_directory(&self, path: &Path) -> io::Result<()>;
}

/// The real one.
#[derive(Debug)]
pub(crate) struct FileSystem;

impl Disk for FileSystem {
    fn open_file(&self, path: &Path) -> io::Result<File> {
        File::open(path)
    }

    fn open_directory(&self, path: &Path) -> io::Result<Directory> {
        Ok(Directory { file: File::open(path)?, path: path.to_owned() })
    }

    fn create_file(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
    }

    fn append(&self, file: &mut File, _path: &Path, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync_file(&self, file: &File, _path: &Path) -> io::Result<()> {
        file.sync_all()
    }

    fn sync_directory(&self, directory: &Directory) -> io::Result<()> {
        directory.file.sync_all()
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }
}
