use std::path::Path;

use clap::CommandFactory;
use clap_complete::{Shell as Generator, generate};

use ::client::Error;

use super::arguments::Shell;
use super::results;
use crate::arguments::Arguments;

pub fn completions(shell: Shell) -> Result<(), Error> {
    let generator = match shell {
        Shell::Bash => Generator::Bash,
        Shell::Zsh => Generator::Zsh,
        Shell::Fish => Generator::Fish,
        Shell::Powershell => Generator::PowerShell,
    };
    let mut script = Vec::new();
    generate(generator, &mut Arguments::command(), "ostiary", &mut script);
    results::print(&String::from_utf8_lossy(&script))
}

/// One page a command: ostiary.1, ostiary-mfa-enroll.1.
pub fn pages(directory: &Path) -> Result<(), Error> {
    let failed = |error| Error::Io { what: format!("cannot write to {}", directory.display()), error };
    std::fs::create_dir_all(directory).map_err(failed)?;
    clap_mangen::generate_to(Arguments::command(), directory).map_err(failed)
}
