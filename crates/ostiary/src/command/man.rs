//! `ostiary man`: writes the man pages.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_mangen::Man as Page;

use crate::exit::Failure;

/// Arguments of `ostiary man`.
#[derive(Args)]
pub(crate) struct Man {
    /// Directory for the pages
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

/// Writes a page for each command: ostiary.1, ostiary-mfa-enroll.1. `tree` is the program's whole command.
///
/// # Errors
/// If the directory cannot be written to.
pub(crate) fn run(arguments: &Man, tree: clap::Command) -> Result<(), Failure> {
    let directory = arguments.directory.as_path();
    let failed =
        |error: std::io::Error| Failure::new(format!("cannot write to {}: {error}", directory.display()));
    std::fs::create_dir_all(directory).map_err(failed)?;
    let mut all = tree.disable_help_subcommand(true);
    all.build();
    page(&all, directory).map_err(failed)
}

fn page(command: &clap::Command, directory: &Path) -> std::io::Result<()> {
    // hidden commands are for programs
    let mut shown = command.get_subcommands().filter(|below| !below.is_hide_set());
    shown.try_for_each(|below| page(below, directory))?;
    let page = Page::new(command.clone().after_help(crate::exit::HELP));
    let page = page.source(concat!("Ostiary ", env!("CARGO_PKG_VERSION"))).manual("Ostiary");
    let mut text = Vec::new();
    page.render(&mut text)?;
    // the usual title of this section of man pages
    let text = String::from_utf8_lossy(&text).replace("\n.SH EXTRA\n", "\n.SH \"EXIT STATUS\"\n");
    std::fs::write(directory.join(page.get_filename()), text)
}
