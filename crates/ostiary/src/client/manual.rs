use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;

use ::client::Error;

use crate::arguments::Arguments;

/// One page a command: ostiary.1, ostiary-mfa-enroll.1.
pub fn pages(directory: &Path) -> Result<(), Error> {
    let failed = |error| Error::Io { what: format!("cannot write to {}", directory.display()), error };
    std::fs::create_dir_all(directory).map_err(failed)?;
    let mut all = Arguments::command().disable_help_subcommand(true);
    all.build();
    page(&all, directory).map_err(failed)
}

fn page(command: &clap::Command, directory: &Path) -> std::io::Result<()> {
    // what is hidden is for programs
    let mut shown = command.get_subcommands().filter(|below| !below.is_hide_set());
    shown.try_for_each(|below| page(below, directory))?;
    let page = Man::new(command.clone().after_help(crate::exit::HELP));
    let page = page.source(concat!("Ostiary ", env!("CARGO_PKG_VERSION"))).manual("Ostiary");
    let mut text = Vec::new();
    page.render(&mut text)?;
    // the field's name for what our help ends with
    let text = String::from_utf8_lossy(&text).replace("\n.SH EXTRA\n", "\n.SH \"EXIT STATUS\"\n");
    std::fs::write(directory.join(page.get_filename()), text)
}
