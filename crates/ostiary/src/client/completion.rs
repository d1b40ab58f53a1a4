//! Completions: scripts for shells, and the candidates that they ask this program for. Nobody is asked, and nothing but names is
//! told.

mod line;

use std::ffi::{OsStr, OsString};

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use clap_complete::{Shell as Generator, generate};

use ::client::profile::Profiles;
use ::client::{Environment, Error};

use super::arguments::Shell;
use super::results;
use crate::arguments::Arguments;

/// Most profiles that are offered at once.
const MAX_PROFILES: usize = 1000;

/// What a shell's script tells of the command line.
#[derive(Args)]
pub struct Complete {
    /// The shell that asks
    shell: Asking,
    /// The words up to the cursor; of bash, the line up to the cursor and the word that it replaces
    #[arg(last = true)]
    words: Vec<OsString>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Asking {
    Bash,
    Zsh,
    Fish,
}

/// Prints a shell's script.
pub fn script(shell: Shell) -> Result<(), Error> {
    match shell {
        Shell::Bash => results::print(include_str!("completion/ostiary.bash")),
        Shell::Zsh => results::print(include_str!("completion/ostiary.zsh")),
        Shell::Fish => results::print(include_str!("completion/ostiary.fish")),
        Shell::Powershell => {
            let mut script = Vec::new();
            generate(Generator::PowerShell, &mut Arguments::command(), "ostiary", &mut script);
            results::print(&String::from_utf8_lossy(&script))
        }
    }
}

/// Prints what may stand at the cursor, a candidate a line.
pub fn candidates(asked: &Complete) -> Result<(), Error> {
    let text =
        |at: usize| asked.words.get(at).map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let lines: Vec<String> = match asked.shell {
        Asking::Bash => {
            let line = line::Line::read(&text(0));
            let found = of_words(line.words.iter().map(OsString::from).collect());
            let replaced = text(1);
            found.iter().map(|one| line.insert(&value(one), &replaced)).collect()
        }
        Asking::Zsh => {
            let escaped = |text: &str| text.replace('\\', "\\\\").replace(':', "\\:");
            let described = |one: &CompletionCandidate| match help(one) {
                Some(help) => format!("{}:{}", escaped(&value(one)), help.replace('\\', "\\\\")),
                None => escaped(&value(one)),
            };
            of_words(asked.words.clone()).iter().map(described).collect()
        }
        Asking::Fish => {
            let described = |one: &CompletionCandidate| match help(one) {
                Some(help) => format!("{}\t{help}", value(one)),
                None => value(one),
            };
            of_words(asked.words.clone()).iter().map(described).collect()
        }
    };
    lines.iter().try_for_each(|line| results::line(line))
}

/// What may stand in the place of the last word.
fn of_words(words: Vec<OsString>) -> Vec<CompletionCandidate> {
    let Some(at) = words.len().checked_sub(1) else { return Vec::new() };
    let is_flag = |text: &OsStr| text.as_encoded_bytes().starts_with(b"-");
    let flag_is_wanted = words.last().is_some_and(|word| is_flag(word));
    let mut command = Arguments::command();
    // a line that cannot be understood has no candidates
    let mut found =
        complete(&mut command, words, at, std::env::current_dir().ok().as_deref()).unwrap_or_default();
    found.retain(|one| !value(one).contains(char::is_control));
    if !flag_is_wanted && found.iter().any(|one| !is_flag(one.get_value())) {
        found.retain(|one| !is_flag(one.get_value()));
    }
    found
}

fn value(candidate: &CompletionCandidate) -> String {
    candidate.get_value().to_string_lossy().into_owned()
}

/// The first line of what is said about a candidate.
fn help(candidate: &CompletionCandidate) -> Option<String> {
    let text = candidate.get_help()?.to_string();
    let line = text.lines().next()?.replace(char::is_control, " ");
    Some(line).filter(|line| !line.is_empty())
}

/// Completes the names of profiles.
pub fn profiles() -> ArgValueCompleter {
    ArgValueCompleter::new(|begun: &OsStr| {
        // files that cannot be read have no profiles to offer
        let profiles = Profiles::load(&Environment::of_process()).unwrap_or_default();
        let begun = begun.to_string_lossy();
        let names = profiles.names().filter(|name| name.starts_with(&*begun)).take(MAX_PROFILES);
        let candidate = |name: &str| {
            let role = profiles.get(name).and_then(|profile| profile.said("role_arn"));
            CompletionCandidate::new(name).help(role.map(|role| role.to_owned().into()))
        };
        names.map(candidate).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{of_words, value};

    fn found(words: &[&str]) -> Vec<String> {
        of_words(words.iter().map(Into::into).collect()).iter().map(value).collect()
    }

    #[test]
    fn commands_and_flags() {
        assert_eq!(found(&["ostiary", "whoa"]), ["whoami"]);
        assert_eq!(found(&["ostiary", "whoami", "--js"]), ["--json"]);
        assert_eq!(found(&["ostiary", "completions", ""]), ["bash", "zsh", "fish", "powershell"]);
        assert!(found(&["ostiary", "mfa", ""]).contains(&"enroll".to_owned()));
        // what is for scripts is not offered to people
        assert!(!found(&["ostiary", ""]).contains(&"complete".to_owned()));
        assert_eq!(found(&[]), Vec::<String>::new());
        assert_eq!(found(&["ostiary", "nonsense", "x"]), Vec::<String>::new());
    }
}
