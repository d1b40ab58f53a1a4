//! Changes to configuration files that keep every line that is not meant.

use secret::Entropy;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cache::SystemEntropy;

use super::ini::{Line, Scanner};

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
/// lines, comments, their order and their ends stay.
///
/// # Errors
/// Names and values with control characters: they could say more than they seem to.
pub fn set_in_section(text: &str, section: &str, pairs: &[(&str, &str)]) -> Result<String, Unwritable> {
    if pairs.iter().flat_map(|(key, value)| [*key, *value]).flat_map(str::chars).any(char::is_control) {
        return Err(Unwritable);
    }
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let end = if lines.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
        last.push_str(end);
    }
    if place(&lines, section).is_none() {
        if section.chars().any(|c| c.is_control() || c == '[' || c == ']') {
            return Err(Unwritable);
        }
        if lines.last().is_some_and(|line| !line.trim().is_empty()) {
            lines.push(end.to_owned());
        }
        lines.push(format!("[{section}]{end}"));
    }
    for (key, value) in pairs {
        if let Some(place) = place(&lines, section) {
            place.set(&mut lines, key, value, end);
        }
    }
    Ok(lines.concat())
}

/// The text without a key of a section. All other lines stay.
pub fn unset_in_section(text: &str, section: &str, key: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(place) = place(&lines, section) {
        place.unset(&mut lines, key);
    }
    lines.concat()
}

/// A name or value that cannot stand in a configuration file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwritable;

/// A section's lines.
struct Place {
    /// number of the line behind its last one that is not blank
    behind: usize,
    /// how far that one is indented, bytes: what comes behind it must not be taken for a part of it, nor the other way round
    indentation: usize,
    /// key in lower case, its line, its indentation
    keys: Vec<(String, usize, usize)>,
    /// lines that belong to a value above
    more: Vec<usize>,
}

/// Where a section is, if it is there.
fn place(lines: &[String], section: &str) -> Option<Place> {
    let mut scanner = Scanner::default();
    let mut found: Option<Place> = None;
    for (at, line) in lines.iter().enumerate() {
        let line = if at == 0 { line.strip_prefix('\u{FEFF}').unwrap_or(line) } else { line };
        let kind = scanner.line(line);
        let Some(place) = &mut found else {
            if kind == Line::Section(section) {
                let indentation = line.len() - line.trim_start().len();
                found = Some(Place { behind: at + 1, indentation, keys: Vec::new(), more: Vec::new() });
            }
            continue;
        };
        match kind {
            Line::Section(_) => {
                // a key that stands further left would swallow this section's line
                let its = line.len() - line.trim_start().len();
                place.indentation = place.indentation.max(its);
                break;
            }
            Line::Blank => continue,
            Line::Key(key, _, indentation) => {
                place.keys.push((key.to_lowercase(), at, indentation));
                place.indentation = indentation;
            }
            Line::More(_) => place.more.push(at),
            Line::Comment | Line::NotUnderstood => {}
        }
        place.behind = at + 1;
    }
    found
}

impl Place {
    fn set(&self, lines: &mut Vec<String>, key: &str, value: &str, end: &str) {
        let new = |indentation: usize| format!("{:indentation$}{key} = {value}{end}", "");
        let Some((_, at, indentation)) = self.keys.iter().find(|(have, _, _)| have == key) else {
            lines.insert(self.behind, new(self.indentation));
            return;
        };
        self.drop_more(lines, *at);
        if let Some(line) = lines.get_mut(*at) {
            *line = new(*indentation);
        }
    }

    fn unset(&self, lines: &mut Vec<String>, key: &str) {
        if let Some((_, at, _)) = self.keys.iter().find(|(have, _, _)| have == key) {
            self.drop_more(lines, *at);
            lines.remove(*at);
        }
    }

    /// Lines that continue the value of a key go with it.
    fn drop_more(&self, lines: &mut Vec<String>, at: usize) {
        let next = self.keys.iter().map(|(_, line, _)| *line).find(|line| *line > at).unwrap_or(usize::MAX);
        for line in self.more.iter().filter(|line| (at..next).contains(*line)).rev() {
            lines.remove(*line);
        }
    }
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

/// Whether a file could be replaced, found out before anything is done that would be lost if it could not.
///
/// # Errors
/// If the directory cannot be made or written to.
pub fn check_writable(file: &Path) -> Result<(), EditError> {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let checked = temporary(&file).and_then(|(path, _)| std::fs::remove_file(path));
    checked.map_err(|error| EditError { file, error })
}

/// A new file beside another one, of a name that nobody can guess: others may write to this directory too.
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

/// Different every time, and not to be guessed.
pub(crate) fn unique() -> String {
    let mut bytes = [0; 12];
    SystemEntropy.fill(&mut bytes);
    data_encoding::HEXLOWER.encode(&bytes)
}

/// Makes a directory, with those above it, that only the owner may enter. One that is there stays as it is.
pub(crate) fn private_directory(directory: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory).map_err(|error| match error.kind() {
        // "file exists" says too little of a file where a directory should be
        std::io::ErrorKind::AlreadyExists => std::io::ErrorKind::NotADirectory.into(),
        _ => error,
    })
}
