//! `ostiary completions`: prints the completion script of a shell, which asks `ostiary complete` for candidates.

use clap::{Args, ValueEnum};
use clap_complete::{Shell as Generator, generate};

use crate::exit::Failure;
use crate::output;

/// Arguments of `ostiary completions`.
#[derive(Args)]
pub(crate) struct Completions {
    /// Shell that will read the script
    shell: Shell,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// Writes the script. `tree` is the program's whole command.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn run(arguments: &Completions, tree: &mut clap::Command) -> Result<(), Failure> {
    match arguments.shell {
        Shell::Bash => output::print(include_str!("completions/ostiary.bash")),
        Shell::Zsh => output::print(include_str!("completions/ostiary.zsh")),
        Shell::Fish => output::print(include_str!("completions/ostiary.fish")),
        Shell::Powershell => {
            let mut script = Vec::new();
            generate(Generator::PowerShell, tree, "ostiary", &mut script);
            output::print(&String::from_utf8_lossy(&script))
        }
    }
}
