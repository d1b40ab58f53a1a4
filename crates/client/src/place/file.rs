//! Files: read up to a limit, replaced whole or not at all, locked.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use secret::Entropy;

use super::entropy::SystemEntropy;
use crate::limits::{LOCK_NOTICE_AFTER, LOCK_POLL_INTERVAL, MAX_FILE_BYTES, STALE_TEMP_AFTER};

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// path of the file
    pub file: PathBuf,
    /// the system's reason
    pub error: std::io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot write {}: {}", self.file.display(), self.error)
    }
}

impl std::error::Error for WriteError {}

/// Content of a file that is no longer than [`MAX_FILE_BYTES`].
pub(crate) fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    read_limited(File::open(file)?, MAX_FILE_BYTES)
}

/// Content of such a file as text.
pub(crate) fn read_text(file: &Path) -> std::io::Result<String> {
    String::from_utf8(read(file)?).map_err(|_| std::io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"))
}

/// Everything that a reader gives, unless that is more than `most` bytes.
pub(crate) fn read_limited(from: impl Read, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    match read as u64 > most {
        true => Err(std::io::Error::new(ErrorKind::FileTooLarge, format!("it is longer than {most} bytes"))),
        false => Ok(bytes),
    }
}

/// Replaces a file whole or not at all: written beside it, made durable, renamed. Only the owner may read it. A symbolic link
/// stays; the file behind it is replaced.
///
/// # Errors
/// If its directory cannot be made or written to.
pub(crate) fn write_private(file: &Path, text: &[u8]) -> Result<(), WriteError> {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    replace(&file, text).map_err(|error| WriteError { file, error })
}

/// Checks that a file can be replaced, before work is done that would be lost otherwise.
///
/// # Errors
/// If its directory cannot be made or written to.
pub(crate) fn check_writable(file: &Path) -> Result<(), WriteError> {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let checked = temporary(&file).and_then(|(path, _)| std::fs::remove_file(path));
    checked.map_err(|error| WriteError { file, error })
}

/// A new file beside another one. Its name cannot be guessed, since other users may write to the directory too.
fn temporary(file: &Path) -> std::io::Result<(PathBuf, std::fs::File)> {
    private_directory(directory_of(file))?;
    let mut path = file.as_os_str().to_owned();
    path.push(format!(".{}.new", unique()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let out = options.open(&path)?;
    Ok((path.into(), out))
}

fn directory_of(file: &Path) -> &Path {
    file.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn replace(file: &Path, text: &[u8]) -> std::io::Result<()> {
    remove_stale(file);
    let (temporary, mut out) = temporary(file)?;
    let written = (|| {
        out.write_all(text)?;
        out.sync_all()?;
        std::fs::rename(&temporary, file)?;
        #[cfg(unix)]
        std::fs::File::open(directory_of(file))?.sync_all()?;
        Ok(())
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

/// Removes temporary files beside a file that killed processes left.
fn remove_stale(file: &Path) {
    let Some(name) = file.file_name().and_then(|name| name.to_str()) else { return };
    let Ok(entries) = std::fs::read_dir(directory_of(file)) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_temporary = entry.file_name().to_str().is_some_and(|there| {
            let rest = there.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".new"));
            rest.is_some_and(|unique| {
                unique.len() == 24 && unique.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
        });
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if is_temporary && age().is_some_and(|age| age > STALE_TEMP_AFTER) {
            // another process may have removed it, or it belongs to another user
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A random name of 24 hexadecimal digits.
pub(crate) fn unique() -> String {
    let mut bytes = [0; 12];
    SystemEntropy.fill(&mut bytes);
    data_encoding::HEXLOWER.encode(&bytes)
}

/// Makes a directory that only the owner may enter, with those above it. An existing one stays as it is.
pub(crate) fn private_directory(directory: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory).map_err(|error| match error.kind() {
        // "file exists" says too little about a file in a directory's place
        std::io::ErrorKind::AlreadyExists => std::io::ErrorKind::NotADirectory.into(),
        _ => error,
    })
}

/// A lock that is held until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
    /// the lock's file, where it goes with the lock
    remove: Option<PathBuf>,
}

/// Takes the lock of a file, which is made if it is missing. Returns `None` if another process holds it for all of `timeout`.
/// `waiting` is called once after [`LOCK_NOTICE_AFTER`], with the other process's id where that is known.
pub(crate) fn lock(
    path: &Path,
    timeout: Duration,
    waiting: &mut dyn FnMut(Option<u32>),
) -> std::io::Result<Option<Lock>> {
    let begun = Instant::now();
    let mut told = false;
    let mut file = open_lock(path)?;
    loop {
        match file.try_lock() {
            Ok(()) if is_still(&file, path) => break,
            // its last holder removed the file
            Ok(()) => file = open_lock(path)?,
            Err(std::fs::TryLockError::WouldBlock) if begun.elapsed() < timeout => {
                if !told && begun.elapsed() >= LOCK_NOTICE_AFTER {
                    told = true;
                    let holder = read_text(path).ok();
                    waiting(holder.and_then(|text| text.trim().parse().ok()));
                }
                std::thread::sleep(LOCK_POLL_INTERVAL.min(timeout));
            }
            Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
            Err(std::fs::TryLockError::Error(error)) => return Err(error),
        }
    }
    // the id is for the notice of other processes only
    let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
    Ok(Some(Lock { file: Some(file), remove: None }))
}

impl Lock {
    /// A lock of something that no other process can reach.
    pub(crate) fn of_nothing() -> Self {
        Self { file: None, remove: None }
    }

    /// The same lock, whose file is removed with it.
    pub(crate) fn once(mut self, path: &Path) -> Self {
        self.remove = Some(path.to_owned());
        self
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(path) = &self.remove {
            // a file that stays does no harm
            let _ = std::fs::remove_file(path);
        }
        let _ = self.file.as_ref().map(File::unlock);
    }
}

fn open_lock(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // another user may have put a link there; what it leads to is not written to
        let no_follow = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
        options.mode(0o600).custom_flags(no_follow);
    }
    options.open(path)
}

/// Reports whether a path still leads to an open file.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests;
