//! `ostiary mfa unlock`: forgives a user's wrong codes, through the running server.

use std::process::ExitCode;

use clap::Args;
use server::control;

use crate::data_directory::DataDirectory;
use crate::exit::Failure;
use crate::output;

#[derive(Args)]
pub(crate) struct Unlock {
    /// Name or ARN of the user, or serial number of a device
    #[arg(value_name = "USER|SERIAL")]
    named: String,
    /// Account of the user, by id or name [default: the only one with such a user]
    #[arg(long, value_name = "A")]
    account: Option<String>,
    #[command(flatten)]
    directory: DataDirectory,
}

/// Clears the wrong codes, and writes what was cleared.
///
/// # Errors
/// If no server runs on the data directory, or it refuses.
pub(crate) fn run(unlock: &Unlock) -> Result<ExitCode, Failure> {
    let directory = unlock.directory.path()?;
    let unlocked = control::unlock_mfa(&directory, &unlock.named, unlock.account.as_deref());
    output::pretty(&unlocked.map_err(Failure::new)?)
}
