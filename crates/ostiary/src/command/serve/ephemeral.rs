//! The private temporary directory of `serve --ephemeral`.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use crate::exit::Failure;

/// File system in memory that Linux machines have, open to every user.
const MEMORY: &str = "/dev/shm";

/// Makes the directory, of mode 0700: in `TMPDIR` if that is set, else in memory, else where the system keeps temporary files.
/// It is removed when the value is dropped.
///
/// # Errors
/// If a data directory is named as well, or there is no place for one.
pub(super) fn directory(named: Option<&Path>) -> Result<TempDir, Failure> {
    if let Some(named) = named {
        let named = named.display();
        return Err(Failure::new(format!(
            "--ephemeral keeps nothing, and {named} is named as data directory"
        ))
        .hint("leave one of them out: --ephemeral, or --data, OSTIARY_DATA and the settings file's data"));
    }
    let is_told = std::env::var_os("TMPDIR").is_some_and(|named| !named.is_empty());
    let elsewhere = || make(&std::env::temp_dir());
    let made = if is_told { elsewhere() } else { make(Path::new(MEMORY)).or_else(|_| elsewhere()) };
    made.map_err(|error| {
        Failure::new(format!("cannot make a temporary directory: {error}"))
            .hint("name a directory that this user may write to with TMPDIR")
    })
}

fn make(place: &Path) -> io::Result<TempDir> {
    let private = Permissions::from_mode(0o700);
    tempfile::Builder::new().prefix("ostiary-").permissions(private).tempdir_in(place)
}

/// Removes the directory once the server has stopped. Its path is said in the log if that fails.
pub(super) fn remove(directory: TempDir) {
    let path = directory.path().to_owned();
    if let Err(error) = directory.close() {
        tracing::error!(directory = %path.display(), %error, "the temporary directory stays behind");
    }
}
