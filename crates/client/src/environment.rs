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

/// Names the variables for region and endpoints that were exported for a profile, with a few letters of each value's hash.
pub(crate) const EXPORTED: &str = "OSTIARY_EXPORTED";

fn digest(value: &str) -> String {
    crate::cache::Key::of(&[value]).as_str().chars().take(12).collect()
}

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

    /// The same without what `OSTIARY_EXPORTED` says was exported and is still as it was: it is another profile's, and whoever names
    /// a profile means that one's own.
    #[must_use]
    pub fn without_exported(&self) -> Self {
        let mut own = self.clone();
        for (name, mark) in
            self.get(EXPORTED).unwrap_or_default().split(',').filter_map(|each| each.split_once('='))
        {
            if self.get(name).is_some_and(|value| digest(value) == mark) {
                own.variables.remove(name);
            }
        }
        own
    }

    /// The value of `OSTIARY_EXPORTED` for variables that are exported.
    pub(crate) fn mark<'a>(exported: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        let each = exported.map(|(name, value)| format!("{name}={}", digest(value)));
        each.collect::<Vec<_>>().join(",")
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

    /// A path with variables in it, `$NAME` or `${NAME}`, as the AWS CLI takes those of its files. What is not set stays as it is.
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

    /// `~/.aws/config`, or what `AWS_CONFIG_FILE` names.
    pub fn config_file(&self) -> PathBuf {
        self.expanded(self.get("AWS_CONFIG_FILE").unwrap_or("~/.aws/config"))
    }

    /// `~/.aws/credentials`, or what `AWS_SHARED_CREDENTIALS_FILE` names.
    pub fn credentials_file(&self) -> PathBuf {
        self.expanded(self.get("AWS_SHARED_CREDENTIALS_FILE").unwrap_or("~/.aws/credentials"))
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
