//! Changes to configuration files that keep every line that is not meant.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file could not be changed.
#[derive(Debug)]
pub struct EditError {
    /// which
    pub file: std::path::PathBuf,
    /// why
    pub error: std::io::Error,
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot write {}: {}", self.file.display(), self.error)
    }
}

impl std::error::Error for EditError {}

/// The text with `key = value` for each pair in the section, which is added at the end where it is not there. All other
/// lines, comments and their order stay.
pub fn set_in_section(text: &str, section: &str, pairs: &[(&str, &str)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let header = |line: &str| {
        let (name, _) = line.trim().strip_prefix('[')?.rsplit_once(']')?;
        Some(name.to_owned())
    };
    let start = match lines.iter().position(|line| header(line).as_deref() == Some(section)) {
        Some(start) => start,
        None => {
            if lines.last().is_some_and(|line| !line.trim().is_empty()) {
                lines.push(String::new());
            }
            lines.push(format!("[{section}]"));
            lines.len() - 1
        }
    };
    for (key, value) in pairs {
        set(&mut lines, start, key, value, &header);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn set(
    lines: &mut Vec<String>,
    start: usize,
    key: &str,
    value: &str,
    header: &dyn Fn(&str) -> Option<String>,
) {
    let behind = lines.iter().skip(start + 1).position(|line| header(line).is_some());
    let end = behind.map_or(lines.len(), |behind| start + 1 + behind);
    let new = format!("{key} = {value}");
    let is_key = |line: &&String| {
        let indented = line.starts_with([' ', '\t']);
        let have = line.split_once(['=', ':']).map(|(have, _)| have.trim().to_lowercase());
        !indented && !line.starts_with(['#', ';']) && have.as_deref() == Some(key)
    };
    let section = lines.get(start + 1..end).unwrap_or_default();
    if let Some(at) = section.iter().position(|line| is_key(&line)) {
        let at = start + 1 + at;
        // lines that continue the old value go with it
        let rest = lines.get(at + 1..end).unwrap_or_default();
        let continued =
            rest.iter().take_while(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty()).count();
        lines.splice(at..=at + continued, [new]);
        return;
    }
    let last =
        section.iter().rposition(|line| !line.trim().is_empty()).map_or(start, |last| start + 1 + last);
    lines.insert(last + 1, new);
}

/// Replaces a file at once, or not at all: written beside it, made durable, renamed. Only the owner may read it. Where the
/// path is a symbolic link, the file behind it is replaced.
///
/// # Errors
/// If the directory cannot be made or written to.
pub fn write_private(file: &Path, text: &[u8]) -> Result<(), EditError> {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    replace(&file, text).map_err(|error| EditError { file, error })
}

fn replace(file: &Path, text: &[u8]) -> std::io::Result<()> {
    let directory =
        file.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    private_directory(directory)?;
    let mut temporary = file.as_os_str().to_owned();
    temporary.push(format!(".{}.new", unique()));
    let written = (|| {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(&temporary)?;
        out.write_all(text)?;
        out.sync_all()?;
        std::fs::rename(&temporary, file)?;
        #[cfg(unix)]
        std::fs::File::open(directory)?.sync_all()?;
        Ok(())
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

/// Different in every process and for every call.
pub(crate) fn unique() -> String {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}", std::process::id(), CALLS.fetch_add(1, Ordering::Relaxed))
}

/// Makes a directory, with those above it, that only the owner may enter. One that is there stays as it is.
pub(crate) fn private_directory(directory: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}
