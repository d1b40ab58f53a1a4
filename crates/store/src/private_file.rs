//! Files that only their owner may read: made under their own mode, never through a link, never in place of another.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Permission bits of every file that is made.
const MODE: u32 = 0o600;

/// Makes a file. A name that is taken, also by a link that leads nowhere, is [`io::ErrorKind::AlreadyExists`].
pub fn create(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(MODE).open(path)?;
    // the mode that open gave is what the umask left of it
    file.set_permissions(fs::Permissions::from_mode(MODE))?;
    Ok(file)
}

/// Writes a file that is not there yet: whole and on stable storage, or not at all. A name that is taken is
/// [`io::ErrorKind::AlreadyExists`].
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = fresh(path);
    remove_if_there(&fresh)?;
    let written = create(&fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        rename_new(&fresh, path)
    });
    if written.is_err() {
        // nothing reads it, and the next one removes it
        let _ = fs::remove_file(&fresh);
    }
    written?;
    sync_parent(path)
}

/// Writes a file, in place of the one or the link of that name: whole and on stable storage, or not at all.
pub fn write_over(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = fresh(path);
    remove_if_there(&fresh)?;
    let written = create(&fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    });
    if written.is_err() {
        // nothing reads it, and the next one removes it
        let _ = fs::remove_file(&fresh);
    }
    written?;
    sync_parent(path)
}

/// Name of a file while it is written: `.new` behind the name.
pub fn fresh(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

/// Gives a file another name in the same directory, durably. A name that is taken is [`io::ErrorKind::AlreadyExists`].
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    rename_new(from, to)?;
    sync_parent(to)
}

fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // file systems that do not know the flag
            Err(Errno::INVAL | Errno::NOSYS) => {}
            other => return Ok(other?),
        }
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Removes a file or link durably; one that is not there is no error.
pub fn remove(path: &Path) -> io::Result<()> {
    remove_if_there(path)?;
    sync_parent(path)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the entry of a file or directory in its parent durable.
pub fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests;
