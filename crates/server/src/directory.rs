//! The data directory: its owner, its contents, and its lock.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use store::private_file;

use crate::data_error::DataError;

pub(crate) const ROOT_KEY_FILE: &str = "root.key";
pub(crate) const IDENTITY_FILE: &str = "identity.redb";
pub(crate) const OBJECTS_DIRECTORY: &str = "objects";
/// The operator's socket, while a server runs.
pub(crate) const SOCKET_FILE: &str = "control.sock";
/// There from the first moment of a new installation until it is complete.
const MARK_FILE: &str = "first-start";
/// End of the names of credentials files.
pub(crate) const CREDENTIALS_SUFFIX: &str = ".credentials";
/// File in `objects` without which nothing was ever stored there.
const OBJECTS_FORMAT_FILE: &str = "format";
/// Entry of every new ext file system.
const LOST_AND_FOUND: &str = "lost+found";
/// Entries that an error names.
const ENTRIES_NAMED: usize = 5;
/// Permission bits by which others than the owner may write.
const OTHERS_WRITE: u32 = 0o022;

/// Kinds of data directory.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Contents {
    /// Nothing is there.
    Nothing,
    /// A new installation that was not completed, and has not been used.
    Unfinished,
    /// An installation.
    Installation,
}

/// The directory's lock.
#[derive(Debug)]
pub(crate) struct Lock {
    _directory: File,
}

/// Makes the directory, and those above it, durably and for the owner only.
pub(crate) fn make(directory: &Path) -> Result<(), DataError> {
    let missing: Vec<&Path> = directory
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && fs::symlink_metadata(path).is_err())
        .collect();
    for path in missing.into_iter().rev() {
        let made = DirBuilder::new().mode(0o700).create(path);
        match made {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(DataError::new(path, error));
            }
            _ => private_file::sync_parent(path).map_err(|error| DataError::new(path, error))?,
        }
    }
    Ok(())
}

/// Refuses a directory into which others could put files.
pub(crate) fn check_owner(directory: &Path) -> Result<(), DataError> {
    let metadata = fs::metadata(directory).map_err(|error| DataError::new(directory, error))?;
    if !metadata.is_dir() {
        return Err(DataError::new(directory, "it is not a directory")
            .remedy("name a directory with --data, or move the file elsewhere"));
    }
    let own = rustix::process::geteuid().as_raw();
    let below = directory.join("ostiary");
    let volume =
        format!("for a volume of a container, name a directory below it: --data {}", below.display());
    if metadata.uid() != own {
        let reason = format!("it belongs to user {}, and this process is user {own}", metadata.uid());
        let remedy = format!("chown -R {own} {}; {volume}", directory.display());
        return Err(DataError::new(directory, reason).remedy(remedy));
    }
    let mode = metadata.mode() & 0o7777;
    if mode & OTHERS_WRITE != 0 {
        let reason = format!("its mode is {mode:04o}: others may put files into it");
        let remedy = format!("chmod go-w {}; {volume}", directory.display());
        return Err(DataError::new(directory, reason).remedy(remedy));
    }
    Ok(())
}

/// Takes the directory for this process; it is free again when the process ends, however it ends.
pub(crate) fn lock(directory: &Path) -> Result<Lock, DataError> {
    let file = File::open(directory).map_err(|error| DataError::new(directory, error))?;
    match file.try_lock() {
        // what cannot be locked, as on some network file systems: each store has a lock of its own
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Lock { _directory: file }),
        Err(TryLockError::WouldBlock) => {
            let whose = server_process(directory);
            let process = whose.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"));
            Err(DataError::new(directory, format!("{process} has it: one server at a time"))
                .remedy("end that one first, or name another directory with --data"))
        }
    }
}

/// Process id of the server whose socket answers in `directory`.
fn server_process(directory: &Path) -> Option<u32> {
    let stream = UnixStream::connect(directory.join(SOCKET_FILE)).ok()?;
    #[cfg(target_os = "linux")]
    {
        let server = rustix::net::sockopt::socket_peercred(&stream).ok()?;
        u32::try_from(server.pid.as_raw_nonzero().get()).ok()
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = stream;
        None
    }
}

/// Returns the kind of the directory.
///
/// # Errors
/// A file that is missing from an installation, or entries that are none of ours.
pub(crate) fn contents(directory: &Path) -> Result<Contents, DataError> {
    let names = names(directory).map_err(|error| DataError::new(directory, error))?;
    let has = |name: &str| names.contains(name);
    if has(MARK_FILE) {
        return Ok(Contents::Unfinished);
    }
    if names.is_empty() {
        return Ok(Contents::Nothing);
    }
    let is_ours = |name: &String| name.ends_with(CREDENTIALS_SUFFIX) || name == SOCKET_FILE;
    let is_installation =
        has(IDENTITY_FILE) || has(ROOT_KEY_FILE) || has(OBJECTS_DIRECTORY) || names.iter().any(is_ours);
    if !is_installation {
        let named: Vec<&str> = names.iter().map(String::as_str).take(ENTRIES_NAMED).collect();
        let more = if names.len() > ENTRIES_NAMED { ", …" } else { "" };
        let reason =
            format!("it holds {}{more}, and a new installation needs an empty directory", named.join(", "));
        let remedy =
            format!("name one that is not there yet: --data {}", directory.join("ostiary").display());
        return Err(DataError::new(directory, reason).remedy(remedy));
    }
    check_identity(directory)?;
    check_objects(directory)?;
    Ok(Contents::Installation)
}

fn names(directory: &Path) -> io::Result<BTreeSet<String>> {
    let entries = fs::read_dir(directory)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names: io::Result<BTreeSet<String>> = entries.collect();
    Ok(names?.into_iter().filter(|name| name != LOST_AND_FOUND).collect())
}

/// Without its identity store or root key, an installation is not begun afresh: its objects would have no owner.
pub(crate) fn check_identity(directory: &Path) -> Result<(), DataError> {
    let path = directory.join(IDENTITY_FILE);
    let wrong = match fs::metadata(&path) {
        Ok(metadata) if metadata.len() > 0 => None,
        Ok(_) => Some("it is empty".to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some("it is missing".to_owned()),
        Err(error) => Some(error.to_string()),
    };
    if let Some(wrong) = wrong {
        let reason = format!("{wrong}, and the directory is an installation's: its accounts would be lost");
        return Err(DataError::new(&path, reason).remedy(
            "mount the right volume, or restore identity.redb from a backup with the root.key beside it; for a new \
             installation name an empty directory with --data",
        ));
    }
    let path = directory.join(ROOT_KEY_FILE);
    if let Err(error) = fs::metadata(&path) {
        let reason = if error.kind() == io::ErrorKind::NotFound {
            "it is missing, and without it the identity store beside it cannot be opened".to_owned()
        } else {
            error.to_string()
        };
        return Err(DataError::new(&path, reason)
            .remedy("restore root.key from a backup: the one that was beside this identity.redb"));
    }
    Ok(())
}

/// A volume that is not mounted looks like objects that were never there.
fn check_objects(directory: &Path) -> Result<(), DataError> {
    let path = directory.join(OBJECTS_DIRECTORY);
    match fs::symlink_metadata(path.join(OBJECTS_FORMAT_FILE)) {
        Ok(_) => Ok(()),
        Err(_) if without_objects(directory).exists() => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let reason = "it is missing or empty, and the accounts beside it may have had objects";
            Err(DataError::new(&path, reason).remedy(format!(
                "mount its volume or restore it from a backup; if the objects are lost for good, go on without them by \
                 making an empty file {}",
                without_objects(directory).display()
            )))
        }
        Err(error) => Err(DataError::new(&path, error)),
    }
}

/// Credentials files in the directory.
pub(crate) fn credentials(directory: &Path) -> Result<Vec<PathBuf>, DataError> {
    let names = names(directory).map_err(|error| DataError::new(directory, error))?;
    let credentials = names.iter().filter(|name| name.ends_with(CREDENTIALS_SUFFIX));
    Ok(credentials.map(|name| directory.join(name)).collect())
}

/// Removes the objects of an installation that was not completed. The directory itself stays: it may be a volume.
pub(crate) fn empty_objects(directory: &Path) -> Result<(), DataError> {
    let path = directory.join(OBJECTS_DIRECTORY);
    let told = |error: io::Error| DataError::new(&path, error);
    let entries = match fs::read_dir(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(told)?,
    };
    for entry in entries {
        let entry = entry.map_err(told)?;
        if entry.file_name() == LOST_AND_FOUND {
            continue;
        }
        let is_directory = entry.file_type().map_err(told)?.is_dir();
        let remove = if is_directory { fs::remove_dir_all } else { fs::remove_file };
        remove(entry.path()).map_err(told)?;
    }
    private_file::sync_parent(&path.join(OBJECTS_FORMAT_FILE)).map_err(told)
}

/// Name of the mark of an unfinished installation.
pub(crate) fn mark(directory: &Path) -> PathBuf {
    directory.join(MARK_FILE)
}

/// The operator's word that the objects are lost and that the server is to go on without them.
pub(crate) fn without_objects(directory: &Path) -> PathBuf {
    directory.join("objects.lost")
}
