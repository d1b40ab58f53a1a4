//! `ostiary mfa`: MFA devices of users.

#[cfg(feature = "client")]
mod enroll;
#[cfg(feature = "client")]
mod list;
#[cfg(feature = "client")]
mod remove;
#[cfg(feature = "client")]
mod resync;
mod unlock;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::exit::Failure;
#[cfg(feature = "client")]
use crate::exit::success;

#[derive(Args)]
pub(crate) struct MfaArguments {
    #[command(subcommand)]
    command: MfaCommand,
}

#[derive(Subcommand)]
enum MfaCommand {
    /// Make a virtual device, draw its QR code, enable it by two codes, and write mfa_serial to the profile
    #[cfg(feature = "client")]
    Enroll(enroll::Enroll),
    /// List the user's devices
    #[cfg(feature = "client")]
    List(list::List),
    /// Bring a device back in step, by two codes
    #[cfg(feature = "client")]
    Resync(resync::Resync),
    /// Take a device from the user, and delete it if it is virtual
    #[cfg(feature = "client")]
    Remove(remove::Remove),
    /// For the operator, on the machine that the server runs on: forgive a user's wrong codes, and free devices that a clock which
    /// ran ahead has barred; prints what was cleared as JSON
    Unlock(unlock::Unlock),
}

/// Runs one of the MFA commands.
///
/// # Errors
/// See the commands.
pub(crate) fn run(arguments: &MfaArguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        #[cfg(feature = "client")]
        MfaCommand::Enroll(arguments) => enroll::run(arguments).map(success),
        #[cfg(feature = "client")]
        MfaCommand::List(arguments) => list::run(arguments).map(success),
        #[cfg(feature = "client")]
        MfaCommand::Resync(arguments) => resync::run(arguments).map(success),
        #[cfg(feature = "client")]
        MfaCommand::Remove(arguments) => remove::run(arguments).map(success),
        MfaCommand::Unlock(arguments) => unlock::run(arguments),
    }
}
