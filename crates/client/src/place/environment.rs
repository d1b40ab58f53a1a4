use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::digest::digest;

/// Environment variables as they were when the program started. An empty one counts as unset, as in AWS's tools.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
    /// home directory by the system, for environments without a variable for it
    home: Option<PathBuf>,
}

/// A path below which nothing exists and nothing can be made. It stands for `~` where no home directory is known, lest a
/// directory named `~` in the current one, which another user may have made, takes its place.
pub(crate) const NOWHERE: &str = "/dev/null";

/// Variable that lists the region and endpoint variables exported for a profile, with a few digits of each value's hash.
pub(crate) const EXPORTED: &str = "OSTIARY_EXPORTED";

/// Hexadecimal digits of a value's hash in [`EXPORTED`]: enough to see a change, too few to find the value by.
const MARK_DIGITS: usize = 12;

fn mark(value: &str) -> String {
    digest(&[value]).chars().take(MARK_DIGITS).collect()
}

impl Environment {
    /// The process's own variables. Bytes that are not UTF-8 are replaced, so that the value is wrong rather than missing.
    pub fn of_process() -> Self {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        let pair = |(name, value)| (text(name), text(value));
        Self { variables: std::env::vars_os().map(pair).collect(), home: std::env::home_dir() }
    }

    /// Variables by name and value, without a home directory of the system.
    pub fn from_pairs<const N: usize>(pairs: [(&str, &str); N]) -> Self {
        Self {
            variables: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            home: None,
        }
    }

    /// The same without unchanged variables that `OSTIARY_EXPORTED` lists: those belong to another profile than the one that is
    /// named for this call.
    #[must_use]
    pub fn without_exported(&self) -> Self {
        let mut own = self.clone();
        for (name, seen) in
            self.get(EXPORTED).unwrap_or_default().split(',').filter_map(|each| each.split_once('='))
        {
            if self.get(name).is_some_and(|value| mark(value) == seen) {
                own.variables.remove(name);
            }
        }
        own
    }

    /// The value of `OSTIARY_EXPORTED` for variables that are exported.
    pub(crate) fn marks<'a>(exported: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        let each = exported.map(|(name, value)| format!("{name}={}", mark(value)));
        each.collect::<Vec<_>>().join(",")
    }

    /// Value of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Value of the first of these variables that is set.
    pub fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name))
    }

    /// The home directory: by `HOME` or `USERPROFILE`, else by the system's user database.
    pub fn home(&self) -> Option<PathBuf> {
        self.first(&["HOME", "USERPROFILE"]).map(PathBuf::from).or_else(|| self.home.clone())
    }

    /// A path, with `~` for the home directory.
    pub fn path(&self, text: &str) -> PathBuf {
        match (text.strip_prefix('~'), self.home()) {
            (Some(""), Some(home)) => home,
            (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
            (Some(""), None) => PathBuf::from(NOWHERE),
            (Some(rest), None) if rest.starts_with('/') => {
                Path::new(NOWHERE).join(rest.trim_start_matches('/'))
            }
            _ => PathBuf::from(text),
        }
    }

    /// A path with variables in it, `$NAME` or `${NAME}`, as the AWS CLI takes those of its files. Unset ones stay as written.
    fn expanded(&self, text: &str) -> PathBuf {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            out.push_str(before);
            let word = |text: &str| {
                text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
            };
            let (name, written, behind) =
                match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
                    Some((name, behind)) => (name, format!("${{{name}}}"), behind),
                    None => {
                        let (name, behind) = after.split_at(word(after));
                        (name, format!("${name}"), behind)
                    }
                };
            out.push_str(self.get(name).unwrap_or(&written));
            rest = behind;
        }
        out.push_str(rest);
        self.path(&out)
    }

    /// The config file: `AWS_CONFIG_FILE`, else `~/.aws/config`.
    pub(crate) fn config_file(&self) -> PathBuf {
        self.expanded(self.get("AWS_CONFIG_FILE").unwrap_or("~/.aws/config"))
    }

    /// The credentials file: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`.
    pub(crate) fn credentials_file(&self) -> PathBuf {
        self.expanded(self.get("AWS_SHARED_CREDENTIALS_FILE").unwrap_or("~/.aws/credentials"))
    }

    /// Directory of files that may be lost without harm: `OSTIARY_CACHE_DIR`, else by `XDG_CACHE_HOME`.
    pub(crate) fn cache_directory(&self) -> PathBuf {
        self.base("OSTIARY_CACHE_DIR", "XDG_CACHE_HOME", "~/.cache")
    }

    /// Directory of files that should stay: `OSTIARY_STATE_DIR`, else by `XDG_STATE_HOME`.
    pub fn state_directory(&self) -> PathBuf {
        self.base("OSTIARY_STATE_DIR", "XDG_STATE_HOME", "~/.local/state")
    }

    /// Reports whether colours may be drawn: not with `NO_COLOR`, nor on a dumb terminal.
    pub fn colours(&self) -> bool {
        self.get("NO_COLOR").is_none() && !self.is_dumb()
    }

    /// Reports whether the terminal can show nothing but lines.
    pub fn is_dumb(&self) -> bool {
        self.get("TERM").is_none_or(|term| term == "dumb")
    }

    fn base(&self, own: &str, xdg: &str, default: &str) -> PathBuf {
        match self.get(own) {
            Some(own) => self.path(own),
            None => self.path(self.get(xdg).unwrap_or(default)).join("ostiary"),
        }
    }
}

/// Shows names only: values may be secrets.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish()
    }
}
