//! `ostiary complete`: prints the candidates at the cursor, for the scripts of `ostiary completions`. It asks no question, and tells
//! nothing but names.

mod line;

use std::ffi::{OsStr, OsString};

use clap::{Args, ValueEnum};
use clap_complete::engine::{CompletionCandidate, complete};

use crate::exit::Failure;
use crate::output;

/// The command line, as a shell's script passes it.
#[derive(Args)]
pub(crate) struct Complete {
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

/// Writes the candidates, a line each. `tree` is the program's whole command.
///
/// # Errors
/// If they cannot be written.
pub(crate) fn run(asked: &Complete, tree: &mut clap::Command) -> Result<(), Failure> {
    let text =
        |at: usize| asked.words.get(at).map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let lines: Vec<String> = match asked.shell {
        Asking::Bash => {
            let line = line::Line::read(&text(0));
            let found = candidates(line.words.iter().map(OsString::from).collect(), tree);
            let replaced = text(1);
            found.iter().map(|one| line.insert(&value(one), &replaced)).collect()
        }
        Asking::Zsh => {
            let escaped = |text: &str| text.replace('\\', "\\\\").replace(':', "\\:");
            let described = |one: &CompletionCandidate| match help(one) {
                Some(help) => format!("{}:{}", escaped(&value(one)), help.replace('\\', "\\\\")),
                None => escaped(&value(one)),
            };
            candidates(asked.words.clone(), tree).iter().map(described).collect()
        }
        Asking::Fish => {
            let described = |one: &CompletionCandidate| match help(one) {
                Some(help) => format!("{}\t{help}", value(one)),
                None => value(one),
            };
            candidates(asked.words.clone(), tree).iter().map(described).collect()
        }
    };
    lines.iter().try_for_each(|line| output::line(line))
}

/// Candidates for the place of the last word.
pub(super) fn candidates(words: Vec<OsString>, tree: &mut clap::Command) -> Vec<CompletionCandidate> {
    let Some(at) = words.len().checked_sub(1) else { return Vec::new() };
    let is_flag = |text: &OsStr| text.as_encoded_bytes().starts_with(b"-");
    let flag_is_wanted = words.last().is_some_and(|word| is_flag(word));
    // a line that cannot be understood has no candidates
    let mut found = complete(tree, words, at, std::env::current_dir().ok().as_deref()).unwrap_or_default();
    found.retain(|one| !value(one).contains(char::is_control));
    if !flag_is_wanted && found.iter().any(|one| !is_flag(one.get_value())) {
        found.retain(|one| !is_flag(one.get_value()));
    }
    found
}

pub(super) fn value(candidate: &CompletionCandidate) -> String {
    candidate.get_value().to_string_lossy().into_owned()
}

/// First line of a candidate's help.
fn help(candidate: &CompletionCandidate) -> Option<String> {
    let text = candidate.get_help()?.to_string();
    let line = text.lines().next()?.replace(char::is_control, " ");
    Some(line).filter(|line| !line.is_empty())
}
