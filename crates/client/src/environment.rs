use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cache::Keyring;

/// Environment variables, as they were when the program started. An empty one counts as not set, as AWS's tools have it.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
    /// the person's own, where no variable says otherwise
    home: Option<PathBuf>,
}

/// A path below which nothing is and nothing can be made. Where no home directory is known, `~` is this: never a directory of
/// that name in the current one, which somebody else may have put there.
pub(crate) const NOWHERE: &str = "/dev/null";

impl Environment {
    /// The process's own. What is not UTF-8 in one leads nowhere, rather than to what would hold without it.
    pub fn of_process() -> Self {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        let pair = |(name, value)| (text(name), text(value));
        Self { variables: std::env::vars_os().map(pair).collect(), home: std::env::home_dir() }
    }

    /// From names and values.
    pub fn from_pairs<const N: usize>(pairs: [(&str, &str); N]) -> Self {
        Self {
            variables: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            home: None,
        }
    }

    /// A variable's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The first of these variables that is set.
    pub fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name))
    }

    /// Whether a variable says yes: `true`, in any case.
    pub fn is_true(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The home directory: what the variables say, else what the system knows of the user.
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

    /// `~/.aws/config`, or what `AWS_CONFIG_FILE` names.
    pub fn config_file(&self) -> PathBuf {
        self.path(self.get("AWS_CONFIG_FILE").unwrap_or("~/.aws/config"))
    }

    /// `~/.aws/credentials`, or what `AWS_SHARED_CREDENTIALS_FILE` names.
    pub fn credentials_file(&self) -> PathBuf {
        self.path(self.get("AWS_SHARED_CREDENTIALS_FILE").unwrap_or("~/.aws/credentials"))
    }

    /// The directory for what may be lost without harm.
    pub fn cache_directory(&self) -> PathBuf {
        self.base("OSTIARY_CACHE_DIR", "XDG_CACHE_HOME", "~/.cache")
    }

    /// The directory for what should stay.
    pub fn state_directory(&self) -> PathBuf {
        self.base("OSTIARY_STATE_DIR", "XDG_STATE_HOME", "~/.local/state")
    }

    /// Whether the operating system's keyring is asked: not if `OSTIARY_KEYRING` is `off`.
    pub fn keyring(&self) -> Keyring {
        if self.get("OSTIARY_KEYRING") == Some("off") { Keyring::Off } else { Keyring::System }
    }

    /// Whether colours may be drawn: not with `NO_COLOR`, nor on a dumb terminal.
    pub fn colours(&self) -> bool {
        self.get("NO_COLOR").is_none() && !self.is_dumb()
    }

    /// Whether the terminal knows of nothing but lines.
    pub fn is_dumb(&self) -> bool {
        self.get("TERM").is_none_or(|term| term == "dumb")
    }

    /// Whether role sessions are shared with the AWS CLI's cache: not if `OSTIARY_AWS_CLI_CACHE` is `off`.
    pub fn shares_with_aws_cli(&self) -> bool {
        self.get("OSTIARY_AWS_CLI_CACHE") != Some("off")
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
